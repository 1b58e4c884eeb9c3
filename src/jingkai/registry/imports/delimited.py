"""CSV and its kin: encoding and delimiter are found out, then the records are read one by one."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jingkai.kernel.language import gettext as _
from jingkai.registry.imports.faults import FileError

DELIMITERS = (",", "\t", ";", "|", "，")
MOST_COLUMNS = 500
_SAMPLE_RECORDS = 50
_CHUNK = 1024**2
_LONGEST_FIELD = 1024**2
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is written."""

    encoding: str
    delimiter: str


def manner_of(path: Path, source: str) -> Manner:
    """Find out how a file is written.

    Raises :class:`~jingkai.registry.imports.faults.FileError` for one that is no text in UTF-8, GB 18030 or UTF-16.
    """
    encoding = _encoding(path, source)
    return Manner(encoding, _delimiter(path, encoding))


def records(path: Path, source: str, manner: Manner) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the number of the line it begins on. Lines without anything are left out.

    Raises :class:`~jingkai.registry.imports.faults.FileError` naming the line of a fault.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding=manner.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=manner.delimiter)
        began = 1
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise FileError(
                    _("Line %(line)d cannot be read.") % {"line": began},
                    place=source,
                    mend=_(
                        "Probably a quotation mark is never closed: mend the line, or send the table as .xlsx."
                    ),
                ) from error
            if len(record) > MOST_COLUMNS:
                raise FileError(
                    _("Line %(line)d has more than %(count)d columns.")
                    % {"line": began, "count": MOST_COLUMNS},
                    place=source,
                    mend=_("Send the table with its own columns alone."),
                )
            if any(cell.strip() for cell in record):
                yield began, record
            began = reader.line_num + 1


def _encoding(path: Path, source: str) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            if _decodes(path, name):
                return name
            raise FileError(
                _("The file begins as text in %(encoding)s and does not go on as such.")
                % {"encoding": name.removesuffix("-sig").upper()},
                place=source,
                mend=_(
                    "It is cut off or put together from parts: save the table as .xlsx, or as CSV in UTF-8."
                ),
            )
    for name in ("utf-8", "gb18030"):
        if _decodes(path, name):
            return name
    raise FileError(
        _("The file is no text in UTF-8 or GB 18030."),
        place=source,
        mend=_("Save the table as .xlsx, or as CSV in UTF-8."),
    )


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    """Return the delimiter by which most records have the same number of cells, more than one."""
    best, most = ",", (0, 0)
    csv.field_size_limit(_LONGEST_FIELD)
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        with path.open(encoding=encoding, newline="") as file:
            try:
                for number, record in enumerate(csv.reader(file, delimiter=delimiter)):
                    if number >= _SAMPLE_RECORDS:
                        break
                    if any(record):
                        widths[len(record)] += 1
            except csv.Error:
                continue
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        if width > 1 and (count, width) > most:
            best, most = delimiter, (count, width)
    return best
