"""Masks for personal data, and whether a reader may do something."""

from __future__ import annotations

from django import template
from django.template import Context

from jingkai.accounts import places
from jingkai.accounts.policy import Placed, may
from jingkai.accounts.scopes import Scope
from jingkai.kernel import identifiers

register = template.Library()

_MASKS = {
    "name": identifiers.masked_name,
    "phone": identifiers.masked_phone,
    "mail": identifiers.masked_mail,
    "identity": identifiers.masked_identity,
}


@register.filter
def masked(value: str, kind: str) -> str:
    """Hide the middle of personal data: ``name``, ``phone``, ``mail`` or ``identity``."""
    return _MASKS[kind](value or "")


@register.simple_tag(takes_context=True)
def place(context: Context, scope: Scope) -> str:
    """Name a place, with the names that the page has fetched."""
    return places.in_words(scope, context.get("place_names") or {})


@register.simple_tag(takes_context=True)
def allowed(context: Context, action: str, thing: Placed | None = None) -> bool:
    """Whether the reader may carry out an action, on a thing where one is given: ``{% allowed "x.y.z" as may_z %}``."""
    return may(context["request"].user, action, thing)
