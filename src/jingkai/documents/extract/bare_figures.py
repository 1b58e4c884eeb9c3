"""Figures without a unit of their own: 七成, 四分之三, 一半以上, 容积率不低于1.5, 总量超过五千亿规模.

``七成`` counts in 成; a fraction is its quotient (三分之一 to six places, the words keep it exact) and has no unit,
nor has a bound coefficient; a proportion (…之比达到2.3:1) counts in ``:1``; a sum named by its scale alone counts in
that scale (亿).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jingkai.documents.extract.binding import TAIL, Figure, FigureKind, bind
from jingkai.kernel.numerals import parse_numeral, parse_quantity

_SMALL = "一二两三四五六七八九十"
_TENTHS = re.compile(
    rf"(?<![第{_SMALL}百千万几多0-9.])(?P<tenths>[一二两三四五六七八九]|[1-9](?:\.[0-9])?)成(?P<half>半|[一二三四五六七八九](?!家|个|项))?"
    rf"(?![立为员果长分本效熟型就品套功都交绩人年片群份形体渝活材才因像])(?:{TAIL})?"
)
_FRACTION = re.compile(
    rf"(?<![{_SMALL}百千万])(?P<below>[{_SMALL}]{{1,3}})分之(?P<above>[{_SMALL}]{{1,3}})(?![{_SMALL}百千万])(?:{TAIL})?"
)
_HALF = re.compile(
    rf"(?<=的)(?:一半|半数)(?=[，。；、]|给予|予以|安排|补|奖|支付|缴|拨|计|由|为)|(?:一半|半数)(?:{TAIL})|(?<=超过|达到|突破|接近)(?:一半|半数)|(?<=[比重面率]超|[比重面率]过|[比重面率]达)(?:一半|半数|半)(?!数)"
)
_QUOTIENT = re.compile(
    rf"(?<![0-9./第年月])(?P<above>[1-9])/(?P<below>[2-9]|1[0-9])(?![0-9./万年月])(?:{TAIL})?"
)
_PURE = "(?:(?<=率)|(?<=度)|(?<=水平)|(?<=PUE)|(?<=系数)|(?<=指数)|(?<=比)|(?<=比例)|"
_PURE += "(?<=密度)|(?<=强度)|(?<=倍数)|(?<=得分)|(?<=评分)|"
_PURE += "(?<=值)|(?<=值）)|(?<=）值))"
_COEFFICIENT = re.compile(
    rf"{_PURE}(?:(?:由|从)[^，。；]{{1,14}}?)?(?:应|应当|须|要|原则上|一般|均|平均|分别|力争|达到|提高到|降至|控制在|保持在|稳定在|缩小到|缩小至|下降到|下降至|降到|提升到|提高至|提升至|增加到|增至|上升到|上升至|升至|恢复到|压降到|压降至|压减到|压减至|减至|不得?低于|不少于|不小于|不得?高于|不得?超过|不大于|不突破|突破|超过|"
    rf"高于|低于|大于|小于|为|≥|≤|＞|＜|>=|<=|>|<){{1,3}}(?P<figure>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?)(?:{TAIL})?(?![、和及与][0-9])(?=[，。；、）)（(]|$)"
)
_BOUNDED = re.compile(
    rf"(?:(?<=率)|(?<=系数)|(?<=指数)|(?<=密度)|(?<=倍数)|(?<=PUE）)|(?<=PUE))(?P<figure>[0-9]{{1,4}}\.[0-9]{{1,4}})(?:{TAIL})(?=[，。；、）)（(]|$)"
)
_PROPORTION = re.compile(
    r"(?<=比)[例值]?(?:力争)?(?:达到|达|提高到|提升到|调整到|调整为|不低于|不超过|超过|突破|控制在|优于|好于|高于|低于|小于|大于)"
    rf"(?P<figure>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?)(?P<unit>[:：∶]1)(?![0-9:：∶])(?:{TAIL})?"
)
_SCALED = re.compile(
    rf"(?:超过|突破|达到|迈上|跨越|冲刺|达)(?P<figure>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?|[{_SMALL}]{{0,3}})(?P<scale>[百千]?(?:万亿|亿))"
    r"(?=规模|台阶|大关|关口|[，。；、）]|以上|左右|$)"
    rf"(?:{TAIL})?"
)

_COUNTED_IN_SCALE = re.compile(
    r"(?<=[一-龥])(?<![第至到])(?<=..[口业数力员生民工者户量次])(?P<figure>[0-9]{1,6}(?:\.[0-9]{1,4})?)(?P<scale>万|亿)"
    rf"(?:{TAIL})?(?=[，。；、）]|$)"
)
_HALVES = re.compile(
    rf"(?<=[至到为过于、和及])半(?P<unit>个月|小时|个小时|个工作日|天|年)(?:{TAIL})?(?=[，。；、）]|$)"
)


def _part_of_tenth(word: str | None) -> Decimal:
    """What stands behind 成: 九成半 and 九成五 are nine and a half."""
    if not word:
        return Decimal(0)
    return Decimal("0.5") if word == "半" else (parse_quantity(word) or Decimal(0)) / 10


def bare_figures(text: str) -> Iterator[Figure]:
    """Yield the figures of ``text`` that have no unit of their own, form by form."""
    for found in _TENTHS.finditer(text):
        value = parse_quantity(found["tenths"])
        if value is not None:
            value += _part_of_tenth(found["half"])
            yield bind(text, found, FigureKind.PERCENT, value, "成", chinese=not found["tenths"][0].isdigit())
    if "分之" in text:
        for found in _FRACTION.finditer(text):
            above, below = parse_numeral(found["above"]), parse_numeral(found["below"])
            if above and below and above < below:
                value = (Decimal(above) / Decimal(below)).quantize(Decimal("0.000001")).normalize()
                yield bind(text, found, FigureKind.PERCENT, value, "", chinese=True)
    for found in _QUOTIENT.finditer(text):
        over, under = parse_quantity(found["above"]), parse_quantity(found["below"])
        if over and under and over < under:
            yield bind(
                text, found, FigureKind.PERCENT, (over / under).quantize(Decimal("0.000001")).normalize(), ""
            )
    for found in _HALF.finditer(text):
        yield bind(text, found, FigureKind.PERCENT, Decimal("0.5"), "", chinese=True)
    for found in _COEFFICIENT.finditer(text):
        value = parse_quantity(found["figure"])
        if value is not None:
            yield bind(text, found, FigureKind.MEASURE, value, "", at=found.start("figure"))
    for found in _BOUNDED.finditer(text):
        value = parse_quantity(found["figure"])
        if value is not None:
            yield bind(text, found, FigureKind.MEASURE, value, "", at=found.start("figure"))
    for found in _PROPORTION.finditer(text):
        value = parse_quantity(found["figure"])
        if value is not None:
            yield bind(text, found, FigureKind.MEASURE, value, ":1", at=found.start("figure"))
    for found in _COUNTED_IN_SCALE.finditer(text):
        value = parse_quantity(found["figure"])
        if value is not None:
            yield bind(text, found, FigureKind.MEASURE, value, found["scale"])
    for found in _HALVES.finditer(text):
        yield bind(text, found, FigureKind.TIME, Decimal("0.5"), found["unit"], chinese=True)
    for found in _SCALED.finditer(text):
        value = parse_quantity(found["figure"] or "一")
        if value is not None:
            yield bind(text, found, FigureKind.MEASURE, value, found["scale"], at=found.start("figure"))
