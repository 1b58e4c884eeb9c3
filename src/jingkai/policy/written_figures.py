"""Every figure that a text writes, in whatever form: 60%, 百分之六十, 六成, 300万元, 3,000,000元, 1:1, 百亿级.

This reads more widely than the extraction of targets and payments, since it only answers whether a figure that somebody
claims can be found: a number may have several readings, and all are kept. What is certainly no quantity (ordinals such
as 第60条, document numbers, the parts of dates) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jingkai.kernel.numerals import parse_quantity

__all__ = ["Family", "Reading", "WrittenFigure", "figures_in", "unit_of"]


class Family(StrEnum):
    """What a figure counts in. Figures of different families are never the same figure."""

    SHARE = "share"  # fractions: 60 % is 0.6
    MONEY = "money"  # in whole units of the currency
    TERM = "term"  # years, months, days
    PLAIN = "plain"  # everything else that is counted or measured
    RATIO = "ratio"  # 1:1 is 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a figure; ``currency`` is an ISO 4217 code, ``""`` for what is no money."""

    family: Family
    value: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A figure as it stands in a text."""

    words: str
    start: int
    end: int
    readings: tuple[Reading, ...]


_DIGIT = "0-9０-９"
_ARABIC = rf"(?:[{_DIGIT}]{{1,3}}(?:[,，][{_DIGIT}]{{3}})+(?![{_DIGIT}])|[{_DIGIT}]{{1,18}})(?:[.．][{_DIGIT}]{{1,8}})?"
_SCALE = "(?:(?:[十百千]?万亿|[十百千]万|[百千]亿|[百千万亿])(?!分之))?"
_NUMERAL = "[〇零一二两三四五六七八九十百千万亿]{1,40}(?:点[〇零一二三四五六七八九]{1,16})?"
_PERCENT = "个百分点|百分点|%|％|‰"
_MONEY = "元人民币|美元|欧元|港元|港币|日元|卢布|英镑|人民币|元"
_CURRENCIES = {
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "日元": "JPY",
    "卢布": "RUB",
    "英镑": "GBP",
}
_LEFT = rf"(?<![A-Za-z{_DIGIT}.．〔\[#])(?<![{_DIGIT}][,，])"
_RATIO = re.compile(
    rf"{_LEFT}(?P<first>[{_DIGIT}]{{1,6}}(?:\.[0-9]{{1,6}})?)\s*[:：∶比]\s*"
    rf"(?P<second>[{_DIGIT}]{{1,6}}(?:\.[0-9]{{1,6}})?)(?![{_DIGIT}:：∶.])"
    r"|(?P<said>[一二两三四五六七八九十])比(?P<to>[一二两三四五六七八九十])"
)
_EQUAL = re.compile("等额|同等额度|同额|同比例")
_FIGURE = re.compile(
    rf"{_LEFT}(?P<number>{_ARABIC}亿[{_DIGIT}]+[百千]?万|{_ARABIC})(?:[多余])?\s?(?P<scale>{_SCALE})(?:[多余])?\s?"
    rf"(?:(?P<percent>{_PERCENT})|(?P<money>{_MONEY})|(?P<tenths>成(?![立为本果员功效交品都长绩就分型熟套]))|(?P<fold>倍))?"
)
_CHINESE = re.compile(
    r"(?:(?P<whole>百|千|万)分之(?P<part>[〇零一二两三四五六七八九十百点]{1,16}))"
    r"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九])"
    rf"|(?<![几数〇零一二两三四五六七八九十百千万亿{_DIGIT}])(?P<number>{_NUMERAL})"
    rf"(?:(?P<money>{_MONEY})|(?P<tenths>成(?![立为本果员功效交品都长绩就分型熟套]))|(?P<fold>倍)|(?P<points>个百分点))?"
)
_HALF = re.compile("一半|半数|减半|折半|对半")
_DOUBLED = re.compile("翻一?番|翻倍")
_WHOLE = re.compile("全额|全免|全部免")
_LIST_GAP = re.compile(r"(?:[、,，]|和|及|与|或|至|到|[-~～—–－]+)")
_DATE_UNIT = re.compile(rf"月(?:份|[底末初中前]|[{_DIGIT}一二三十])|号(?![召码])")
_WITHIN_DATE = re.compile(rf"[{_DIGIT}]月$")
_YEAR = re.compile(r"年(?![均内期以限])")
_LEVEL = re.compile("级|产业|企业|规模|以上|以下|左右|[，。；、）的]|$")
_TERM_UNIT = re.compile("周?年|个?月(?![份饼球])|个?工作日|天|日(?!元|均)|个?小时|个?季度|周")
_COUNTED = re.compile("[个家项名位年次条类所座处种批套台件支人份户间栋只县区园]")
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def figures_in(text: str) -> list[WrittenFigure]:
    """Return every figure of ``text`` in reading order; no two overlap.

    >>> [(one.words, str(one.readings[0].value)) for one in figures_in("按百分之六十、最高300万元，160家")]
    [('百分之六十', '0.6'), ('300万元', '3000000'), ('160', '160')]
    """
    found = [*_ratios(text), *_arabic(text), *_chinese(text), *_words(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[WrittenFigure] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return _sharing(text, kept)


def unit_of(unit: str) -> tuple[Decimal, Family | None, str]:
    """Take a unit of measure apart: its scale, its family and its currency; no family where there is no unit.

    >>> [str(part) for part in unit_of("亿元")], unit_of("吨标准煤")[1].value, unit_of("")[1]
    (['100000000', 'Family.MONEY', 'CNY'], 'plain', None)
    """
    bare = unit.strip()
    if not bare:
        return Decimal(1), None, ""
    if bare in {"%", "％", "百分比", "百分点", "个百分点", "share"}:
        return Decimal(1), Family.SHARE, ""
    scale = Decimal(1)
    if leading := re.match("(?:[十百千]?万亿|[十百千]万|[百千]亿|[万亿])(?=.)", bare):
        scale = parse_quantity(leading[0]) or scale
        bare = bare[leading.end() :]
    money = re.match(rf"(?:{_MONEY})", bare)
    if money or bare.upper() in {"CNY", "USD"}:
        code = bare.upper() if bare.isascii() else _CURRENCIES.get(money[0] if money else "", "CNY")
        return scale, Family.MONEY, code
    return scale, Family.TERM if _TERM_UNIT.fullmatch(bare) else Family.PLAIN, ""


def _ratios(text: str) -> Iterator[WrittenFigure]:
    for found in _RATIO.finditer(text):
        first = parse_quantity(found["first"] or found["said"])
        second = parse_quantity(found["second"] or found["to"])
        if not first or not second:
            continue
        whole = first + second
        readings = [Reading(Family.RATIO, second / first), Reading(Family.RATIO, first / second)]
        if whole in (10, 100):  # shared 6:4
            readings += [Reading(Family.SHARE, first / whole), Reading(Family.SHARE, second / whole)]
        yield WrittenFigure(found[0], found.start(), found.end(), tuple(readings))


def _arabic(text: str) -> Iterator[WrittenFigure]:
    for found in _FIGURE.finditer(text):
        number = parse_quantity(found["number"])
        if number is None or _no_quantity(text, found):
            continue
        scale = parse_quantity(found["scale"]) if found["scale"] else Decimal(1)
        value = number * (scale or Decimal(1))
        readings = _readings(found, value, scaled=bool(found["scale"]), follows=text[found.end() :])
        yield WrittenFigure(
            found[0].rstrip(), found.start(), found.start() + len(found[0].rstrip()), readings
        )


def _no_quantity(text: str, found: re.Match[str]) -> bool:
    """Whether a number is an ordinal, a document's number, or a part of a date."""
    before, after = text[: found.start()][-3:], text[found.end() : found.end() + 3]
    if before.endswith("第") and after[:1] not in ("名", "位"):
        return True
    if any(found[name] for name in ("percent", "money", "tenths", "fold", "scale")):
        return False
    if _DATE_UNIT.match(after) or (after.startswith("日") and _WITHIN_DATE.search(before)):
        return True
    digits = found["number"]
    return len(digits) == 4 and bool(_YEAR.match(after)) and digits[:2] in ("19", "20", "１９", "２０")


