"""Document numbers 文号: 国办发〔2014〕54号, 国务院令第711号, 商务部公告2024年第3号; found, read and written one way.

Form: GB/T 9704-2012, 7.2.5: agency word, year in 〔〕 with four digits, serial without 第 and without leading zeros.
Copies print 〔〕 as [] ［］ 【】 （） or (), put blanks before 号, or run the words before into the agency word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BY_YEAR_AND_SERIAL = ("令", "公告", "通告")
_OPEN, _CLOSE = r"[〔［\[【（(﹝〈„]", r"[〕］\]】）)﹞〉‟]"
_DIGIT = "[0-9０-９]"
_LONGEST_AGENCY = 40

_LETTER = re.compile(
    rf"{_OPEN}\s*(?P<year>{_DIGIT}{{4}})\s*年?\s*{_CLOSE}\s*(?:第\s*)?(?P<serial>{_DIGIT}{{1,5}})\s*号"
)
_ORDER = re.compile(
    rf"(?P<kind>令|公告|通告)\s*{_OPEN}?\s*(?:(?P<year>{_DIGIT}{{4}})\s*年?\s*{_CLOSE}?\s*)?"
    rf"(?:第\s*)?(?P<serial>{_DIGIT}{{1,5}})\s*号{_CLOSE}?"
)

_ORDER_BEHIND = re.compile(
    rf"(?<=[部委局会院府署办行])\s*(?:(?P<year>{_DIGIT}{{4}})\s*年\s*)?第\s*(?P<serial>{_DIGIT}{{1,5}})\s*号"
    "(?P<kind>令|公告|通告)(?!的?第)"
)
"""商务部2024年第3号公告: the serial in front of what it numbers."""

_LEAD = re.compile(
    "根据|按照|依据|依照|遵照|参照|对照|落实|贯彻|执行|废止|转发|印发|批转|关于|以及|现将|详见|参见|文件|文号为|文号|结合|符合"
    "|适用|遵守|精神|要求|规定|通知|意见|办法|同时|包括|原则上|此前|其中|发布的|印发的|的"
)
_LEAD_CHARACTERS = "按据见以及与或对在由把"
"""Characters that no place or agency name begins with; 和, 并, 将, 如 and 即 do begin names (和林, 并, 将乐, 如东, 即墨)."""
_JOINING = "和并"
_FULL_NAME = re.compile(
    "人民政府办公厅|人民政府办公室|国务院办公厅|人民政府|国务院|委员会|发展改革委|建设部|财政部|信息化部|保障部|资源部|环境部"
    "|商务部|交通运输部|教育部|农村部|总局|管委会|办公厅|办公室"
)
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number; ``str()`` gives its canonical form.

    ``agency`` is the agency word (``国办发``, ``国务院令``, ``商务部公告``); ``year`` is ``None`` for orders, which are
    numbered through.
    """

    agency: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.agency}第{self.serial}号"
        if self.agency.endswith(_BY_YEAR_AND_SERIAL):
            return f"{self.agency}{self.year}年第{self.serial}号"
        return f"{self.agency}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number in a text: ``text[start:end]`` are the words that write it."""

    number: DocumentNumber
    start: int
    end: int


def find(text: str) -> list[FoundNumber]:
    """Find every document number in ``text``, in reading order, each with its agency word cut where it begins.

    >>> [str(found.number) for found in find("根据国办发[2014]54 号和内政办发〔2024〕5号")]
    ['国办发〔2014〕54号', '内政办发〔2024〕5号']
    >>> [str(found.number) for found in find("《暂行条例》（国务院令第711号）")]
    ['国务院令第711号']
    """
    found: list[FoundNumber] = []
    at = 0
    matches = [*_LETTER.finditer(text), *_ORDER.finditer(text), *_ORDER_BEHIND.finditer(text)]
    for match in sorted(matches, key=lambda one: (one.start(), -one.end())):
        if match.start() < at:
            continue
        one = _number(text, match, at)
        if one:
            found.append(one)
            at = one.end
    return found


def parse(text: str) -> DocumentNumber | None:
    """Read a text that is one document number and nothing else, or return ``None``.

    >>> str(parse("内政办发〔2024〕5 号")), str(parse("巴政办发[2024]8号"))
    ('内政办发〔2024〕5号', '巴政办发〔2024〕8号')
    >>> parse("国发〔2015〕72号文件") is None
    True
    """
    bare = re.sub(r"\s+", "", text)
    found = find(bare)
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(bare):
        return found[0].number
    return None


def _number(text: str, match: re.Match[str], at: int) -> FoundNumber | None:
    """Read the number whose year and serial ``match`` found, its agency word not before ``at``."""
    end = match.end("kind") if match.re is _ORDER else match.start()
    while match.re is not _ORDER and end > at and text[end - 1].isspace():
        end -= 1
    first = end
    while first > at and end - first < _LONGEST_AGENCY and "\u4e00" <= text[first - 1] <= "\u9fff":
        first -= 1
    start = _agency_start(text, first, end) if first < end else end
    year = int(match["year"].translate(_FULL_WIDTH)) if match["year"] else None
    if (
        start >= end
        or text[start:end] in _BY_YEAR_AND_SERIAL
        or (year is not None and not 1949 <= year <= 2099)
    ):
        return None
    kind = match["kind"] if match.re is _ORDER_BEHIND else ""
    number = DocumentNumber(text[start:end] + kind, year, int(match["serial"].translate(_FULL_WIDTH)))
    return FoundNumber(number, start, _end(match, start))


def _end(match: re.Match[str], start: int) -> int:
    """End of the number; a closing bracket belongs to it only where its opening one does."""
    words = match.string[start : match.end()]
    closing = words and words[-1] in "〕］]】）)﹞〉‟"
    return match.end() - 1 if closing and not re.search(_OPEN, words) else match.end()


def _agency_start(text: str, start: int, end: int) -> int:
    """Cut what was run into the agency word on its left: a verb, a joining word, the agency's full name."""
    before = text[start - 1] if start else ""
    for lead in _LEAD.finditer(text, start, end):
        if lead.end() < end:
            start, before = lead.end(), lead.group()[-1]
    if before in "号》）神定求件见知" and before and text[start] in _JOINING and end - start > 2:
        start += 1
    while end - start > 2 and text[start] in _LEAD_CHARACTERS:
        start += 1
    if not text[start:end].endswith(_BY_YEAR_AND_SERIAL):
        for name in _FULL_NAME.finditer(text, start, end):
            if end - name.end() >= 2:
                start = name.end()
    return start
