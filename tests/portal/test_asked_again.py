"""What cannot be undone is asked again before it is done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template

import jingkai

TEMPLATES = {
    path: path.read_text(encoding="utf-8")
    for path in Path(jingkai.__file__).parent.glob("*/templates/**/*.html")
}
FOR_GOOD = ("accounts:reset", "accounts:revoke", "documents:discard", "registry:import_discard")


@pytest.mark.parametrize("name", FOR_GOOD)
def test_no_single_click_does_what_cannot_be_undone(name):
    at_once = re.compile(rf"<form[^>]*action=\"{{% url '{name}'(?! [^%]*'lock')")
    assert [path.name for path, text in TEMPLATES.items() if at_once.search(text)] == []
    asked = re.compile(rf"{{% url '{name}' [^%]*as address %}}.*?asked_again\.html", re.DOTALL)
    assert any(asked.search(text) for text in TEMPLATES.values())


def test_the_question_says_what_it_does_before_the_button_that_does_it():
    drawn = Template(
        '{% include "portal/parts/asked_again.html" with address="/x/" words="Take back" consequence="It ends." whose="A" %}'
    ).render(Context({"csrf_token": "t"}))
    assert drawn.index("<summary") < drawn.index("It ends.") < drawn.index('type="submit"')
    assert 'action="/x/"' in drawn
    assert "csrfmiddlewaretoken" in drawn
