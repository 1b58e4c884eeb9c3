"""Clause chips, sums and values as the pages of benefits show them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jingkai.benefits import labels, words
from jingkai.benefits.claims.next_steps import next_step
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import Policy
from jingkai.benefits.selectors.earlier import sum_of
from jingkai.kernel.retelling import retold
from jingkai.policy.schema.benefits import Benefit

register = template.Library()
register.filter("retold", retold)


@register.inclusion_tag("portal/parts/cited.html", takes_context=True)
def clause(context: Context, policy: Policy, provision: str) -> dict[str, Any]:
    """Draw the chip of a clause; it opens the clause where the library has the document (``clauses`` of the page)."""
    found = (context.get("clauses") or {}).get((policy.number, provision))
    return {"citation": f"{policy.number} {words.clause(provision)}", "is_clause": True, "provision": found}


@register.filter
def exactly(sum_: Decimal | None) -> str:
    """Write a sum exact to the fen; nothing for unknown."""
    return "" if sum_ is None else words.yuan(sum_)


@register.filter
def rate(share: Decimal | None) -> str:
    """Write a share with two decimals (``0.709`` is ``70.90%``): in a column its figures stand under each other."""
    return "" if share is None else f"{share * 100:,.2f}%"


@register.filter
def claim_sum(row: ClaimRow) -> Decimal:
    """Give what a claim stands for now: what was paid, else the latest sum on its way there."""
    return sum_of(row)


@register.filter
def comes_next(row: ClaimRow) -> str:
    """Say what comes next in a claim, for whoever follows it."""
    return next_step(State(row.state))


@register.filter
def about_yuan(sum_: Decimal | None) -> SafeString | str:
    """Write a sum in the unit that the reader's language counts in, to two decimals, the exact sum on hover."""
    if sum_ is None:
        return ""
    shown = words.yuan_about(sum_)
    return format_html('<data value="{}" title="{}">{}</data>', sum_, words.yuan(sum_), shown)


@register.filter
def summary(benefit: Benefit) -> str:
    """Write what a benefit is, in our own words."""
    return labels.summary(benefit)


@register.filter
def kind(benefit: Benefit) -> str:
    """Write what kind of benefit it is."""
    return labels.kind(benefit)


@register.filter
def frequency(benefit: Benefit) -> str:
    """Write how often it is given."""
    return labels.frequency(benefit)


@register.simple_tag
def how_much(policy: Policy, benefit: Benefit) -> str:
    """Write how much a benefit gives."""
    return labels.amount(benefit, policy.rules.variables)
