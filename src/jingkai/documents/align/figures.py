"""Figures that both clauses give for the same thing, and what of them differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from jingkai.documents.align.alignment import FigurePair
from jingkai.documents.align.clauses import Clause
from jingkai.documents.align.purposes import are_one, likeness
from jingkai.documents.mentions import Money, MoneyKind, Target, Threshold

_SAME = 75.0  # fuzz.ratio from which two names of an indicator mean the same
_FILLER = re.compile(
    "[，,的实现达到力争进入]|国家级|(?:[\u4e00-\u9fff]{2})?经济技术开发区|(?:[\u4e00-\u9fff]{2})?经开区"
    "|所在盟市|所在地|全[省市区]"
)
_GROWTH = re.compile("(年均|年度|每年)?(增长率|增长|增速|增幅)")
_EACH = re.compile("(?:每|单个?|同一)[一-龥]{1,4}")  # what a sum is paid for each of, not for what
_UNLIKE_PURPOSE = 0.25  # likeness below which they name another one, where no base is given
_SCALED = re.compile("(?P<scale>[百千万亿]+)(?!分)(?P<unit>.+)")
_SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_KINDS = {"家": "body", "户": "body", "名": "rank", "位": "rank"}
"""Units that count the same."""

_Term = tuple[Money, str]  # a term of payment and the words before it


def compare_figures(lower: Clause, upper: Clause) -> tuple[FigurePair, ...]:
    """Every figure of the lower clause for which the upper one has a figure of the same thing."""
    found = [
        *_targets(lower.targets, upper.targets),
        *_thresholds(lower.thresholds, upper.thresholds),
        *_money(lower, upper),
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


def _money(lower: Clause, upper: Clause) -> Iterator[FigurePair]:
    """Terms of payment of one kind and currency for the same thing, each paired once, the most alike first.

    Terms are for the same thing when they have the same base, or when the words before them are alike. Where
    a kind of sum is promised several times for one purpose, and not as often on both sides, none is paired.
    """
    below, above = _terms(lower), _terms(upper)
    candidates = [
        (alike, -i, -j)
        for i, term in enumerate(below)
        for j, other in enumerate(above)
        if (alike := _same_payment(term, other)) > 0.0
    ]
    rivals_above = Counter(-i for _, i, _ in candidates)
    rivals_below = Counter(-j for _, _, j in candidates)
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    for i, j in sorted(pairs.items()):
        (term, _), (other, _) = below[i], above[j]
        same = (term.yuan, term.rate) == (other.yuan, other.rate)
        if not same and rivals_below[j] != rivals_above[i]:
            continue
        subject = term.base or term.kind.value
        yield FigurePair("money", subject, term.words, other.words, () if same else ("value",))


def _terms(clause: Clause) -> list[_Term]:
    purposes = clause.purposes or ("",) * len(clause.money)
    return list(zip(clause.money, purposes, strict=True))


def _same_payment(lower: _Term, upper: _Term) -> float:
    """How sure it is that two terms pay for the same thing, 0 where they do not."""
    (term, purpose), (other, above) = lower, upper
    if term.kind is not other.kind or term.currency != other.currency:
        return 0.0
    alike, one = likeness(purpose, above), are_one(purpose, above)
    bases, told = 0.0, False
    if term.base and other.base:
        names = _plain(term.base), _plain(other.base)
        bases = fuzz.ratio(*names) / 100.0
        told = not _EACH.fullmatch(term.base)
        if bases < _SAME / 100.0:
            ends = min(map(len, names)) > 2 and (names[0].endswith(names[1]) or names[1].endswith(names[0]))
            if not (ends and one):
                return 0.0
    if term.kind is MoneyKind.AMOUNT and not (told or one):
        return 0.0  # two sums with nothing said of what they are for are not the same thing
    if term.kind is not MoneyKind.MATCH and not told and alike is not None and alike < _UNLIKE_PURPOSE:
        return 0.0
    same = (term.yuan, term.rate) == (other.yuan, other.rate)
    return 0.1 + (alike or 0.0) + bases / 2 + (0.01 if same else 0.0)


def _plain(name: str) -> str:
    """An indicator's name without the words that do not tell it from others, growth words in one form."""
    return _GROWTH.sub("增长", _FILLER.sub("", name))


def _kin(unit: str) -> str:
    """What a unit counts, whatever its scale: 万家 and 家 are one."""
    bare = found["unit"] if (found := _SCALED.fullmatch(unit)) else unit
    return _KINDS.get(bare, bare)


def _amount(value: Decimal, unit: str) -> Decimal:
    """A value in the unit without its scale."""
    found = _SCALED.fullmatch(unit)
    for sign in found["scale"] if found else "":
        value *= _SCALES[sign]
    return value
