"""Runs: the benefits of a pack computed for everybody in a zone, and the claims opened from that."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.registry.models import Zone
from jingkai.registry.models.imports import received_files


class RunState(models.TextChoices):
    """How far a run has come."""

    COMPUTING = "computing", _("Computing")
    COMPUTED = "computed", _("Computed for all")
    OPENING = "opening", _("Opening claims")
    OPENED = "opened", _("Claims opened")
    CANCELLED = "cancelled", _("Stopped by its owner")
    FAILED = "failed", _("Failed")


UNDER_WAY = (RunState.COMPUTING, RunState.OPENING)
"""States in which the background works on a run, or is about to."""

KEPT_DAYS = 365
"""So long the files of a run are kept; its totals stay."""


def unguessable_name(_run: object, filename: str) -> str:
    """Return a name that says nothing but what kind of file it is."""
    return f"runs/{secrets.token_hex(16)}{Path(filename).suffix}"


class BenefitRun(ScopedModel):
    """A pack over all enterprises and projects of a zone on a day.

    ``totals`` has for each benefit what :class:`jingkai.benefits.bulk.settling.Total` counts, sums as text; ``missing``
    names the variables that nobody in the zone has a value of, ``slips`` figures that were taken for unknown, since a sum
    would have been too great for money. ``done`` counts subjects while claims are opened.
    ``lines`` is a Parquet file with a row for each subject and benefit; ``enterprises`` and ``projects`` are those of the
    engine, with every condition. ``opens`` is true where the claims are to be opened as soon as it is computed;
    ``owner`` is ``None`` for what the product does by night. ``known`` is the record date, ``None`` for what is known now.
    """

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="benefit_runs", verbose_name=_("zone"))
    policy = models.CharField(_("policy pack"), max_length=80)
    document = models.CharField(_("document number"), max_length=120)
    rules = models.CharField(_("version of the rules (digest)"), max_length=64)
    on = models.DateField(_("day whose rules and facts count"))
    known = models.DateField(_("as it was known at the end of the day"), null=True)
    opens = models.BooleanField(_("opens claims"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=RunState, default=RunState.COMPUTING)
    percent = models.PositiveSmallIntegerField(_("per cent done"), default=0)
    subjects = models.PositiveIntegerField(_("subjects"), null=True)
    totals = models.JSONField(_("totals by benefit"), default=list)
    missing = models.JSONField(_("facts that are known of nobody"), default=list)
    slips = models.JSONField(_("figures that cannot be"), default=list)
    opened = models.PositiveIntegerField(_("claims opened"), default=0)
    standing = models.PositiveIntegerField(_("claims that stood already"), default=0)
    left_out = models.JSONField(_("left out, with reasons"), default=list)
    lines = models.FileField(
        _("result by subject and benefit"), storage=received_files, upload_to=unguessable_name
    )
    enterprises = models.FileField(
        _("result of enterprises"), storage=received_files, upload_to=unguessable_name
    )
    projects = models.FileField(_("result of projects"), storage=received_files, upload_to=unguessable_name)
    cancel_asked = models.BooleanField(_("cancelled by its owner"), default=False)
    working = models.BooleanField(_("a worker has it"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.TextField(_("problem"), blank=True)
    mend = models.TextField(_("how to mend it"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("owner")
    )
    started = models.DateTimeField(_("started"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[models.Manager[BenefitRun]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone__code"}

    class Meta:
        """Newest first."""

        verbose_name = _("run of benefits")
        verbose_name_plural = _("runs of benefits")
        ordering = ["-started", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.document} {self.zone} {self.on}"

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("benefits:run", args=[self.pk])

    @property
    def under_way(self) -> bool:
        """Whether the background works on it, or is about to."""
        return self.state in UNDER_WAY

    @property
    def has_result(self) -> bool:
        """Whether it was computed, and its files are still kept."""
        return bool(self.lines)
