"""Sums and days of claims as their pages show them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.benefits.models import ClaimRow
from jingkai.kernel.working_days import working_days_between

register = template.Library()


@register.filter
def latest_sum(row: ClaimRow) -> Decimal | None:
    """Return the sum at which a claim stands: what was paid, else what was last set on the way there."""
    sums = (row.paid, row.budgeted, row.approved, row.verified, row.entitled)
    return next((one for one in sums if one is not None), None)


@register.filter
def days_left(due: date) -> str:
    """Say how many working days are left until a day, or have gone by since."""
    left = working_days_between(timezone.localdate(), due)
    if left < 0:
        said = ngettext("%(days)d working day over", "%(days)d working days over", -left)
        return said % {"days": -left}
    if left == 0:
        return _("the last day is today")
    return ngettext("%(days)d working day left", "%(days)d working days left", left) % {"days": left}
