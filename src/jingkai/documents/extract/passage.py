"""One provision's text with its figures, what has been decided about them, and the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum

from jingkai.documents.extract.clauses import Clauses
from jingkai.documents.extract.context import Standing
from jingkai.documents.extract.figures import Figure, FigureKind, find_figures
from jingkai.documents.extract.timeline import Timeline


class FigureRole(Enum):
    """What a figure is for."""

    NONE = "none"
    TARGET = "target"
    MONEY = "money"
    THRESHOLD = "threshold"


SIZED = (FigureKind.MONEY, FigureKind.PERCENT, FigureKind.MEASURE, FigureKind.TIME)
"""Kinds that say how large something is, not how many there are."""

CEILINGS = ("最高", "上限", "封顶", "最多", "至多")
"""Lead words that say how much may be had at most."""

CONDITION_HEAD = re.compile(r"^(?:对于|对|凡是|凡|符合|满足|针对|若|如|年?新引进|首次|经)")
"""What a clause begins with that says to whom or to what a rule applies."""


PER_STEP = re.compile(
    r"每(?:(?:年|户|家)?(?:新增加?|增加|增长|增|提高|降低|减少|节约|超过?|超出|达到?|满|完成|投入|投资|引进|到位|贡献|销售|生产|"
    r"吸纳)[^，。；、每0-9]{0,8})?$"
)
"""What stands before the step that a payment is counted by (每新增1000万元奖励2万元)."""

_FIGURES_BACK = 12
"""How many figures back a list is followed: more stand side by side in no clause, and the work stays linear."""

_JOINS = re.compile("、|和|及|以及|，")
_JOINS_CONDITIONS = re.compile("、|且|和|或|及")
_COMPUTED_BEFORE = re.compile(r"[×÷＝=＋+*/／]\s*$")
_COMPUTED_AFTER = re.compile(r"\s*[×÷＝=*]")
_DEFINES = re.compile(
    "(?:启动|触发|适用|响应|分级)(?:条件|标准|情形)|是指|系指|所称|所指|指的是|（指|计算方法|计算公式|计算方式|指标说明|指标解释|指标含义"
)


class Passage:
    """The text of a provision, where it stands, and its figures; ``roles`` grows while they are judged in order.

    ``last_target_end`` is where the latest target ends, ``last_time_end`` the same where that is a length of time; -1 for none.
    """

    def __init__(self, text: str, standing: Standing) -> None:
        self.text = text
        self.standing = standing
        self.clauses = Clauses(text)
        self.timeline = Timeline(text, standing.year, standing.moment)
        self.figures = find_figures(text)
        self.roles: list[FigureRole] = []
        self.last_target_end = -1
        self.last_time_end = -1
        self._lefts: dict[int, str] = {}
        self._starts = [figure.number_start for figure in self.figures]

    def of(self, role: FigureRole) -> list[Figure]:
        """The figures that have ``role``, in reading order."""
        return [figure for figure, found in zip(self.figures, self.roles, strict=True) if found is role]

    def left(self, figure: Figure) -> str:
        """The clause of ``figure`` up to its lead word; a figure read before ends the reach (2家、20家)."""
        index = self._index(figure)
        if index > len(self.roles):  # what stands before it is still being judged
            return self._left(figure, index)
        if index not in self._lefts:
            self._lefts[index] = self._left(figure, index)
        return self._lefts[index]

    def _left(self, figure: Figure, index: int) -> str:
        start = self.clauses.clause(figure.start)[0]
        for before in range(min(index, len(self.roles)) - 1, max(-1, index - _FIGURES_BACK), -1):
            other, role = self.figures[before], self.roles[before]
            if other.end <= start:
                break
            joined = None
            if role in (FigureRole.TARGET, FigureRole.MONEY):
                joined = _JOINS.search(self.text, other.end, figure.start)
            elif role is FigureRole.THRESHOLD:
                joined = _JOINS_CONDITIONS.match(self.text, other.end, figure.start)
            if joined:
                return self.text[joined.start() : figure.start]
        return self.text[start : figure.start]

    def before(self, figure: Figure) -> Iterator[Figure]:
        """The figures that stand before ``figure``, nearest first."""
        return (self.figures[index] for index in range(self._index(figure) - 1, -1, -1))

    def _index(self, figure: Figure) -> int:
        return bisect_left(self._starts, figure.number_start)

    def is_defined(self, figure: Figure) -> bool:
        """Whether ``figure`` is part of a formula or of what a word means (住院是指时间不超过48小时的 …)."""
        if _COMPUTED_BEFORE.search(self.text[max(0, figure.start - 2) : figure.start]):
            return True
        if _COMPUTED_AFTER.match(self.text, figure.end):
            return True
        start = self.clauses.sentence(figure.start)[0]
        return _DEFINES.search(self.text, start, figure.start) is not None

    def right(self, figure: Figure) -> str:
        """The rest of the clause behind ``figure``."""
        return self.text[figure.end : self.clauses.clause(max(figure.end - 1, figure.start))[1]]

    def goes_on_with_targets(self, figure: Figure) -> bool:
        """Whether ``figure`` is the next one of a list of targets (2家、20家; 分别不低于150万元和80万元)."""
        if self.last_target_end < 0:
            return False
        gap = self.text[self.last_target_end : figure.start]
        if re.match("[，（]其中", gap) and not re.search("[。；]", gap):
            return True
        return (
            len(gap) <= 30
            and bool(re.match("(?:[^，。；：]{0,14})?(?:、|和|及|以及)", gap))
            and not re.search("[，。；：]", gap)
        ) or (figure.kind is FigureKind.COUNT and re.fullmatch("[，、][^，。；：]{2,24}的", gap) is not None)
