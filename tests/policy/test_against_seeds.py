"""The packs of real documents say what the documents say; read where those are at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jingkai.documents.samples import MEASURES
from jingkai.policy.against_file import check_against_file
from jingkai.registry.packs import packs_folder

PACKS = [
    ("002", "cn-150000/neizhengbanfa-2024-5"),
    ("004", "cn-150800/bazhengbanfa-2024-8"),
    ("003", "cn-150000/neizhengbanfa-2017-11"),
]


@pytest.mark.parametrize(("document", "folder"), PACKS)
def test_a_pack_agrees_with_the_document_it_encodes(
    seed: Callable[[str], Path], document: str, folder: str
) -> None:
    faults = check_against_file(packs_folder() / folder, seed(document))
    assert [str(fault) for fault in faults] == []


def test_a_fault_names_file_and_line(tmp_path: Path) -> None:
    source = packs_folder() / "cn-demo" / "chengzhengbanfa-2025-11"
    for path in source.rglob("*.yaml"):
        target = tmp_path / path.relative_to(source)
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    benefits = tmp_path / "benefits.yaml"
    lines = benefits.read_text(encoding="utf-8").splitlines()
    at = next(index for index, line in enumerate(lines) if "rate: 0.15" in line)
    lines[at] = lines[at].replace("0.15", "0.16")
    benefits.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = check_against_file(tmp_path, MEASURES)
    assert (fault.file.name, fault.line, fault.provision) == ("benefits.yaml", at + 1, "art_2__item_12")
