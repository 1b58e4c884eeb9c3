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
from jingkai.documents.extract.durations import binds_time
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import CEILINGS, SIZED, FigureRole
from jingkai.documents.extract.paying import is_sampled, is_size_of_fund, payment_role
from jingkai.documents.extract.qualifying import IN_FULL, JUST_MADE, Qualifying
from jingkai.documents.extract.timeline import Tense
from jingkai.documents.mentions import Comparator

_EXCLUSION = re.compile(r"[（(][^（）()]{0,6}(?:不含|含|包括|包含)[^（）()]{0,6}$")
_CARRY_OUT = re.compile("实施|开展|组织|启动|提供|抓好|抓实|确保|力争")
_HIGHER = re.compile("(?:高于|高出|快于|低于|较.{2,12}高|比.{2,12}高).{0,16}$")
_RANK_VERB = re.compile("进入|跻身|位居|位列|列|保持|排名|名列|居|稳居|晋升|进位")
_ENTERED = re.compile("(?:进入|跻身|入围|迈进|挺进)[^，。；、]*$")
_PAST_PAYMENT = re.compile("已|累计|了")
_SCOPE_BEFORE = re.compile(r"(?:等|全国|全省|全市|全区|本市|所辖|现有|共有|其中|包括)$")
_MADE_UP_OF = re.compile("[^，。；]{0,24}(?:组成|构成)")
_PARTS = re.compile(
    "(?:下设|共设|设有|设置?|分为|分|包括|包含|涉及|涵盖|共有?|共计|划分为|由)[^，。；]{0,24}$"
)
_NAMED_BEFORE = re.compile(
    "[|]\\s*$|(?:实施|开展|确定|公布|印发|(?<!新)认定|现有|原有|已有|上述|(?:^|[，、；])以上|所列|这|该|其他|其余)的?$"
)
_SET_OUT = re.compile("(?:由|从)[^，。；、]{0,16}$")
_MOVED = re.compile(
    "(?:左右|以上|以下)?[，]?(?:大幅|逐步|稳步|力争)?(?:增|提|升|降|下降|上升|缩|压|扩|减|回升|恢复|精简|下调)[^，。；0-9]{0,3}[到至为]?"
)
_RAISED_TO_EACH = re.compile("(?:提高|提升|提|上调|调整|增加|达)(?:到|至)每[一-龥]{1,2}(?:每[年月天日])?$")
_REACHES_EACH = re.compile(
    "达到?(?:高程|标高|海拔|水位)$|(?:达到?|提高到|提升到|增加到|降至|降到|不低于|不少于)每[一-龥0-9]{1,8}$"
)
_COUNTED_HALVES = re.compile("[0-9一二两三四五六七八九十]个“?$")
_PENALTY = re.compile("罚款|罚金|罚没|滞纳金|违约金")
_SOME = re.compile("(?:，|、)?(?:其中|力争|确保)?有?")
_SIZES = ("超", "超过", "过", "达", "达到", "突破")
_PARTS_NOUN = re.compile("部分|方面|章|篇|专栏|大类|板块|类别|维度|环节|层次|阶段|区域|领域")
_AT_LEAST_SO_MANY = re.compile("(?:至少|不少于)(?:要|应|须)?[一-龥]{2,4}$")
_SHARE_OF_WHOLE = re.compile(
    "(?:不低于|不少于|不[得应宜][低少]于|不高于|不大于|不超过|不[得应宜](?:超过|大于|高于)|超过|达到)[^，。；：]{2,20}的$"
)
_RATED = re.compile("按照?[^，。；]*$")
_MOVED_UNITS = ("家", "户", "人", "名", "人次", "项")
_GRADED = re.compile("[0-9一二三四五六七八九十]*[百千万]*亿(?:元)?级?|国家级|省级|自治区级|市级")
_A_PART = re.compile("(?:部分|方面|章节?|大类|板块|类别|维度|领域)?")
_LOOSE_LEADS = ("是", "为", "近", "过", "满", "约", "最高")
_FIRST_STAGE = re.compile(
    "[，（]?(?:其中)?，?(?:首期|一期|首批|二期|三期|首只)[^，。；]{0,6}(?:规模|出资额?|募集|到位)"
)
_APPOINTED = (
    "(?:以(?![上下内及旧])|由|对(?![外口接标照应])|在(?![线建园校役孵岗库册用营])|向(?![上日前])|按|按照|连续|"
    "(?:前|近|过去|后)$)"
)


