"""Which records are copies of one document."""

from __future__ import annotations

import random

from collate_copies import copy_of, damaged_copies

from jingkai.documents.collate import group_witnesses, likeness, same_document
from jingkai.documents.samples import MEASURES


def _bare(text: str) -> str:
    """Without title, number and everything behind the note."""
    lines = text.split("\n")
    return "\n".join(lines[2 : lines.index("（此件公开发布）")])


def test_copies_with_one_number_are_one_document(opinion: str) -> None:
    a, b = (copy_of(text, name) for text, name in zip(damaged_copies(opinion, 2, seed=3), "ab", strict=True))
    assert group_witnesses([a, b]) == [[a, b]]


def test_a_copy_without_number_and_title_is_found_by_its_words(opinion: str) -> None:
    whole = copy_of(opinion, "whole")
    bare = copy_of(_bare(damaged_copies(opinion, 1, seed=5, sites=30)[0]), "bare")
    assert bare.metadata.number is None
    assert group_witnesses([bare, whole]) == [[bare, whole]]


def test_half_a_document_is_found_by_its_words(opinion: str) -> None:
    half = copy_of("\n".join(_bare(opinion).split("\n")[:20]), "half")
    assert same_document(half, copy_of(opinion, "whole"))


def test_an_opinion_and_the_measures_that_implement_it_stay_apart(opinion: str) -> None:
    upper = copy_of(opinion, "opinion")
    lower = copy_of("\n".join(line for line in MEASURES.read_text("utf-8").split("\n") if line), "measures")
    bare_upper, bare_lower = (
        copy_of(_bare(opinion), "bare opinion"),
        copy_of(lower.text.split("\n", 6)[6], "bare"),
    )
    groups = group_witnesses([upper, lower, bare_upper, bare_lower])
    assert [[record.witness.source for record in group] for group in groups] == [
        ["opinion", "bare opinion"],
        ["measures", "bare"],
    ]


def test_the_same_text_under_another_number_is_another_document(opinion: str) -> None:
    a, b = copy_of(opinion, "a"), copy_of(opinion.replace("〔2025〕6号", "〔2026〕9号"), "b")
    assert likeness(a, b) > 0.95
    assert group_witnesses([a, b]) == [[a], [b]]


def test_a_copy_without_number_goes_to_the_nearest_of_two_alike_documents(opinion: str) -> None:
    later = (
        opinion.replace("〔2025〕6号", "〔2026〕9号")
        .replace("青岚经开区", "云汀高新区")
        .replace("2025年", "2026年")
    )
    first, second = copy_of(opinion, "2025"), copy_of(later, "2026")
    bare = copy_of(_bare(later), "bare")
    groups = group_witnesses([first, second, bare])
    assert [[record.witness.source for record in group] for group in groups] == [["2025"], ["2026", "bare"]]


def test_groups_do_not_depend_on_the_order(opinion: str) -> None:
    measures = "\n".join(line for line in MEASURES.read_text("utf-8").split("\n") if line)
    records = [copy_of(text, f"opinion {n}") for n, text in enumerate(damaged_copies(opinion, 3, seed=11))]
    records += [copy_of(text, f"measures {n}") for n, text in enumerate(damaged_copies(measures, 2, seed=12))]
    expected = {frozenset(f"opinion {n}" for n in range(3)), frozenset(f"measures {n}" for n in range(2))}
    for seed in range(4):
        random.Random(seed).shuffle(records)
        groups = group_witnesses(records)
        assert {frozenset(record.witness.source for record in group) for group in groups} == expected
