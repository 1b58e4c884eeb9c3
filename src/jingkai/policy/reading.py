"""Read the files of a pack into rows that fit and faults about those that do not; nothing stops at the first fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.kernel.lined_yaml import UnreadableYaml, Written, read_yaml
from jingkai.kernel.misfits import misfits
from jingkai.policy.faults import Fault, Severity
from jingkai.policy.schema.files import FILES, FileKind

BESIDE = ("README.md",)
"""Files that may lie in a pack without being part of it; so may those whose names begin with a point."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; lines count from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row of the pack is written: its file, and the way to it within the file."""

    file: Path
    written: Written
    way: Way

    def place_of(self, way: Way) -> Place:
        """Return the place of a part of the row."""
        return Place(self.file, self.written.line_of((*self.way, *way)))

    def provision_of(self, way: Way) -> str:
        """Return the clause that a part of the row rests on: its own, or that of what it is in."""
        return _provision(self.written.data, (*self.way, *way))


@dataclass(slots=True)
class Contents:
    """What a folder holds.

    ``rows`` by part of the pack: those that fit, each with its source. ``broken`` are the parts of which something
    does not fit: what other parts say about them cannot be judged.
    """

    folder: Path
    rows: dict[str, list[tuple[BaseModel, Source]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def of(self, part: str) -> Iterator[BaseModel]:
        """Yield the rows of a part."""
        return (row for row, _source in self.rows.get(part, ()))

    def source(self, way: Way) -> tuple[Source, Way] | None:
        """Return the source of the row that a way through the pack enters, and the rest of the way."""
        part, *rest = way
        rows = self.rows.get(str(part), [])
        if part == "document":
            return (rows[0][1], tuple(rest)) if rows else None
        if rest and isinstance(rest[0], int) and rest[0] < len(rows):
            return rows[rest[0]][1], tuple(rest[1:])
        return None

    def place_of(self, way: Way) -> Place:
        """Return file and line of a value: ``("benefits", 3, "amount", "rate")``; of what it should stand in if missing."""
        found = self.source(way)
        if found:
            return found[0].place_of(found[1])
        kind = next((one for one in FILES if way and one.part == way[0]), FILES[0])
        return Place(self.folder / (kind.folder or kind.name), 1)

    def fault(self, way: Way, words: str, mend: str, severity: Severity = "error") -> Fault:
        """Make a fault about a part of the pack."""
        place, found = self.place_of(way), self.source(way)
        provision = found[0].provision_of(found[1]) if found else ""
        return Fault(place.file, place.line, provision, words, mend, severity)


def read_contents(folder: Path) -> Contents:
    """Read every file of a pack's folder. Faults are gathered, never raised."""
    contents = Contents(folder)
    if not folder.is_dir():
        contents.faults.append(
            Fault(folder, 0, "", _("There is no such folder."), _("Check the name; a pack is a folder."))
        )
        contents.broken.add("document")
        return contents
    for kind in FILES:
        for path in _files(folder, kind):
            _read_file(contents, kind, path)
    if not (folder / "document.yaml").exists():
        contents.broken.add("document")
        contents.faults.append(
            Fault(
                folder,
                0,
                "",
                _("This folder is no pack: it has no document.yaml."),
                _("Name the folder that has it, or write it: number, title, issuer, jurisdiction, dates."),
            )
        )
    else:
        contents.faults += _strays(folder)
    return contents


def _files(folder: Path, kind: FileKind) -> Iterable[Path]:
    if kind.folder:
        return sorted(path for path in folder.glob(kind.name) if not path.name.startswith("."))
    return [folder / kind.name] if (folder / kind.name).exists() else []


def _read_file(contents: Contents, kind: FileKind, path: Path) -> None:
    rows = contents.rows.setdefault(kind.part, [])
    try:
        written = read_yaml(path)
    except UnreadableYaml as fault:
        contents.faults.append(Fault(path, fault.line or 0, "", fault.what, fault.mend))
        contents.broken.add(kind.part)
        return
    contents.faults += [
        Fault(path, fault.line or 0, _provision_at(written, fault.line), fault.what, fault.mend)
        for fault in written.faults
    ]
    if written.faults:
        contents.broken.add(kind.part)
    try:
        whole = kind.shape.model_validate(written.data)
    except ValidationError as error:
        contents.broken.add(kind.part)
        contents.faults += _told(path, written, error)
        rows += _rows_that_fit(kind, path, written)
        return
    if not kind.key:
        rows.append((whole, Source(path, written, ())))
        return
    rows += [(row, Source(path, written, (kind.key, at))) for at, row in enumerate(getattr(whole, kind.key))]


def _told(path: Path, written: Written, error: ValidationError) -> Iterator[Fault]:
    if written.data is None:
        yield Fault(
            path, 0, "", _("The file is empty."), _("Write what it should hold, or take it out of the pack.")
        )
        return
    for misfit in misfits(error, written.data):
        line = written.line_of(misfit.place)
        if not misfit.place:  # the file as a whole
            words = _("The file does not hold what it should: %(problem)s") % {"problem": misfit.words}
            yield Fault(path, line, "", words, misfit.mend)
        else:
            yield Fault(path, line, _provision(written.data, misfit.place), misfit.words, misfit.mend)


def _rows_that_fit(kind: FileKind, path: Path, written: Written) -> Iterator[tuple[BaseModel, Source]]:
    data = written.data
    entries = data.get(kind.key) if kind.key and isinstance(data, Mapping) else None
    for at, entry in enumerate(entries if isinstance(entries, list) else []):
        try:
            yield kind.row.model_validate(entry), Source(path, written, (kind.key, at))
        except ValidationError:
            continue


def _strays(folder: Path) -> Iterator[Fault]:
    """Tell of files that are no part of any pack: a misspelt name would otherwise leave out what it holds."""
    singles = {kind.name for kind in FILES if not kind.folder}
    folders = {kind.folder for kind in FILES if kind.folder}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in BESIDE or path.name in singles:
            continue
        if path.is_dir() and path.name in folders:
            for inner in sorted(path.iterdir()):
                if inner.name.startswith(".") or (inner.suffix == ".yaml" and inner.is_file()):
                    continue
                yield _stray(inner, inner.with_suffix(".yaml").name if inner.suffix == ".yml" else "")
            continue
        near = get_close_matches(path.with_suffix(".yaml").name, sorted(singles), n=1, cutoff=0.8)
        near = near or get_close_matches(path.name, sorted(folders), n=1, cutoff=0.8)
        yield _stray(path, near[0] if near else "")


def _stray(path: Path, near: str) -> Fault:
    mend = (
        _("Did you mean %(name)s?") % {"name": near}
        if near
        else _("Take it out. A pack has: %(names)s.") % {"names": ", ".join(kind.name for kind in FILES)}
    )
    return Fault(path, 0, "", _("This belongs nowhere in a pack."), mend)


def _provision(data: Any, way: Way) -> str:
    """Return the last ``provision`` on the way from the top of a file to a value."""
    found = ""
    for part in (*way, None):
        if isinstance(data, Mapping):
            if isinstance(data.get("provision"), str):
                found = data["provision"]
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            break
    return found


def _provision_at(written: Written, line: int | None) -> str:
    """Return the clause of what is written on a line."""
    nearest: Way = ()
    for way, at in written.lines.items():
        if line is not None and at <= line and written.lines.get(nearest, 0) <= at:
            nearest = way
    return _provision(written.data, nearest)