_BROUGHT_ABOUT = re.compile("力促|确保|力争|推动|推进|促进|加快|加速|争取|促成|抓好|紧盯|实现")
_COMES_TO = re.compile(
    "[^，。；的0-9]{0,12}?(?:项目|工程|企业|园区|产业园|基地|平台|中心|枢纽|港口|码头|电站|泵站|水库|机场|车站|线路|口岸|站点|灌区|水厂)[^，。；的0-9]{0,6}?"
    "(?:扩能|扩容|复航|达标|提质|提档升级|转型升级|技术改造|投产|达产|达效|开工|竣工|建成|落地|投用|投入使用|投入运营|投运|签约|开园|通车|开业|开服|完工|交付)"
)
_FOR_SO_LONG = re.compile("[0-9]{1,3}(?:天|日|个月|小时)")
_SPENT_ON = re.compile("(?:以上)?(?:用于|用在|投向|投入到|投在|来自|集中在)")


class Roles(Qualifying):
    """A passage whose figures have been judged."""

    def __init__(self, text: str, standing: Standing) -> None:
        super().__init__(text, standing)
        self._last_target_end = -1
        self._last_time_end = -1
        for index, figure in enumerate(self.figures):
            role = self._role(index, figure)
            self.roles.append(role)
            if role is FigureRole.TARGET:
                self._last_target_end = figure.end
                self._last_time_end = figure.end if figure.kind is FigureKind.TIME else -1

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

    def _binds(self, index: int, figure: Figure, tense: Tense) -> bool:
        left, right = self.left(figure), self.right(figure)
        future = tense is Tense.FUTURE or self.standing.goals
        if figure.kind is FigureKind.TIME:
            goes_on = self._last_time_end >= 0 and self._shares(figure, left)
            return binds_time(self, figure, future=future, goes_on=goes_on)
        if figure.kind is FigureKind.COUNT:
            return self._binds_count(index, figure, left, right, future=future)
        if figure.lead.startswith(CEILINGS) and not future:
            return False  # 贷款最高300万元: how much may be had, not how much is to be reached
        if not future and (tasks.is_size_of_thing(figure) or tasks.is_ceiling_for_each(figure, left)):
            return False
        if is_size_of_fund(figure, left, right):
            return True
        if figure.kind is FigureKind.MEASURE and _REACHES_EACH.search(left):
            return True
        if figure.kind is FigureKind.MONEY and _RAISED_TO_EACH.search(left):
            return True
        if _COUNTED_HALVES.search(left):
            return False  # 做到2个100%
        if tasks.is_term_of_payment(figure, left) or tasks.is_size_of_each(figure, left):
            return False
        if not future and tasks.is_capital_asked(figure, left):
            return False
        if not future and tasks.is_shared_out(self, figure):
            return False
        moved = figure.comparator is not Comparator.ABOUT or wording.change_of(figure.lead)
        if figure.lead and (moved or future):
            in_full = figure.value == 100 and wording.is_measure_name(wording.noun_before(left))
            return future or bool(figure.tail) or figure.lead not in _LOOSE_LEADS or in_full
        if figure.chinese and figure.kind is FigureKind.PERCENT and future and _SPENT_ON.match(right):
            return len(wording.noun_before(left)) > 1
        if figure.chinese and figure.kind is not FigureKind.MONEY and not figure.lead and not figure.tail:
            goes_on = future or tasks.goes_on(self, figure, self._last_target_end)
            return left.endswith("覆盖") or (left.endswith("占") and goes_on)
        if "百分点" in figure.unit and _HIGHER.search(left):
            return True
        if figure.kind is FigureKind.PERCENT and _SHARE_OF_WHOLE.search(left) and not _RATED.search(left):
            return True
        noun = wording.noun_before(left)
        if figure.kind is FigureKind.PERCENT:
            if left.endswith("覆盖"):
                return True
            if future and _SPENT_ON.match(right) and len(noun) > 1:
                return True  # 财政支出八成用于民生
            if figure.value == 100 and right[:1] in ("", *"、和及与（(") and wording.is_measure_name(noun):
                return True
            if not left.strip("，、") and wording.ACHIEVE_RE.match(right) and self._last_target_end > 0:
                return True
            if self.standing.period_end and not right and wording.is_measure_name(noun):
                return True  # in a list of this year's tasks: 评估完成率80%
        sharing = figure.kind is FigureKind.PERCENT and self.is_quantifier(index, figure, right)
        if (figure.tail and (len(noun) > 1 or sharing)) or (future and sharing and right.startswith("的")):
            return True
        if wording.CREATE_RE.search(left) and not _ends_in_preposition(left):
            return True
        if tasks.is_work(left, right) or tasks.goes_on(self, figure, self._last_target_end):
            return True
        if figure.value == 100 and figure.kind is FigureKind.PERCENT and IN_FULL.match(right):
            return True
        if self._shares(figure, left):
            return True
        if figure.kind is FigureKind.MONEY and _FIRST_STAGE.fullmatch(left):
            return self._last_target_end > self.clauses.sentence(figure.start)[0]
        return (
            future and len(noun) > 1 and (not right or right[0] in "、和及（(以" or right.startswith("安排"))
        )

    def _binds_count(self, index: int, figure: Figure, left: str, right: str, *, future: bool) -> bool:
        if tasks.is_recurring(figure, left):
            return False
        if (
            re.search("至少(?:要|应)?(?:有|建成?|设立?|拥有|培育|建设)?$", left)
            and self.left(figure)
            and not right.startswith("的")
        ):
            return True
        if _REACHES_EACH.search(left):
            return True
        if _AT_LEAST_SO_MANY.search(left) and not figure.lead:
            return True
        if tasks.is_step(left, figure) or _FOR_SO_LONG.match(right):
            return False
        if tasks.is_had_by_each(figure, left):
            return True
        if figure.chinese and figure.unit in ("家", "所", "座") and JUST_MADE.search(left):
            return True  # 培育一家…机构, but 打造一个…, a turn of speech
        if (
            figure.value == 1
            and figure.high is None
            and (
                figure.chinese
                or figure.comparator is Comparator.AT_MOST
                or self._is_ranked_next(index, figure)
            )
        ):
            return figure.comparator is Comparator.AT_LEAST and figure.lead not in ("达", "达到")
        if figure.comparator is Comparator.AT_MOST and tasks.is_limit_of_each(left):
            return False
        if tasks.sums_up_bodies(left, right):
            return False
        if figure.unit == "类" and not figure.lead and not JUST_MADE.search(left):
            return False  # 1类创新药
        if not future and figure.unit in ("人", "名") and figure.lead in ("不得少于", "不得超过"):
            return False  # 听证会代表不得少于10人: what a procedure asks
        if tasks.counts_of_size(self, index, figure, self._last_target_end):
            return True
        between = self.text[self.figures[index - 1].end : figure.start] if index else "-"
        if not figure.lead and self.roles[-1:] == [FigureRole.NONE] and _A_PART.fullmatch(between):
            return False  # 四个部分19项
        if _PARTS_NOUN.match(right) and _PARTS.search(left):
            return False
        if figure.chinese:
            return self._binds_chinese_count(index, left, right, future=future)
        if self._is_told_off(index, figure, left):
            self.criterion = index + 1
            return True
        if _MADE_UP_OF.match(right) or _NAMED_BEFORE.search(left):
            return False
        if figure.lead and figure.lead not in _LOOSE_LEADS:
            return not figure.lead.endswith("为") or figure.comparator is Comparator.AT_MOST
        if self._shares(figure, left):
            return True
        if _BROUGHT_ABOUT.search(left) and _COMES_TO.match(right):
            return True  # 力促甲厂等20个项目投产
        sentence = self.clauses.sentence(figure.start)[0]
        listed = not left or (left.endswith("等") and _GRADED.match(right))
        if listed and right and sentence < self._last_target_end < figure.start:
            return not self.another_follows(index, figure)  # 培育2个 … 集群，5个 … 集群
        created = list(wording.CREATE_RE.finditer(left))
        if created:
            between = left[created[-1].end() :]
            appointed = re.search(f"{_APPOINTED}[^的]*$", between) and not right
            return (
                not appointed
                and not _SCOPE_BEFORE.search(between.removesuffix("等"))
                and (not self.another_follows(index, figure))
            )
        if self.another_follows(index, figure) or _ends_in_preposition(left):
            return False
        if tasks.is_work(left, right) or tasks.goes_on(self, figure, self._last_target_end):
            return True
        if tasks.is_work_on(figure, left, right):
            return True
        if _PARTS.search(left) and not wording.CREATE_RE.search(left):
            return False
        weak = list(wording.WEAK_RE.finditer(left))
        if weak and weak[-1].end() == len(left) and (figure.unit.endswith(_MOVED_UNITS) or figure.tail):
            return True
        if weak and not figure.tail and re.match("(?:措施|举措|任务|工作)", right):
            return False  # 抓好30条措施落实
        if weak and not left.endswith("等") and (future or _CARRY_OUT.search(left)):
            return not wording.CREATE_RE.search(right) and not wording.WEAK_RE.search(right)
        if figure.tail and len(wording.noun_before(left)) > 1:
            return True
        if not future:
            return False
        if not right and len(wording.noun_before(left)) > 1:
            return True
        return bool(wording.ACHIEVE_RE.search(right)) and not left.endswith("等")

    def _is_ranked_next(self, index: int, figure: Figure) -> bool:
        """力争1家进入全国前60位: the rank is to be reached."""
        if index + 1 == len(self.figures):
            return False
        following = self.figures[index + 1]
        return following.kind is FigureKind.RANK and following.start < self.clauses.clause(figure.start)[1]

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
            and not self.another_follows(index, self.figures[index])
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
