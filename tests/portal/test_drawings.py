"""Icons are drawn as the package draws them, hidden from screen readers."""

from __future__ import annotations

import lucide
import pytest

from jingkai.portal.drawings import drawing


@pytest.mark.parametrize("name", ["house", "triangle-alert", "circle-check", "a-arrow-down"])
def test_an_icon_is_the_drawing_of_the_package_and_hidden(name: str) -> None:
    head, _svg, rest = drawing(name, 18).partition("<svg")
    assert head == ""
    hidden = ' class="icon" aria-hidden="true" focusable="false"'
    assert rest.startswith(hidden)
    assert "<svg" + rest.removeprefix(hidden) == lucide._render_icon(name, 18)


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        drawing("no-such-icon", 18)
