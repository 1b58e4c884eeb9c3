"""The arithmetic of a sum in words, from its steps."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jingkai.kernel.language import gettext as _
from jingkai.policy.rules.finding import Step


def figure(value: Decimal) -> str:
    """Write a number with thousands separators and without decimals that say nothing.

    >>> figure(Decimal("2999999.9940")), figure(Decimal("3000000.00"))
    ('2,999,999.994', '3,000,000')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def arithmetic(steps: Iterable[Step]) -> str:
    """Say how a sum comes about: ``5,000,000 × 0.6 = 3,000,000; rounded to 0.01: 3,000,000``."""
    parts: list[str] = []
    before: Decimal | None = None
    for step in steps:
        words = _words(step, before)
        if words:
            parts.append(words)
        before = step.value
    return _("; ").join(parts)


def _words(step: Step, before: Decimal | None) -> str:
    value = figure(step.value)
    match step.kind:
        case "fixed":
            return _("a fixed sum of %(value)s") % {"value": value}
        case "base" | "award" | "count":
            return f"{step.text} = {value}"
        case "formula":
            return f"{step.text} = {value}"
        case "product":
            return f"{figure(before or Decimal(0))} × {figure(step.factor or Decimal(0))} = {value}"
        case "tier":
            least = figure(step.least or Decimal(0))
            if step.factor is None:
                return _("from %(least)s on: %(value)s") % {"least": least, "value": value}
            return _("from %(least)s on: %(part)s × %(rate)s = %(value)s") % {
                "least": least,
                "part": figure(step.part or Decimal(0)),
                "rate": figure(step.factor),
                "value": value,
            }
        case "sum":
            return _("together %(value)s") % {"value": value}
        case "rounded":
            if before is not None and before == step.value:
                return ""
            return _("rounded to %(value)s") % {"value": value}
        case "floor":
            return _("not below zero: 0")
        case "cap":
            return _("at most %(value)s by %(provision)s") % {"value": value, "provision": step.provision}
