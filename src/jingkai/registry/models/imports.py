"""Imports: a file on its way into a table, and the rows that were refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.registry.models.zones import Zone


class ImportState(models.TextChoices):
    """How far an import has come."""

    MAPPING = "mapping", _("Columns to be mapped")
    CHECKING = "checking", _("Dry run under way")
    CHECKED = "checked", _("Dry run done")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")


def received_files() -> FileSystemStorage:
    """Where files lie that were handed in: outside everything the web server hands out."""
    return FileSystemStorage(location=settings.RECEIVED_FILES, base_url=None)


def unguessable_name(_run: object, filename: str) -> str:
    """Return a name that says nothing, with the ending alone kept."""
    return f"imports/{secrets.token_hex(16)}{Path(filename).suffix.lower()[:6]}"


class ImportRun(ScopedModel):
    """One file for one table: mapped, tried without writing, then run in the background."""

    table = models.CharField(_("table"), max_length=40)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="imports", verbose_name=_("zone"))
    file = models.FileField(_("file"), storage=received_files, upload_to=unguessable_name)
    filename = models.CharField(_("file name"), max_length=200)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    mapping = models.JSONField(_("mapping of columns"), default=dict)
    state = models.CharField(_("state"), max_length=12, choices=ImportState, default=ImportState.MAPPING)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    inserted = models.PositiveIntegerField(_("inserted"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    cancel_asked = models.BooleanField(_("cancelled by its owner"), default=False)
    problem = models.TextField(_("problem"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("owner")
    )
    started = models.DateTimeField(_("started"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[models.Manager[ImportRun]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone__code"}

    class Meta:
        """Newest first."""

        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started", "-pk"]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:import", args=[self.pk])


class RefusedRow(models.Model):
    """A row that was not taken, and why: cell by cell."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refused_rows", verbose_name=_("import"))
    row = models.PositiveIntegerField(_("row of the file"))
    column = models.CharField(_("column"), max_length=120, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    what = models.CharField(_("what is wrong"), max_length=300)
    mend = models.CharField(_("how to mend it"), max_length=300, blank=True)

    objects: ClassVar[models.Manager[RefusedRow]] = models.Manager()

    class Meta:
        """In the order of the file."""

        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.what}"
