"""Whether a sum or a share is paid: the questions, the first of which that has an opinion decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import FigureRole, Passage
from jingkai.documents.mentions import Comparator

GROWTH_OR_RATE = re.compile(
    "增长|增速|增幅|提高|提升|下降|降低|减少|比重|占比|率|比例|强度|上升|压减|压缩|缩短|缩减|精简|削减|压降|降幅|提速|回落"
)
_BORNE_BY_TREASURY = re.compile(
    "(?:财政|政府|财政局|财政厅|中央|省级|市级|县级|区级|国家)(?:部门|资金)?(?:按|各|分别|统一|全额)?(?:承担|负担|分担|支付|列支|补助|安排)$"
)
_FUND_BEFORE = re.compile(
    "(?:安排|统筹|列支|拨付|拨出|预算|下达|设立|投入)(?![^，。；]*(?:债券|债|贷款|融资|招商|撬动|带动|吸引|筹集|投资)[^，。；]*$)"
    "[^，。；]{0,18}?(?:专项|资金|经费|补助|补贴)(?:总额|合计|共计?|规模|额度|总额度|预算)*$|^[^，。；]{0,8}专项资金(?:总?规模|总额)$"
)
_AS_STANDARD = re.compile("(?:、[^，。；、0-9]{0,10}[0-9.]+[十百千]?[万亿]?元){0,6}(?:/[一-龥]{1,2})?的?标准")
_PAY_BY_TIME = re.compile(
    "(?:补贴|补助|津贴|奖励|待遇|生活费)标准[^。；]{0,40}每(?:月|年|天|日|学期|学年)(?:最高|一般|为)?$"
)
_SAME_AGAIN = re.compile("[，、；]?(?!其中|总|年|合计|共)[一-龥（）及以下上]{1,10}")
_PAY_OF_EACH = re.compile(
    "每(?:人|户|名|亩|家|个|学时|课时|床|头|件|例|次|半天|辆|台|吨|学期|平方米|公里|[生师])(?:每?(?:月|年|天|日|次|晚|学期|学年|学时))?"
    "(?:最高|最低|一般|原则上|补助|补贴|为|按|分别)*$"
)
_PAY_NAMED = re.compile(
    "补贴|补助|津贴|奖励|奖金|讲课费|劳务费|报酬|待遇|救助|补偿|慰问|资助|生活费|咨询费|评审费|稿费|伙食费|住宿费"
)
_BY_STANDARD = re.compile(
    "按照?[^，。；]{0,24}(?:标准|定额|基数|工资|费用|金额|价款|总额|额|价格|总?投资|投入|支出|租金|保费|造价|成本|货值|税收|贡献)的$"
)
_APPLIED = re.compile(
    "(?:以内)?(?:控制|执行|发放|核定|计发|计算|支付|列支|开支|报销|给付|拨付|计提|予以|安排|补助|支持|奖励|补贴)"
)
_CAP_LEAD = re.compile(r"(?:最高|封顶|上限|累计|单户|单个|每家|每户|每人|每项)")
_TARGET_VETO_END = re.compile("(?:达到|突破|增长|完成)(?:约|近)?$")
_TARGET_VETO = re.compile("达到|突破|增长|提高到|增至|完成")
_FUND_AFTER = re.compile(f"的[^，。；]{{0,16}}(?:资金|经费|[^，。；]{{0,4}}券|{wording.BENEFIT})")
_SHARE_GIVE = re.compile(wording.GIVE.replace("|安排", ""))
_BAND = re.compile("（(?:不?含)[^）]{0,12}）(?:的|以)")
_INDICATOR = re.compile(
    "(?<!补)(?<!补助)(?<!补贴)(?<!奖励)(?<!奖补)(?<!返还)(?<!担保费)(?<!贴息)(?:[^费]率|占比|比重|增速|(?<!配套)(?<!资助)(?<!分担)(?<!承担)(?<!支持)(?<!给付)(?<!标准)(?<!扶持)(?<!免)(?<!的)(?<!出资)(?<!分成)(?<!计提)(?<!提取)比例)(?:力争|原则上|均|不得)?$"
)
_EACH_IN_ALL = re.compile(
    "(?:单个|单户|单家|单项|同一|每家|每户|每个|每人)[^，。；]{0,14}(?:最高|最多|不超过|不高于|封顶|上限)"
)
_SHARE_NAMED = re.compile("(?:的|减免)比例(?:力争|原则上|均|不得)?$")
_LISTED_SUMS = re.compile("^(?:(?:、|和|及|或)[0-9.]+[百千]?[万亿]?元)+")
_RATE_RAISED = re.compile(
    "(?:返还|补贴|补助|奖励|奖补|贴息|资助|支持|累加|加成|报销|财政[^，。；]{0,8}(?:承担|分担|负担|配套))的?比例$"
)
_THE_OTHERS = re.compile("[，、]?(?:其他|其余|余下|剩余)[^，。；]{0,10}$")
_WHO_IS_PAID = re.compile("[一-龥]{2}(?=的?(?:企业|项目|人才|单位|机构|人员|园区|平台|产品))|投入|新增")
_SHARE_CAP = re.compile("(?:不超过|不高于|最高|至多)[^，。；]{1,20}的$")
_PLAIN_PAY = re.compile("[^候填递弥增夸获][补奖]$|再加$")
_STANDARD_RAISED = re.compile("标准(?:分别)?(?:提高|提升|提|上调|调整)(?:到|至)[^，。；]{0,8}$")
_RATE_OF_PAY = re.compile("(?:返还|补贴|补助|奖励|奖补|贴息|资助|支持)比例$")
_PAY_RAISED = re.compile(
    "(?:补贴|补助|津贴|过渡费|护理费|慰问金|抚恤金|资助|奖励|生活费|伙食费|救助金|膳食)[^。；]{0,40}?"
    "(?:标准[^。；]{0,30}|(?:由|从)每[^，。；]{1,12})$"
)
_RAISED = re.compile("(?:提高|提升|提|上调|调整|调高|增加|增|涨|升)(?:到|至|为)?")
_TREASURY_PUTS = re.compile(
    "(?:财政|财政资金)(?:每年|年均|年度|各|累计|统筹|预算|连续)*(?:投入|安排|出资|列支)(?:资金|经费)?(?:总额)?$"
)
_EACH_UNIT = re.compile("每[一-龥]{1,3}$")
_NEXT_EACH = re.compile("、[^，。；0-9]{0,12}每[一-龥]{1,3}|、(?:最高)?")
_EFFECT = re.compile(
    "(?:全年|全市|全省|全区|年内|预计|力争|确保)[^，。；]{0,12}(?:减免|降低|减轻|减负|返还|兑现|发放|新增)[^，。；]{0,12}$|减负[^，。；]{0,6}$"
)
_GRANTED = re.compile("给予|奖励|补助|补贴|资助")
_FUND_NEXT = re.compile("(?:的?比例)?(?:安排|列支|计提|提取|设立)[^，。；]{0,12}(?:资金|经费|基金)")
_PAID_NEXT = re.compile("[^，。；]{0,4}，[^，。；]{0,14}(?:奖励|给予|返还|补助|补贴|兑现|奖补)")


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum or share that may be paid, the ``index``-th figure of its passage, with the words to the left and right of it.

    ``given`` are the paying words before it; ``shared`` says that it goes on with a list of sums (10万元、20万元).
    """

    index: int
    figure: Figure
    left: str
    right: str
    gives: re.Pattern[str]
    given: tuple[re.Match[str], ...]
    shared: bool

    @property
    def is_share(self) -> bool:
        """Whether it is a share rather than a sum."""
        return self.figure.kind is FigureKind.PERCENT


