"""Whether a figure is paid, or decides who is paid."""

from __future__ import annotations

import re

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import CEILINGS, CONDITION_HEAD, PER_STEP, SIZED, FigureRole, Passage
from jingkai.documents.mentions import Comparator

_GROWTH_OR_RATE = re.compile(
    "增长|增速|增幅|提高|提升|下降|降低|减少|比重|占比|率|比例|强度|上升|压减|压缩|缩短|缩减|精简|削减|压降|降幅|提速|回落"
)
_TOTAL = re.compile("(?:余额|总额|总量|规模|投放量?|新增[^，。；]{0,10})(?:力争|均|年底)?$")
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

_SUM = re.compile(r"[0-9０-９一二三四五六七八九十]\s*[万亿]*(?:元|%|％|[:：∶])")
_CAP_LEAD = re.compile(r"(?:最高|封顶|上限|累计|单户|单个|每家|每户|每人|每项)")
_TARGET_VETO_END = re.compile("(?:达到|突破|增长|完成)(?:约|近)?$")
_TARGET_VETO = re.compile("达到|突破|增长|提高到|增至|完成")
_FUND_AFTER = re.compile(f"的[^，。；]{{0,16}}(?:资金|经费|[^，。；]{{0,4}}券|{wording.BENEFIT})")
_SHARE_GIVE = re.compile(wording.GIVE.replace("|安排", ""))
_CONTRIBUTED = re.compile("出资|分成|分享|分担|承担|负担|投入|注资|共担|持股")
_LOAN_AFTER = re.compile(
    "的?[^，。；贴补奖]{0,12}(?:贷款|借款|授信|融资|信用额度)(?![^，。；]{0,4}(?:贴息|利息|补|奖|费|利率))"
)
_LOAN_BEFORE = re.compile(
    "(?:贷款|借款|授信|融资)(?!贴息|利息|补贴|补助|奖|担保费|风险补偿)的?(?:最高|总|单户|信用|资金)?"
    "(?:额度?|金额|余额|规模|限额|上限)?[^，。；]{0,8}$"
)
_BAND = re.compile("（(?:不?含)[^）]{0,12}）(?:的|以)")
_INDICATOR = re.compile(
    "(?<!补)(?<!补助)(?<!补贴)(?<!奖励)(?<!奖补)(?<!返还)(?<!担保费)(?<!贴息)(?:[^费]率|占比|比重|增速|(?<!配套)(?<!资助)(?<!分担)(?<!承担)(?<!支持)(?<!给付)(?<!标准)(?<!扶持)(?<!免)(?<!的)(?<!出资)(?<!分成)(?<!计提)(?<!提取)比例)(?:力争|原则上|均|不得)?$"
)
_EACH_IN_ALL = re.compile(
    "(?:单个|单户|单家|单项|同一|每家|每户|每个|每人)[^，。；]{0,14}(?:最高|最多|不超过|不高于|封顶|上限)"
)
_SHARE_NAMED = re.compile("(?:的|减免)比例(?:力争|原则上|均|不得)?$")
_LISTED_SUMS = re.compile("^(?:(?:、|和|及|或)[0-9.]+[百千]?[万亿]?元)+")
_OTHER_SUBJECT = re.compile("，(?:并|同时)?(?:对(?!应|接|标|照)|凡)")
_PROMISED = re.compile(
    "，(?:按[^，]{0,20}|[^，]{0,10}(?:由|可|再|予|给|每|最高|一次性|额外|另|财政|分别|相应)[^，]{0,6})?$"
)
_PROMISE = re.compile("给予|奖|补助|补贴|补偿|资助|贴息|返还|兑现|按")
_NOUN_OF_PAY = re.compile("资金[^，。；0-9]{0,8}率|比例|政策|范围|对象|机制|制度|资格|力度")
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
_EFFECT = re.compile(
    "(?:全年|全市|全省|全区|年内|预计|力争|确保)[^，。；]{0,12}(?:减免|降低|减轻|减负|返还|兑现|发放|新增)[^，。；]{0,12}$|减负[^，。；]{0,6}$"
)
_GRANTED = re.compile("给予|奖励|补助|补贴|资助")
_FUND_OF = re.compile("(?:的)?[^，。；、]{0,18}?(?:基金|资金池|风险池|补偿池|周转池|贷款池|池)(?!支持|给予)")
_SETS_UP = re.compile("(?:设立|组建|发起|成立|建立|募集|新设|筹设|形成|打造)[^，。；]{0,12}$")
_FUND_NEXT = re.compile("(?:的?比例)?(?:安排|列支|计提|提取|设立)[^，。；]{0,12}(?:资金|经费|基金)")
_SUM_NEXT = re.compile("[^，。；]{0,16}?(?:奖励|补助|补贴|给予|资助|奖补)[^，。；]{0,10}?[0-9]")
_PAID_NEXT = re.compile("[^，。；]{0,4}，[^，。；]{0,14}(?:奖励|给予|返还|补助|补贴|兑现|奖补)")
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
    if payable and _is_paid(passage, index, figure, left, right):
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
    if _GROWTH_OR_RATE.search(figure.lead):
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


