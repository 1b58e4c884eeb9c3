"""Sums and days of claims as their pages show them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.benefits import words
from jingkai.benefits.models import ClaimRow
from jingkai.documents import selectors as documents
from jingkai.kernel.working_days import working_days_between

register = template.Library()


@register.filter
def latest_sum(row: ClaimRow) -> Decimal | None:
    """Return the sum at which a claim stands: what was paid, else what was last set on the way there."""
    sums = (row.paid, row.budgeted, row.approved, row.verified, row.entitled)
    return next((one for one in sums if one is not None), None)


@register.inclusion_tag("portal/parts/cited.html", takes_context=True)
def cited_in(context: Context, document: str, provision: str) -> dict[str, Any]:
    """Draw the chip of a provision of a document; it opens the clause where the library has it."""
    citation = f"{document} {words.clause(provision)}"
    among = documents.readable(context["request"].user)
    return {"citation": citation, "is_clause": True, "provision": documents.provision_cited(citation, among)}


@register.filter
def days_left(due: date) -> str:
    """Say how many working days are left until a day, or have gone by since; days off are no working days.

    The last day may have gone by without a working day since (it was a Friday, and it is Sunday).
    """
    today = timezone.localdate()
    left = working_days_between(today, due)
    if left < 0:
        said = ngettext("%(days)d working day over", "%(days)d working days over", -left)
        return said % {"days": -left}
    if left == 0:
        return _("the last day has gone by") if due < today else _("the last day is today")
    return ngettext("%(days)d working day left", "%(days)d working days left", left) % {"days": left}
