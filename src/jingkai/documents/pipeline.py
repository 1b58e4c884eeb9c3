"""The way of one file: read → repair → parse → metadata → extract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jingkai.documents.record import Record
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Witness

STEPS = ("read", "repair", "parse", "metadata", "extract")
"""The steps in their order, as they are announced."""


def _silent(step: str) -> None:
    """Announce nothing."""


def read_file(path: Path, *, encoding: str | None = None) -> Record:
    """Read one file into a :class:`Record`.

    Raises :class:`~jingkai.documents.errors.UnreadableError` when the file cannot be read at all.
    """
    from jingkai.documents.read import read_witness

    return read_record(read_witness(path, encoding=encoding))


def read_record(witness: Witness, *, on_step: Callable[[str], None] = _silent) -> Record:
    """Carry a witness through repair, parsing, metadata and extraction; ``on_step`` hears of each as it begins."""
    from jingkai.documents.extract import extract
    from jingkai.documents.extract.doubts import doubtful_places
    from jingkai.documents.findings import findings, notes
    from jingkai.documents.metadata import read_metadata
    from jingkai.documents.parse import parse
    from jingkai.documents.repair import repair

    on_step("repair")
    revision = Revision(witness)
    steps = repair(revision)
    repairs = tuple(revision.repairs())
    inferred = frozenset(one.start for one in repairs if one.kind == "ordinal")
    on_step("parse")
    parsed = parse(revision.text, inferred)
    on_step("metadata")
    metadata = read_metadata(parsed, revision.metadata)
    on_step("extract")
    flags = revision.flags()
    mentions = extract(parsed, metadata, doubtful=doubtful_places(flags))
    return Record(
        witness=witness,
        text=revision.text,
        metadata=metadata,
        parsed=parsed,
        mentions=mentions,
        repairs=repairs,
        flags=(
            *notes(witness),
            *flags,
            *findings(parsed, metadata, revision.metadata, revision.place),
        ),
        step_log=tuple(steps),
    )
