"""A stored record in the language of whoever takes it out: what is written in it for people is said again."""

from __future__ import annotations

from dataclasses import replace

from jingkai.documents.record import Record
from jingkai.kernel.retelling import retold


def retold_record(record: Record) -> Record:
    """Return the record with the reasons of its repairs and the messages of its flags in the reader's language.

    Words of the document itself, codes and kinds stay as they are.
    """
    return replace(
        record,
        witness=replace(record.witness, notes=tuple(retold(note) for note in record.witness.notes)),
        repairs=tuple(replace(repair, reason=retold(repair.reason)) for repair in record.repairs),
        flags=tuple(replace(flag, message=retold(flag.message)) for flag in record.flags),
    )
