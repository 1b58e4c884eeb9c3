"""Read plain text: decoded, split at line ends, otherwise as it is.

Blank lines, leading spaces and residue are kept: to mend them is the business of the repair step.
"""

from __future__ import annotations

import re

from jingkai.documents.read.encodings import Decoded, decode
from jingkai.documents.read.lost_bytes import note_of_lost_bytes
from jingkai.documents.read.reading import Reading
from jingkai.documents.witness import Line, Place
from jingkai.kernel.language import gettext as _

_LINE_END = re.compile("\r\n|[\n\r]")
_INNER_BREAK = re.compile("[\x0b\x85\u2028\u2029]")


def read_plain(data: bytes, source: str, encoding: str | None = None) -> Reading:
    """Read a text file.

    A form feed ends a page: then ``Place.page`` counts pages and ``Place.line`` the lines on the page. Breaks
    inside a line (vertical tab, U+0085, U+2028, U+2029) part it in two lines with the same place, because
    editors count them as one. Raises :class:`~jingkai.documents.errors.UnreadableError`.
    """
    found = decode(data, source, encoding)
    lines = split_lines(found.text)
    notes = decoding_notes(found) + note_of_lost_bytes([line.text for line in lines])
    return Reading(lines, encoding=found.encoding, notes=notes)


def split_lines(text: str) -> tuple[Line, ...]:
    """Split a text into lines with their places; only the line ends themselves are taken away.

    >>> [(line.text, str(line.place)) for line in split_lines("一\\r\\n\\n二\\f三")]
    [('一', 'p1:1'), ('', 'p1:2'), ('二', 'p1:3'), ('三', 'p2:1')]
    """
    lines: list[Line] = []
    pages = text.removesuffix("\f").split("\f")
    for page, content in enumerate(pages, start=1):
        rows = _LINE_END.split(content)
        if rows[-1] == "":
            rows.pop()
        for number, row in enumerate(rows, start=1):
            place = Place(number, page if len(pages) > 1 else None)
            lines.extend(Line(piece, place) for piece in _INNER_BREAK.split(row))
    return tuple(lines)


def decoding_notes(found: Decoded) -> tuple[str, ...]:
    """Say how many places could not be decoded, if any."""
    if not found.faults:
        return ()
    note = _("{count} places could not be decoded as {encoding}; the character U+FFFD stands for them.")
    return (note.format(count=found.faults, encoding=found.encoding),)
