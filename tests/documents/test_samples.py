"""The sample documents: fictional, complete, and damaged exactly as the script makes them."""

from __future__ import annotations

import random
import re
import runpy
from pathlib import Path

import pytest

from jingkai.documents.collate import collate, group_witnesses
from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record
from jingkai.documents.samples import MEASURES, OPINION, OPINION_BROKEN, OPINION_GLOSSED, sample_files

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "make_samples.py"


@pytest.fixture(scope="module")
def records() -> dict[Path, Record]:
    return {path: read_file(path) for path in sample_files()}


def _visible(text: str) -> str:
    return re.sub(r"\s", "", text)


def _body(text: str) -> str:
    text = _visible(text)
    return text[text.index("各市人民政府") : text.index("（此件公开发布）")]


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_every_sample_says_at_its_end_that_it_is_fictional(path: Path) -> None:
    assert "（本文件为虚构样例，仅供演示）" in path.read_text("utf-8").strip().split("\n")[-6:]


def test_the_damaged_copies_are_what_the_script_makes_of_the_clean_one() -> None:
    script = runpy.run_path(str(SCRIPT))
    text = OPINION.read_text("utf-8").rstrip("\n")
    assert script["make_glossed"](text, random.Random(1)) == OPINION_GLOSSED.read_text("utf-8")
    assert script["make_broken"](text, random.Random(2)) == OPINION_BROKEN.read_text("utf-8")


def test_the_damaged_copies_show_the_damage_they_are_there_for() -> None:
    glossed, broken = OPINION_GLOSSED.read_text("utf-8"), OPINION_BROKEN.read_text("utf-8")
    gloss = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
    assert len(gloss.findall(glossed)) > 300
    assert "?" not in glossed
    assert broken.count("?") >= 4
    assert "文 號 | 臨政辦發" in gloss.sub("", broken)
    assert "密碼" in broken


def test_the_clean_opinion_is_read_as_it_stands(records: dict[Path, Record]) -> None:
    record = records[OPINION]
    assert _visible(record.text) == _visible(OPINION.read_text("utf-8"))
    assert record.metadata.number == "临政办发〔2025〕6号"
    items = [row.label for row in record.parsed.provisions if row.label.endswith(".")]
    assert items == [f"{number}." for number in range(1, 15)]


def test_the_copies_are_found_and_give_the_clean_text_without_the_clean_one(
    records: dict[Path, Record],
) -> None:
    groups = group_witnesses(list(records.values()))
    assert [len(group) for group in groups] == [3, 1]
    record = collate([records[OPINION_GLOSSED], records[OPINION_BROKEN]]).record
    assert _body(record.text) == _body(records[OPINION].text)
    assert record.metadata.number == "临政办发〔2025〕6号"
    assert "密码" not in record.text


def test_the_measures_say_what_they_implement(records: dict[Path, Record]) -> None:
    record = records[MEASURES]
    assert record.metadata.number == "澄政办发〔2025〕11号"
    cited = [row.number for mentions in record.mentions.values() for row in mentions.citations]
    assert "临政办发〔2025〕6号" in cited
