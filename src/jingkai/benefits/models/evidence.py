"""Papers that an enterprise hands in for a claim: files that prove what it has stated."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.benefits.papers import Kind
from jingkai.documents.models import received_files


def unguessable_name(evidence: models.Model, _filename: str) -> str:
    """Return a name that says nothing about the file; what it was called is kept in the row alone."""
    return f"evidence/{secrets.token_hex(16)}.{getattr(evidence, 'kind', 'bin')}"


class Evidence(ScopedModel):
    """A file that proves facts of a claim.

    ``paper`` is what the pack calls it, ``facts`` are the variables that it proves. ``digest`` is the SM3 of the file's
    bytes, which whoever verifies the claim writes into the ledger. It lies where the claim lies. ``removed`` is when its
    file was removed because it had been kept long enough; then file and name are empty, and the digest stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.CharField(_("claim"), max_length=32, db_index=True)
    zone = models.CharField(_("zone"), max_length=40)
    enterprise = models.CharField(_("enterprise"), max_length=18)
    paper = models.CharField(_("paper"), max_length=200)
    facts: models.JSONField[list[str], list[str]] = models.JSONField(_("facts it proves"), default=list)
    file = models.FileField(_("file"), storage=received_files, upload_to=unguessable_name)
    filename = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("kind of file"), max_length=8, choices=[(one.value, one.value) for one in Kind])
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest of the file (SM3)"), max_length=64)
    handed_in_by = models.CharField(_("handed in by"), max_length=80)
    handed_in = models.DateTimeField(_("handed in"))
    removed = models.DateTimeField(_("file removed on"), null=True)

    objects: ClassVar[models.Manager[Evidence]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone",
        ScopeKind.ENTERPRISE: "enterprise",
    }

    class Meta:
        """In the order in which they came; the same file proves the same paper of a claim once."""

        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["handed_in", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "paper", "digest"],
                condition=models.Q(removed=None),
                name="benefits_paper_kept_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.filename}"

    def get_absolute_url(self) -> str:
        """Address at which it is handed out."""
        return reverse("benefits:evidence", args=[self.pk])

    @property
    def is_image(self) -> bool:
        """Whether a page can show it beside a fact."""
        return self.kind in {Kind.PNG, Kind.JPEG}

    @property
    def media(self) -> str:
        """Media type, as its bytes say."""
        return Kind(self.kind).media
