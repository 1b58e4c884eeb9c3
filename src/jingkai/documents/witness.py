"""A witness: one copy of a document as received, line by line, each line with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the received file; all numbers count from 1.

    ``line`` is the line of a text file, the paragraph of a DOCX or HTML file, or the line on a page of a PDF or scan.
    """

    line: int
    page: int | None = None

    def __str__(self) -> str:
        return f"p{self.page}:{self.line}" if self.page else str(self.line)


class LineKind(StrEnum):
    """What a reader knows about a line before its words are looked at."""

    TEXT = "text"
    TITLE = "title"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the received file, without its line break."""

    text: str
    place: Place
    kind: LineKind = LineKind.TEXT


@dataclass(frozen=True, slots=True)
class Witness:
    """A copy as received. Nothing in it has been repaired; ``"\\n".join`` of its lines is the received text.

    ``source``
        name of the file, never its path.
    ``media``
        ``txt``, ``html``, ``pdf``, ``docx``, ``doc``, ``wps`` or ``scan``.
    ``encoding``
        name of the character encoding for text files, ``None`` where the format knows its own.
    ``digest``
        SHA-256 of the file's bytes, hexadecimal.
    ``metadata``
        metadata that the *format* carries (HTML ``meta`` and metadata tables); keys as found, in Chinese.
    ``hard_wrapped``
        ``True`` where lines are those of a printed page (PDF, scan) and say nothing about paragraphs; ``None`` where
        the reader cannot know (plain text).
    ``notes``
        what the reader had to assume and a person may want to check (a wrong extension, bytes that could not be
        decoded), one sentence each, in the language of whoever read the file.
    """

    source: str
    media: str
    digest: str
    lines: tuple[Line, ...]
    encoding: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    hard_wrapped: bool | None = None
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The received text, lines joined with line feeds."""
        return "\n".join(line.text for line in self.lines)