def is_paid(passage: Passage, index: int, figure: Figure, left: str, right: str) -> bool:
    """Whether a sum or a share is paid: the first question that has an opinion decides."""
    gives = _SHARE_GIVE if figure.kind is FigureKind.PERCENT else wording.GIVE_RE
    joined = re.fullmatch("(?:、|和|及)[^，。；]{0,10}|，?", left) is not None
    shared = joined and _role_before(passage, index) is FigureRole.MONEY
    one = _Sum(index, figure, left, right, gives, tuple(gives.finditer(left)), shared)
    for question in _PAID:
        said = question(passage, one)
        if said is not None:
            return said
    return False


def _comes_from_a_treasury(passage: Passage, one: _Sum) -> bool | None:
    """财政安排5000万元, 补助标准提高到450元, 按每架次200元、跨市每架次400元补贴."""
    if one.is_share:
        return None
    put = _TREASURY_PUTS.search(one.left) or _is_raised_pay(passage, one.figure)
    return True if put or _comes_first(passage, one.index, one.left) else None


def _is_rate(_passage: Passage, one: _Sum) -> bool | None:
    """补贴比例30% is paid; 占比60%, 减免比例不低于50% measure something."""
    figure, left = one.figure, one.left
    if not one.is_share:
        return None
    if _RAISED.fullmatch(figure.lead) and _RATE_RAISED.search(left):
        return "百分点" not in figure.unit  # 补助比例提高10个百分点: neither paid nor reached
    if _INDICATOR.search(left) and "按" not in left:
        return False
    if figure.comparator is Comparator.AT_LEAST and _SHARE_NAMED.search(left):
        return False
    return True if _RATE_OF_PAY.search(left) else None


