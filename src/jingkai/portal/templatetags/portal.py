"""Icons, addresses that keep a list's state, and figures as people here write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.portal.drawings import drawing

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """Draw an icon. It is hidden from screen readers: words or an accessible name always stand beside it."""
    return mark_safe(drawing(name, size))  # noqa: S308 - the drawing comes from an installed package


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: object) -> str:
    """Return the address of this page with some of its parameters changed; ``None`` or ``""`` takes one away.

    The page number is dropped unless it is what changes.
    """
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    encoded = query.urlencode()
    return f"{request.path}?{encoded}" if encoded else request.path


@register.simple_tag(takes_context=True)
def address_without(context: Context, name: str) -> str:
    """Return the address of this page without one of its parameters."""
    return address_with(context, **{name: None})


@register.filter
def number(value: object) -> str:
    """Write a number with thousands separators and no idle zeros; nothing for unknown.

    >>> number(Decimal("1400000.50"))
    '1,400,000.5'
    """
    if value is None or value == "":
        return ""
    figure = Decimal(str(value))
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def percent(value: object) -> str:
    """Write a share as a percentage (``0.6`` is ``60%``); nothing for unknown."""
    return "" if value is None or value == "" else f"{number(Decimal(str(value)) * 100)}%"


@register.filter
def yuan(value: object) -> SafeString | str:
    """Write a sum in the unit that the reader's language counts in (万 and 亿, or million), the exact sum on hover."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    if (get_language() or "").startswith("zh"):
        steps = ((100_000_000, _("%(sum)s hundred million yuan")), (10_000, _("%(sum)s ten thousand yuan")))
    else:
        steps = ((1_000_000_000, _("%(sum)s billion yuan")), (1_000_000, _("%(sum)s million yuan")))
    size, form = next((step for step in steps if abs(exact) >= step[0]), (1, _("%(sum)s yuan")))
    shown = form % {"sum": number(exact / size)}
    return format_html('<data value="{}" title="{}">{}</data>', exact, f"{exact:,.2f} 元", shown)


@register.filter
def iso(value: date | None) -> str:
    """Write a date as 2024-03-20; nothing for unknown."""
    return value.isoformat() if value else ""


@register.filter
def lookup(mapping: dict[object, object], key: object) -> object:
    """Return the value of a key, ``None`` where there is none."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def address_with_one(context: Context, name: str, value: object) -> str:
    """Return the address of this page with one parameter, whose name is computed, changed."""
    return address_with(context, **{name: value})
