"""Agreements as lists show them: written by the ledger's subscription and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.benefits.agreements.agreement import State


class AgreementRow(ScopedModel):
    """An agreement as of its last entry that was read. ``next_year`` is the first that is not settled."""

    agreement = models.CharField(_("agreement"), max_length=20, primary_key=True)
    zone = models.CharField(_("zone"), max_length=40)
    enterprise = models.CharField(_("enterprise"), max_length=18)
    number = models.CharField(_("number"), max_length=300)
    title = models.CharField(_("title"), max_length=300)
    document = models.CharField(_("document number"), max_length=300)
    provision = models.CharField(_("clause"), max_length=300)
    state = models.CharField(_("state"), max_length=12, choices=[(one.value, one.value) for one in State])
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    next_year = models.PositiveSmallIntegerField(_("next year to settle"), null=True)
    yuan = models.DecimalField(_("most (yuan)"), max_digits=18, decimal_places=2)
    since = models.DateTimeField(_("last changed"))
    entry = models.BigIntegerField(_("last entry"))
    version = models.BigIntegerField(_("version"))

    objects: ClassVar[models.Manager[AgreementRow]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone",
        ScopeKind.ENTERPRISE: "enterprise",
    }

    class Meta:
        """The latest comes first."""

        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-since", "agreement"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def state_words(self) -> str:
        """The state in the reader's language."""
        return State(self.state).words
