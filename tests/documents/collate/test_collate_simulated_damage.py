"""Copies damaged by the simulator and repaired, as they come out of the pipeline."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from collate_copies import visible

from jingkai.documents import damage
from jingkai.documents.collate import collate, group_witnesses
from jingkai.documents.pipeline import read_record
from jingkai.documents.record import Record
from jingkai.documents.samples import MEASURES, OPINION
from jingkai.documents.witness import Line, Place, Witness


def _read(text: str, source: str) -> Record:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return read_record(Witness(source, "txt", source, lines))


def _with_slips(text: str, seed: int) -> str:
    dice = random.Random(seed)
    text = damage.traditional(text)
    data = text.encode("gb18030")
    once = [row for row in damage.likely_intruders(text) if data.count(row.encode("gb18030")) == 1]
    text = damage.slipped(text, damage.gloss_table(text, dice, 0.2), dice, dice.sample(once, 6))
    return damage.half_width(text)


@pytest.mark.parametrize("path", [OPINION, MEASURES], ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(2))
def test_a_copy_with_slips_and_a_copy_of_another_kind_give_the_clean_text(path: Path, seed: int) -> None:
    text = "\n".join(line for line in path.read_text("utf-8").split("\n") if line)
    slipped = _read(_with_slips(text, seed), "slipped")
    others = {
        "printed": damage.wrapped(text),
        "glossed": damage.scraped(text, random.Random(seed), damage.Scrape(gloss=0.2, slips=False)),
        "filtered": damage.deleted(text),
    }
    for source, copy in others.items():
        other = _read(copy, source)
        assert group_witnesses([slipped, other]) == [[slipped, other]]
        assert visible(collate([slipped, other]).record.text) == visible(text)
