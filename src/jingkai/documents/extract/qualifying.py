"""Whether a figure only qualifies a noun: 1亿元以上项目, 营业收入超千亿元的开发区, 对 … 达到5000万元的."""

from __future__ import annotations

import re

from jingkai.documents.extract import tasks, wording
from jingkai.documents.extract.conditions import ends_condition
from jingkai.documents.extract.context import Standing
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import CEILINGS, CONDITION_HEAD, SIZED, Passage
from jingkai.documents.extract.paying import is_size_of_fund

_QUALIFIED = re.compile(r"^(?:（[^）]{0,12}）)?(?:的|且|[一-龥])")
_LISTED_MODIFIER = re.compile(
    "(?:、[^，。；]{0,30}?[0-9][^，。；的]{0,6}?(?:元|%|人|吨|亩)(?:以上|以下|左右)?)?的(?!比重|比例|目标)"
)
_COUNTED_BEFORE = re.compile("[0-9一二两三四五六七八九十]+[个家项][^，。；的]*$")
_AND_OF = re.compile("(?:（[^）]{0,6}）)?(?:且|或者?|并且)[^，。；]*的")
_GOAL_NOUN = re.compile("的(?:目标|要求|水平|任务|速度|增速)|新?(?:台阶|大关|关口|门槛)|规模$")
_THEN_COUNTED = re.compile("的[^，。；0-9]{1,20}(?:达到?|超过?|不少于)?[0-9]+[家个户]")
_OF_ALL = re.compile(
    "[，、]?(?:到?20[0-9]{2}年(?:底|末)?|在|有|和|及|力争|确保|实现|使|推动|其中|全国|全省|全市|全区|全县|全自治区|各地)*"
)
_DONE = re.compile(f"{wording.ACHIEVE}|实施|开展|推行|推广|应用|配备|实行|达标|、[0-9]")
_GETS = re.compile("得到|具备|享有|参加|达标|接受|配备|普及|掌握|消除|实施|开展|推行|实行|用上|改善|解决")
_WORK_AT_END = re.compile("(?:改造|建设|治理|修复|整治|任务|建设任务|绿化|退出|淘汰|腾退)$")
_SUBJECTS = re.compile("项目|企业|锅炉|机组|装置|园区|车辆|单位|产能(?!建设)")
IN_FULL = re.compile("保障|落实|达标|覆盖|完成|兑现|办结|接入|纳入|实现|回收|收集|处置|开展")
JUST_MADE = re.compile(f"(?:{wording.CREATE})$")


class Qualifying(Passage):
    """A passage that knows which of its figures only qualify a noun or stand in a condition.

    ``criterion`` is the index of a figure that says how large each of the counted is (15个以上园区产值超500亿元), -1 for none.
    """

    def __init__(self, text: str, standing: Standing) -> None:
        super().__init__(text, standing)
        self.criterion = -1

    def qualifies(self, index: int, figure: Figure) -> bool:
        """Whether ``figure`` only qualifies a noun or stands in a condition."""
        left, right = self.left(figure), self.right(figure)
        part_start = self.clauses.part(figure.start)[0]
        clause_start, clause_end = self.clauses.clause(figure.start)
        if figure.kind is FigureKind.COUNT:
            if figure.lead and (_AND_OF.match(right) or ends_condition(self, figure)):
                return True
            if right.startswith("的") and not figure.lead and not wording.CREATE_RE.search(left[-6:]):
                return True
            ahead = self.text[part_start : figure.start]
            condition = CONDITION_HEAD.match(self.text[clause_start:clause_end])
            return (
                right.endswith("的") or (bool(condition) and "的" in right)
            ) and not wording.CREATE_RE.search(ahead[-6:])
        if is_size_of_fund(figure, left, right):
            return False
        if figure.kind in SIZED:
            if index == self.criterion:
                return True
            if _GOAL_NOUN.match(right):
                return False
            if ends_condition(self, figure):
                return True
            if _COUNTED_BEFORE.search(left) and _LISTED_MODIFIER.match(right):
                return True
            if figure.kind is FigureKind.TIME and tasks.is_stock(figure, right):
                return False
            if figure.kind is FigureKind.PERCENT and (tasks.is_kept_back(left) or left.endswith("覆盖")):
                return False
            if right.startswith("的"):
                return not self._is_made(left, right) and not self.is_quantifier(index, figure, right)
            if figure.kind is FigureKind.TIME or self._is_object(figure, left, right):
                return False
            if _QUALIFIED.match(right) and not wording.VERB_AFTER.match(right):
                return not self.is_quantifier(index, figure, right)
        return False

    def _is_object(self, figure: Figure, left: str, right: str) -> bool:
        """建成10亿亩高标准农田, 完成50亿元投资: so much of it is to be made."""
        made = JUST_MADE.search(left)
        if made is not None and made[0] in ("完成", "实现") and _WORK_AT_END.search(right):
            return figure.kind is FigureKind.MEASURE  # 完成3000万千瓦煤电机组改造
        if made is None or _SUBJECTS.search(right):
            return False
        return figure.kind is FigureKind.MEASURE or made[0] in ("完成", "实现")

    def is_measured(self, figure: Figure) -> bool:
        """Whether something bounds the figure; without bounds 千亿元园区 is only a manner of naming."""
        if figure.lead.startswith(CEILINGS):
            return False
        if figure.unit == "岁" and not ends_condition(self, figure):
            return False
        return bool(figure.lead or figure.tail or (figure.kind in SIZED and ends_condition(self, figure)))

    def _is_made(self, left: str, right: str) -> bool:
        """打造产值达万亿元的集聚带: one thing is to be made, of that size; with a count it is a criterion."""
        made = list(wording.CREATE_RE.finditer(left))
        if not made:
            return False
        between = left[made[0].end() :]
        return (
            not wording.VAGUE_COUNT.search(between)
            and not _THEN_COUNTED.match(right)
            and not wording.VAGUE_COUNT.search(left)
            and not right.startswith("的企业")
        )

    def is_quantifier(self, index: int, figure: Figure, right: str) -> bool:
        """50%以上开发区完成循环化改造: a share of things that is to get somewhere."""
        if figure.kind is not FigureKind.PERCENT or self.another_follows(index, figure):
            return False
        if right.startswith("的"):
            bounded = figure.tail or self.standing.goals or self.timeline.term(figure.start)
            return bool(_OF_ALL.fullmatch(self.left(figure)) and bounded and _DONE.search(right))
        if figure.value == 100 and IN_FULL.match(right):
            return True
        return bool(wording.ACHIEVE_RE.search(right) or _GETS.search(right))

    def another_follows(self, index: int, figure: Figure) -> bool:
        """Whether a later figure of the same clause says what becomes of the counted (24个园区 … 达到85%)."""
        if index + 1 == len(self.figures):
            return False
        following = self.figures[index + 1]
        if following.start >= self.clauses.clause(figure.start)[1] or following.kind is FigureKind.RANK:
            return False
        between = self.text[figure.end : following.number_start]
        if re.match("[、和及]|以及", between) or _LISTED_MODIFIER.match(self.right(following)):
            return False
        return re.search("占|比重|达|超|不低于|突破|增长", between) is not None
