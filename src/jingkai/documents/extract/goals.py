"""What binds a figure as a goal: a word before it that moves, a share of a whole, a verb that brings something about.

Each question has an opinion or none; the first that has one decides. Lengths of time and counts have questions of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jingkai.documents.extract import tasks, wording
from jingkai.documents.extract.counted import COUNTED
from jingkai.documents.extract.durations import binds_time
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import CEILINGS
from jingkai.documents.extract.paying import is_size_of_fund
from jingkai.documents.extract.qualifying import IN_FULL, Qualifying
from jingkai.documents.extract.questions import LOOSE_LEADS, REACHES_EACH, Question, Seen, first_said
from jingkai.documents.mentions import Comparator

_HIGHER = re.compile("(?:高于|高出|快于|低于|较.{2,12}高|比.{2,12}高).{0,16}$")
_RAISED_TO_EACH = re.compile("(?:提高|提升|提|上调|调整|增加|达)(?:到|至)每[一-龥]{1,2}(?:每[年月天日])?$")
_COUNTED_HALVES = re.compile("[0-9一二两三四五六七八九十]个“?$")
_SHARE_OF_WHOLE = re.compile(
    "(?:不低于|不少于|不[得应宜][低少]于|不高于|不大于|不超过|不[得应宜](?:超过|大于|高于)|超过|达到)[^，。；：]{2,20}的$"
)
_RATED = re.compile("按照?[^，。；]*$")
_FIRST_STAGE = re.compile(
    "[，（]?(?:其中)?，?(?:首期|一期|首批|二期|三期|首只)[^，。；]{0,6}(?:规模|出资额?|募集|到位)"
)
_SPENT_ON = re.compile("(?:以上)?(?:用于|用在|投向|投入到|投在|来自|集中在)")


def binds(passage: Qualifying, index: int, figure: Figure, *, future: bool) -> bool:
    """Whether the words around a figure make it a goal; ``future`` says that its sentence tells of what is to be."""
    if figure.kind is FigureKind.TIME:
        goes_on = passage.last_time_end >= 0 and passage.goes_on_with_targets(figure)
        return binds_time(passage, figure, future=future, goes_on=goes_on)
    seen = Seen(index, figure, passage.left(figure), passage.right(figure), future)
    questions = COUNTED if figure.kind is FigureKind.COUNT else QUESTIONS
    return first_said(questions, passage, seen) or False


def _may_be_had(_passage: Qualifying, seen: Seen) -> bool | None:
    """贷款最高300万元: how much may be had, not how much is to be reached."""
    if seen.future:
        return None
    if seen.figure.lead.startswith(CEILINGS) or tasks.is_size_of_thing(seen.figure):
        return False
    return False if tasks.is_ceiling_for_each(seen.figure, seen.left) else None


def _is_level_of_each(_passage: Qualifying, seen: Seen) -> bool | None:
    """设立规模2亿元的风险池, 达到每亩500千克, 提高到每人每年600元."""
    if is_size_of_fund(seen.figure, seen.left, seen.right):
        return True
    if seen.figure.kind is FigureKind.MEASURE and REACHES_EACH.search(seen.left):
        return True
    return True if seen.figure.kind is FigureKind.MONEY and _RAISED_TO_EACH.search(seen.left) else None


def _is_term(passage: Qualifying, seen: Seen) -> bool | None:
    """做到2个100%, a term of payment, the size of each, the capital asked of somebody, what is shared out."""
    figure, left = seen.figure, seen.left
    if _COUNTED_HALVES.search(left):
        return False
    if tasks.is_term_of_payment(figure, left) or tasks.is_size_of_each(figure, left):
        return False
    if seen.future:
        return None
    return False if tasks.is_capital_asked(figure, left) or tasks.is_shared_out(passage, figure) else None


def _is_led(_passage: Qualifying, seen: Seen) -> bool | None:
    """达到15%, 不低于3亿元: a word before the figure binds it."""
    figure = seen.figure
    moved = figure.comparator is not Comparator.ABOUT or wording.change_of(figure.lead)
    if not figure.lead or not (moved or seen.future):
        return None
    in_full = figure.value == 100 and wording.is_measure_name(seen.noun)
    return seen.future or bool(figure.tail) or figure.lead not in LOOSE_LEADS or in_full


def _in_chinese_numerals(passage: Qualifying, seen: Seen) -> bool | None:
    """财政支出八成用于民生; without 覆盖 or 占 before it a bare figure in Chinese numerals is a turn of speech."""
    figure, left = seen.figure, seen.left
    if not figure.chinese:
        return None
    if figure.kind is FigureKind.PERCENT and seen.future and _SPENT_ON.match(seen.right):
        return len(seen.noun) > 1
    if figure.kind is FigureKind.MONEY or figure.lead or figure.tail:
        return None
    goes_on = seen.future or tasks.goes_on(passage, figure, passage.last_target_end)
    return left.endswith("覆盖") or (left.endswith("占") and goes_on)


def _is_share_of_whole(_passage: Qualifying, seen: Seen) -> bool | None:
    """高于全国平均1个百分点, 不低于供地总量的40%."""
    if "百分点" in seen.figure.unit and _HIGHER.search(seen.left):
        return True
    if seen.figure.kind is not FigureKind.PERCENT:
        return None
    return True if _SHARE_OF_WHOLE.search(seen.left) and not _RATED.search(seen.left) else None


def _is_share_to_reach(passage: Qualifying, seen: Seen) -> bool | None:
    """覆盖90%的乡镇, 财政支出80%用于民生, 办结率100%, in a list of this year's tasks 评估完成率80%."""
    figure, left, right = seen.figure, seen.left, seen.right
    if figure.kind is not FigureKind.PERCENT:
        return None
    if left.endswith("覆盖") or (seen.future and _SPENT_ON.match(right) and len(seen.noun) > 1):
        return True
    if figure.value == 100 and right[:1] in ("", *"、和及与（(") and wording.is_measure_name(seen.noun):
        return True
    if not left.strip("，、") and wording.ACHIEVE_RE.match(right) and passage.last_target_end > 0:
        return True
    in_tasks = passage.standing.period_end and not right and wording.is_measure_name(seen.noun)
    return True if in_tasks else None


