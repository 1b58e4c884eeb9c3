"""Runs as far as somebody may see them, and where they may start one."""

from __future__ import annotations

from django.db.models import QuerySet

from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits.models import BenefitRun
from jingkai.benefits.run_actions import READ_RUNS, START_RUN
from jingkai.registry.models import Zone


def runs(user: Principal) -> QuerySet[BenefitRun]:
    """Return the runs that somebody may see, the newest first."""
    return visible(user, BenefitRun.objects.select_related("zone", "owner"), READ_RUNS)


def zones_to_run(user: Principal) -> QuerySet[Zone]:
    """Return the zones over which somebody may start a run."""
    return visible(user, Zone.objects.order_by("name"), START_RUN)
