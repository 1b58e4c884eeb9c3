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

from jingkai.documents.extract import wording
from jingkai.documents.extract.conditions import ends_condition, is_asked_first, is_required
from jingkai.documents.extract.context import Standing
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import CEILINGS, CONDITION_HEAD, SIZED, FigureRole, Passage
from jingkai.documents.extract.paying import payment_role
from jingkai.documents.extract.timeline import Tense
from jingkai.documents.mentions import Comparator

_GROWTH_OR_RATE = re.compile("增长|增速|增幅|提高|提升|下降|降低|减少|比重|占比|率|比例|强度|上升")
_EXCLUSION = re.compile(r"[（(][^（）()]{0,6}(?:不含|含|包括|包含)[^（）()]{0,6}$")
_GOAL_NOUN = re.compile("的(?:目标|要求|水平|任务|速度|增速)|新?(?:台阶|大关|关口)|规模$")
_LIMIT = re.compile(r"(?:每(?:个|家|人|户|年|次|项|县|市|旗)?|单个)[^，。；]{0,20}$")
_CARRY_OUT = re.compile("实施|开展|组织|启动|提供|抓好|抓实|确保|力争")
_HIGHER = re.compile("(?:高于|高出|快于|低于|较.{2,12}高|比.{2,12}高).{0,16}$")
_RANK_VERB = re.compile("进入|跻身|位居|位列|列|保持|排名|名列|居|稳居|晋升|进位")
_QUALIFIED = re.compile(r"^(?:（[^）]{0,12}）)?(?:的|且|[一-龥])")
_LISTED_MODIFIER = re.compile(
    "(?:、[^，。；]{0,30}?[0-9][^，。；的]{0,6}?(?:元|%|人|吨|亩)(?:以上|以下|左右)?)?的(?!比重|比例|目标)"
)
_COUNTED_BEFORE = re.compile("[0-9一二两三四五六七八九十]+[个家项][^，。；的]*$")
_ENTERED = re.compile("(?:进入|跻身|入围|迈进|挺进)[^，。；、]*$")
_PAST_PAYMENT = re.compile("已|累计|了")
_SCOPE_BEFORE = re.compile(r"(?:等|全国|全省|全市|全区|本市|所辖|现有|共有|其中|包括)$")
_AND_OF = re.compile("(?:（[^）]{0,6}）)?(?:且|或者?|并且)[^，。；]*的")
_MADE_UP_OF = re.compile("[^，。；]{0,24}(?:组成|构成)")
_PARTS = re.compile(
    "(?:下设|共设|设有|设置?|分为|分|包括|包含|涉及|涵盖|共有?|共计|划分为|由)[^，。；]{0,24}$"
)
_NAMED_BEFORE = re.compile(
    "[|]\\s*$|(?:实施|开展|确定|公布|印发|认定|现有|原有|已有|上述|以上|所列|这|该|其他|其余)的?$"
)
_IN_FULL = re.compile("保障|落实|达标|覆盖|完成|兑现|办结|接入|纳入|实现|回收|收集|处置|开展")
_PENALTY = re.compile("罚款|罚金|罚没|滞纳金|违约金")
_SOME = re.compile("(?:，|、)?(?:其中|力争|确保)?有?")
_SIZES = ("超", "超过", "过", "达", "达到", "突破")
_PARTS_NOUN = re.compile("部分|方面|章|篇|专栏|大类|板块|类别|维度|环节|层次|阶段|区域|领域")
_OF_ALL = re.compile(
    "[，、]?(?:到?20[0-9]{2}年(?:底|末)?|在|有|和|及|力争|确保|实现|使|推动|其中|全国|全省|全市|全区|全县|全自治区|各地)*"
)
_DONE = re.compile(f"{wording.ACHIEVE}|实施|开展|推行|推广|应用|配备|实行|达标|、[0-9]")
_JUST_MADE = re.compile(f"(?:{wording.CREATE})$")
_SUBJECTS = re.compile("项目|企业|锅炉|机组|装置|园区|车辆|单位|产能(?!建设)")
_SHARE_OF_WHOLE = re.compile(
    "(?:不低于|不少于|不得低于|不得少于|不高于|不超过|不得超过|超过|达到)[^，。；：]{2,20}的$"
)
_RATED = re.compile("按照?[^，。；]*$")
_GRADED = re.compile("[0-9一二三四五六七八九十]*[百千万]*亿(?:元)?级?|国家级|省级|自治区级|市级")
_A_PART = re.compile("(?:部分|方面|章节?|大类|板块|类别|维度|领域)?")
_LOOSE_LEADS = ("是", "为", "近", "过", "满", "约", "最高")
_PROCEDURAL = re.compile("不超过|不得超过|不少于|不得少于|不低于|不大于|最长|最迟|一般|原则上")
_FIRST_STAGE = re.compile(
    "[，（]?(?:其中)?，?(?:首期|一期|首批|二期|三期|首只)[^，。；]{0,6}(?:规模|出资额?|募集|到位)"
)
_APPOINTED = "(?:以(?![上下内及])|由|对|在|向|按|按照|连续|前|近|过去|后)"