def _is_paid(passage: Passage, index: int, figure: Figure, left: str, right: str) -> bool:
    gives = _SHARE_GIVE if figure.kind is FigureKind.PERCENT else wording.GIVE_RE
    given = list(gives.finditer(left))
    if figure.kind is FigureKind.MONEY and (
        _TREASURY_PUTS.search(left) or _is_raised_pay(passage, figure) or _comes_first(passage, index, left)
    ):
        return True
    raised = _RAISED.fullmatch(figure.lead) is not None
    if figure.kind is FigureKind.PERCENT and raised and _RATE_RAISED.search(left):
        return "百分点" not in figure.unit  # 补助比例提高10个百分点: neither paid nor reached
    if figure.kind is FigureKind.PERCENT and (
        (_INDICATOR.search(left) and "按" not in left)
        or (figure.comparator is Comparator.AT_LEAST and _SHARE_NAMED.search(left))
    ):
        return False
    if figure.kind is FigureKind.PERCENT and _RATE_OF_PAY.search(left):
        return True
    if _PLAIN_PAY.search(left) and (
        figure.kind is FigureKind.MONEY or _role_before(passage, index) is FigureRole.MONEY
    ):
        return True
    if figure.kind is FigureKind.PERCENT:
        if _BORNE_BY_TREASURY.search(left) and "基金" not in left:
            return True
        if _BY_STANDARD.search(left) and _APPLIED.match(right):
            return True
    elif index and _is_paid_likewise(passage, index, figure, left, right):
        return True
    elif re.search("按照?[^，。；]{0,16}$", left) and _AS_STANDARD.match(right):
        return wording.GIVE_RE.search(_sentence_of(passage, figure)) is not None
    elif _FUND_BEFORE.search(left) or _is_pay_of_each(passage, figure, left):
        return not _GROWTH_OR_RATE.search(figure.lead)
    if index and passage.roles[index - 1] is FigureRole.MONEY and _THE_OTHERS.fullmatch(left):
        return True
    if _STANDARD_RAISED.search(left):
        return False
    if _TARGET_VETO.search(figure.lead) or _TARGET_VETO_END.search(left):
        return False
    shared = (
        bool(re.fullmatch("(?:、|和|及)[^，。；]{0,10}|，?", left))
        and _role_before(passage, index) is FigureRole.MONEY
    )
    if shared and figure.kind is FigureKind.PERCENT and _FUND_AFTER.match(right):
        return True
    if (
        right.startswith("的")
        and not wording.VERB_AFTER.match(right)
        and not ((given or shared) and _FUND_AFTER.match(right))
    ):
        return False
    if _BAND.match(right):
        return False
    if _EFFECT.search(left) and not _GRANTED.search(left):
        return False
    if figure.tail in ("以上",) and not wording.BENEFIT_RE.search(left[-8:]):
        return False
    if _GROWTH_OR_RATE.search(figure.lead):
        return False
    # 给予50万元…, 奖励50万元
    if given and not wording.CREATE_RE.search(_WHO_IS_PAID.sub("", left[given[-1].end() :])):
        return True
    # 50万元的奖励, 60%给予…支持
    if figure.kind is FigureKind.PERCENT and re.search("(?:按照?|不低于)[^，。；]{1,30}的?$", left):
        if gives.search(right):
            return True
        if _FUND_NEXT.match(right):
            return True
        return _PAID_NEXT.match(passage.text, figure.end) is not None or (
            "标准" in right and wording.BENEFIT_RE.search(_sentence_of(passage, figure)) is not None
        )
    near = re.split("[、（]", _LISTED_SUMS.sub("", right), maxsplit=1)[0][:24]
    if found := gives.search(near):
        return not wording.CREATE_RE.search(near[: found.start()])
    # ，最高不超过300万元: a limit of a term before it, or of one still to come
    part = passage.clauses.part(figure.start)
    sentence = passage.clauses.sentence(figure.start)[0]
    terms = any(
        passage.roles[before] is FigureRole.MONEY
        for before in range(index - 1, max(-1, index - 20), -1)
        if passage.figures[before].end > sentence
    )
    if figure.kind is FigureKind.MONEY and _EACH_IN_ALL.match(passage.text, sentence):
        terms = terms or FigureRole.MONEY in passage.roles  # 单个企业每年累计不超过3000万元
    pays = bool(wording.GIVE_RE.search(passage.text[part[0] : figure.start]))
    limited = (
        _SHARE_CAP.search(left)
        or figure.comparator in (Comparator.AT_MOST, Comparator.AT_LEAST)
        or _CAP_LEAD.search(left)
    )
    return bool(
        (limited and (terms or pays) and figure.tail != "以上") or shared or (pays and "分别" in left)
    )


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


def is_sampled(figure: Figure, right: str) -> bool:
    """对不低于10%的补贴机具进行抽查: how much is to be looked at, whatever it was paid for."""
    return (
        figure.kind is FigureKind.PERCENT and bool(figure.lead or figure.tail) and bool(_SAMPLED.match(right))
    )


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