def _is_bounded_behind(passage: Qualifying, seen: Seen) -> bool | None:
    """满意度90%以上, 60%以上的园区完成改造."""
    figure = seen.figure
    sharing = figure.kind is FigureKind.PERCENT and passage.is_quantifier(seen.index, figure, seen.right)
    if figure.tail and (len(seen.noun) > 1 or sharing):
        return True
    return True if seen.future and sharing and seen.right.startswith("的") else None


def _is_brought_about(passage: Qualifying, seen: Seen) -> bool | None:
    """新增产值50亿元, 改造管网300公里, 100%落实, and what goes on with such a list."""
    figure, left, right = seen.figure, seen.left, seen.right
    if wording.CREATE_RE.search(left) and not wording.ends_in_preposition(left):
        return True
    if tasks.is_work(left, right) or tasks.goes_on(passage, figure, passage.last_target_end):
        return True
    if figure.value == 100 and figure.kind is FigureKind.PERCENT and IN_FULL.match(right):
        return True
    return True if passage.goes_on_with_targets(figure) else None


def _is_first_stage(passage: Qualifying, seen: Seen) -> bool | None:
    """设立10亿元基金，首期规模2亿元: the first part of a fund that is to be."""
    if seen.figure.kind is not FigureKind.MONEY or not _FIRST_STAGE.fullmatch(seen.left):
        return None
    return passage.last_target_end > passage.clauses.sentence(seen.figure.start)[0]


def _stands_behind_its_name(_passage: Qualifying, seen: Seen) -> bool | None:
    """Where goals are told, a figure that ends its clause behind a noun is one."""
    right = seen.right
    ends = not right or right[0] in "、和及（(以" or right.startswith("安排")
    return seen.future and len(seen.noun) > 1 and ends


QUESTIONS: Sequence[Question] = (
    _may_be_had,
    _is_level_of_each,
    _is_term,
    _is_led,
    _in_chinese_numerals,
    _is_share_of_whole,
    _is_share_to_reach,
    _is_bounded_behind,
    _is_brought_about,
    _is_first_stage,
    _stands_behind_its_name,
)
