"""What each figure of a provision is: a target, a term of payment, a threshold, or none of them.

One place decides, so that no figure is read twice. The order of the questions:

1. Is it part of a name, an exclusion in brackets, or told of the past? Then it is nothing.
2. Does the passage pay (给予 … 奖励), and does the figure stand behind the paying word? Then it is money; figures
   that stand in front of it decide who is paid: thresholds.
3. Does it only qualify a noun (1亿元以上项目, 营业收入超千亿元的开发区) or stand in a condition? Then it is a
   threshold.
4. Does something bind it as a goal: a verb that creates, a word such as 达到, a tail such as 以上, a goal
   section? Then it is a target. A bare count without any of these is scope (13个盟市).
"""

from __future__ import annotations

import re

from jingkai.documents.extract import tasks, wording
from jingkai.documents.extract.conditions import is_asked_first, is_required
from jingkai.documents.extract.context import Standing
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.goals import binds
from jingkai.documents.extract.passage import SIZED, FigureRole
from jingkai.documents.extract.paying import is_sampled, payment_role
from jingkai.documents.extract.qualifying import Qualifying
from jingkai.documents.extract.timeline import Tense

_EXCLUSION = re.compile(r"[（(][^（）()]{0,6}(?:不含|含|包括|包含)[^（）()]{0,6}$")
_RANK_VERB = re.compile("进入|跻身|位居|位列|列|保持|排名|名列|居|稳居|晋升|进位")
_ENTERED = re.compile("(?:进入|跻身|入围|迈进|挺进)[^，。；、]*$")
_PAST_PAYMENT = re.compile("已|累计|了")
_SET_OUT = re.compile("(?:由|从)[^，。；、]{0,16}$")
_MOVED = re.compile(
    "(?:左右|以上|以下)?[，]?(?:大幅|逐步|稳步|力争)?(?:增|提|升|降|下降|上升|缩|压|扩|减|回升|恢复|精简|下调)[^，。；0-9]{0,3}[到至为]?"
)
_PENALTY = re.compile("罚款|罚金|罚没|滞纳金|违约金")


class Roles(Qualifying):
    """A passage whose figures have been judged."""

    def __init__(self, text: str, standing: Standing) -> None:
        super().__init__(text, standing)
        for index, figure in enumerate(self.figures):
            role = self._role(index, figure)
            self.roles.append(role)
            if role is FigureRole.TARGET:
                self.last_target_end = figure.end
                self.last_time_end = figure.end if figure.kind is FigureKind.TIME else -1

    def _role(self, index: int, figure: Figure) -> FigureRole:
        text, clauses = self.text, self.clauses
        if clauses.is_named(figure.number_start) or _EXCLUSION.search(
            text[max(0, figure.start - 14) : figure.start]
        ):
            return FigureRole.NONE
        sentence = clauses.sentence(figure.start)
        tense = self.timeline.tense(figure.start, sentence)
        if self.standing.review:
            return FigureRole.NONE
        if tense is Tense.PAST:
            part = self.text[slice(*clauses.part(figure.start))]
            paid = None if _PAST_PAYMENT.search(part) else payment_role(self, index, figure)
            return paid or FigureRole.NONE
        if figure.kind is FigureKind.RANK:
            return self._rank(figure)
        if tasks.is_score(self, figure) or tasks.describes_project(self, figure):
            return FigureRole.NONE
        if tasks.rates_a_thing(self, index, figure) or self._is_level_left(figure):
            return FigureRole.NONE
        defined = self.is_defined(figure)
        if not defined and is_sampled(figure, self.right(figure)):
            return FigureRole.TARGET
        if not defined and (paid := payment_role(self, index, figure)):
            return paid
        if figure.kind is FigureKind.RATIO or _PENALTY.search(text, *clauses.part(figure.start)):
            return FigureRole.NONE
        if defined or self.standing.conditions:
            measured = figure.kind in SIZED and (figure.lead or figure.tail)
            return FigureRole.THRESHOLD if measured and self.is_measured(figure) else FigureRole.NONE
        asked = tense is Tense.OPEN and not self.standing.goals and is_required(self, figure)
        if asked or is_asked_first(self, figure):
            sized = figure.kind in SIZED and self.is_measured(figure)
            return FigureRole.THRESHOLD if sized else FigureRole.NONE
        if tense is Tense.OPEN and not self.standing.goals and tasks.is_norm(figure, self.left(figure)):
            return FigureRole.NONE
        if self.qualifies(index, figure):
            return FigureRole.THRESHOLD if self.is_measured(figure) else FigureRole.NONE
        if (
            self.standing.rules
            and tense is Tense.OPEN
            and not self.standing.goals
            and tasks.is_rule(figure, self.left(figure), yearly=self._is_yearly(figure))
        ):
            sized = figure.kind in SIZED and self.is_measured(figure)
            return FigureRole.THRESHOLD if sized else FigureRole.NONE
        future = tense is Tense.FUTURE or self.standing.goals
        return FigureRole.TARGET if binds(self, index, figure, future=future) else FigureRole.NONE

    def _rank(self, figure: Figure) -> FigureRole:
        if figure.lead in ("后", "末"):
            return FigureRole.THRESHOLD
        if figure.unit == "强" and not figure.lead:
            return FigureRole.TARGET if _ENTERED.search(self.left(figure)) else FigureRole.NONE
        before = self.text[max(0, self.clauses.sentence(figure.start)[0]) : figure.start]
        if self.right(figure).startswith("的") and not _RANK_VERB.search(self.left(figure)):
            return FigureRole.THRESHOLD
        if _RANK_VERB.search(before[-24:]) and not wording.GIVE_RE.search(self._part_behind(figure)):
            return FigureRole.TARGET
        if self.last_target_end >= figure.start - 12 and self.last_target_end > 0:
            return FigureRole.TARGET
        return FigureRole.THRESHOLD if wording.GIVE_RE.search(self._part_behind(figure)) else FigureRole.NONE

    def _is_yearly(self, figure: Figure) -> bool:
        """年度更新不少于2500台，满意度达到90%以上: what a sentence asks of each year."""
        start = self.clauses.sentence(figure.start)[0]
        return re.match("(?:年度|每年度?|全年)(?!补|奖|预算|终)", self.text[start : figure.start]) is not None

    def _is_level_left(self, figure: Figure) -> bool:
        """由2030年的38件增加到70件: where a change sets out from."""
        left, right = self.left(figure), self.right(figure)
        return not figure.lead and _SET_OUT.search(left) is not None and _MOVED.match(right) is not None

    def _part_behind(self, figure: Figure) -> str:
        return self.text[figure.end : self.clauses.part(figure.start)[1]]
