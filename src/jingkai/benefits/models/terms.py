"""How long steps of claims take in a zone, where no clause says: the zone's own rule, which names what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.benefits.claims.terms import LONGEST, Step


class ZoneTerm(ScopedModel):
    """A zone's rule for one step. It is configured, never official; a clause that says otherwise goes first."""

    zone = models.CharField(_("zone"), max_length=40)
    step = models.CharField(
        _("step of the claim"), max_length=12, choices=[(one.value, one.value) for one in Step]
    )
    days = models.PositiveSmallIntegerField(
        _("working days"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    basis = models.CharField(_("what it rests on"), max_length=200)
    set_by = models.CharField(_("set by"), max_length=80)
    since = models.DateTimeField(_("set on"), auto_now=True)

    objects: ClassVar[models.Manager[ZoneTerm]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone"}

    class Meta:
        """One rule a step."""

        verbose_name = _("term of a step")
        verbose_name_plural = _("terms of steps")
        ordering = ["zone", "step"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("zone", "step"), name="benefits_one_term_a_step")]

    def __str__(self) -> str:
        return f"{self.zone} {self.step}: {self.days}"
