"""Differences and sums as the pages of simulations show them."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jingkai.benefits import words
from jingkai.kernel.retelling import retold

register = template.Library()
register.filter("retold", retold)


@register.filter
def to_the_fen(sum_: Decimal) -> str:
    """Write a sum exact to the fen; its unit stands in the header."""
    return f"{sum_:,.2f}"


@register.filter
def negated(sum_: Decimal) -> Decimal:
    """Turn a sum's sign: what is short instead of what is left."""
    return -sum_


@register.simple_tag
def difference(sum_: Decimal, *, bare: bool = False) -> SafeString:
    """Write how much more or less, with its sign; ``bare`` leaves the unit to the header."""
    written = to_the_fen(abs(sum_)) if bare else words.yuan(abs(sum_))
    if not sum_:
        return format_html("<span>±{}</span>", written)
    look, sign = ("more", "+") if sum_ > 0 else ("less", "−")
    return format_html('<span class="{}">{}{}</span>', look, sign, written)
