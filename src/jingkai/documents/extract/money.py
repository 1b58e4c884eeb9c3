"""Money: what a clause pays: sums, caps, floors, rates and matches, with their base and how often.

Only payments are read here; sums to be reached (投资完成100亿元) are targets, sums that decide who is paid are
thresholds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import FigureRole, Passage
from jingkai.documents.mentions import Comparator, Money, MoneyKind
from jingkai.kernel.numerals import parse_quantity

_CURRENCIES = (
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("日元", "JPY"),
    ("卢布", "RUB"),
)
_UNIT = re.compile("^(?P<scale>[十百千万亿]*)(?P<currency>元人民币|人民币|美元|欧元|港元|港币|日元|卢布|元)")
_BEFORE_SUM = re.compile(
    r"(?:一次性|可以?(?:领取|获得|获|享受|申请|申领|达到?|得|给予)?|领取|金额|额度|标准|再|每年|每[一-龥]{1,3}|单个项目|单个企业|最高|累计|给予|安排(?:专项)?(?:资金)?|减按|拨付|发放|奖励|奖补|补助|补贴|资助|贴息|津贴|"
    r"补偿|不超过|不低于|不少于|分别|按照?|至多|上限|为)+$"
)
_BASE_START = re.compile(
    r".*(?:按照|按|依据|根据|(?:比例|标准|额度)为|返还|给予|支付(?!额|金额|费用)|拨付|兑现|发放|予以|上浮|不超过|不高于|不低于|最高|"
    r"(?:补贴|奖补|补助|奖励|资助)(?!资金|金额|标准|总额|经费))",
    re.DOTALL,
)
_BASE_LEAD = re.compile("^(?:其中|其|企业|、|和)+")
_TAX = re.compile("的?税率(?:缴纳|征收)(?P<base>[^，。；]{2,10}税)")
_COST = re.compile("对(?P<base>[^，。；对]{2,20}?(?:费用?|投入|投资额?|支出|租金|金额|利息|额))(?:的|，)?按")
_PER = re.compile(
    r"每(?![年月次季])[一-龥]{1,5}?(?=[0-9每最补奖给资金不年月分全])|(?:单个|单家|同一)[一-龥]{2}(?:企业|项目|平台|机构)?|单户"
)
_STEP = re.compile(
    r"每(?:(?:年|户|家)?(?:新增加?|增加|增长|增|提高|降低|减少|节约|超过?|超出|达到?|满|完成|投入|投资|引进|到位|销售|吸纳)"
    r"[^，。；每0-9]{0,8}|(?![家户人个名年月项])[一-龥]{0,2})[0-9]+(?:\.[0-9]+)?(?:[百千]?万|亿)?(?:美元|欧元|元|吨|人|户|家|个|平方米|千瓦时|千瓦)"
)
_ONCE = re.compile("一次性(?!投资|投入|建设|缴|付清|工程|用品)")
_YEARLY = re.compile(
    r"每年|逐年|按年度?|每年度|年度(?=补|奖|最高|累计|给|不|总|合计|内|享受|兑|上限|资)|(?:每[户家人个]|单户|单家|单个[一-龥]{2}|同一[一-龥]{2})年度|连续[0-9一二两三四五六七八九十]+年(?=给予|补|奖|享受)|/年"
)
_RANGE_JOINT = re.compile("——|—|－|–|-|~|～|至|到")
_BORNE_OF = re.compile("(?P<base>[一-龥]{2,20}?)由[^，。；]{1,14}(?:承担|负担|分担|支付|列支)$")
_RATE_OF = re.compile(
    "(?P<base>[一-龥]{2,20}?)的?(?:补贴|补助|奖励|奖补|资助|报销|贴息|支付|返还)(?:比例|标准|率)"
    "(?:的?上限|分别|最高|统一|均|可|由[^，。；]{1,10})?(?:提高|提升|调整|增加|上调|达)?[到至为]?$"
)
_AFTER_MATCH = re.compile(r"(?:的?比例)?(?:给予)?(?:配套|匹配|配比)?(?:奖补|奖励|补助|补贴|资金|支持)?")


def find_money(passage: Passage) -> tuple[Money, ...]:
    """Return the terms of payment of one provision, in reading order."""
    found: list[Money] = []
    part = -1
    frequency: str | None = None
    for figure in passage.of(FigureRole.MONEY):
        if passage.clauses.part(figure.start)[0] != part:
            part, frequency = passage.clauses.part(figure.start)[0], None
        own = _frequency(passage, figure)
        frequency = own or frequency
        bounds = figure.comparator in (Comparator.AT_MOST, Comparator.AT_LEAST)  # a bound on the term before
        term = _term(passage, figure, frequency if bounds else own)
        before = found[-1] if found else None
        bare = term.kind is MoneyKind.AMOUNT and term.words[:1].isdigit()
        listed = before is not None and passage.text[before.end : term.start] in ("、", "和")
        if before is not None and listed and term.kind is before.kind is MoneyKind.RATE and term.base is None:
            term = replace(term, base=before.base)
        if figure.high is not None and term.yuan is not None:
            found.extend(_ends_of_range(passage, figure, term))
            continue
        if bare and before is not None and listed:
            term = replace(term, kind=before.kind if before.yuan is not None else term.kind)
        found.append(term)
    return tuple(found)


def _term(passage: Passage, figure: Figure, frequency: str | None) -> Money:
    text = passage.text
    clause_start = max(passage.clauses.clause(figure.start)[0], figure.start - len(passage.left(figure)))
    if figure.kind is FigureKind.RATIO:
        tail = _AFTER_MATCH.match(text, figure.end)
        end = tail.end() if tail else figure.end
        return Money(
            MoneyKind.MATCH,
            text[figure.start : end],
            figure.start,
            end,
            rate=figure.value,
            frequency=frequency,
        )
    if figure.kind is FigureKind.PERCENT:
        base, start = _base(text, clause_start, figure.start)
        if base is None and (taxed := _TAX.match(text, figure.end)):
            base = taxed["base"]
        share = {"%": Decimal(100), "‰": Decimal(1000), "成": Decimal(10), "": Decimal(1)}.get(
            figure.unit, Decimal(100)
        )
        rate = (figure.high if figure.high is not None else figure.value) / share
        return Money(
            MoneyKind.RATE,
            text[start : figure.end],
            start,
            figure.end,
            rate=rate,
            base=base,
            frequency=frequency,
        )
    yuan, currency = _sum(figure)
    before = _BEFORE_SUM.search(text, clause_start, figure.start)
    start = before.start() if before else figure.start
    return Money(
        _sum_kind(passage, figure, text[start : figure.number_start]),
        text[start : figure.end],
        start,
        figure.end,
        yuan=yuan,
        base=_each(text, clause_start, figure),
        frequency=frequency,
        currency=currency,
    )


def _ends_of_range(passage: Passage, figure: Figure, term: Money) -> tuple[Money, ...]:
    """Both ends of 给予10万元至50万元, each with its own words; only the upper one where the words set a ceiling."""
    written = passage.text[figure.number_start : figure.end]
    joint = _RANGE_JOINT.search(written)
    scale, low = _UNIT.match(figure.unit), figure.value
    if joint is None or scale is None or "最高" in term.words or not low:
        return (term,)
    yuan = low * (parse_quantity(scale["scale"]) or Decimal(1))
    yuan = yuan.quantize(Decimal(1)) if yuan == yuan.to_integral_value() else yuan
    middle, behind = figure.number_start + joint.start(), figure.number_start + joint.end()
    lower = replace(
        term, kind=MoneyKind.AMOUNT, words=passage.text[term.start : middle], end=middle, yuan=yuan
    )
    upper = replace(term, kind=MoneyKind.AMOUNT, words=passage.text[behind : term.end], start=behind)
    return lower, upper


def _each(text: str, clause_start: int, figure: Figure) -> str | None:
    """What a sum is paid for each of: 每家, 每新增1000万元, or 每吨 where the unit says so (0.8元/吨)."""
    steps = list(_STEP.finditer(text, clause_start, figure.start))
    if steps:
        return steps[-1][0]
    shares = list(_PER.finditer(text, clause_start, figure.number_start + 1))
    if shares:
        return (
            re.sub("(?:每年|一次性|给予|最高|奖励|再|一般|原则上|补助|补贴)+$", "", shares[-1][0])
            or shares[-1][0]
        )
    per = figure.unit.partition("/")[2]
    return f"每{per}" if per else None


def _sum(figure: Figure) -> tuple[Decimal, str]:
    """The sum in whole units of its currency (of a range the larger one), and the ISO 4217 code."""
    found = _UNIT.match(figure.unit)
    if found is None:  # pragma: no cover - every unit of this kind names a currency
        return figure.value, "CNY"
    scale = parse_quantity(found["scale"]) or Decimal(1)
    value = (figure.high if figure.high is not None else figure.value) * scale
    currency = next((code for word, code in _CURRENCIES if word == found["currency"]), "CNY")
    return (value.quantize(Decimal(1)) if value == value.to_integral_value() else value), currency


_AT_MOST_EACH = re.compile(
    "(?:最高|至多|最多)(?:限额|额度|限|标准|金额|每[一-龥（）]{1,5})+(?:为|是)?$"
    "|(?:每[年月户人家个次]|单[户个家笔]|年度|补贴|补助|奖励|资助|支持)[^，。；]{0,6}限额(?:为|是|均为)?$"
)
_LIMITS = re.compile("(?:(?:、|和|及)[0-9.]+[十百千]?[万亿]?元)*(?:封顶|为限|为上限|为最高限额)")
_TO_A_LEVEL = re.compile("(?:提高|提升|提|上调|调整|调高|增加|增|涨|升)(?:到|至|为)$")


def _sum_kind(passage: Passage, figure: Figure, words: str) -> MoneyKind:
    if _AT_MOST_EACH.search(passage.left(figure)):
        return MoneyKind.CAP
    if "最高" in words or "上限" in words or "至多" in words or figure.comparator is Comparator.AT_MOST:
        return MoneyKind.CAP
    if figure.high is not None or _LIMITS.match(passage.right(figure)):
        return MoneyKind.CAP
    if _TO_A_LEVEL.search(figure.lead) and not figure.tail:
        return MoneyKind.AMOUNT
    if figure.comparator in (Comparator.AT_LEAST, Comparator.ABOVE):
        return MoneyKind.FLOOR
    return MoneyKind.AMOUNT


def _base(text: str, clause_start: int, figure_start: int) -> tuple[str | None, int]:
    """What a share is taken of, and where the words of the term begin."""
    before = text[clause_start:figure_start]
    lead = _BASE_START.match(before)
    start = lead.end() if lead else 0
    words = _BASE_LEAD.sub("", before[start:])
    if named := _BORNE_OF.search(before) or _RATE_OF.search(before):
        subject = wording.strip_head(named["base"])
        subject = re.sub("^.*(?:将|把|对)(?=.{2})", "", subject)
        return subject, clause_start + named.end("base") - len(subject)
    base = re.sub("(?:的|不超过|不高于|最高|不低于|给予|分别)+$", "", words)
    begin = clause_start + start
    if lead and (verb := re.search("按照?$", lead[0])):
        begin = clause_start + verb.start()
    if not re.fullmatch(r"[^，。；：]{2,30}", base):
        named = _COST.search(text, clause_start, figure_start)
        return (named["base"] if named else None), figure_start
    return base, begin


def _frequency(passage: Passage, figure: Figure) -> str | None:
    start, end = passage.clauses.clause(figure.start)
    clause = passage.text[start:end]
    if _ONCE.search(clause):
        return "once"
    return "yearly" if _YEARLY.search(clause) else None
