"""The lines of a text as a printed page shows them: extent, width, indent, and what each one looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingkai.documents.repair.characters import SPACE, STRUCTURAL_MARK, width

_INDENT = re.compile(rf"[{SPACE}]*")
_DATE = re.compile(
    rf"[{SPACE}]*(?:(?:19|20)\d\d|[二〇○零一九][〇○Ｏ零一二三四五六七八九]{{3}})[{SPACE}]*年[{SPACE}]*[\d一二三四五六七八九十]{{1,3}}[{SPACE}]*月"
    rf"[{SPACE}]*[\d一二三四五六七八九十]{{1,3}}[{SPACE}]*日"
)
_NUMBER_LINE = re.compile(
    rf"[\u4e00-\u9fff{SPACE}]{{1,24}}[〔\[【(（﹝〈［][{SPACE}]*(?:19|20)\d\d[{SPACE}]*年?[〕\]】)）﹞〉］][{SPACE}]*第?[{SPACE}]*\d{{1,5}}[{SPACE}]*号"
)
_NOTE = re.compile(r"[(（](?:此件|本件|此文|联系人|附注|信息公开|公开属性|来源|本文)[^()（）]{0,60}[)）]")
_COPIES = re.compile(
    rf"(?:抄[{SPACE}]*送|抄[{SPACE}]*报|主[{SPACE}]*送|分[{SPACE}]*送|印[{SPACE}]*送|报[{SPACE}]*送)[{SPACE}]*[:：]"
)
_COLOPHON = re.compile(
    rf".{{2,60}}\d{{4}}[{SPACE}]*年[{SPACE}]*\d{{1,2}}[{SPACE}]*月[{SPACE}]*\d{{1,2}}[{SPACE}]*日[{SPACE}]*印[{SPACE}]*[发制]"
)
_ATTACHMENT = re.compile(
    rf"附[{SPACE}]*[件表录图][{SPACE}]*[\d一二三四五六七八九十]{{0,3}}[{SPACE}]*(?:[:：].*)?"
)
_TABLE_ROW = re.compile("[|｜\t]")

TERMINAL = "。！？；：…!?;:”）)』」》"
"""What a paragraph may end with; a closing bracket or quotation mark may close a sentence that ended before it."""


@dataclass(slots=True)
class Row:
    """One line that is not empty. ``start`` and ``end`` leave the white space around it out.

    ``gap`` is the number of empty lines above, ``width`` and ``indent`` are counted in Chinese characters, ``length`` in
    characters of any width, the indent among them.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: float
    width: float
    length: int
    table: bool

    @property
    def marked(self) -> bool:
        """Whether it begins with a numbering mark."""
        return STRUCTURAL_MARK.match(self.text) is not None

    @property
    def is_date(self) -> bool:
        """Whether it is nothing but a date."""
        return len(self.text) <= 24 and _DATE.fullmatch(self.text) is not None

    @property
    def stands_alone(self) -> bool:
        """Whether it is a line that never runs on: a document number, a date, a note, a colophon, an attachment."""
        if self.table:
            return True
        if len(self.text) > 70:
            return False
        patterns = (_DATE, _NUMBER_LINE, _NOTE, _COLOPHON)
        return any(pattern.fullmatch(self.text) for pattern in patterns) or self.is_attachment

    @property
    def ends_part(self) -> bool:
        """Whether it is the date or the note with which a notice ends, so that an enclosed plan may follow."""
        return len(self.text) <= 70 and any(pattern.fullmatch(self.text) for pattern in (_DATE, _NOTE))

    @property
    def is_attachment(self) -> bool:
        """Whether it says that an attachment begins or lists one."""
        return _ATTACHMENT.fullmatch(self.text) is not None

    @property
    def is_number(self) -> bool:
        """Whether it is a document number and nothing else."""
        return len(self.text) <= 50 and _NUMBER_LINE.fullmatch(self.text) is not None

    @property
    def begins_copies(self) -> bool:
        """Whether it begins the list of bodies that get copies."""
        return _COPIES.match(self.text) is not None

    @property
    def is_colophon(self) -> bool:
        """Whether it says who printed the document and when."""
        return len(self.text) <= 80 and _COLOPHON.fullmatch(self.text) is not None


def read_rows(text: str) -> list[Row]:
    """The lines of a text that are not empty, in order."""
    rows: list[Row] = []
    start = 0
    gap = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            margin = line[: len(line) - len(line.lstrip())]
            left = start + len(margin)
            table = _TABLE_ROW.search(stripped) is not None
            length = len(margin) + len(stripped)
            rows.append(
                Row(left, left + len(stripped), stripped, gap, width(margin), width(stripped), length, table)
            )
            gap = 0
        else:
            gap += 1
        start += len(line) + 1
    return rows
