"""What binds a count as a goal: 培育20家企业 is one, 13个盟市 and 30条措施 are not.

Each question has an opinion or none; the first that has one decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jingkai.documents.extract import tasks, wording
from jingkai.documents.extract.figures import FigureKind
from jingkai.documents.extract.passage import FigureRole
from jingkai.documents.extract.qualifying import JUST_MADE, Qualifying
from jingkai.documents.extract.questions import LOOSE_LEADS, REACHES_EACH, Question, Seen
from jingkai.documents.mentions import Comparator

_CARRY_OUT = re.compile("实施|开展|组织|启动|提供|抓好|抓实|确保|力争")
_SCOPE_BEFORE = re.compile(r"(?:等|全国|全省|全市|全区|本市|所辖|现有|共有|其中|包括)$")
_MADE_UP_OF = re.compile("[^，。；]{0,24}(?:组成|构成)")
_PARTS = re.compile(
    "(?:下设|共设|设有|设置?|分为|分|包括|包含|涉及|涵盖|共有?|共计|划分为|由)[^，。；]{0,24}$"
)
_NAMED_BEFORE = re.compile(
    "[|]\\s*$|(?:实施|开展|确定|公布|印发|(?<!新)认定|现有|原有|已有|上述|(?:^|[，、；])以上|所列|这|该|其他|其余)的?$"
)
_SOME = re.compile("(?:，|、)?(?:其中|力争|确保)?有?")
_SIZES = ("超", "超过", "过", "达", "达到", "突破")
_PARTS_NOUN = re.compile("部分|方面|章|篇|专栏|大类|板块|类别|维度|环节|层次|阶段|区域|领域")
_AT_LEAST_SO_MANY = re.compile("(?:至少|不少于)(?:要|应|须)?[一-龥]{2,4}$")
_MOVED_UNITS = ("家", "户", "人", "名", "人次", "项")
_GRADED = re.compile("[0-9一二三四五六七八九十]*[百千万]*亿(?:元)?级?|国家级|省级|自治区级|市级")
_A_PART = re.compile("(?:部分|方面|章节?|大类|板块|类别|维度|领域)?")
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
_HAS_AT_LEAST = re.compile("至少(?:要|应)?(?:有|建成?|设立?|拥有|培育|建设)?$")
_NUMERALS = "一二三四五六七八九十"


def _is_asked_of_each(_passage: Qualifying, seen: Seen) -> bool | None:
    """每个县至少建设1个园区, 不少于3家."""
    left = seen.left
    if tasks.is_recurring(seen.figure, left):
        return False
    if left and _HAS_AT_LEAST.search(left) and not seen.right.startswith("的"):
        return True
    if REACHES_EACH.search(left):
        return True
    return True if _AT_LEAST_SO_MANY.search(left) and not seen.figure.lead else None


def _is_step_or_stretch(_passage: Qualifying, seen: Seen) -> bool | None:
    """每新增1户, 3个7天: what others are counted by."""
    return False if tasks.is_step(seen.left, seen.figure) or _FOR_SO_LONG.match(seen.right) else None


def _is_body_of_its_own(_passage: Qualifying, seen: Seen) -> bool | None:
    """培育一家…机构, but 打造一个…, a turn of speech."""
    figure = seen.figure
    if tasks.is_had_by_each(figure, seen.left):
        return True
    made = figure.chinese and figure.unit in ("家", "所", "座") and JUST_MADE.search(seen.left)
    return True if made else None


def _is_only_one(passage: Qualifying, seen: Seen) -> bool | None:
    """One thing is a manner of speaking, unless at least one is asked for."""
    figure = seen.figure
    if figure.value != 1 or figure.high is not None:
        return None
    spoken = figure.chinese or figure.comparator is Comparator.AT_MOST
    if not (spoken or _is_ranked_next(passage, seen)):
        return None
    return figure.comparator is Comparator.AT_LEAST and figure.lead not in ("达", "达到")


def _is_of_a_procedure(_passage: Qualifying, seen: Seen) -> bool | None:
    """每户不超过2个, 1类创新药, 听证会代表不得少于10人: limits, sorts, what a procedure asks."""
    figure, left = seen.figure, seen.left
    if figure.comparator is Comparator.AT_MOST and tasks.is_limit_of_each(left):
        return False
    if tasks.sums_up_bodies(left, seen.right):
        return False
    if figure.unit == "类" and not figure.lead and not JUST_MADE.search(left):
        return False
    heads = figure.unit in ("人", "名") and figure.lead in ("不得少于", "不得超过")
    return False if not seen.future and heads else None


def _is_of_that_size(passage: Qualifying, seen: Seen) -> bool | None:
    """亿元以上项目50个: so many of those told before."""
    counts = tasks.counts_of_size(passage, seen.index, seen.figure, passage.last_target_end)
    return True if counts else None


def _counts_parts(passage: Qualifying, seen: Seen) -> bool | None:
    """四个部分19项, 分为3个阶段."""
    figure, index = seen.figure, seen.index
    between = passage.text[passage.figures[index - 1].end : figure.start] if index else "-"
    if not figure.lead and passage.roles[-1:] == [FigureRole.NONE] and _A_PART.fullmatch(between):
        return False
    return False if _PARTS_NOUN.match(seen.right) and _PARTS.search(seen.left) else None


def _in_chinese_numerals(passage: Qualifying, seen: Seen) -> bool | None:
    """三个百亿级产业集群: Chinese counts are mostly turns of speech, unless a goal or a size says more."""
    figure, left, right = seen.figure, seen.left, seen.right
    if not figure.chinese:
        return None
    if re.match(f"[{_NUMERALS}]", right) and not re.match(f"[{_NUMERALS}]*[百千万]*[百千万]亿", right):
        return False
    made = bool(wording.CREATE_RE.search(left)) and not wording.ends_in_preposition(left)
    if made and figure.tail in ("以上", "及以上"):
        return True
    if _GRADED.match(right):
        return made or (seen.future and wording.ACHIEVE_RE.search(right) is not None)
    alone = passage.standing.goals and not passage.another_follows(seen.index, figure)
    return seen.future and made and alone


def _is_told_off(passage: Qualifying, seen: Seen) -> bool | None:
    """其中有15个以上园区产值超500亿元: so many are to be of that size, which the next figure tells."""
    figure, index = seen.figure, seen.index
    if index + 1 == len(passage.figures) or not _SOME.fullmatch(seen.left):
        return None
    following = passage.figures[index + 1]
    if following.kind is not FigureKind.MONEY or following.start >= passage.clauses.clause(figure.start)[1]:
        return None
    counted = any(one.unit == figure.unit for one in passage.figures[max(0, index - 2) : index])
    told = passage.last_target_end > passage.clauses.sentence(figure.start)[0]
    if following.lead not in _SIZES or not (seen.left.endswith("有") or (counted and told)):
        return None
    passage.criterion = index + 1
    return True


def _is_there_already(_passage: Qualifying, seen: Seen) -> bool | None:
    """3个园区组成的联盟, 现有20家企业."""
    return False if _MADE_UP_OF.match(seen.right) or _NAMED_BEFORE.search(seen.left) else None


def _is_led(_passage: Qualifying, seen: Seen) -> bool | None:
    """达到20家: a word before the count binds it."""
    figure = seen.figure
    if not figure.lead or figure.lead in LOOSE_LEADS:
        return None
    return not figure.lead.endswith("为") or figure.comparator is Comparator.AT_MOST


def _goes_on(passage: Qualifying, seen: Seen) -> bool | None:
    """2家、20家; 力促甲厂等20个项目投产; 培育2个 … 集群，5个 … 集群."""
    figure, left, right = seen.figure, seen.left, seen.right
    if passage.goes_on_with_targets(figure):
        return True
    if _BROUGHT_ABOUT.search(left) and _COMES_TO.match(right):
        return True
    sentence = passage.clauses.sentence(figure.start)[0]
    listed = not left or (left.endswith("等") and _GRADED.match(right))
    if listed and right and sentence < passage.last_target_end < figure.start:
        return not passage.another_follows(seen.index, figure)
    return None


def _is_created(passage: Qualifying, seen: Seen) -> bool | None:
    """培育20家企业, but not those by whom, in which or of which it is done."""
    created = list(wording.CREATE_RE.finditer(seen.left))
    if not created:
        return None
    between = seen.left[created[-1].end() :]
    if re.search(f"{_APPOINTED}[^的]*$", between) and not seen.right:
        return False
    if _SCOPE_BEFORE.search(between.removesuffix("等")):
        return False
    return not passage.another_follows(seen.index, seen.figure)


def _is_scope(passage: Qualifying, seen: Seen) -> bool | None:
    """在10个城市, 24个园区 … 达到85%."""
    follows = passage.another_follows(seen.index, seen.figure)
    return False if follows or wording.ends_in_preposition(seen.left) else None


def _is_work(passage: Qualifying, seen: Seen) -> bool | None:
    """改造小区30个, and what goes on with such a list."""
    figure, left, right = seen.figure, seen.left, seen.right
    if tasks.is_work(left, right) or tasks.goes_on(passage, figure, passage.last_target_end):
        return True
    if tasks.is_work_on(figure, left, right):
        return True
    return False if _PARTS.search(left) else None


def _is_carried_out(_passage: Qualifying, seen: Seen) -> bool | None:
    """实施重点项目20个, but not 抓好30条措施落实."""
    figure, left, right = seen.figure, seen.left, seen.right
    weak = list(wording.WEAK_RE.finditer(left))
    if not weak:
        return None
    if weak[-1].end() == len(left) and (figure.unit.endswith(_MOVED_UNITS) or figure.tail):
        return True
    if not figure.tail and re.match("(?:措施|举措|任务|工作)", right):
        return False
    if left.endswith("等") or not (seen.future or _CARRY_OUT.search(left)):
        return None
    return not wording.CREATE_RE.search(right) and not wording.WEAK_RE.search(right)


def _stands_behind_its_name(_passage: Qualifying, seen: Seen) -> bool | None:
    """企业20家以上; where goals are told, a count that ends its clause behind a noun, or gets somewhere."""
    named = len(seen.noun) > 1
    if seen.figure.tail and named:
        return True
    if not seen.future:
        return False
    if not seen.right and named:
        return True
    return bool(wording.ACHIEVE_RE.search(seen.right)) and not seen.left.endswith("等")


def _is_ranked_next(passage: Qualifying, seen: Seen) -> bool:
    """力争1家进入全国前60位: the rank is to be reached."""
    if seen.index + 1 == len(passage.figures):
        return False
    following = passage.figures[seen.index + 1]
    clause_end = passage.clauses.clause(seen.figure.start)[1]
    return following.kind is FigureKind.RANK and following.start < clause_end


COUNTED: Sequence[Question] = (
    _is_asked_of_each,
    _is_step_or_stretch,
    _is_body_of_its_own,
    _is_only_one,
    _is_of_a_procedure,
    _is_of_that_size,
    _counts_parts,
    _in_chinese_numerals,
    _is_told_off,
    _is_there_already,
    _is_led,
    _goes_on,
    _is_created,
    _is_scope,
    _is_work,
    _is_carried_out,
    _stands_behind_its_name,
)
