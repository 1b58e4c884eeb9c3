"""Which time a passage speaks of: what has been, or what is to be reached and by when.

A document says it once (到2027年, 截至2015年) and lets it carry on until it says another. Years are compared
with the document's own: a year without 到 or 截至 is past when it lies before the document, and a term to be met
otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

from jingkai.documents.provision import Metadata
from jingkai.kernel.dates import Edge, find_dates


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


_NOT_A_TERM_BEFORE = re.compile(
    "(?:自|从|由|比|较|与|以|按|按照|相比|同|超|高于|低于|好于|优于|快于|不低于|恢复[至到]?|相当于)$"
)
_TOWARDS_BEFORE = re.compile("(?:力争|确保|争取|展望|面向|期至|有效期至?)$")
_AT_BEFORE = re.compile("(?:^|[，。；：、（“\n]|在|于|[—－–~～-])$")
_NOT_A_TERM_AFTER = re.compile("以来|起|印发|发布|出台|第|版|的|度|基础上|水平|实际|同期|[—－–~～-]|至|到")
_BEFORE_THEN = re.compile("之前|以前|前")
_SENTENCE_PAST = re.compile(
    r"^(?:我国|我省|我市|全国|全省|全市|全县|该区|本市|全区)(?:现|已|共|现已)?有[0-9]|^[一二三四]季度，|^[0-9]{1,2}[—-][0-9]{1,2}月，|(?:记录|监测|检测|统计|查处|发现)(?:到|了)|"
    r"(?:调查|统计|数据|监测)(?:显示|表明)|目前|今年以来|年初以来|上半年|前三季度|前[一二三四五六七八九十0-9]+个月|"
    r"现有[^，。；]{0,12}[0-9]|近[一二两三四五六0-9]年(?!内)|截至|截止|近年来|以来|去年|"
    r"(?:已|已经|先后|累计已)(?:达|有|发放|兑现|拨付|支付|投入|建成|累计|完成|培育|实现|获|形成|引进|突破|超)|"
    r"(?:达到|建成|完成|实现|增长|培育|形成|引进|突破|提高|取得|获得|投入|设立|汇聚|汇集)了"
)
_SENTENCE_FUTURE = re.compile(
    r"力争|确保|争取|下一步|今后|未来|目标|到20[0-9]{2}年|将(?=达到|建成|实现|培育)"
)

_PAST_HEADING = re.compile(
    r"(?:基础|基础条件|成效|成就|成绩|现状|回顾|形势|背景|环境|机遇|挑战|问题|进展|短板|总结|(?:基本|执行|完成|进展|运行|工作|实施|落实|开展|推进|总体|贯彻)情况)$"
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


_YEAR_IN_TITLE = re.compile("((?:19|20)[0-9]{2})(?:年|[—－–~～-]+(?:19|20)[0-9]{2}年?)")


def document_year(metadata: Metadata) -> int | None:
    """The year a document was adopted in, from its date, or else its number, or else what its title names first."""
    if metadata.adopted and metadata.adopted[:4].isdigit():
        return int(metadata.adopted[:4])
    found = re.search("[〔\\[（(]((?:19|20)[0-9]{2})[〕\\]）)]", metadata.number or "")
    found = found or _YEAR_IN_TITLE.search(metadata.title or "")
    return int(found[1]) if found else None


_TITLED = re.compile("《[^》。]{0,120}》")


def moments(text: str, year: int | None) -> list[Moment]:
    """Every place of ``text`` at which the time spoken of changes, in reading order.

    ``year`` is the document's own. A date that something is counted or compared from is no such place
    (自2024年起, 比2020年, 2020年版), nor is the first one of a span.
    """
    if "年" not in text and "五" not in text:
        return []
    found: list[Moment] = []
    titles = [title.span() for title in _TITLED.finditer(text)]
    for named in find_dates(text):
        before = text[max(0, named.start - 4) : named.start]
        after = text[named.end : named.end + 3]
        words = text[named.start : named.end]
        if any(start < named.start < end for start, end in titles):
            continue  # 《纲要（2030—2040年）》: the years of another document
        if _NOT_A_TERM_BEFORE.search(before) or _NOT_A_TERM_AFTER.match(after):
            continue
        if words.startswith("截") or before.endswith(("截止到", "截止", "截至")):
            found.append(Moment(Tense.PAST, named.start, named.end))
            continue
        towards = named.edge is not Edge.WHOLE or _TOWARDS_BEFORE.search(before) or _BEFORE_THEN.match(after)
        if not towards and not _AT_BEFORE.search(before):
            continue
        told = int(named.iso[:4])
        if year is not None and told < year and _BEFORE_THEN.match(after):
            continue  # 2000年底前建成的小区: which ones, not when
        past = told < year if year is not None else not towards
        if past:
            found.append(Moment(Tense.PAST, named.start, named.end))
        else:
            found.append(Moment(Tense.FUTURE, named.start, named.end, named.iso))
    return found


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
        """The year, month or day by which what stands at ``offset`` is to be reached."""
        moment = self.at(offset)
        return moment.by if moment is not None and moment.tense is Tense.FUTURE else None