def _is_plainly_paid(passage: Passage, one: _Sum) -> bool | None:
    """每人补500元, 再加10%: a word of payment right before it."""
    if not _PLAIN_PAY.search(one.left):
        return None
    return True if not one.is_share or _role_before(passage, one.index) is FigureRole.MONEY else None


def _is_paid_by_standard(passage: Passage, one: _Sum) -> bool | None:
    """财政承担60%, 按工资的10%发放; 硕士2000元, 按每人3000元标准, 安排专项资金2亿元, 每人每月800元."""
    figure, left, right = one.figure, one.left, one.right
    if one.is_share:
        borne = _BORNE_BY_TREASURY.search(left) and "基金" not in left
        return True if borne or (_BY_STANDARD.search(left) and _APPLIED.match(right)) else None
    if one.index and _is_paid_likewise(passage, one.index, figure, left, right):
        return True
    if re.search("按照?[^，。；]{0,16}$", left) and _AS_STANDARD.match(right):
        return wording.GIVE_RE.search(_sentence_of(passage, figure)) is not None
    if _FUND_BEFORE.search(left) or _is_pay_of_each(passage, figure, left):
        return not GROWTH_OR_RATE.search(figure.lead)
    return None


def _goes_to_the_others(passage: Passage, one: _Sum) -> bool | None:
    """一等奖10万元，其余5万元."""
    before = passage.roles[one.index - 1] if one.index else None
    return True if before is FigureRole.MONEY and _THE_OTHERS.fullmatch(one.left) else None


def _measures_something(_passage: Passage, one: _Sum) -> bool | None:
    """标准提高到, 达到2亿元, 30%的企业, 减负5亿元, 100万元以上: what is measured, not what is paid."""
    figure, left, right = one.figure, one.left, one.right
    if _STANDARD_RAISED.search(left) or _TARGET_VETO.search(figure.lead) or _TARGET_VETO_END.search(left):
        return False
    of_a_fund = _FUND_AFTER.match(right)
    if one.shared and one.is_share and of_a_fund:
        return True
    is_paid_fund = of_a_fund and (one.given or one.shared)
    if right.startswith("的") and not wording.VERB_AFTER.match(right) and not is_paid_fund:
        return False
    if _BAND.match(right) or (_EFFECT.search(left) and not _GRANTED.search(left)):
        return False
    if figure.tail == "以上" and not wording.BENEFIT_RE.search(left[-8:]):
        return False
    return False if GROWTH_OR_RATE.search(figure.lead) else None


def _is_given(passage: Passage, one: _Sum) -> bool | None:
    """给予50万元…, 奖励50万元; 50万元的奖励, 按设备投资的10%给予支持."""
    figure, left, right = one.figure, one.left, one.right
    if one.given:
        between = _WHO_IS_PAID.sub("", left[one.given[-1].end() :])
        if not wording.CREATE_RE.search(between):
            return True
    if one.is_share and re.search("(?:按照?|不低于)[^，。；]{1,30}的?$", left):
        if one.gives.search(right) or _FUND_NEXT.match(right):
            return True
        named = "标准" in right and wording.BENEFIT_RE.search(_sentence_of(passage, figure)) is not None
        return named or _PAID_NEXT.match(passage.text, figure.end) is not None
    near = re.split("[、（]", _LISTED_SUMS.sub("", right), maxsplit=1)[0][:24]
    found = one.gives.search(near)
    return None if found is None else not wording.CREATE_RE.search(near[: found.start()])


