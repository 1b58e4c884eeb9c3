"""Masks for personal data, words for scopes, and whether a reader may do something."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from jingkai.accounts.policy import Placed, may
from jingkai.accounts.scopes import Scope, ScopeKind
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


@register.filter
def scope_words(scope: Scope) -> str:
    """Write a scope for people: "zone qinglan", "everywhere"."""
    match scope.kind:
        case ScopeKind.EVERYTHING:
            return _("everywhere")
        case ScopeKind.ZONE:
            return _("zone %(key)s") % {"key": scope.key}
        case ScopeKind.UNIT:
            return _("unit %(key)s") % {"key": scope.key}
        case ScopeKind.ENTERPRISE:
            return _("enterprise %(key)s") % {"key": scope.key}


@register.simple_tag(takes_context=True)
def allowed(context: Context, action: str, thing: Placed | None = None) -> bool:
    """Whether the reader may carry out an action, on a thing where one is given: ``{% allowed "x.y.z" as may_z %}``."""
    return may(context["request"].user, action, thing)