def _readings(
    found: re.Match[str], value: Decimal, *, scaled: bool = False, follows: str = ""
) -> tuple[Reading, ...]:
    groups = found.groupdict()
    if sign := groups.get("percent"):
        part = Decimal("0.001") if sign == "‰" else Decimal("0.01")
        return (Reading(Family.SHARE, value * part),)
    if groups.get("points"):
        return (Reading(Family.SHARE, value / 100),)
    if currency := groups.get("money"):
        return (Reading(Family.MONEY, value, _CURRENCIES.get(currency, "CNY")),)
    if groups.get("tenths"):
        return (Reading(Family.SHARE, value / 10), Reading(Family.PLAIN, value))
    if groups.get("fold"):
        return (Reading(Family.PLAIN, value), Reading(Family.SHARE, value), Reading(Family.RATIO, value))
    if _TERM_UNIT.match(follows):
        return (Reading(Family.TERM, value),)
    readings = [Reading(Family.PLAIN, value)]
    if 0 < value < 1:  # a coefficient: 0.6
        readings.append(Reading(Family.SHARE, value))
    if scaled and _LEVEL.match(follows):  # 百亿级, 100亿以上: money by custom
        readings.append(Reading(Family.MONEY, value, "CNY"))
    return tuple(readings)


def _chinese(text: str) -> Iterator[WrittenFigure]:
    for found in _CHINESE.finditer(text):
        readings: tuple[Reading, ...] = ()
        if found["whole"]:
            part = parse_quantity(found["part"])
            if part is not None:
                readings = (Reading(Family.SHARE, part / _PLACES[found["whole"]]),)
        elif found["below"]:
            above, below = parse_quantity(found["above"]), parse_quantity(found["below"])
            if above and below:
                readings = (Reading(Family.SHARE, above / below),)
        elif not text[: found.start()].endswith("第") or text[found.end() : found.end() + 1] in ("名", "位"):
            value = parse_quantity(found["number"])
            if value is not None and not _is_a_word(text, found):
                scaled = found["number"][-1] in "百千万亿"
                readings = _readings(found, value, scaled=scaled, follows=text[found.end() :])
        if readings:
            yield WrittenFigure(found[0], found.start(), found.end(), readings)


