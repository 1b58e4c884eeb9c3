"""The figures of a pack that a simulation may change: rates, sums, caps, steps, thresholds, each beside its clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from jingkai.benefits import words
from jingkai.benefits.simulation.literals import Written, literals
from jingkai.kernel.language import gettext as _
from jingkai.policy.arithmetic import figure
from jingkai.policy.language.parse import parse_condition, parse_number
from jingkai.policy.schema.benefits import Fixed, Formula, Match, PerUnit, Share, Tiers

if TYPE_CHECKING:
    from jingkai.policy.language.expression import Expression
    from jingkai.policy.schema.benefits import Benefit, Cap
    from jingkai.policy.schema.facts import Variable
    from jingkai.policy.schema.pack import Pack

Kind: TypeAlias = Literal["share", "ratio", "yuan", "number", "count", "day"]
"""What a figure is. A share is written in percent; a ratio is yuan for each yuan."""

SUBJECTS = frozenset({"enterprise", "project"})
"""Kinds of subjects that can be simulated: those that the registry holds facts about."""

Way: TypeAlias = tuple[str | int, ...]
"""The way to a value within a benefit: ``("amount", "tiers", 1, "rate")``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a benefit that a simulation may change.

    ``way`` leads to it within the benefit; ``literal`` is its number among the figures of the expression there, ``None``
    where the value itself is the figure. ``label`` says in words what it is, ``unit`` what stands behind it.
    """

    benefit: str
    provision: str
    way: Way
    literal: int | None
    kind: Kind
    value: Written
    label: str
    unit: str = ""

    @property
    def key(self) -> str:
        """Its name in forms and in stored changes: ``digital_retrofit.amount.rate``, ``x.conditions.0.test~1``."""
        place = ".".join(str(part) for part in (self.benefit, *self.way))
        return place if self.literal is None else f"{place}~{self.literal}"

    @property
    def shown(self) -> str:
        """Its value as it is read and may be typed: ``30%``, ``500,000``, ``2025-05-09``."""
        return written(self.kind, self.value)


def written(kind: Kind, value: Written) -> str:
    """Write a figure of a kind.

    >>> written("share", Decimal("0.0250")), written("yuan", Decimal("500000.50")), written("day", date(2025, 5, 9))
    ('2.5%', '500,000.50', '2025-05-09')
    """
    if isinstance(value, date):
        return value.isoformat()
    if kind == "share":
        return words.percent(value)
    if kind == "yuan" and value != value.to_integral_value():
        return f"{value:,.2f}"
    return figure(value)


def figures(pack: Pack, on: date | None = None) -> tuple[Figure, ...]:
    """Return what a simulation may change of a pack, benefit by benefit; of those that apply on a day where one is given.

    Only benefits for enterprises and projects: the registry holds no facts about others.

    Raises :class:`~jingkai.policy.language.errors.ExpressionError` for a pack whose expressions cannot be read.
    """
    variables = {one.name: one for one in pack.facts}
    return tuple(
        found
        for benefit in pack.benefits
        if benefit.subject in SUBJECTS and (on is None or pack.applies(benefit, on))
        for found in figures_of(benefit, variables)
    )


def figures_of(benefit: Benefit, variables: Mapping[str, Variable]) -> Iterator[Figure]:
    """Yield the figures of one benefit: its sum, its caps, its conditions."""
    yield from _amount(benefit, variables)
    for at, cap in enumerate(benefit.caps):
        yield Figure(
            benefit.id,
            cap.provision,
            ("caps", at, "yuan"),
            None,
            "yuan",
            cap.yuan,
            _cap_label(cap),
            _("yuan"),
        )
    for at, condition in enumerate(benefit.conditions):
        expression = parse_condition(condition.test, variables)
        where: tuple[str, Way] = (condition.provision, ("conditions", at, "test"))
        yield from _literals(benefit, where, expression, variables, condition.label)


def _amount(benefit: Benefit, variables: Mapping[str, Variable]) -> Iterator[Figure]:
    def own(name: str, kind: Kind, value: Decimal, label: str, unit: str = "") -> Figure:
        return Figure(benefit.id, benefit.provision, ("amount", name), None, kind, value, label, unit)

    def inside(name: str, text: str) -> Iterator[Figure]:
        expression = parse_number(text, variables)
        said = words.expression_words(expression, variables)
        where: tuple[str, Way] = (benefit.provision, ("amount", name))
        return _literals(benefit, where, expression, variables, said)

    def said(text: str) -> str:
        return words.expression_words(parse_number(text, variables), variables)

    match benefit.amount:
        case Fixed(yuan=yuan):
            yield own("yuan", "yuan", yuan, _("Fixed sum"), _("yuan"))
        case Share(rate=rate, base=base):
            yield own("rate", "share", rate, _("Share of: %(base)s") % {"base": said(base)})
            yield from inside("base", base)
        case Match(ratio=ratio, award=award):
            yield own("ratio", "ratio", ratio, _("Yuan for each yuan of: %(award)s") % {"award": said(award)})
        case PerUnit(yuan=yuan, count=count):
            yield own(
                "yuan", "yuan", yuan, _("Sum for each of: %(count)s") % {"count": said(count)}, _("yuan")
            )
            yield from inside("count", count)
        case Formula(expression=text):
            yield from inside("expression", text)
        case Tiers(base=base):
            yield from _steps(benefit, benefit.amount)
            yield from inside("base", base)


def _steps(benefit: Benefit, amount: Tiers) -> Iterator[Figure]:
    for at, tier in enumerate(amount.tiers):
        number = {"number": at + 1}
        parts: list[tuple[str, Kind, Decimal, str, str]] = [
            ("least", "number", tier.least, _("Step %(number)d: from") % number, "")
        ]
        if tier.rate is not None:
            parts.append(("rate", "share", tier.rate, _("Step %(number)d: share") % number, ""))
        if tier.yuan is not None:
            parts.append(("yuan", "yuan", tier.yuan, _("Step %(number)d: sum") % number, _("yuan")))
        for name, kind, value, label, unit in parts:
            way: Way = ("amount", "tiers", at, name)
            yield Figure(benefit.id, benefit.provision, way, None, kind, value, label, unit)


def _literals(
    benefit: Benefit,
    where: tuple[str, Way],
    expression: Expression,
    variables: Mapping[str, Variable],
    said: str,
) -> Iterator[Figure]:
    """Yield the figures of an expression; ``where`` is its clause and the way to it, ``said`` what it is about."""
    provision, way = where
    for number, literal in enumerate(literals(expression)):
        variable = variables.get(literal.against)
        kind, unit = _measured(literal.value, variable)
        label = said
        if variable is not None:
            label = _("%(what)s: %(fact)s %(sign)s") % {
                "what": said,
                "fact": words.label(variable),
                "sign": literal.sign,
            }
        yield Figure(benefit.id, provision, way, number, kind, literal.value, label, unit)


def _measured(value: Written, variable: Variable | None) -> tuple[Kind, str]:
    """Return what a figure of an expression is, and its unit, from the variable that it is compared with."""
    if isinstance(value, date):
        return "day", ""
    if variable is None:
        return "number", ""
    match variable.type:
        case "money":
            return "yuan", _("yuan")
        case "share":
            return "share", ""
        case "count":
            return "count", words.unit_of(variable).strip()
        case _:
            return "number", words.unit_of(variable).strip()


def _cap_label(cap: Cap) -> str:
    match cap.per, cap.period:
        case "award", _period:
            return _("Most for one award")
        case "subject", "year":
            return _("Most for one subject in a year")
        case "subject", _period:
            return _("Most for one subject altogether")
        case _group, "year":
            return _("Most for the group of benefits in a year")
        case _:
            return _("Most for the group of benefits altogether")
