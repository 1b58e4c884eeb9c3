"""Expressions: each says something of the kind that its place needs, over variables that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.checks.draft import Draft
from jingkai.policy.faults import Fault
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.expression import Expression
from jingkai.policy.language.parse import parse_condition, parse_number
from jingkai.policy.rules.amounts import expression_of
from jingkai.policy.schema.benefits import Formula, Match, PerUnit, Share, Tiers
from jingkai.policy.schema.facts import Variable

_Parse = Callable[[str, Mapping[str, Variable]], Expression]


def check_expressions(draft: Draft) -> Iterator[Fault]:
    """Find expressions that cannot be read or do not fit their place, variables nobody asks, facts nobody proves."""
    if not draft.whole("facts"):
        return  # every other expression would be told to name something unknown
    variables = draft.variables()
    used: set[str] = set()
    for way, text, parse in _written(draft):
        try:
            expression = parse(text, variables)
        except ExpressionError as error:
            yield draft.fault(
                way,
                error.what,
                error.mend or _("Mend the expression; the guide to packs shows the language."),
            )
            used.update(name for name in variables if name in text)
            continue
        used.update(expression.variables)
        if not expression.variables:
            yield draft.fault(
                way,
                _("This asks for nothing: it is the same for every subject."),
                _("Name a variable, or leave it out."),
                "warning",
            )
    yield from _awards(draft, variables)
    yield from _sums(draft, variables)
    yield from _unproved(draft, variables)
    yield from _idle(draft, used)


def expressions_of(draft: Draft, benefit: Way) -> Iterator[tuple[Way, str, _Parse]]:
    """Yield the expressions of one benefit."""
    return (one for one in _written(draft) if one[0][:2] == benefit)


def _written(draft: Draft) -> Iterator[tuple[Way, str, _Parse]]:
    for way, benefit in draft.benefits():
        for at, condition in enumerate(benefit.conditions):
            yield (*way, "conditions", at, "test"), condition.test, parse_condition
        match benefit.amount:
            case Share(base=base) | Tiers(base=base):
                yield (*way, "amount", "base"), base, parse_number
            case PerUnit(count=count):
                yield (*way, "amount", "count"), count, parse_number
            case Formula(expression=expression):
                yield (*way, "amount", "expression"), expression, parse_number
    for at, procedure in enumerate(draft.pack.procedures):
        for part in ("applies_to", "excludes"):
            for place, scope in enumerate(getattr(procedure, part)):
                if scope.test:
                    yield ("procedures", at, part, place, "test"), scope.test, parse_condition


def _awards(draft: Draft, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    for way, benefit in draft.benefits():
        if isinstance(benefit.amount, Match):
            variable = variables.get(benefit.amount.award)
            if variable and variable.type != "money":
                yield draft.fault(
                    (*way, "amount", "award"),
                    _("“%(name)s” is no money: the other award is a sum in yuan.") % {"name": variable.name},
                    _("Name a variable of the type “money”."),
                )


def _sums(draft: Draft, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    """Find amounts whose parts can be read and which could still need more digits than are exact."""
    for way, benefit in draft.benefits():
        if benefit.amount is None:
            continue
        try:
            for _place, text, parse in expressions_of(draft, way):
                parse(text, variables)
        except ExpressionError:
            continue
        if isinstance(benefit.amount, Match) and benefit.amount.award not in variables:
            continue
        try:
            expression_of(benefit.amount, variables)
        except ExpressionError as error:
            yield draft.fault((*way, "amount"), error.what, error.mend or _("Check the figures."))


def _unproved(draft: Draft, variables: Mapping[str, Variable]) -> Iterator[Fault]:
    """Find facts that money depends on and of which nothing says what proves them."""
    for way, benefit in draft.benefits():
        if benefit.amount is None:
            continue
        proved = {one.fact for one in benefit.evidence}
        asked: dict[str, Way] = {}
        for place, text, parse in expressions_of(draft, way):
            try:
                found = parse(text, variables).variables
            except ExpressionError:
                continue
            for name in found:
                asked.setdefault(name, place)
        if isinstance(benefit.amount, Match) and benefit.amount.award in variables:
            asked.setdefault(benefit.amount.award, (*way, "amount", "award"))
        for name, place in asked.items():
            if name not in proved:
                yield draft.fault(
                    place,
                    _("Nothing says what proves “%(name)s”.") % {"name": name},
                    _("Add an entry to “evidence” of the benefit."),
                    "warning",
                )


def _idle(draft: Draft, used: set[str]) -> Iterator[Fault]:
    """Find variables that nothing in the pack asks."""
    if not draft.whole("benefits", "procedures"):
        return
    for _way, benefit in draft.benefits():
        used |= {one.fact for one in benefit.evidence} | {benefit.recognition}
        if isinstance(benefit.amount, Match):
            used.add(benefit.amount.award)
    for at, variable in enumerate(draft.pack.facts):
        if variable.name not in used:
            yield draft.fault(
                ("facts", at, "name"),
                _("No rule asks for “%(name)s”.") % {"name": variable.name},
                _("Take the variable out, or use it."),
                "warning",
            )
