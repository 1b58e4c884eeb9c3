"""Metadata of the real documents against the values checked by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jingkai.documents.metadata import read_metadata
from jingkai.documents.parse import parse
from jingkai.documents.provision import Metadata
from jingkai.documents.read import read_witness
from jingkai.documents.repair import repair
from jingkai.documents.revision import Revision

FIELDS = {
    "wenhao": "number",
    "issuer": "issuer",
    "date": "adopted",
    "printed": "printed",
    "title": "title",
    "wrapper": "wrapper",
    "adopted": "approval",
}


def metadata_of(path: Path) -> Metadata:
    revision = Revision(read_witness(path))
    repair(revision)
    return read_metadata(parse(revision.text), revision.metadata)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_metadata_of_a_real_document_is_as_checked_by_hand(
    seed: Callable[[str], Path], gold: dict[str, Any], name: str
) -> None:
    expected = {FIELDS[key]: value for key, value in gold["metadata"][name].items() if key != "note"}
    found = metadata_of(seed(name))
    assert {key: getattr(found, key) for key in expected} == expected


def test_level_and_division_of_the_real_issuers(seed: Callable[[str], Path]) -> None:
    found = {name: metadata_of(seed(name)) for name in ("000", "001", "002", "003", "004")}
    assert {name: (one.issuer_level, one.division, one.type) for name, one in found.items()} == {
        "000": (None, None, None),
        "001": ("province", "150000", None),
        "002": ("province", "150000", "意见"),
        "003": ("province", "150000", "规划"),
        "004": ("city", "150800", "措施"),
    }
