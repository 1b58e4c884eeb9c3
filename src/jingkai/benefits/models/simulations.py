"""Simulations: a pack with other figures, run over everybody in a zone, side by side with the pack as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.registry.models import Zone


class SimulationState(models.TextChoices):
    """How far a simulation has come."""

    DRAFT = "draft", _("Figures being chosen")
    WAITING = "waiting", _("Waiting for its turn")
    COMPUTING = "computing", _("Computing")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Stopped by its owner")
    FAILED = "failed", _("Failed")


UNDER_WAY = (SimulationState.WAITING, SimulationState.COMPUTING)
"""States in which the background works on a simulation, or is about to."""


class Baseline(models.TextChoices):
    """What the changed pack is compared with."""

    AS_WRITTEN = "as_written", _("The pack as it stands")
    NOTHING = "nothing", _("No such policy: all of it is additional")
    PACK = "pack", _("Another pack")


class Simulation(ScopedModel):
    """A pack with other figures for a zone. Nothing that decides rights or money knows of it.

    ``pack`` names its folders (``cn-demo/chengzhengbanfa-2025-11``); ``changes`` are the figures as typed, by key;
    ``against`` names the pack that it is compared with where that is another one; ``budgets`` are sums in yuan as text by
    pool. ``result`` is what :mod:`jingkai.benefits.simulation.stored` writes; ``rules_before`` and ``rules_after`` are the
    versions of the rules on both sides (empty: no policy). ``command`` tells a form that is sent twice;
    ``known`` is the record date, ``None`` for what is known now.
    """

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="simulations", verbose_name=_("zone"))
    pack = models.CharField(_("policy pack"), max_length=160)
    document = models.CharField(_("document number"), max_length=120)
    title = models.CharField(_("name"), max_length=120)
    on = models.DateField(_("day whose rules and facts count"))
    known = models.DateField(_("as it was known at the end of the day"), null=True)
    baseline = models.CharField(
        _("compared with"), max_length=12, choices=Baseline, default=Baseline.AS_WRITTEN
    )
    against = models.CharField(_("pack compared with"), max_length=160, blank=True)
    changes = models.JSONField(_("changed figures"), default=dict)
    budgets = models.JSONField(_("budgets by pool"), default=dict)
    state = models.CharField(
        _("state"), max_length=12, choices=SimulationState, default=SimulationState.DRAFT
    )
    percent = models.PositiveSmallIntegerField(_("per cent done"), default=0)
    cancel_asked = models.BooleanField(_("cancelled by its owner"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.TextField(_("problem"), blank=True)
    mend = models.TextField(_("how to mend it"), blank=True)
    result = models.JSONField(_("result"), null=True)
    rules_before = models.CharField(_("version of the rules before"), max_length=64, blank=True)
    rules_after = models.CharField(_("version of the rules after"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    command = models.UUIDField(_("command"), null=True, unique=True)
    made = models.DateTimeField(_("made on"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[models.Manager[Simulation]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone__code"}

    class Meta:
        """Newest first."""

        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")
        ordering = ["-made", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("benefits:simulation", args=[self.pk])

    @property
    def under_way(self) -> bool:
        """Whether the background works on it, or is about to."""
        return self.state in UNDER_WAY

    @property
    def done(self) -> bool:
        """Whether there is a result."""
        return self.state == SimulationState.DONE


class SimulatedEnterprise(models.Model):
    """What an enterprise gets with its projects before and after; those that get nothing on both sides have no row.

    ``parts`` are the sums of single benefits as text: ``{benefit: [before, after]}``. Name and industry are those of the
    moment.
    """

    simulation = models.ForeignKey(
        Simulation, models.CASCADE, related_name="lines", verbose_name=_("simulation")
    )
    uscc = models.CharField(_("unified social credit code"), max_length=18)
    name = models.CharField(_("name"), max_length=160)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=5, blank=True)
    before = models.DecimalField(_("before (yuan)"), max_digits=20, decimal_places=2)
    after = models.DecimalField(_("after (yuan)"), max_digits=20, decimal_places=2)
    change = models.DecimalField(_("change (yuan)"), max_digits=20, decimal_places=2)
    parts = models.JSONField(_("sums by benefit"), default=dict)

    objects: ClassVar[models.Manager[SimulatedEnterprise]] = models.Manager()

    class Meta:
        """Who gains most comes first."""

        verbose_name = _("simulated enterprise")
        verbose_name_plural = _("simulated enterprises")
        ordering = ["-change", "-after", "uscc"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["simulation", "uscc"], name="an_enterprise_is_simulated_once")
        ]
        indexes = [models.Index(fields=["simulation", "change"], name="benefits_simulated_change")]

    def __str__(self) -> str:
        return self.name


class SimulationShare(models.Model):
    """A link under which colleagues of the zone may read the result of a simulation until a day, unless it is revoked."""

    simulation = models.ForeignKey(
        Simulation, models.CASCADE, related_name="shares", verbose_name=_("simulation")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("shared by")
    )
    command = models.UUIDField(_("command"), null=True, unique=True)
    made = models.DateTimeField(_("made on"), auto_now_add=True)
    expires = models.DateTimeField(_("can be read until"))
    revoked = models.DateTimeField(_("revoked"), null=True)

    objects: ClassVar[models.Manager[SimulationShare]] = models.Manager()

    class Meta:
        """Newest first."""

        verbose_name = _("shared simulation")
        verbose_name_plural = _("shared simulations")
        ordering = ["-made", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.simulation} → {self.expires:%Y-%m-%d}"

    @property
    def open(self) -> bool:
        """Whether it may be read under the link now."""
        return self.revoked is None and timezone.now() < self.expires
