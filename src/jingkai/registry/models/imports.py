"""Imports: a file on its way into a table, and the rows that were refused."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.models.fields import SealedField
from jingkai.accounts.scopes import ScopeKind
from jingkai.registry.models.zones import Zone


class ImportState(models.TextChoices):
    """How far an import has come."""

    MAPPING = "mapping", _("Columns to be mapped")
    CHECKING = "checking", _("Dry run under way")
    CHECKED = "checked", _("Dry run done")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Stopped by its owner")
    FAILED = "failed", _("Failed")


UNDER_WAY = (ImportState.CHECKING, ImportState.RUNNING)
"""States in which the background works on an import, or is about to."""

KEPT_DAYS = 30
"""So long the file and the refused rows of an import are kept: both may hold personal data."""

ENDED = (ImportState.DONE, ImportState.CANCELLED, ImportState.FAILED)


class ReceivedFiles(FileSystemStorage):
    """Files that were handed in, outside everything the web server hands out; nothing in it has an address."""

    @property
    def base_location(self) -> str:
        """The folder, asked for each time: it is a setting of the installation."""
        return str(settings.RECEIVED_FILES)

    @property
    def location(self) -> str:
        """The folder as an absolute path."""
        return str(Path(self.base_location).absolute())


def received_files() -> FileSystemStorage:
    """Return where files lie that were handed in, for their owner's eyes alone."""
    return ReceivedFiles(base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def unguessable_name(_run: object, filename: str) -> str:
    """Return a name that says nothing, with a plain ending alone kept."""
    ending = Path(filename).suffix.lower()
    return f"imports/{secrets.token_hex(16)}{ending if ending in {'.xlsx', '.csv'} else ''}"


class ImportRun(ScopedModel):
    """One file for one table: mapped, tried without writing, then run in the background.

    ``done`` counts the rows that are settled: while an import runs it grows together with what is written, in the same
    transaction, so that a run that was cut off goes on exactly where it stopped. ``foreseen`` keeps the counts of the
    dry run; ``faulty`` says how many cells were refused in each column. ``working`` is true while a worker has it;
    ``second_factor`` is whether two factors were shown when the file was handed in, which the policy asks.
    """

    table = models.CharField(_("table"), max_length=40)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="imports", verbose_name=_("zone"))
    file = models.FileField(_("file"), storage=received_files, upload_to=unguessable_name)
    filename = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest of the file (SHA-256)"), max_length=64)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    mapping = models.JSONField(_("mapping of columns"), default=dict)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    second_factor = models.BooleanField(_("two factors shown"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=ImportState, default=ImportState.MAPPING)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    last_row = models.PositiveIntegerField(_("last row done"), default=0)
    inserted = models.PositiveIntegerField(_("inserted"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    skipped = models.PositiveIntegerField(_("example rows left out"), default=0)
    foreseen = models.JSONField(_("counts of the dry run"), default=dict)
    faulty = models.JSONField(_("refused cells by column"), default=dict)
    cancel_asked = models.BooleanField(_("cancelled by its owner"), default=False)
    working = models.BooleanField(_("a worker has it"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.TextField(_("problem"), blank=True)
    mend = models.TextField(_("how to mend it"), blank=True)
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

    @property
    def under_way(self) -> bool:
        """Whether the background works on it, or is about to."""
        return self.state in UNDER_WAY

    @property
    def written(self) -> int:
        """How many rows have changed something."""
        return self.inserted + self.updated

    @property
    def percent(self) -> int | None:
        """How much of it is done, 0 to 100; ``None`` while the number of rows is not known."""
        return min(100, self.done * 100 // self.rows) if self.rows else None


class RefusedRow(models.Model):
    """A row that was not taken: its cells as they were read, and what is wrong with which of them.

    Both are sealed: whatever stands in a row may be somebody's phone number.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refused_rows", verbose_name=_("import"))
    row = models.PositiveIntegerField(_("row of the file"))
    sealed_cells = SealedField(_("cells"))
    sealed_faults = SealedField(_("what is wrong"))

    objects: ClassVar[models.Manager[RefusedRow]] = models.Manager()

    class Meta:
        """In the order of the file."""

        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        ordering = ["row", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="a_row_is_refused_once")]

    def __str__(self) -> str:
        return f"{self.run} {self.row}"

    @classmethod
    def of(
        cls, run: ImportRun, row: int, cells: Sequence[str], faults: Sequence[Mapping[str, Any]]
    ) -> RefusedRow:
        """Make the record of a refused row."""
        return cls(
            run=run,
            row=row,
            sealed_cells=json.dumps(list(cells), ensure_ascii=False),
            sealed_faults=json.dumps(list(faults), ensure_ascii=False),
        )

    @property
    def cells(self) -> list[str]:
        """The cells as text."""
        return list(json.loads(self.sealed_cells))

    @property
    def faults(self) -> list[dict[str, Any]]:
        """What is wrong: the fields of :class:`jingkai.registry.imports.faults.Fault`, cell by cell."""
        return list(json.loads(self.sealed_faults))
