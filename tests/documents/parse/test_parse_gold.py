"""Structure of the real documents, as counted by hand, out of the copies as they arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from jingkai.documents.parse import parse
from jingkai.documents.provision import BlockKind, Parsed, ProvisionKind
from jingkai.documents.read import read_witness
from jingkai.documents.repair import repair
from jingkai.documents.revision import Revision

Seed = Callable[[str], Path]


@lru_cache(maxsize=8)
def repaired(path: Path) -> tuple[Revision, Parsed]:
    revision = Revision(read_witness(path))
    repair(revision)
    inferred = frozenset(one.start for one in revision.repairs() if one.kind == "ordinal")
    return revision, parse(revision.text, inferred)


def counts(parsed: Parsed) -> Counter[ProvisionKind]:
    return Counter(provision.kind for provision in parsed.provisions)


@pytest.mark.parametrize("name", ["000", "001", "002"])
def test_the_regions_opinion_has_the_structure_counted_by_hand(seed: Seed, name: str) -> None:
    _, parsed = repaired(seed(name))
    found = counts(parsed)
    assert found[ProvisionKind.ARTICLE] == 4
    assert found[ProvisionKind.SUBARTICLE] == 9
    assert found[ProvisionKind.ITEM] == 20
    assert found[ProvisionKind.BULLET] == 4
    assert sum(found.values()) == 38  # and the preamble: nothing else
    assert not parsed.faults


def test_three_witnesses_of_one_document_have_the_same_ids(seed: Seed) -> None:
    first, *others = [
        [one.id for one in repaired(seed(name))[1].provisions] for name in ("002", "000", "001")
    ]
    assert others == [first, first]
    assert "art_3__item_11" in first


def test_headings_of_the_regions_opinion_are_apart_from_its_text(seed: Seed) -> None:
    provisions = repaired(seed("002"))[1].by_id()
    items = [one for one in provisions.values() if one.kind is ProvisionKind.ITEM]
    assert all(one.heading and one.text.endswith("按职责分工负责）") for one in items)
    assert [bool(provisions[f"art_4__sub_{number}"].heading) for number in (1, 2, 3)] == [True, True, False]
    assert all(provisions[f"art_3__sub_{number}"].text == "" for number in range(1, 7))


def test_the_citys_measures_have_the_structure_counted_by_hand(seed: Seed) -> None:
    _, parsed = repaired(seed("004"))
    found = counts(parsed)
    assert found[ProvisionKind.ARTICLE] == 2
    assert found[ProvisionKind.SUBARTICLE] == 7
    assert found[ProvisionKind.ITEM] == 20
    assert all(one.heading == "" for one in parsed.provisions if one.kind is ProvisionKind.ITEM)
    assert [block.kind for block in parsed.blocks] == [
        BlockKind.NUMBER,
        BlockKind.TITLE,
        BlockKind.ADDRESSEE,
        BlockKind.NOTICE,
        BlockKind.SIGNATURE,
        BlockKind.DATE,
        BlockKind.NOTE,
        BlockKind.ENCLOSED_TITLE,
    ]


def test_the_plan_has_the_structure_counted_by_hand(seed: Seed) -> None:
    revision, parsed = repaired(seed("003"))
    found = counts(parsed)
    assert found[ProvisionKind.CHAPTER] == 5
    assert found[ProvisionKind.SECTION] == 21
    assert found[ProvisionKind.ARTICLE] == 31
    assert not parsed.faults
    inferred = [one for one in parsed.provisions if one.inferred]
    assert Counter(one.label for one in inferred) == {"第一章": 1, "第一节": 5}
    suspected = [flag for flag in revision.flags() if flag.code == "suspected_deletion"]
    assert len(suspected) == 4
    assert revision.undone() == revision.received


@pytest.mark.parametrize("name", ["002", "004"])
def test_nothing_is_suspected_or_inferred_in_a_clean_copy(seed: Seed, name: str) -> None:
    revision, parsed = repaired(seed(name))
    assert not [flag for flag in revision.flags() if flag.code in ("suspected_deletion", "lost_table")]
    assert not [one for one in parsed.provisions if one.inferred]


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_no_character_of_a_real_document_is_lost_or_owned_twice(seed: Seed, name: str) -> None:
    from test_parse_shapes import assert_nothing_is_lost

    revision, parsed = repaired(seed(name))
    assert_nothing_is_lost(revision.text, parsed)