def _limits_what_is_paid(passage: Passage, one: _Sum) -> bool | None:
    """，最高不超过300万元: a limit of a term before it, or of one still to come."""
    figure, left = one.figure, one.left
    sentence = passage.clauses.sentence(figure.start)[0]
    terms = any(
        passage.roles[before] is FigureRole.MONEY
        for before in range(one.index - 1, max(-1, one.index - 20), -1)
        if passage.figures[before].end > sentence
    )
    if not one.is_share and _EACH_IN_ALL.match(passage.text, sentence):
        terms = terms or FigureRole.MONEY in passage.roles  # 单个企业每年累计不超过3000万元
    part = passage.clauses.part(figure.start)[0]
    pays = wording.GIVE_RE.search(passage.text[part : figure.start]) is not None
    limited = (
        _SHARE_CAP.search(left)
        or figure.comparator in (Comparator.AT_MOST, Comparator.AT_LEAST)
        or _CAP_LEAD.search(left)
    )
    if limited and (terms or pays) and figure.tail != "以上":
        return True
    return one.shared or (pays and "分别" in left)


def _is_raised_pay(passage: Passage, figure: Figure) -> bool:
    """补助标准由每人每月300元提高到450元, 补贴标准每人每月提高10元: what is paid from now on, or paid more."""
    if _RAISED.fullmatch(figure.lead) is None:
        return False
    start = passage.clauses.sentence(figure.start)[0]
    return _PAY_RAISED.search(passage.text, max(start, figure.start - 80), figure.start) is not None


def _comes_first(passage: Passage, index: int, left: str) -> bool:
    """按每架次200元、跨市每架次400元补贴: the word of payment stands behind the last of the sums."""
    if not _EACH_UNIT.search(left) or index + 1 == len(passage.figures):
        return False
    figure, following = passage.figures[index], passage.figures[index + 1]
    between = passage.text[figure.end : following.start]
    pays = wording.BENEFIT_RE.search(passage.text, following.end, following.end + 8)
    return following.kind is FigureKind.MONEY and bool(_NEXT_EACH.fullmatch(between)) and pays is not None


def _is_paid_likewise(passage: Passage, index: int, figure: Figure, left: str, right: str) -> bool:
    """博士每月补贴3000元，硕士2000元: the next sort of people and its sum."""
    before = passage.figures[index - 1]
    return (
        _role_before(passage, index) is FigureRole.MONEY
        and before.kind is figure.kind
        and not figure.lead
        and not figure.tail
        and before.end > passage.clauses.sentence(figure.start)[0]
        and _SAME_AGAIN.fullmatch(left) is not None
        and (right[:1] in ("", "、") or _AS_STANDARD.match(right) is not None)
        and wording.CREATE_RE.search(left) is None
    )


def _is_pay_of_each(passage: Passage, figure: Figure, left: str) -> bool:
    """补贴标准为：甲级每人每月1300元，乙级每人每月800元."""
    if _PAY_BY_TIME.search(passage.text, max(0, figure.start - 80), figure.start):
        return True
    if not (_PAY_OF_EACH.search(left) or re.search("/(?:人|学时)", figure.unit)) or figure.lead.startswith(
        "达"
    ):
        return False
    reach = max(0, figure.start - 160)
    return _PAY_NAMED.search(passage.text, reach, figure.start) is not None


def _role_before(passage: Passage, index: int) -> FigureRole | None:
    """The role of the figure before, a term passed over (前2年100%、后3年50%)."""
    for before in range(index - 1, max(-1, index - 3), -1):
        if passage.figures[before].kind is not FigureKind.TIME:
            return passage.roles[before]
    return None


def _sentence_of(passage: Passage, figure: Figure) -> str:
    return passage.text[slice(*passage.clauses.sentence(figure.start))]


_PAID: Sequence[Callable[[Passage, _Sum], bool | None]] = (
    _comes_from_a_treasury,
    _is_rate,
    _is_plainly_paid,
    _is_paid_by_standard,
    _goes_to_the_others,
    _measures_something,
    _is_given,
    _limits_what_is_paid,
)
