"""Budgets and batches of payments as lists show them: written by the ledger's subscriptions and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind


def _sum(words: object) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(words, max_digits=18, decimal_places=2, default=Decimal("0.00"))  # type: ignore[arg-type]


class BudgetRow(ScopedModel):
    """A budget as of its last entry that was read: what was granted by whom, what is bound and what is gone."""

    budget = models.CharField(_("budget"), max_length=140, primary_key=True)
    zone = models.CharField(_("zone"), max_length=40)
    pool = models.CharField(_("pool"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    city = _sum(_("city budget (yuan)"))
    region = _sum(_("region budget (yuan)"))
    transfer = _sum(_("transfer payment (yuan)"))
    reserved = _sum(_("reserved (yuan)"))
    committed = _sum(_("committed (yuan)"))
    paid = _sum(_("paid (yuan)"))
    surrendered = _sum(_("given back to the treasury (yuan)"))
    claims = models.PositiveIntegerField(_("claims"), default=0)
    entry = models.BigIntegerField(_("last entry"))
    version = models.BigIntegerField(_("version"))

    objects: ClassVar[models.Manager[BudgetRow]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone"}

    class Meta:
        """The latest year comes first."""

        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-year", "zone", "pool"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.budget

    @property
    def total(self) -> Decimal:
        """All that was granted, in yuan."""
        return self.city + self.region + self.transfer

    @property
    def available(self) -> Decimal:
        """What is neither bound nor paid, in yuan."""
        return self.total - self.reserved - self.committed - self.paid


class BatchRow(ScopedModel):
    """A batch of payments: how much went to the treasury when, and how often the bank has answered.

    What was paid of it is for the list of claims to say.
    """

    batch = models.CharField(_("payment batch"), max_length=20, primary_key=True)
    zone = models.CharField(_("zone"), max_length=40)
    budget = models.CharField(_("budget"), max_length=140)
    count = models.PositiveIntegerField(_("payments"))
    yuan = models.DecimalField(_("sum (yuan)"), max_digits=18, decimal_places=2)
    prepared = models.DateTimeField(_("prepared"))
    handed_over = models.DateTimeField(_("first handed over"), null=True)
    answered = models.DateTimeField(_("last answered"), null=True)
    answers = models.PositiveIntegerField(_("answers"), default=0)

    objects: ClassVar[models.Manager[BatchRow]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone"}

    class Meta:
        """The latest comes first."""

        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        ordering = ["-prepared", "batch"]
        default_permissions = ()
        indexes = [models.Index(fields=("budget", "prepared"), name="benefits_batch_of_budget")]

    def __str__(self) -> str:
        return self.batch
