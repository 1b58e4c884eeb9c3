"""Facts as the rule language takes them: each of its variable's type, within the digits that type has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.evaluate import Value, half_away_from_zero
from jingkai.policy.language.types import NumberType, type_of_variable

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable


class FactError(JingkaiError):
    """A fact that its variable cannot have."""

    def __init__(self, variable: str, what: str, mend: str = "") -> None:
        super().__init__(what, place=variable, mend=mend)
        self.variable = variable


def read_facts(facts: Mapping[str, object], variables: Mapping[str, Variable]) -> dict[str, Value]:
    """Return the facts that are known, checked against their variables.

    ``None`` is unknown and left out; facts of no variable are refused. Raises :class:`FactError`.
    """
    found: dict[str, Value] = {}
    for name, written in facts.items():
        variable = variables.get(name)
        if variable is None:
            raise FactError(name, _("There is no variable of this name."), _("Declare it in facts.yaml."))
        if written is not None:
            found[name] = read_fact(written, variable)
    return found


def read_fact(written: object, variable: Variable) -> Value:
    """Return a fact as a value of its variable. Raises :class:`FactError`.

    Numbers are decimals or whole numbers: a binary float is no exact figure and is refused.
    """
    kind = variable.type
    if kind == "flag":
        if isinstance(written, bool):
            return written
        raise FactError(variable.name, _("It must be true or false."))
    if kind == "day":
        if isinstance(written, date) and not isinstance(written, datetime):
            return written
        raise FactError(variable.name, _("It must be a day."))
    if kind == "choice":
        if isinstance(written, str) and any(one.value == written for one in variable.choices):
            return written
        choices = ", ".join(one.value for one in variable.choices)
        raise FactError(
            variable.name,
            _("It must be one of its choices."),
            _("Choices: %(choices)s.") % {"choices": choices},
        )
    return _number(written, variable)


def _number(written: object, variable: Variable) -> Decimal:
    if isinstance(written, int) and not isinstance(written, bool):
        value = Decimal(written)
    elif isinstance(written, Decimal) and written.is_finite():
        value = written
    else:
        raise FactError(
            variable.name, _("It must be an exact number."), _("Give a decimal or a whole number.")
        )
    of = type_of_variable(variable)
    assert isinstance(of, NumberType)
    if not of.least <= value <= of.most:
        raise FactError(
            variable.name,
            _("It has more than %(digits)d digits before the point.") % {"digits": of.whole},
        )
    if half_away_from_zero(value, of.scale) != value:
        raise FactError(
            variable.name,
            _("It has more than %(scale)d decimals.") % {"scale": of.scale},
            _("Round it as the paper that proves it does."),
        )
    return value if value else Decimal(0)
