"""Hold the pack of a folder against a file of its document, as the command line does."""

from __future__ import annotations

from pathlib import Path

from jingkai.policy.against_law import compare_with
from jingkai.policy.faults import Fault
from jingkai.policy.law_text import law_of
from jingkai.policy.loading import LoadedPack, load_pack


def check_against_file(folder: Path, file: Path, *, encoding: str | None = None) -> list[Fault]:
    """Return where a pack and its document differ, each with the pack's file and line.

    Raises :class:`~jingkai.policy.faults.PackFaults` for a pack that cannot be loaded and
    :class:`~jingkai.documents.errors.UnreadableError` for a document that cannot be read.
    """
    return check_loaded(load_pack(folder), file, encoding=encoding)


def check_loaded(loaded: LoadedPack, file: Path, *, encoding: str | None = None) -> list[Fault]:
    """Do the same for a pack that is loaded already."""
    from jingkai.documents.pipeline import read_file

    law = law_of(read_file(file, encoding=encoding))
    faults = []
    for fault in compare_with(loaded.pack, law):
        place = loaded.line_of(fault.place)
        faults.append(Fault(place.file, place.line, fault.provision, fault.words, fault.mend))
    return faults
