"""Open a table as it was sent, look into it, and read its rows in batches with little memory.

What a file is, its first bytes say. A workbook is read by a process of its own with limited memory, which hands rows
over as they are asked for: one that a workbook kills takes nothing with it.
"""

from __future__ import annotations

import codecs
import multiprocessing
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from jingkai.kernel.language import gettext as _
from jingkai.kernel.retelling import retold
from jingkai.registry.imports import delimited
from jingkai.registry.imports.faults import FileError
from jingkai.registry.imports.raw import Raw
from jingkai.registry.imports.workbook import Workbook, protected

BATCH = 1_000
SEEN = 30
"""So many rows a first look shows: the header is among them."""
MEMORY_BYTES = 1536 * 1024**2
"""Address space of the process that reads a workbook."""
SECONDS = 300
"""Time on the processor that it may take."""

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"%PDF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"MZ",
    b"\x7fELF",
    b"SQLite",
)
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|meta|table|\?xml|\?mso)", re.I)
"""What many systems hand out under the name of a workbook is a page of the web, or XML."""

Row = tuple[int, list[Raw]]
"""The number of a row in its file, from 1, and its cells from the first column on."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What the process that reads a workbook is to read."""

    path: Path
    source: str
    sheet: str
    size: int
    only_first: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look shows: the sheets, the one that was looked at, its first rows, how many rows it has."""

    sheets: tuple[str, ...]
    sheet: str
    first: tuple[Row, ...]
    rows: int


def is_workbook(path: Path, source: str) -> bool:
    """Tell a workbook from a text table by its first bytes.

    Raises :class:`~jingkai.registry.imports.faults.FileError` for anything that is certainly neither.
    """
    with path.open("rb") as file:
        head = file.read(64)
    if not head:
        raise FileError(_("The file is empty."), place=source, mend=_("Save it again and send it anew."))
    if head.startswith(_ZIP):
        return True
    if head.startswith(_OLD_OFFICE):
        with path.open("rb") as file:
            if "EncryptedPackage".encode("utf-16-le") in file.read(1024**2):
                raise protected(source)
        raise FileError(
            _("This is a workbook of an old kind (.xls, .et)."),
            place=source,
            mend=_("Open it in Excel or WPS and save it as .xlsx."),
        )
    if head.startswith(_FOREIGN):
        raise FileError(
            _("This is no table."), place=source, mend=_("Send a workbook (.xlsx) or a text table (.csv).")
        )
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        raise FileError(
            _("This is a page of the web, or XML, whatever its name says."),
            place=source,
            mend=_("Open it in Excel or WPS and save it as .xlsx."),
        )
    return False


def look(path: Path, source: str, sheet: str = "") -> Look:
    """Look into a file: at the sheet named, else at the first that holds anything.

    Raises :class:`~jingkai.registry.imports.faults.FileError`.
    """
    if is_workbook(path, source):
        with _Reader(_Order(path, source, sheet, SEEN, only_first=True)) as reader:
            return reader.opened(tuple(reader.batch()))
    manner = delimited.manner_of(path, source)
    first: list[Row] = []
    count = 0
    for number, record in delimited.records(path, source, manner):
        count += 1
        if len(first) < SEEN:
            first.append((number, list(record)))
    if not first:
        raise _nothing_in(source)
    return Look((), "", tuple(first), count)


def batches(
    path: Path, source: str, sheet: str = "", *, after: int = 0, size: int = BATCH
) -> Iterator[list[Row]]:
    """Give the rows below row ``after`` that hold anything, ``size`` at a time.

    Raises :class:`~jingkai.registry.imports.faults.FileError`.
    """
    if is_workbook(path, source):
        with _Reader(_Order(path, source, sheet, size)) as reader:
            while batch := reader.batch():
                if kept := [row for row in batch if row[0] > after]:
                    yield kept
        return
    manner = delimited.manner_of(path, source)
    batch = []
    for number, record in delimited.records(path, source, manner):
        if number <= after:
            continue
        batch.append((number, list[Raw](record)))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class _Reader:
    """The process that reads a workbook, and what it hands over."""

    def __init__(self, order: _Order) -> None:
        self._source = order.source
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        self._child = context.Process(target=_read_workbook, args=(order, theirs), daemon=True)
        self._child.start()
        theirs.close()
        self._about: tuple[tuple[str, ...], str, int] = ((), "", 0)

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._child.is_alive():
            self._child.kill()
        self._child.join()
        self._ours.close()

    def opened(self, first: tuple[Row, ...]) -> Look:
        """Return what is known once the first rows have come."""
        sheets, sheet, rows = self._about
        return Look(sheets, sheet, first, rows)

    def batch(self) -> list[Row]:
        """Return the next rows; none at the end."""
        while True:
            try:
                kind, value = self._ours.recv()
            except (EOFError, OSError):
                raise FileError(
                    _("The workbook could not be read: it needs more memory or time than a table does."),
                    place=self._source,
                    mend=_("Copy the cells of the table into a new workbook, or save it as CSV in UTF-8."),
                ) from None
            if kind == "about":
                self._about = value
                continue
            if kind == "error":
                raise FileError(retold(value[0]), place=value[1], mend=retold(value[2]))
            rows: list[Row] = value
            return rows


def _read_workbook(order: _Order, answer: Connection) -> None:
    """Read a workbook and hand over what it holds; runs in a process of its own."""
    _limit()
    try:
        with suppress(BrokenPipeError):
            _hand_over(order, answer)
    except FileError as error:
        answer.send(("error", (error.what, error.place, error.mend)))
    finally:
        with suppress(OSError):
            answer.close()


def _limit() -> None:
    """Bound memory and time of this process where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _hand_over(order: _Order, answer: Connection) -> None:
    import python_calamine

    path, source, sheet = order.path, order.source, order.sheet
    book = Workbook(path, source)
    try:
        opened = python_calamine.CalamineWorkbook.from_path(str(path))
        names = tuple(
            about.name
            for about in opened.sheets_metadata
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet
            and about.visible == python_calamine.SheetVisibleEnum.Visible
        )
    except python_calamine.PasswordError:
        raise protected(source) from None
    except python_calamine.CalamineError as error:
        raise _unreadable(source) from error
    wanted = sheet or next((name for name in names if book.holds_anything(name)), "")
    if wanted not in names:
        raise _nothing_in(source) if not sheet else _no_sheet(source, sheet, names)
    survey = book.survey(wanted)
    try:
        found = opened.get_sheet_by_name(wanted)
        left = found.start[1] if found.start else 0
        last = found.end[0] + 1 if found.end else 0  # total_height is one short
        answer.send(("about", (names, wanted, last)))
        batch: list[Row] = []
        for number, cells in enumerate(found.iter_rows(), start=1):
            row: list[Raw] = [None] * left + [None if cell == "" else cell for cell in cells]
            for column, word in survey.broken.get(number, {}).items():
                row.extend([None] * (column - len(row)))
                row[column - 1] = word
            if all(cell is None for cell in row):
                continue
            batch.append((number, row))
            if len(batch) == order.size:
                answer.send(("rows", batch))
                batch = []
                if order.only_first:
                    return
    except python_calamine.CalamineError as error:
        raise _unreadable(source) from error
    if batch:
        answer.send(("rows", batch))
    answer.send(("rows", []))


def _unreadable(source: str) -> FileError:
    return FileError(
        _("The workbook is broken and cannot be opened."),
        place=source,
        mend=_("If Excel or WPS opens it, save it there anew as .xlsx and send that copy."),
    )


def _nothing_in(source: str) -> FileError:
    return FileError(
        _("There is nothing in the table."), place=source, mend=_("Check whether this is the file you meant.")
    )


def _no_sheet(source: str, sheet: str, names: tuple[str, ...]) -> FileError:
    return FileError(
        _("There is no sheet “%(sheet)s” to be seen in the file.") % {"sheet": sheet},
        place=source,
        mend=_("Choose one of: %(sheets)s.") % {"sheets": "、".join(names)},
    )
