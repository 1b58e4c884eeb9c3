"""Facts as pages write them: their period in words, and the days on which they hold."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.periods import Period
from jingkai.registry.models import Fact

register = template.Library()


@register.filter
def period_words(written: str) -> str:
    """Write a period in the reader's language; as it is stored where it is none."""
    try:
        return Period.read(written).words if written else ""
    except JingkaiError:
        return written


@register.filter
def holds(fact: Fact) -> str:
    """Say from when to when a fact holds; ``""`` where its period says so already."""
    first = fact.valid_from.isoformat() if fact.valid_from else ""
    last = fact.valid_to.isoformat() if fact.valid_to else ""
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("since %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else ""
