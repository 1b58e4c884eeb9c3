"""Whether a figure is paid, or decides who is paid."""

from __future__ import annotations

import re

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.paid import GROWTH_OR_RATE, is_paid
from jingkai.documents.extract.passage import CEILINGS, CONDITION_HEAD, PER_STEP, SIZED, FigureRole, Passage
from jingkai.documents.mentions import Comparator

_TOTAL = re.compile("(?:余额|总额|总量|规模|投放量?|新增[^，。；]{0,10})(?:力争|均|年底)?$")

_SUM = re.compile(r"[0-9０-９一二三四五六七八九十]\s*[万亿]*(?:元|%|％|[:：∶])")
_CONTRIBUTED = re.compile("出资|分成|分享|分担|承担|负担|投入|注资|共担|持股")
_LOAN_AFTER = re.compile(
    "的?[^，。；贴补奖]{0,12}(?:贷款|借款|授信|融资|信用额度)(?![^，。；]{0,4}(?:贴息|利息|补|奖|费|利率))"
)
_LOAN_BEFORE = re.compile(
    "(?:贷款|借款|授信|融资)(?!贴息|利息|补贴|补助|奖|担保费|风险补偿)的?(?:最高|总|单户|信用|资金)?"
    "(?:额度?|金额|余额|规模|限额|上限)?[^，。；]{0,8}$"
)
_OTHER_SUBJECT = re.compile("，(?:并|同时)?(?:对(?!应|接|标|照)|凡)")
_PROMISED = re.compile(
    "，(?:按[^，]{0,20}|[^，]{0,10}(?:由|可|再|予|给|每|最高|一次性|额外|另|财政|分别|相应)[^，]{0,6})?$"
)
_PROMISE = re.compile("给予|奖|补助|补贴|补偿|资助|贴息|返还|兑现|按")
_NOUN_OF_PAY = re.compile("资金[^，。；0-9]{0,8}率|比例|政策|范围|对象|机制|制度|资格|力度")
_SAMPLED = re.compile(
    "的[^，。；]{1,16}(?:进行|开展|实施)[^，。；]{0,4}(?:抽查|核查|检查|抽检|回访|核验|复核|监测|巡查|审计|评估)"
)
_COMMAS_TO_PAYMENT = 2
_SET_UP = re.compile("(?:设立|安排|统筹|列支|预算)[^，。；]*$")
_SET_ASIDE = re.compile(
    "(?:设立|安排|统筹|列支)[^，。；]{0,16}(?:专项资金|经费)，(?:总?规模|额度|每年|年度|市级|县级|省级|财政|安排|预算|均|原则上)*$"
)
_SPENT_AFTER = re.compile("的?[^，。；]{0,14}(?:专项资金|经费)")
_LENT_IN_ALL = re.compile("(?:新增|净增|累计|全年|全市|发放|投放|力争|五年|三年)[^，。；每户]*$")
_FUND_OF = re.compile("(?:的)?[^，。；、]{0,18}?(?:基金|资金池|风险池|补偿池|周转池|贷款池|池)(?!支持|给予)")
_SETS_UP = re.compile("(?:设立|组建|发起|成立|建立|募集|新设|筹设|形成|打造)[^，。；]{0,12}$")
_SUM_NEXT = re.compile("[^，。；]{0,16}?(?:奖励|补助|补贴|给予|资助|奖补)[^，。；]{0,10}?[0-9]")
_AWARDED = re.compile("(?:奖励|给予|补助|补贴)[^，。；]*$")
_PAYS_PLAINLY = re.compile(
    "一次性(?:给予|奖励|补助|补贴|奖补|资助)|给予[^。；]{0,24}?(?:奖励|奖补|补助|补贴|资助|贴息|配套)"
    "|(?:对|按照?)[^，。；]{2,40}(?:，|的)[^，。；]{0,10}(?:奖励|奖补|补助|补贴|资助)(?:最高)?(?:不超过)?[0-9]"
)
"""What only a promise of payment says: under a heading of goals it still is one."""
_POINTS_OF_INTEREST = re.compile("(?:以内|左右)?的?[^，。；、]{0,6}?(?:贴息|补贴|补助|奖补)")


