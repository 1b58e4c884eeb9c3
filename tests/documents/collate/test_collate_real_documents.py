"""The three real copies of one document: two damaged ones give the text of the clean one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from collate_copies import visible
from rapidfuzz.distance import Levenshtein

from jingkai.documents.collate import VariantKind, collate, group_witnesses
from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record

Seed = Callable[[str], Path]


@pytest.fixture(scope="module")
def records(seed: Seed) -> dict[str, Record]:
    return {name: read_file(seed(name)) for name in ("000", "001", "002", "003", "004")}


def _body(text: str) -> str:
    text = visible(text)
    end = "（此件公开发布）"
    return text[text.index("各盟行政公署") : text.index(end) + len(end)]


@pytest.fixture(scope="module")
def truth(seed: Seed) -> str:
    """The body of the clean copy, straight from the file: page numbers are all there is to take out."""
    lines = (line.strip() for line in seed("002").read_text("utf-8").split("\n"))
    kept = "".join(line for line in lines if not (line.startswith("-") and line.endswith("-")))
    body = _body(kept)
    assert len(body) == 7301
    return body


@pytest.mark.parametrize("names", [*permutations(("000", "001")), *permutations(("000", "001", "002"))])
def test_the_collated_body_is_the_clean_one(
    names: tuple[str, ...], records: dict[str, Record], truth: str
) -> None:
    collation = collate([records[name] for name in names])
    assert Levenshtein.distance(_body(collation.record.text), truth) == 0


def test_the_order_of_the_real_copies_does_not_matter(records: dict[str, Record]) -> None:
    results = [collate([records[name] for name in order]) for order in permutations(("000", "001", "002"))]
    assert all(result == results[0] for result in results)


def test_every_disagreement_of_the_real_copies_is_explained(records: dict[str, Record]) -> None:
    collation = collate([records[name] for name in ("000", "001", "002")])
    assert collation.base == records["002"].witness.source
    for variant in collation.variants:
        assert variant.reason
        assert len(variant.readings) == 3
        assert collation.record.text[variant.start : variant.end] == variant.chosen
        if variant.kind is VariantKind.WORDS:
            assert len({reading.words for reading in variant.readings}) > 1


def test_the_collated_document_has_number_title_and_structure(records: dict[str, Record]) -> None:
    two = collate([records["000"], records["001"]]).record
    assert two.metadata.number == "内政办发〔2024〕5号"
    assert two.metadata.adopted == "2024-01-22"
    three = collate([records["000"], records["001"], records["002"]]).record
    assert (
        three.metadata.title == "内蒙古自治区人民政府办公厅关于推进国家级经济技术开发区高质量发展的实施意见"
    )
    items = [
        row
        for row in three.parsed.provisions
        if row.id.startswith("art_3__item_") and row.id.count("__") == 1
    ]
    assert len(items) == 20
    assert {row.id for row in two.parsed.provisions} == {row.id for row in three.parsed.provisions}


def test_the_real_copies_are_grouped_and_other_documents_left_alone(records: dict[str, Record]) -> None:
    groups = group_witnesses([records[name] for name in ("004", "002", "003", "000", "001")])
    names = sorted(tuple(record.witness.source[:3] for record in group) for group in groups)
    assert names == [("002", "000", "001"), ("003",), ("004",)]
