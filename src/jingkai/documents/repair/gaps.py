"""Gaps: places where a figure, a word or half of a pair is missing, so that what is left cannot be a Chinese sentence.

Whatever deleted it (a filter, a slip, a lost table or line): units without their number (提高个百分点, 有效期个月), points in
time without their year (到年，), marks of punctuation side by side (、、), pairs that hold nothing (《》) or lack a half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERAL = r"\d〇零一二两三四五六七八九十百千万亿几数多余半"
_PAYING = r"给予|奖励|补助|补贴|资助|支持|处以?|罚款|投资|出资|注册资本|总额|额度|规模"
_REACHING = (
    r"达到?|突破|超过|不低于|不高于|不少于|不超过|不得少于|不得低于|不得超过|增加到?|减少到?|新增|完成|实现"
)
_CHANGING = r"提高|下降|降低|增长|增加|减少|上升|上浮|下浮|下调|上调|高于|低于|提升|压减|压缩|回落|回升"
_STOP = r"[，。；、）]"


@dataclass(frozen=True, slots=True)
class Gap:
    """Where something is missing (an offset between two characters) and what kind of thing it is.

    ``what`` is ``number``, ``year``, ``words`` or ``half``: half of a pair of brackets or quotation marks.
    """

    place: int
    what: str


_PATTERNS: tuple[tuple[str, str], ...] = (
    # Units without a number. An empty group marks the place, else the start is meant; a pattern that begins with one
    # literal character costs next to nothing where that character is rare.
    ("number", rf"个(?:百分点|工作日)(?<![{_NUMERAL}若干各每整首该这那某]个...)"),
    (
        "number",
        rf"个月(?:(?<=[期限长短前过于起后]个月)|(?<=[期限]为个月)|(?<=[长短]至个月))(?![{_NUMERAL}])",
    ),
    ("number", r"[仅近约]()(?:个(?:月|百分点)|家企业|万元|亿元)"),
    ("number", r"日起()[日天](?=内)"),
    ("number", rf"(?:有效期|期限|为期)为?()[年日天](?={_STOP})"),
    (
        "number",
        rf"(?:{_REACHING}|{_CHANGING}|占比?为?|比例为|利率为?)(?:到|至|约)?()[%％](?=左右|以上|以下|以内|的|{_STOP})",
    ),
    (
        "number",
        rf"(?:{_REACHING}|{_PAYING})(?:约|为|最高|一次性)?()(?:万元|亿美元|万美元|万吨|万户|万亩|平方公里|平方米|公顷|千米|公里)"
        r"(?=左右|以内|奖励|补助|补贴|的|[，。；、）])",
    ),
    ("number", rf"(?:{_CHANGING}|{_REACHING})()(?:以上|左右|以内)(?={_STOP})"),
    (
        "number",
        rf"(?:不少于|不低于|不超过|不得少于|不得超过|至少)()(?:[人名家年天日次元]|个月|小时|分钟)(?={_STOP}|以上|的)",
    ),
    ("number", r"第()[条款章节](?=规定|的规定|至第|、第|所[称列]|[第之])(?<![次门及府名品]第.)"),
    # points in time without their year
    ("year", r"到()年(?=[，、]|\d{1,2}月)(?<![\u4e00-\u9fff]到年)"),
    ("year", r"自()年起(?<![\u4e00-\u9fff]自年起)"),
    ("year", r"年(?<![\d〇○Ｏ零一二三四五六七八九同本次当每]年)(?=\d{1,2}月\d{1,2}日)"),
    ("year", r"年代(?<=[自从纪]年代)(?!久|感|性)"),
    # words
    ("words", r"的()之一(?<![目标]的之一)"),
    ("words", r"不得?()于(?=\d+(?:\.\d+)?(?:%|％|个|[万亿]|[人家名元]|平方))"),
    ("words", r"(?<![，。；：、])[，；：、]()[，。；：、](?![，。；：、])"),
    ("words", r"。()[，。；：、](?![，。；：、])(?<!。。.)"),
    ("words", r"[（《“〔]()[，。；：、）》”〕]"),
    ("words", r"[，；：、]()[）》〕]"),
    ("words", r"\n()[，。；：、）》]"),
)
_ALL = tuple((what, re.compile(pattern)) for what, pattern in _PATTERNS)
_PAIRS = (("《", "》"), ("（", "）"), ("“", "”"))
_LIST_MARK = re.compile(r"(?:^|[，。；：、\s])[\dA-Za-z]{1,2}$")


def gaps(text: str) -> Iterator[Gap]:
    """Every gap of a text with one paragraph a line, in no particular order."""
    seen: set[int] = set()
    for what, pattern in _ALL:
        for match in pattern.finditer(text):
            place = match.start(pattern.groups)  # of the group where there is one
            if place not in seen:
                seen.add(place)
                yield Gap(place, what)
    start = 0
    for line in text.split("\n"):
        yield from _halves(line, start)
        start += len(line) + 1


def _halves(line: str, start: int) -> Iterator[Gap]:
    """Brackets and title marks of one paragraph that lack their other half."""
    for left, right in _PAIRS:
        if line.count(left) == line.count(right):
            continue
        opened: list[int] = []
        for at, character in enumerate(line):
            if character == left:
                opened.append(at)
            elif character == right:
                if opened:
                    opened.pop()
                elif not _LIST_MARK.search(line[:at]):
                    yield Gap(start + at, "half")
        for at in opened:
            yield Gap(start + at, "half")
