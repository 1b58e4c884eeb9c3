"""Check a pack: everything that is wrong with it at once, from the shape of its files to what they say of each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jingkai.policy.checks.document import check_document
from jingkai.policy.checks.draft import Draft
from jingkai.policy.checks.examples import check_examples
from jingkai.policy.checks.expressions import check_expressions
from jingkai.policy.checks.money import check_money
from jingkai.policy.checks.names import check_names
from jingkai.policy.checks.units import check_units
from jingkai.policy.faults import Fault, PackFaults, errors_of, in_order
from jingkai.policy.loading import LoadedPack, loaded
from jingkai.policy.reading import Contents, read_contents
from jingkai.policy.schema.document import DocumentInfo
from jingkai.policy.schema.files import FILES
from jingkai.policy.schema.pack import Pack

CHECKS = (check_names, check_document, check_expressions, check_money, check_units, check_examples)
"""What is asked of a pack as a whole, in turn."""


def check_pack(folder: Path) -> list[Fault]:
    """Return every fault of the pack in a folder, by file and line; empty where nothing is wrong with it.

    Where a file cannot be read, what depends on it is not judged: no fault follows from another.
    """
    contents = read_contents(folder)
    return in_order([*contents.faults, *_whole(contents)])


def load_checked_pack(folder: Path) -> LoadedPack:
    """Load a pack whose parts agree. Raises :class:`~jingkai.policy.faults.PackFaults` with every error."""
    contents = read_contents(folder)
    faults = errors_of(contents.faults) or errors_of(_whole(contents))
    if faults:
        raise PackFaults(in_order(faults))
    return loaded(contents)


def pack_folders(path: Path) -> list[Path]:
    """Return the packs at a place: the folder itself if it is a pack, else those within it, however deep, in order."""
    if (path / "document.yaml").exists() or not path.is_dir():
        return [path]
    return sorted(found.parent for found in path.rglob("document.yaml")) or [path]


def _whole(contents: Contents) -> list[Fault]:
    parts: dict[str, Any] = {kind.part: tuple(contents.of(kind.part)) for kind in FILES}
    documents = parts["document"]
    parts["document"] = documents[0] if documents else _nothing_known()
    draft = Draft(Pack(**parts), contents)
    return [fault for check in CHECKS for fault in check(draft)]


def _nothing_known() -> DocumentInfo:
    """Stand in for a document that could not be read; no check looks at it."""
    return DocumentInfo.model_construct(number="", title="", valid_from=date.min)
