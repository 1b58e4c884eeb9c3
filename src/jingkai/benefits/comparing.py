"""What has changed between the finding of a claim and the same computed again: facts, answer, sum, version of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.benefits import words
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.policy.rules.receipt import Receipt, facts_of

if TYPE_CHECKING:
    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.schema.facts import Variable

_OUTCOMES = {
    "entitled": msgid("entitled"),
    "not_entitled": msgid("not entitled"),
    "unknown": msgid("not known"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is another now. ``variable`` is the fact's, empty where it is no fact."""

    words: str
    before: str
    after: str
    variable: str = ""


def differences(before: Receipt, after: Receipt, variables: Mapping[str, Variable]) -> tuple[Difference, ...]:
    """Return how a receipt differs from an earlier one of the same benefit: answer and sum first, then fact by fact."""
    return (*_answer(before, after), *_facts(before, after, variables))


def _answer(before: Receipt, after: Receipt) -> Iterator[Difference]:
    for name, label in (("outcome", _("Outcome")), ("yuan", _("Sum in yuan"))):
        old, new = before.result.get(name), after.result.get(name)
        if old != new:
            yield Difference(label, _said(name, old), _said(name, new))
    if before.rules != after.rules:
        yield Difference(_("Version of the rules"), before.rules[:12], after.rules[:12])
    if before.engine != after.engine:
        yield Difference(_("Engine"), before.engine, after.engine)


def _said(name: str, value: object) -> str:
    if value is None:
        return _("unknown")
    if name == "yuan":
        return words.yuan(Decimal(str(value)))
    return _(_OUTCOMES.get(str(value), str(value)))


def _facts(before: Receipt, after: Receipt, variables: Mapping[str, Variable]) -> Iterator[Difference]:
    old, new = _read(before, variables), _read(after, variables)
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name) and name in variables:
            variable = variables[name]
            yield Difference(
                words.label(variable), _value(variable, old.get(name)), _value(variable, new.get(name)), name
            )


def _read(receipt: Receipt, variables: Mapping[str, Variable]) -> dict[str, Value | None]:
    try:
        return facts_of(receipt, variables)
    except JingkaiError:  # stated in a type that the variable no longer has
        return {}


def _value(variable: Variable, value: Value | None) -> str:
    return _("unknown") if value is None else words.value_words(variable, value)
