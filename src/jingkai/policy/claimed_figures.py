"""Every figure that a mandate claims its clause says: rates, sums, caps, thresholds, values, terms and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jingkai.kernel.language import gettext as _
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.benefits import (
    Benefit,
    Fixed,
    Formula,
    Match,
    PerUnit,
    Share,
    Tiers,
)
from jingkai.policy.schema.commands import Duty, Standard, Target
from jingkai.policy.schema.evaluation import Evaluation
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.procedures import Procedure
from jingkai.policy.written_figures import Family, Reading, WrittenFigure, figures_in, unit_of

Place = tuple[str | int, ...]
"""The way to a field within a mandate: ``("amount", "rate")``."""


@dataclass(frozen=True, slots=True)
class ClaimedFigure:
    """A number that must stand in ``provision`` (in the mandate's own ones where that is empty).

    ``family`` is ``None`` where the pack does not say what the number counts in.
    """

    place: Place
    value: Decimal
    family: Family | None = None
    currency: str = ""
    unit: str = ""
    provision: str = ""

    @property
    def words(self) -> str:
        """The figure as people write it."""
        match self.family:
            case Family.SHARE:
                return f"{plain(self.value * 100)}%"
            case Family.RATIO:
                return f"1:{plain(self.value)}"
            case Family.MONEY:
                return f"{plain(self.value)} {'元' if self.currency == 'CNY' else self.currency}"
        if self.family is None and 0 < self.value < 1:
            return _("%(number)s (%(share)s%%)") % {
                "number": plain(self.value),
                "share": plain(self.value * 100),
            }
        return f"{plain(self.value)}{' ' if self.unit else ''}{self.unit}"

    def stands_in(self, figure: WrittenFigure) -> bool:
        """Whether a figure of a text is this one."""
        return any(self.fits(reading) and self._equals(reading.value) for reading in figure.readings)

    def fits(self, reading: Reading) -> bool:
        """Whether a reading counts in what this figure counts in."""
        if self.family is None:
            return True
        if self.family is Family.RATIO:
            return reading.family in (Family.RATIO, Family.SHARE)
        if self.family is Family.TERM or (self.family is Family.PLAIN and not self.unit):
            return reading.family in (Family.TERM, Family.PLAIN)
        return reading.family is self.family and (not self.currency or reading.currency == self.currency)

    def _equals(self, value: Decimal) -> bool:
        exponent = self.value.as_tuple().exponent
        if isinstance(exponent, int) and exponent <= -4:  # a third is written as 0.3333 in a pack
            return value.quantize(Decimal(1).scaleb(exponent)) == self.value
        return value == self.value


@dataclass(frozen=True, slots=True)
class ClaimedDate:
    """A year (``2027``) or a day (``2027-12-31``) that must be said where the mandate rests."""

    place: Place
    iso: str
    provision: str = ""


Claim = ClaimedFigure | ClaimedDate


def plain(value: Decimal) -> str:
    """Write a number without exponent and idle zeros, with thousands separators."""
    return f"{value.normalize():,f}"


def claims_of(mandate: Mandate, variables: Mapping[str, Variable]) -> Iterator[Claim]:
    """Yield every figure and date that a mandate claims, with the field it stands in."""
    match mandate:
        case Benefit():
            yield from _of_benefit(mandate, variables)
        case Target():
            yield _valued(("value",), mandate.value, mandate.unit)
            if mandate.high is not None:
                yield _valued(("high",), mandate.high, mandate.unit)
            if mandate.baseline is not None:
                yield _valued(("baseline",), mandate.baseline, mandate.unit)
            if mandate.baseline_year is not None:
                yield ClaimedDate(("baseline_year",), str(mandate.baseline_year))
            if mandate.deadline:
                yield ClaimedDate(("deadline",), mandate.deadline)
        case Standard():
            if mandate.value is not None:
                yield _valued(("value",), mandate.value, mandate.unit)
            if mandate.high is not None:
                yield _valued(("high",), mandate.high, mandate.unit)
        case Duty():
            if mandate.due is not None:
                yield ClaimedDate(("due",), mandate.due.isoformat())
        case Procedure():
            yield from _of_procedure(mandate, variables)
        case Evaluation():
            yield from _of_evaluation(mandate)


def _valued(place: Place, value: Decimal, unit: str) -> ClaimedFigure:
    scale, family, currency = unit_of(unit)
    if unit in {"百分点", "个百分点"} and value >= Decimal("0.5"):
        value /= 100
    return ClaimedFigure(place, value * scale, family, currency, unit)


def _money(place: Place, yuan: Decimal, provision: str = "") -> ClaimedFigure:
    return ClaimedFigure(place, yuan, Family.MONEY, "CNY", provision=provision)


def _of_benefit(benefit: Benefit, variables: Mapping[str, Variable]) -> Iterator[Claim]:
    place: Place = ("amount",)
    match benefit.amount:
        case Fixed(yuan=yuan):
            yield _money((*place, "yuan"), yuan)
        case Share(rate=rate, base=base):
            yield ClaimedFigure((*place, "rate"), rate, Family.SHARE)
            yield from _of_expression((*place, "base"), base, variables)
        case Match(ratio=ratio):
            yield ClaimedFigure((*place, "ratio"), ratio, Family.RATIO)
        case PerUnit(yuan=yuan, count=count):
            yield _money((*place, "yuan"), yuan)
            yield from _of_expression((*place, "count"), count, variables)
        case Formula(expression=expression):
            yield from _of_expression((*place, "expression"), expression, variables)
        case Tiers(base=base, tiers=tiers):
            yield from _of_expression((*place, "base"), base, variables)
            bounds = _like(base, variables)
            for at, tier in enumerate(tiers):
                if tier.least:
                    family, currency, scale = bounds
                    yield ClaimedFigure((*place, "tiers", at, "least"), tier.least * scale, family, currency)
                if tier.rate is not None:
                    yield ClaimedFigure((*place, "tiers", at, "rate"), tier.rate, Family.SHARE)
                if tier.yuan is not None:
                    yield _money((*place, "tiers", at, "yuan"), tier.yuan)
    for at, condition in enumerate(benefit.conditions):
        yield from _of_expression(
            ("conditions", at, "test"), condition.test, variables, provision=condition.provision
        )
    for at, cap in enumerate(benefit.caps):
        yield _money(("caps", at, "yuan"), cap.yuan, cap.provision)
    for at, term in enumerate(benefit.terms):
        yield ClaimedFigure(
            ("terms", at, "days"), Decimal(term.days), Family.TERM, unit="日", provision=term.provision
        )


def _of_procedure(procedure: Procedure, variables: Mapping[str, Variable]) -> Iterator[Claim]:
    for name, scopes in (("applies_to", procedure.applies_to), ("excludes", procedure.excludes)):
        for at, scope in enumerate(scopes):
            yield from _of_expression((name, at, "test"), scope.test, variables, provision=scope.provision)
    for at, step in enumerate(procedure.steps):
        # A limit with a basis of its own is another law's, or configured: this document need not say it.
        if step.working_days and not step.limit_basis:
            yield ClaimedFigure(("steps", at, "working_days"), Decimal(step.working_days), Family.TERM)


def _of_evaluation(scheme: Evaluation) -> Iterator[Claim]:
    for at, dimension in enumerate(scheme.dimensions):
        if dimension.weight is not None:
            yield ClaimedFigure(("dimensions", at, "weight"), dimension.weight, Family.SHARE)
    for at, consequence in enumerate(scheme.consequences):
        for name in ("last", "years", "within"):
            number = getattr(consequence, name)
            if number is not None and number > 1:
                yield ClaimedFigure(
                    ("consequences", at, name),
                    Decimal(number),
                    Family.PLAIN if name == "last" else Family.TERM,
                    unit="位" if name == "last" else "年",
                    provision=consequence.provision,
                )


TOKEN = re.compile(
    r"(?P<date>DATE\s*'(?P<day>\d{4}-\d{2}-\d{2})')|(?P<string>'[^']*')|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<sign><>|!=|<=|>=|[=<>+\-*×(),])",
    re.IGNORECASE,
)
"""A word of an expression. This reads expressions that the rule language refuses, too: a fault there hides none here."""

_COMPARES = {"=", "<>", "!=", "<", "<=", ">", ">="}
_IDLE = (Decimal(0), Decimal(1))


def _of_expression(
    place: Place, expression: str, variables: Mapping[str, Variable], *, provision: str = ""
) -> Iterator[Claim]:
    """Yield the literals of an expression; 0 and 1 say nothing. A literal counts in what its variable counts in."""
    tokens = list(TOKEN.finditer(expression))
    for at, token in enumerate(tokens):
        if token["day"]:
            yield ClaimedDate(place, token["day"], provision)
        elif token["number"]:
            value = Decimal(token["number"])
            if value in _IDLE or _is_rounding(tokens, at):
                continue
            variable = variables.get(compared_with(tokens, at))
            family, currency, scale = _counts_in(variable)
            yield ClaimedFigure(
                place, value * scale, family, currency, variable.unit if variable else "", provision
            )


def _is_rounding(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a number is the digits of ROUND(x, n): the last argument of the call."""
    depth = 0
    if at + 1 >= len(tokens) or tokens[at + 1][0] != ")" or tokens[at - 1][0] != ",":
        return False
    for back in range(at - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(tokens[back][0], 0)
        if depth < 0:
            return tokens[back - 1][0].upper() == "ROUND"
    return False


def compared_with(tokens: list[re.Match[str]], at: int) -> str:
    """Return the variable that a number is compared with, ``""`` where it is not compared with one."""
    words = [token[0] for token in tokens]
    upper = [word.upper() for word in words]
    if at >= 2 and upper[at - 1] in _COMPARES and tokens[at - 2]["name"]:
        return words[at - 2]
    if at + 2 < len(words) and upper[at + 1] in _COMPARES and tokens[at + 2]["name"]:
        return words[at + 2]
    for back in range(at - 1, 0, -1):
        if upper[back] in ("BETWEEN", "IN"):
            return words[back - 2] if upper[back - 1] == "NOT" and back >= 2 else words[back - 1]
        if not (tokens[back]["number"] or upper[back] in ("AND", ",", "(")):
            break
    return ""


def _like(expression: str, variables: Mapping[str, Variable]) -> tuple[Family | None, str, Decimal]:
    """Return what an expression counts in: that of its only variable, unknown where there are several."""
    found = {match["name"] for match in TOKEN.finditer(expression) if match["name"] in variables}
    return _counts_in(variables[found.pop()] if len(found) == 1 else None)


def _counts_in(variable: Variable | None) -> tuple[Family | None, str, Decimal]:
    if variable is None or variable.type not in {"money", "share", "number", "count"}:
        return None, "", Decimal(1)
    if variable.type == "money":
        return Family.MONEY, unit_of(variable.unit)[2] or "CNY", Decimal(1)
    if variable.type == "share":
        return Family.SHARE, "", Decimal(1)
    scale, family, currency = unit_of(variable.unit)
    return family or Family.PLAIN, currency, scale


def day_words(iso: str) -> str:
    """Write a year or a day as Chinese documents do."""
    if len(iso) == 4:
        return f"{iso}年"
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def spans_in(text: str, mandate: Mandate, variables: Mapping[str, Variable]) -> list[tuple[int, int]]:
    """Return where a clause's text says the figures of a mandate, as half-open offsets, in reading order."""
    claims = [claim for claim in claims_of(mandate, variables) if isinstance(claim, ClaimedFigure)]
    return [
        (figure.start, figure.end)
        for figure in figures_in(text)
        if any(claim.stands_in(figure) for claim in claims)
    ]
