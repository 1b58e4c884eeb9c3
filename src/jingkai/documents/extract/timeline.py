"""Which time a passage speaks of: what has been, or what is to be reached and by when.

A document says it once (到2027年, 截至2015年) and lets it carry on until it says another. Years are compared
with the document's own: a year without 到 or 截至 is past when it lies before the document, and a term to be met
otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from jingkai.documents.provision import Metadata
from jingkai.kernel.numerals import parse_numeral


class Tense(Enum):
    """What a passage tells."""

    PAST = "past"
    OPEN = "open"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Moment:
    """From ``start`` on a text speaks in ``tense``; ``by`` is the year or month a future is to be reached by.
    ``words`` ends at ``end``."""

    tense: Tense
    start: int
    end: int
    by: str | None = None


_YEAR = r"(?P<year>[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})年"
_ANCHOR = re.compile(
    r"(?P<before>截至目前|截至|截止到?|到|至|力争|确保|争取|在|于|自|从|比|较|与|以|按|[—－–~～-])?"
    rf"(?:{_YEAR}(?P<detail>(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月)?(?:[0-9]{{1,2}}日)?"
    r"(?P<close>年末|年底|底|末|初|前|之前|以前|期间|时|，|、)*"
    r"|“?(?P<plan>[十]?[一二三四五六七八九]五)”?(?P<plan_part>末|期末|时期|期间))"
    r"(?P<after>的|以来|起|印发|发布|[0-9]{1,2}月|第|版|度|[—－–~～-]|至|到)?"
)
_SENTENCE_PAST = re.compile(
    r"目前|现有[^，。；]{0,12}[0-9]|截至|截止|近年来|以来|去年|(?:已|已经|先后|累计已)(?:达|有|建成|累计|完成|培育|实现|获|形成|引进|突破|超)|"
    r"(?:达到|建成|完成|实现|增长|培育|形成|引进|突破|提高|取得|获得|投入|设立|汇聚|汇集)了"
)
_SENTENCE_FUTURE = re.compile(
    r"力争|确保|争取|下一步|今后|未来|目标|到20[0-9]{2}年|将(?=达到|建成|实现|培育)"
)

_PAST_HEADING = re.compile(
    r"(?:基础|基础条件|成效|成就|成绩|现状|回顾|形势|背景|环境|机遇|挑战|问题|进展|基本情况|短板)$"
)
_TASK_VERBS = re.compile(
    r"夯实|巩固|优化|营造|强化|加强|提升|改善|筑牢|完善|推进|加快|解决|打造|构建|创造|扩大|应对|抢抓|补齐|保护|创新|改进"
)
_GOAL_HEADING = re.compile(r"目标|指标|愿景")


def is_past_heading(heading: str) -> bool:
    """Whether a heading announces what has been (发展基础, 主要成效, 面临形势), not a task (夯实发展基础)."""
    return bool(_PAST_HEADING.search(heading)) and not _TASK_VERBS.search(heading)


def is_goal_heading(heading: str) -> bool:
    """Whether a heading announces goals (主要目标, 发展目标)."""
    return bool(_GOAL_HEADING.search(heading)) and not _TASK_VERBS.search(heading)


def document_year(metadata: Metadata) -> int | None:
    """The year a document was adopted in, from its date or else from its number."""
    if metadata.adopted and metadata.adopted[:4].isdigit():
        return int(metadata.adopted[:4])
    found = re.search("[〔\\[（(]((?:19|20)[0-9]{2})[〕\\]）)]", metadata.number or "")
    return int(found[1]) if found else None


def plan_end(ordinal: str) -> int | None:
    """The last year of a five-year plan: 十四五 ends in 2025.

    >>> plan_end("十四五"), plan_end("十三五"), plan_end("一五")
    (2025, 2020, 1957)
    """
    number = parse_numeral(ordinal[:-1])
    if number is None:
        return None
    return 1955 + 5 * number if number >= 6 else {1: 1957, 2: 1962, 3: 1970, 4: 1975, 5: 1980}[number]


def moments(text: str, year: int | None) -> list[Moment]:
    """Every place of ``text`` at which the time spoken of changes, in reading order."""
    return list(_moments(text, year))


def _moments(text: str, year: int | None) -> Iterator[Moment]:
    if "年" not in text and "五" not in text:
        return
    for found in _ANCHOR.finditer(text):
        before = found["before"] or ""
        if before in ("自", "从", "比", "较", "与", "以", "按") or found["after"] in (
            "印发",
            "发布",
            "第",
            "版",
            "的",
        ):
            continue
        if found["after"] and not found["after"].isdigit() and found["after"] in "以来起":
            continue
        if found["after"] and found["after"] in ("—", "－", "–", "~", "～", "-", "至", "到"):
            continue  # the first year of a span; the last one speaks
        if found["plan"]:
            end = plan_end(found["plan"])
            if end is None:
                continue
            past = year is not None and end < year
            yield Moment(
                Tense.PAST if past else Tense.FUTURE, found.start(), found.end(), None if past else str(end)
            )
            continue
        named = parse_numeral(found["year"])
        if named is None:
            continue
        at_head = found.start() == 0 or text[found.start() - 1] in "，。；：、（\n"
        if before.startswith("截"):
            yield Moment(Tense.PAST, found.start(), found.end())
        elif before in ("到", "至", "力争", "确保", "争取") or "前" in (found["close"] or ""):
            if year is not None and named < year:
                yield Moment(Tense.PAST, found.start(), found.end())
            else:
                yield Moment(Tense.FUTURE, found.start(), found.end(), _by(named, found["month"]))
        elif at_head or before in ("在", "于") or before in ("—", "－", "–", "~", "～", "-"):
            if year is None or named < year:
                yield Moment(Tense.PAST, found.start(), found.end())
            else:
                yield Moment(Tense.FUTURE, found.start(), found.end(), _by(named, found["month"]))


def _by(year: int, month: str | None) -> str:
    number = parse_numeral(month) if month else None
    return f"{year}-{number:02d}" if number and number <= 12 else str(year)


class Timeline:
    """The tense and the term that hold at each place of one provision's text."""

    def __init__(self, text: str, year: int | None, inherited: Moment | None = None) -> None:
        self._text = text
        self._inherited = inherited
        self._moments = moments(text, year)
        self._starts = [moment.start for moment in self._moments]

    @property
    def last(self) -> Moment | None:
        """What holds at the end of the text."""
        return self._moments[-1] if self._moments else self._inherited

    @property
    def first(self) -> Moment | None:
        """The first moment the text itself names."""
        return self._moments[0] if self._moments else None

    def at(self, offset: int) -> Moment | None:
        """The moment that holds at ``offset``: the last one named before it, or the one inherited."""
        index = bisect_right(self._starts, offset) - 1
        return self._moments[index] if index >= 0 else self._inherited

    def tense(self, offset: int, sentence: tuple[int, int]) -> Tense:
        """The tense at ``offset``, by the moment that holds and by the words of its sentence up to there."""
        moment = self.at(offset)
        own = moment is not None and moment is not self._inherited and moment.start >= sentence[0]
        if moment is not None and own:
            return moment.tense
        said = self._text[sentence[0] : sentence[1]]
        if _SENTENCE_FUTURE.search(said):
            return Tense.FUTURE
        if _SENTENCE_PAST.search(said):
            return Tense.PAST
        return moment.tense if moment is not None else Tense.OPEN

    def term(self, offset: int) -> str | None:
        """The year or month by which what stands at ``offset`` is to be reached."""
        moment = self.at(offset)
        return moment.by if moment is not None and moment.tense is Tense.FUTURE else None
