"""Claims as lists show them: a row a claim, written by the ledger's subscription and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.benefits.claims.states import State
from jingkai.kernel.waiting import Waiting


class ClaimRow(ScopedModel):
    """A claim as of its last entry that was read. ``NULL`` is what has not been reached, or is not known."""

    claim = models.CharField(_("claim"), max_length=32, primary_key=True)
    zone = models.CharField(_("zone"), max_length=40)
    enterprise = models.CharField(_("enterprise"), max_length=18)
    subject_kind = models.CharField(_("kind of subject"), max_length=12)
    subject = models.CharField(_("subject"), max_length=80)
    document = models.CharField(_("document number"), max_length=120)
    provision = models.CharField(_("clause"), max_length=160)
    benefit = models.CharField(_("benefit"), max_length=80)
    period = models.CharField(_("period"), max_length=160)
    state = models.CharField(_("state"), max_length=12, choices=[(one.value, one.value) for one in State])
    entitled = models.DecimalField(_("entitled (yuan)"), max_digits=18, decimal_places=2, null=True)
    verified = models.DecimalField(_("verified (yuan)"), max_digits=18, decimal_places=2, null=True)
    approved = models.DecimalField(_("approved (yuan)"), max_digits=18, decimal_places=2, null=True)
    budgeted = models.DecimalField(_("set aside (yuan)"), max_digits=18, decimal_places=2, null=True)
    paid = models.DecimalField(_("paid (yuan)"), max_digits=18, decimal_places=2, null=True)
    clawed_back = models.DecimalField(_("clawed back (yuan)"), max_digits=18, decimal_places=2, null=True)
    recovered = models.DecimalField(_("given back (yuan)"), max_digits=18, decimal_places=2, null=True)
    paid_on = models.DateField(_("paid on"), null=True)
    budget = models.CharField(_("budget"), max_length=140, blank=True)
    batch = models.CharField(_("payment batch"), max_length=20, blank=True)
    found = models.DateTimeField(_("found"))
    since = models.DateTimeField(_("in this state since"))
    due = models.DateField(_("due"), null=True)
    provisional = models.BooleanField(_("due date provisional"), default=False)
    due_basis = models.CharField(_("what the due date rests on"), max_length=300, blank=True)
    publicised = models.DateField(_("published from"), null=True)
    published_until = models.DateField(_("published until"), null=True)
    until_provisional = models.BooleanField(_("end of the publication provisional"), default=False)
    proposed_by = models.CharField(_("rejection proposed by"), max_length=80, blank=True)
    verified_by = models.CharField(_("verified by"), max_length=80, blank=True)
    approved_at = models.DateTimeField(_("approved on"), null=True)
    publicised_entry = models.BigIntegerField(_("entry of the publication"), null=True)
    entry = models.BigIntegerField(_("last entry"))
    version = models.BigIntegerField(_("version"))

    objects: ClassVar[models.Manager[ClaimRow]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone",
        ScopeKind.ENTERPRISE: "enterprise",
    }

    class Meta:
        """What is due comes first."""

        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = [models.F("due").asc(nulls_last=True), "since", "claim"]
        default_permissions = ()
        indexes = [
            models.Index(fields=("zone", "state", "due"), name="benefits_claim_queue"),
            models.Index(fields=("enterprise", "found"), name="benefits_claim_own"),
        ]

    def __str__(self) -> str:
        return f"{self.benefit} {self.subject} {self.period}"

    @property
    def state_words(self) -> str:
        """The state in the reader's language."""
        return State(self.state).words

    @property
    def kept(self) -> Decimal:
        """What was paid and is not clawed back, in yuan: so much can still be."""
        return (self.paid or Decimal(0)) - (self.clawed_back or Decimal(0))

    @property
    def owed(self) -> Decimal:
        """What was clawed back and has not come in yet, in yuan."""
        return (self.clawed_back or Decimal(0)) - (self.recovered or Decimal(0))

    @property
    def waiting(self) -> Waiting:
        """The claim as something that waits, for the mark of its deadline."""
        return Waiting(
            "benefits.claim", str(self), "", self.since, self.due, self.provisional, self.due_basis
        )