def payment_role(passage: Passage, index: int, figure: Figure) -> FigureRole | None:
    """Money, or the threshold of a payment, or ``None`` where the passage does not pay."""
    if passage.standing.goals and not _PAYS_PLAINLY.search(passage.text, *passage.clauses.part(figure.start)):
        return None
    left, right = passage.left(figure), passage.right(figure)
    if (bracket := left.rfind("（")) > left.rfind("）"):
        left = left[bracket + 1 :]
    if figure.kind is FigureKind.RATIO:
        near = left[-16:] + right[:16]
        paid = wording.BENEFIT_RE.search(near) or "给予" in near
        return FigureRole.MONEY if paid and not _CONTRIBUTED.search(near) else FigureRole.NONE
    if figure.kind is FigureKind.MONEY and _pays_for_step(passage, figure, left):
        return FigureRole.THRESHOLD
    if is_size_of_fund(figure, left, right):
        return None
    if figure.kind is FigureKind.MONEY and _is_lent(figure, left, right):
        return FigureRole.THRESHOLD
    if figure.kind is FigureKind.MONEY and _is_fund_of_year(passage, figure, right):
        return FigureRole.MONEY
    payable = figure.kind is FigureKind.MONEY or (figure.kind is FigureKind.PERCENT and figure.unit in "%‰成")
    if "百分点" in figure.unit and _pays_interest(figure, left, right):
        return FigureRole.MONEY
    if payable and is_paid(passage, index, figure, left, right):
        return FigureRole.MONEY
    if figure.kind in SIZED and not figure.lead.startswith(CEILINGS) and _decides_payment(passage, figure):
        bounded = figure.kind is not FigureKind.TIME or figure.lead or figure.tail or left.endswith("连续")
        return FigureRole.THRESHOLD if bounded else FigureRole.NONE
    if figure.kind in (FigureKind.MEASURE, FigureKind.TIME) and _AWARDED.search(left):
        return FigureRole.NONE  # paid in kind, or for how long
    return None


def _is_fund_of_year(passage: Passage, figure: Figure, right: str) -> bool:
    """设立专项资金，每年不少于5000万元: what a treasury sets aside to be paid out; a fund that invests is a target."""
    start = passage.clauses.sentence(figure.start)[0]
    if _SET_ASIDE.search(passage.text, start, figure.start):
        return True
    return _SET_UP.search(passage.left(figure)) is not None and _SPENT_AFTER.match(right) is not None


def _pays_interest(figure: Figure, left: str, right: str) -> bool:
    """给予不超过2个百分点的贴息, 贴息2个百分点: a share of the loan, not a change of anything."""
    if GROWTH_OR_RATE.search(figure.lead):
        return False
    if re.search("(?:贴息|利息补贴)(?:率|比例|标准)?(?:为|按|最高)?$", left):
        return True
    return bool(_POINTS_OF_INTEREST.match(right)) and re.search("给予|予以|按照?|享受|提供", left) is not None


def _pays_for_step(passage: Passage, figure: Figure, left: str) -> bool:
    """每新增1000万元奖励2万元: the step a payment is counted by."""
    if _SUM_NEXT.match(passage.right(figure)) and not wording.GIVE_RE.search(left[-12:]):
        return True
    if not PER_STEP.search(left):
        return False
    end = passage.clauses.part(figure.start)[1]
    return wording.GIVE_RE.search(passage.text, figure.end, end) is not None


def is_size_of_fund(figure: Figure, left: str, right: str) -> bool:
    """设立规模2亿元的风险池, 设立5亿元基金: how large a fund is to be."""
    return (
        figure.kind is FigureKind.MONEY
        and _SETS_UP.search(left) is not None
        and _FUND_OF.match(right) is not None
    )


def _is_lent(figure: Figure, left: str, right: str) -> bool:
    """贷款额度最高300万元, 不超过15万元的担保贷款: how much may be borrowed, not how much is paid."""
    if _LENT_IN_ALL.search(left) and not re.search("最高|单户|额度|每|给予|申请", left):
        return False  # 新增普惠小微贷款12亿元: what is to be lent in all
    if (
        figure.comparator in (Comparator.AT_LEAST, Comparator.ABOVE)
        and _TOTAL.search(left)
        and not re.search("单户|单笔|每|最高", left)
    ):
        return False  # 贷款余额突破2.2万亿元
    if _LOAN_AFTER.match(right):
        return True
    found = _LOAN_BEFORE.search(left)
    return (
        bool(found)
        and not wording.BENEFIT_RE.search(left[found.end() :] if found else "")
        and not (wording.BENEFIT_RE.search(right[:12]))
    )


def is_sampled(figure: Figure, right: str) -> bool:
    """对不低于10%的补贴机具进行抽查: how much is to be looked at, whatever it was paid for."""
    return (
        figure.kind is FigureKind.PERCENT and bool(figure.lead or figure.tail) and bool(_SAMPLED.match(right))
    )


def _decides_payment(passage: Passage, figure: Figure) -> bool:
    """Whether a sum is promised behind ``figure`` in the same part, which then says to whom."""
    start, end = passage.clauses.part(figure.start)
    behind = passage.text[figure.end : end]
    given = wording.GIVE_RE.search(behind)
    if given is None or not _SUM.search(behind, max(0, given.start() - 30)):
        return False
    if CONDITION_HEAD.match(passage.text[start:end]):
        return True
    between = behind[: given.start()]
    if _OTHER_SUBJECT.search(between):
        return False
    if between.count("，") > _COMMAS_TO_PAYMENT:
        return False
    if "的" in between:
        return True
    promised = (
        _PROMISED.search(between) and _PROMISE.match(given[0]) and not _NOUN_OF_PAY.match(behind, given.end())
    )
    return figure.kind is not FigureKind.TIME and bool(promised)
