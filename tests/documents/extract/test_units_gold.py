"""Responsible units of the real documents, against the lists checked by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from jingkai.documents.extract.units import UnitContext, find_units

REGION = UnitContext("自治区人民政府办公厅", "province")
CITY = UnitContext("市人民政府办公室", "city")


def lists_of(paragraphs: list[str], context: UnitContext) -> list[list[str]]:
    found: list[list[str]] = []
    for text in paragraphs:
        mentions = find_units(text, context=context)
        assert all(text[mention.start : mention.end] == mention.name for mention in mentions)
        groups = sorted({mention.group for mention in mentions})
        found.extend(
            [mention.canonical for mention in mentions if mention.group == group] for group in groups
        )
    return found


def test_lists_of_the_clean_opinion_are_those_checked_by_hand(
    seed: Callable[[str], Path], gold_units: dict[str, list[list[str]]]
) -> None:
    text = seed("002").read_text(encoding="utf-8-sig")
    joined = re.sub(r"\s*\n\s*", "", re.sub(r"\s*- ?\d+ ?-\s*", "", text))
    found = lists_of([joined], REGION)
    assert found == gold_units["002"]
    assert (len(found), sum(map(len, found)), len({name for one in found for name in one})) == (22, 125, 30)


def test_lists_of_the_city_measures_are_those_checked_by_hand(
    seed: Callable[[str], Path], gold_units: dict[str, list[list[str]]]
) -> None:
    found = lists_of(seed("004").read_text(encoding="utf-8-sig").splitlines(), CITY)
    assert found == gold_units["004"]
    assert (len(found), sum(map(len, found)), len({name for one in found for name in one})) == (20, 47, 18)


def test_lists_of_repaired_damaged_copies_are_the_same(
    seed: Callable[[str], Path], gold_units: dict[str, list[list[str]]]
) -> None:
    from jingkai.documents.read import read_witness
    from jingkai.documents.repair import repair
    from jingkai.documents.revision import Revision

    for name in ("000", "001"):
        revision = Revision(read_witness(seed(name)))
        repair(revision)
        assert lists_of(revision.text.splitlines(), REGION) == gold_units["002"]
