"""The paragraphs of a repaired text, each with its place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the repaired text without white space around it: ``text == repaired[start:end]``."""

    text: str
    start: int
    end: int


def paragraphs(text: str) -> list[Paragraph]:
    """Split a repaired text into its lines; lines of white space alone are left out."""
    found: list[Paragraph] = []
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + len(line) - len(line.lstrip())
            found.append(Paragraph(bare, start, start + len(bare)))
    return found