class Roles(Passage):
    """A passage whose figures have been judged."""

    def __init__(self, text: str, standing: Standing) -> None:
        super().__init__(text, standing)
        self._last_target_end = -1
        self._criterion = -1  # the figure that says how large each of the counted is
        for index, figure in enumerate(self.figures):
            role = self._role(index, figure)
            self.roles.append(role)
            if role is FigureRole.TARGET:
                self._last_target_end = figure.end

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
        defined = self.is_defined(figure)
        if not defined and (paid := payment_role(self, index, figure)):
            return paid
        if figure.kind is FigureKind.RATIO or _PENALTY.search(text, *clauses.part(figure.start)):
            return FigureRole.NONE
        if defined or self.standing.conditions:
            measured = figure.kind in SIZED and (figure.lead or figure.tail)
            return FigureRole.THRESHOLD if measured and self._is_measured(figure) else FigureRole.NONE
        asked = tense is Tense.OPEN and not self.standing.goals and is_required(self, figure)
        if asked or is_asked_first(self, figure):
            sized = figure.kind in SIZED and self._is_measured(figure)
            return FigureRole.THRESHOLD if sized else FigureRole.NONE
        if self._qualifies(index, figure):
            return FigureRole.THRESHOLD if self._is_measured(figure) else FigureRole.NONE
        return FigureRole.TARGET if self._binds(index, figure, tense) else FigureRole.NONE

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
        if self._last_target_end >= figure.start - 12 and self._last_target_end > 0:
            return FigureRole.TARGET
        return FigureRole.THRESHOLD if wording.GIVE_RE.search(self._part_behind(figure)) else FigureRole.NONE

    def _part_behind(self, figure: Figure) -> str:
        return self.text[figure.end : self.clauses.part(figure.start)[1]]

    def _qualifies(self, index: int, figure: Figure) -> bool:
        """Whether ``figure`` only qualifies a noun or stands in a condition."""
        left, right = self.left(figure), self.right(figure)
        part_start = self.clauses.part(figure.start)[0]
        clause_start, clause_end = self.clauses.clause(figure.start)
        if figure.kind is FigureKind.COUNT:
            if figure.lead and _AND_OF.match(right):
                return True
            if right.startswith("的") and not figure.lead and not wording.CREATE_RE.search(left[-6:]):
                return True
            ahead = self.text[part_start : figure.start]
            condition = CONDITION_HEAD.match(self.text[clause_start:clause_end])
            return (
                right.endswith("的") or (bool(condition) and "的" in right)
            ) and not wording.CREATE_RE.search(ahead[-6:])
        if figure.kind in SIZED:
            if index == self._criterion:
                return True
            if _GOAL_NOUN.match(right):
                return False
            if ends_condition(self, figure):
                return True
            if _COUNTED_BEFORE.search(left) and _LISTED_MODIFIER.match(right):
                return True
            if right.startswith("的"):
                return not self._is_made(left, right) and not self._is_quantifier(index, figure, right)
            if figure.kind is FigureKind.TIME or self._is_object(figure, left, right):
                return False
            if _QUALIFIED.match(right) and not wording.VERB_AFTER.match(right):
                return not self._is_quantifier(index, figure, right)
        return False

    def _is_object(self, figure: Figure, left: str, right: str) -> bool:
        """建成10亿亩高标准农田, 完成50亿元投资: so much of it is to be made."""
        made = _JUST_MADE.search(left)
        if made is None or _SUBJECTS.search(right):
            return False
        return figure.kind is FigureKind.MEASURE or made[0] in ("完成", "实现")

    def _is_measured(self, figure: Figure) -> bool:
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
            and not wording.VAGUE_COUNT.search(left)
            and not right.startswith("的企业")
        )

    def _is_quantifier(self, index: int, figure: Figure, right: str) -> bool:
        """50%以上开发区完成循环化改造: a share of things that is to get somewhere."""
        if figure.kind is not FigureKind.PERCENT or self._another_follows(index, figure):
            return False
        if right.startswith("的"):
            return bool(_OF_ALL.fullmatch(self.left(figure)) and figure.tail and _DONE.search(right))
        if figure.value == 100 and _IN_FULL.match(right):
            return True
        return bool(wording.ACHIEVE_RE.search(right))

    def _another_follows(self, index: int, figure: Figure) -> bool:
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

    def _binds(self, index: int, figure: Figure, tense: Tense) -> bool:
        left, right = self.left(figure), self.right(figure)
        future = tense is Tense.FUTURE or self.standing.goals
        if figure.kind is FigureKind.TIME:
            return self._binds_time(figure, left, right, future=future)
        if figure.kind is FigureKind.COUNT:
            return self._binds_count(index, figure, left, right, future=future)
        if figure.lead.startswith(CEILINGS) and not future:
            return False  # 贷款最高300万元: how much may be had, not how much is to be reached
        if figure.lead and (figure.comparator is not Comparator.ABOUT or future):
            return future or bool(figure.tail) or figure.lead not in _LOOSE_LEADS
        if figure.chinese and figure.kind is not FigureKind.MONEY and not figure.lead and not figure.tail:
            return False
        if "百分点" in figure.unit and _HIGHER.search(left):
            return True
        if figure.kind is FigureKind.PERCENT and _SHARE_OF_WHOLE.search(left) and not _RATED.search(left):
            return True
        noun = wording.noun_before(left)
        if figure.tail and (len(noun) > 1 or self._is_quantifier(index, figure, right)):
            return True
        if wording.CREATE_RE.search(left) and not _ends_in_preposition(left):
            return True
        if figure.value == 100 and figure.kind is FigureKind.PERCENT and _IN_FULL.match(right):
            return True
        if self._shares(figure, left):
            return True
        if figure.kind is FigureKind.MONEY and _FIRST_STAGE.fullmatch(left):
            return self._last_target_end > self.clauses.sentence(figure.start)[0]
        return (
            future and len(noun) > 1 and (not right or right[0] in "、和及（(以" or right.startswith("安排"))
        )

    def _binds_time(self, figure: Figure, left: str, right: str, *, future: bool) -> bool:
        """压缩至3个工作日以内, 达到11.3年; never 连续2年, 3年行动, 15分钟生活圈, 贴息期限不超过3年."""
        if re.search("有效期|贴息|补贴|租|期限为?$", left[-8:]):
            return False
        if figure.lead and _GROWTH_OR_RATE.search(figure.lead + left[-6:]):
            return not right.startswith("的")
        if not future and _PROCEDURAL.search(left[-10:] + figure.lead):
            return False  # a limit of every single case: a deadline
        firm = re.search("达到|提高到|缩短|压缩|压减|控制|延长|减少|不超过|不少于|不低于|保持", figure.lead)
        return bool(firm) and not re.match("[一-龥]", right) and not re.search("连续|每|自|起$", left)

    def _binds_count(self, index: int, figure: Figure, left: str, right: str, *, future: bool) -> bool:
        if (
            figure.value == 1
            and figure.high is None
            and (figure.chinese or figure.comparator is Comparator.AT_MOST)
        ):
            return figure.comparator is Comparator.AT_LEAST and figure.lead not in ("达", "达到")
        if figure.comparator is Comparator.AT_MOST and _LIMIT.search(left):
            return False
        between = self.text[self.figures[index - 1].end : figure.start] if index else "-"
        if not figure.lead and self.roles[-1:] == [FigureRole.NONE] and _A_PART.fullmatch(between):
            return False  # 四个部分19项
        if _PARTS_NOUN.match(right) and _PARTS.search(left):
            return False
        if figure.chinese:
            return self._binds_chinese_count(index, left, right, future=future)
        if self._is_told_off(index, figure, left):
            self._criterion = index + 1
            return True
        if _MADE_UP_OF.match(right) or _NAMED_BEFORE.search(left):
            return False
        if figure.lead and figure.lead not in _LOOSE_LEADS:
            return not figure.lead.endswith("为") or figure.comparator is Comparator.AT_MOST
        if self._shares(figure, left):
            return True
        sentence = self.clauses.sentence(figure.start)[0]
        listed = not left or (left.endswith("等") and _GRADED.match(right))
        if listed and right and sentence < self._last_target_end < figure.start:
            return not self._another_follows(index, figure)  # 培育2个 … 集群，5个 … 集群
        created = list(wording.CREATE_RE.finditer(left))
        if created:
            between = left[created[-1].end() :]
            appointed = re.search(f"{_APPOINTED}[^的]*$", between) and not right
            return (
                not appointed
                and not _SCOPE_BEFORE.search(between.removesuffix("等"))
                and (not self._another_follows(index, figure))
            )
        if self._another_follows(index, figure) or _ends_in_preposition(left):
            return False
        if _PARTS.search(left) and not wording.CREATE_RE.search(left):
            return False
        weak = list(wording.WEAK_RE.finditer(left))
        if weak and weak[-1].end() == len(left) and figure.unit.endswith(("家", "户", "人", "名", "人次")):
            return True
        if weak and not left.endswith("等") and (future or _CARRY_OUT.search(left)):
            return not wording.CREATE_RE.search(right) and not wording.WEAK_RE.search(right)
        if figure.tail and len(wording.noun_before(left)) > 1:
            return True
        if not future:
            return False
        if not right and len(wording.noun_before(left)) > 1:
            return True
        return bool(wording.ACHIEVE_RE.search(right)) and not left.endswith("等")

    def _is_told_off(self, index: int, figure: Figure, left: str) -> bool:
        """其中有15个以上园区产值超500亿元: so many are to be of that size."""
        if index + 1 == len(self.figures) or not _SOME.fullmatch(left):
            return False
        following = self.figures[index + 1]
        if following.kind is not FigureKind.MONEY or following.start >= self.clauses.clause(figure.start)[1]:
            return False
        counted = index > 0 and self.figures[index - 1].unit == figure.unit
        counted = counted or (index > 1 and self.figures[index - 2].unit == figure.unit)
        told = self._last_target_end > self.clauses.sentence(figure.start)[0]
        return following.lead in _SIZES and (left.endswith("有") or (counted and told))

    def _binds_chinese_count(self, index: int, left: str, right: str, *, future: bool) -> bool:
        """三个百亿级产业集群: Chinese counts are mostly turns of speech, unless a goal or a size says more."""
        if re.match(rf"[{'一二三四五六七八九十'}]", right) and not re.match(
            "[一二三四五六七八九十]*[百千万]*[百千万]亿", right
        ):
            return False
        graded = _GRADED.match(right)
        made = wording.CREATE_RE.search(left) and not _ends_in_preposition(left)
        outcome = wording.ACHIEVE_RE.search(right)
        if made and self.figures[index].tail in ("以上", "及以上"):
            return True
        if graded:
            return bool(made or (future and outcome))
        return (
            future
            and bool(made)
            and self.standing.goals
            and not self._another_follows(index, self.figures[index])
        )

    def _shares(self, figure: Figure, left: str) -> bool:
        """Whether ``figure`` is the next one of a list of targets (2家、20家; 分别不低于150万元和80万元)."""
        if self._last_target_end < 0:
            return False
        gap = self.text[self._last_target_end : figure.start]
        if re.match("[，（]其中", gap) and not re.search("[。；]", gap):
            return True
        return (
            len(gap) <= 30
            and bool(re.match("(?:[^，。；：]{0,14})?(?:、|和|及|以及)", gap))
            and not re.search("[，。；：]", gap)
        ) or (figure.kind is FigureKind.COUNT and re.fullmatch("[，、][^，。；：]{2,24}的", gap) is not None)


def _ends_in_preposition(left: str) -> bool:
    """Whether the figure's phrase hangs on a preposition (在10个城市)."""
    return bool(
        re.search(rf"(?:^|[，、])?(?:{wording.PREPOSITION})(?:全国|全省|全市|全区|其他|所有|等)?$", left)
    ) and not re.search("(?:保持|稳定|控制|提高|增加)在?$|分为$", left)
