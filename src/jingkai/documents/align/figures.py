"""Figures that both clauses give for the same thing, and what of them differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from jingkai.documents.align.alignment import FigurePair
from jingkai.documents.align.clauses import Clause
from jingkai.documents.mentions import Money, MoneyKind, Target, Threshold

_SAME = 75.0  # fuzz.ratio from which two names of an indicator mean the same
_FILLER = re.compile(
    "[，,的实现达到力争进入]|国家级|(?:[\u4e00-\u9fff]{2})?经济技术开发区|(?:[\u4e00-\u9fff]{2})?经开区"
    "|所在盟市|所在地|全[省市区]"
)
_GROWTH = re.compile("(年均|年度|每年)?(增长率|增长|增速|增幅)")
_UNITS = {
    "元": ("yuan", 1),
    "万元": ("yuan", 10**4),
    "亿元": ("yuan", 10**8),
    "美元": ("dollar", 1),
    "万美元": ("dollar", 10**4),
    "亿美元": ("dollar", 10**8),
    "家": ("body", 1),
    "户": ("body", 1),
    "名": ("rank", 1),
    "位": ("rank", 1),
}
"""Units that can be compared: what they count, and how many of it."""


def compare_figures(lower: Clause, upper: Clause) -> tuple[FigurePair, ...]:
    """Every figure of the lower clause for which the upper one has a figure of the same thing."""
    found = [
        *_targets(lower.targets, upper.targets),
        *_thresholds(lower.thresholds, upper.thresholds),
        *_money(lower.money, upper.money),
    ]
    return tuple(found)


def _targets(below: Iterable[Target], above: Iterable[Target]) -> Iterator[FigurePair]:
    free = list(above)
    for target in below:
        name = _plain(target.indicator)
        best = max(free, key=lambda row: _alike(name, target, row), default=None)
        if best is None or _alike(name, target, best) < _SAME:
            continue
        free.remove(best)
        differs: list[str] = []
        if _amount(target.value, target.unit) != _amount(best.value, best.unit) or (
            target.high is not None and best.high is not None and target.high != best.high
        ):
            differs.append("value")
        if _kin(target.unit) != _kin(best.unit):
            differs.append("unit")
        if target.deadline and best.deadline and target.deadline[:4] != best.deadline[:4]:
            differs.append("deadline")
        yield FigurePair("target", target.indicator, target.words, best.words, tuple(differs))


def _alike(name: str, target: Target, other: Target) -> float:
    """How alike two indicators are, 0 to 100; growth is never the thing itself, nor a share a sum."""
    if bool(_GROWTH.search(target.indicator)) != bool(_GROWTH.search(other.indicator)):
        return 0.0
    if _kin(target.unit) != _kin(other.unit):
        return 0.0
    alike = fuzz.ratio(name, _plain(other.indicator))
    return alike + (0.1 if _amount(target.value, target.unit) == _amount(other.value, other.unit) else 0.0)


def _thresholds(below: Iterable[Threshold], above: Iterable[Threshold]) -> Iterator[FigurePair]:
    for threshold in below:
        for other in above:
            if fuzz.ratio(_plain(threshold.quantity), _plain(other.quantity)) < _SAME:
                continue
            differs = ["unit"] if _kin(threshold.unit) != _kin(other.unit) else []
            if _amount(threshold.value, threshold.unit) != _amount(other.value, other.unit):
                differs.insert(0, "value")
            if threshold.comparator != other.comparator:
                differs.append("comparator")
            yield FigurePair("threshold", threshold.quantity, threshold.words, other.words, tuple(differs))
            break


def _money(below: Iterable[Money], above: Iterable[Money]) -> Iterator[FigurePair]:
    """Terms of payment of the same kind: shares of the same base, caps, matches; a base not given fits any."""
    above = list(above)
    for term in below:
        for other in above:
            if term.kind is not other.kind or term.currency != other.currency:
                continue
            if term.kind is MoneyKind.AMOUNT and not (term.base and other.base):
                continue  # two sums with nothing said of what they are for are not the same thing
            if term.base and other.base and fuzz.ratio(_plain(term.base), _plain(other.base)) < _SAME:
                continue
            same = (term.yuan, term.rate) == (other.yuan, other.rate)
            subject = term.base or term.kind.value
            yield FigurePair("money", subject, term.words, other.words, () if same else ("value",))
            above.remove(other)
            break


def _plain(name: str) -> str:
    """An indicator's name without the words that do not tell it from others, growth words in one form."""
    return _GROWTH.sub("增长", _FILLER.sub("", name))


def _kin(unit: str) -> str:
    return _UNITS[unit][0] if unit in _UNITS else unit


def _amount(value: Decimal, unit: str) -> Decimal:
    return value * _UNITS[unit][1] if unit in _UNITS else value
