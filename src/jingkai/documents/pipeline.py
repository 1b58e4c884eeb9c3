"""The way of one file: read → repair → parse → metadata → extract."""

from __future__ import annotations

from pathlib import Path

from jingkai.documents.record import Record
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Witness


def read_file(path: Path, *, encoding: str | None = None) -> Record:
    """Read one file into a :class:`Record`.

    Raises :class:`~jingkai.documents.errors.UnreadableError` when the file cannot be read at all.
    """
    from jingkai.documents.read import read_witness

    return read_record(read_witness(path, encoding=encoding))


def read_record(witness: Witness) -> Record:
    """Carry a witness through repair, parsing, metadata and extraction."""
    from jingkai.documents.extract import extract
    from jingkai.documents.metadata import read_metadata
    from jingkai.documents.parse import parse
    from jingkai.documents.repair import repair

    revision = Revision(witness)
    steps = repair(revision)
    repairs = tuple(revision.repairs())
    inferred = frozenset(one.start for one in repairs if one.kind == "ordinal")
    parsed = parse(revision.text, inferred)
    metadata = read_metadata(parsed, revision.metadata)
    mentions = extract(parsed, metadata)
    return Record(
        witness=witness,
        text=revision.text,
        metadata=metadata,
        parsed=parsed,
        mentions=mentions,
        repairs=repairs,
        flags=tuple(revision.flags()),
        step_log=tuple(steps),
    )