def _is_a_word(text: str, found: re.Match[str]) -> bool:
    """Whether 一 only makes a word (一体, 一次性, 统一): a one that counts stands before a measure word or a unit."""
    lone = found[0] == "一"
    return lone and (_COUNTED.match(text, found.end()) is None or text.startswith("次性", found.end()))


def _words(text: str) -> Iterator[WrittenFigure]:
    """Shares that are said in a word: 一半, 翻番, 全额, 等额."""
    one, half = Decimal(1), Decimal("0.5")
    for pattern, readings in (
        (_HALF, (Reading(Family.SHARE, half),)),
        (_DOUBLED, (Reading(Family.SHARE, one), Reading(Family.PLAIN, Decimal(2)))),
        (_WHOLE, (Reading(Family.SHARE, one),)),
        (_EQUAL, (Reading(Family.RATIO, one),)),
    ):
        for found in pattern.finditer(text):
            yield WrittenFigure(found[0], found.start(), found.end(), readings)


def _sharing(text: str, figures: list[WrittenFigure]) -> list[WrittenFigure]:
    """Give a bare number the scale and unit that a list or range writes only once behind it (20、30、50万元)."""
    shared = list(figures)
    unit = ""
    for at in range(len(shared) - 1, -1, -1):
        one = shared[at]
        own = re.sub(rf"^{_ARABIC}", "", one.words)
        if own == one.words:
            unit = ""
            continue
        listed = at + 1 < len(shared) and _LIST_GAP.fullmatch(text[one.end : shared[at + 1].start])
        if not listed or one.readings[0].family is not Family.PLAIN:
            unit = own
            continue
        # 3万、5万元 lacks the currency, 3、5万元 the scale too.
        inherited = _FIGURE.fullmatch(one.words + (re.sub(rf"^{_SCALE}", "", unit) if own else unit))
        value = parse_quantity(inherited["number"] + inherited["scale"]) if inherited else None
        if inherited and unit and value is not None:
            more = _readings(inherited, value)
            shared[at] = WrittenFigure(one.words, one.start, one.end, (*one.readings, *more))
    return shared
