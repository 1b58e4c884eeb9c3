"""The page that describes the interface speaks the reader's language down to its fields."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import translation

from jingkai.config import reference
from jingkai.config.field_words import chinese, told

OURS = {"account", "ledger", "documents", "registry", "packs", "benefits"}


@pytest.fixture(scope="module")
def described() -> dict[str, set[str]]:
    """English words of every field, by group."""
    schema = json.loads(reference.written_description("en"))
    found: dict[str, set[str]] = {}
    with translation.override("en"):
        for group, _words, operations in reference._groups(schema):
            for one in operations:
                fields = (*one.asked, *one.sent, *one.answered)
                words = {one.more.words, *(field.told.words for field in fields)} - {""}
                found.setdefault(group, set()).update(words)
    return found


def test_every_field_is_described_in_chinese_as_well(described):
    words = set().union(*(found for group, found in described.items() if group in OURS))
    assert len(words) > 200
    assert sorted(words - chinese().keys()) == []


def test_no_translation_is_left_of_a_field_that_is_gone(described):
    assert sorted(chinese().keys() - set().union(*described.values())) == []


def test_code_stays_as_it_is():
    missing = []
    for english, words in chinese().items():
        ours, theirs = told(english, "en").pieces[1::2], told(english, "zh-hans").pieces[1::2]
        plain = [code for code in ours if code.isascii() and "/" not in code and code != "-word"]
        missing += [(english, code) for code in plain if code not in theirs]
        assert words.strip()
    assert missing == []


@pytest.mark.django_db
def test_the_page_marks_the_language_of_what_it_says():
    client = Client()
    client.cookies["jingkai_language"] = "zh-hans"
    page = client.get("/api/v1/").content.decode()
    assert re.search(r'<td lang="zh-hans">统一社会信用代码。\s*</td>', page)
    client.cookies["jingkai_language"] = "en"
    page = client.get("/api/v1/").content.decode()
    assert re.search(r'<td lang="en">Unified social credit code\.\s*</td>', page)
