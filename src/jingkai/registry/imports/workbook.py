"""What a workbook is, found out before anything else reads it: its size, how far its cells reach, which are broken.

A workbook is a ZIP archive of XML. A few kilobytes can unpack to gigabytes, and two cells far apart make a reader
reserve memory for everything between them; both are refused here, with the cell that is too far away. On the same way
the cells are noted that a reader would take for empty: errors of the spreadsheet, and formulas without stored result.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from jingkai.kernel.language import gettext as _
from jingkai.registry.imports.faults import FileError
from jingkai.registry.imports.raw import Broken

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARTS = 2_000
MOST_UNPACKED = 600 * 1024**2
"""Bytes that a workbook may unpack to: a million rows with twenty columns need about as much."""
MOST_SWOLLEN = 300
"""How many times its packed size a large part may have; tables of figures reach about a hundred."""
SWOLLEN_FROM = 20 * 1024**2
MOST_CELLS = 12_000_000
"""Rows times columns of the rectangle that the cells of a sheet span."""
_MOST_BROKEN = 100_000
_CHUNK = 4 * 1024**2
_OVERLAP = 64 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>"""
    rb"""(?:\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]{0,20})<"""
)
_UNCOMPUTED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>\s*"""
    rb"""<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]{0,500})[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_DECLARATION = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.I)
_NOT_XML_TEXT = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at a sheet found: its broken cells by row, each with its column; both counted from 1."""

    broken: Mapping[int, Mapping[int, Broken]]


class Workbook:
    """An ``.xlsx`` file as an archive. Opening it checks the sizes that it states."""

    def __init__(self, path: Path, source: str) -> None:
        """Open the archive; raises :class:`~jingkai.registry.imports.faults.FileError`."""
        self._source = source
        try:
            self._archive = zipfile.ZipFile(path)
            parts = self._archive.infolist()
        except Exception as error:  # zipfile raises errors of many kinds on broken input
            raise self._broken() from error
        self._parts = {part.filename.lstrip("/"): part for part in parts}
        self._check(parts)

    def survey(self, sheet: str) -> Survey:
        """Read a sheet through once without keeping it.

        Raises :class:`~jingkai.registry.imports.faults.FileError` where its cells reach too far.
        """
        part = self._part_of(sheet)
        furthest_row = furthest_column = 0
        broken: dict[int, dict[int, Broken]] = {}
        rows: set[bytes] = set()
        columns: set[bytes] = set()
        for chunk in self._chunks(part):
            for letters, digits in _CELL.findall(chunk):
                columns.add(letters)
                rows.add(digits)
            furthest_row = max(furthest_row, *map(int, rows), 0)
            furthest_column = max(furthest_column, *map(number_of_column, columns), 0)
            rows.clear()
            if furthest_row * furthest_column > MOST_CELLS:
                raise self._too_wide(sheet, furthest_row, furthest_column)
            if len(broken) < _MOST_BROKEN:
                for letters, digits, word in _ERROR.findall(chunk):
                    broken.setdefault(int(digits), {})[number_of_column(letters)] = Broken(_text(word))
                for letters, digits, formula in _UNCOMPUTED.findall(chunk):
                    row = broken.setdefault(int(digits), {})
                    row.setdefault(number_of_column(letters), Broken(f"={_text(formula)}"))
        return Survey(broken)

    def holds_anything(self, sheet: str) -> bool:
        """Whether a sheet has a cell with something in it."""
        return any(_CELL.search(chunk) for chunk in self._chunks(self._part_of(sheet)))

    def _check(self, parts: list[zipfile.ZipInfo]) -> None:
        swollen = any(
            part.file_size > SWOLLEN_FROM and part.file_size > MOST_SWOLLEN * max(1, part.compress_size)
            for part in parts
        )
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or swollen:
            raise FileError(
                _("The file unpacks to far more than a table needs and is not opened."),
                place=self._source,
                mend=_("Copy the cells of the table into a new workbook, without pictures, and save that."),
            )
        if any(part.compress_type not in _METHODS for part in parts):
            raise self._broken()
        if "EncryptionInfo" in self._parts or any(part.flag_bits & 0x1 for part in parts):
            raise protected(self._source)

    def _part_of(self, sheet: str) -> str:
        """Return the part of the archive in which a sheet lies."""
        book = self._xml("xl/workbook.xml")
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in self._xml("xl/_rels/workbook.xml.rels")
        }
        for entry in book.iter("{*}sheet"):
            if entry.get("name") == sheet:
                target = targets.get(_relation_id(entry), "")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        raise FileError(
            _("There is no sheet “%(sheet)s”.") % {"sheet": sheet},
            place=self._source,
            mend=_("Choose one of the sheets of the file."),
        )

    def _xml(self, name: str) -> _Element:
        from lxml import etree

        content = b"".join(self._chunks(name, overlap=0))
        if _DECLARATION.search(content):
            raise self._broken()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken() from error

    def _chunks(self, name: str, overlap: int = _OVERLAP) -> Iterator[bytes]:
        """Give a part in pieces; each begins with the end of the one before, so that no cell is cut in two."""
        if name not in self._parts:
            raise self._broken()
        kept = b""
        read = 0
        try:
            with self._archive.open(self._parts[name]) as part:
                while piece := part.read(_CHUNK):
                    read += len(piece)
                    if read == len(piece) and piece.startswith(_NOT_XML_TEXT):
                        raise self._broken()
                    yield kept + piece
                    kept = piece[-overlap:] if overlap else b""
        except FileError:
            raise
        except Exception as error:  # a wrong checksum, a size that is a lie
            raise self._broken() from error

    def _broken(self) -> FileError:
        return FileError(
            _("The workbook is broken and cannot be opened."),
            place=self._source,
            mend=_("If Excel or WPS opens it, save it there anew as .xlsx and send that copy."),
        )

    def _too_wide(self, sheet: str, row: int, column: int) -> FileError:
        return FileError(
            _("The sheet “%(sheet)s” reaches as far as cell %(cell)s: more cells than a table needs.")
            % {"sheet": sheet, "cell": f"{letters_of_column(column)}{row}"},
            place=self._source,
            mend=_(
                "Ctrl+End shows the last cell. Delete the empty rows and columns beyond the table and save the file."
            ),
        )


def protected(source: str) -> FileError:
    """Return the error for a file that a password protects."""
    return FileError(
        _("The file is protected with a password."),
        place=source,
        mend=_("Open it with the password, save it without one, and send that copy."),
    )


def number_of_column(letters: bytes | str) -> int:
    """Return the number of a column from its letters, from 1.

    >>> number_of_column("A"), number_of_column("AB"), number_of_column("XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + letter - 64
    return number


def letters_of_column(number: int) -> str:
    """Return the letters of a column from its number, from 1.

    >>> letters_of_column(1), letters_of_column(28), letters_of_column(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text(written: bytes) -> str:
    return unescape(written.decode("utf-8", "replace"))


def _relation_id(entry: _Element) -> str:
    """Return the relation that leads to a sheet; the strict form of the standard has a namespace of its own."""
    found = next((value for name, value in entry.attrib.items() if str(name).endswith("}id")), "")
    return str(found)
