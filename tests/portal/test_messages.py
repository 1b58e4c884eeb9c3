"""The catalogues are complete and compile to what gettext reads."""

from __future__ import annotations

import gettext
import io
import sys
from pathlib import Path

import pytest

from jingkai.config.catalogues import compile_missing, compiled

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def messages():
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import messages as tool
    finally:
        sys.path.pop(0)
    return tool


def test_every_message_has_its_chinese_and_no_catalogue_keeps_dead_ones(messages):
    assert messages.faults() == []


def test_messages_are_found_in_code_and_in_templates(messages):
    portal = {message.id: message for message in messages.messages_of("portal")}
    assert "There is nothing at this address" in portal
    documents = {message.id: message for message in messages.messages_of("documents")}
    assert documents["%(total)s document"].plural == "%(total)s documents"
    assert "Lead" in documents


def test_a_compiled_catalogue_is_read_by_gettext():
    source = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "clause"
msgstr "条款"

msgctxt "verb"
msgid "open"
msgstr ""
"打"
"开"

msgid "%(n)d unit"
msgid_plural "%(n)d units"
msgstr[0] "%(n)d 个单位"

#, fuzzy
msgid "guess"
msgstr "猜"

msgid "empty"
msgstr ""
"""
    found = gettext.GNUTranslations(io.BytesIO(compiled(source)))
    assert found.gettext("clause") == "条款"
    assert found.pgettext("verb", "open") == "打开"
    assert found.ngettext("%(n)d unit", "%(n)d units", 5) == "%(n)d 个单位"
    assert found.gettext("guess") == "guess"
    assert found.gettext("empty") == "empty"


def test_only_what_is_missing_or_older_is_compiled(tmp_path):
    folder = tmp_path / "slice" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "clause"\nmsgstr "条款"\n', encoding="utf-8")
    assert compile_missing(tmp_path) == 1
    assert (folder / "django.mo").exists()
    assert compile_missing(tmp_path) == 0
