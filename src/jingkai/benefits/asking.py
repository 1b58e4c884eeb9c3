"""The calculator's questions: answers are read from an address, and only what still matters is asked next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jingkai.benefits.known import Known, usable, values
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.facts import FactError, read_fact

if TYPE_CHECKING:
    from jingkai.benefits.packs import Policy
    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.schema.facts import Variable

SKIPPED = "unknown"
"""What stands in an address for “I do not know”."""

_NUMBER = re.compile(r"(?P<figure>[+-]?[\d,，]*\.?\d+)\s*(?P<size>[万亿]?)\s*(?P<percent>[%％]?)\s*元?$")
_SIZES = {"": 1, "万": 10_000, "亿": 100_000_000}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Answers:
    """What has been answered: values, what is not known, and what could not be read (words by variable)."""

    facts: Mapping[str, Known] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a calculation stands: the next question (``None``: nothing matters any more), and how many may follow it."""

    question: Variable | None
    left: int


def read_answers(given: Mapping[str, str], variables: Iterable[Variable]) -> Answers:
    """Read the answers of an address, by name of variable."""
    facts: dict[str, Known] = {}
    skipped: set[str] = set()
    faults: dict[str, str] = {}
    for variable in variables:
        written = given.get(variable.name, "").strip()
        if not written:
            continue
        if written == SKIPPED:
            skipped.add(variable.name)
            continue
        try:
            facts[variable.name] = Known(read_answer(variable, written), source=_("Your answer"))
        except FactError as error:
            faults[variable.name] = str(error.what)
    return Answers(facts, frozenset(skipped), faults)


def read_answer(variable: Variable, written: str) -> Value:
    """Read one answer: ``500万``, ``3,000.50``, ``60%``, ``yes``, ``2025-10-20``, a choice.

    Raises :class:`~jingkai.policy.language.facts.FactError`.
    """
    value: object = written
    if len(written) > _LONGEST:
        raise FactError(variable.name, _("This is too long."))
    if variable.type == "flag":
        value = {"yes": True, "no": False}.get(written, written)
    elif variable.type == "day":
        try:
            value = date.fromisoformat(written)
        except ValueError:
            raise FactError(variable.name, _("Write the day as 2025-03-31.")) from None
    elif variable.type != "choice":
        value = _number(variable, written)
    read = read_fact(value, variable)
    if isinstance(read, Decimal):
        if variable.least is not None and read < variable.least:
            raise FactError(
                variable.name, _("The least that it can be is %(least)s.") % {"least": variable.least}
            )
        if variable.most is not None and read > variable.most:
            raise FactError(
                variable.name, _("The most that it can be is %(most)s.") % {"most": variable.most}
            )
    return read


def _number(variable: Variable, written: str) -> Decimal:
    found = _NUMBER.match(written)
    if found is None:
        raise FactError(variable.name, _("Write a figure, such as 5,000,000 or 500万."))
    try:
        figure = Decimal(found["figure"].replace(",", "").replace("，", "")) * _SIZES[found["size"]]
    except InvalidOperation:
        raise FactError(variable.name, _("Write a figure, such as 5,000,000 or 500万.")) from None
    if found["percent"]:
        figure /= 100
    return figure


def ask(policy: Policy, benefits: Sequence[str], answers: Answers, on: date) -> Asking:
    """Return what to ask next: the first fact that may still change what the first open benefit gives.

    What was answered with “I do not know” is not asked again, nor is anything that a false condition has settled.
    """
    open_: dict[str, None] = {}
    for id_ in benefits:
        rule = policy.rules.benefits[id_]
        finding = rule.find(values(usable(rule, answers.facts, on)), on)
        open_ |= dict.fromkeys(name for name in finding.missing if name not in answers.skipped)
    names = list(open_)
    return Asking(policy.rules.variables[names[0]] if names else None, max(0, len(names) - 1))
