"""Packs as they were on record: which rules this installation went by, from when until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordedPack(models.Model):
    """A version of a reviewed pack. A row is never changed but once, when another version (or none) follows it.

    ``jurisdiction`` and ``name`` are the folders of the pack; ``digest`` is the version of its rules; ``content`` is
    what :func:`jingkai.policy.stored.stored` writes. ``entry`` is the entry of the ledger that names the digest.
    """

    jurisdiction = models.CharField(_("jurisdiction"), max_length=60)
    name = models.CharField(_("name"), max_length=100)
    document = models.CharField(_("document number"), max_length=120)
    digest = models.CharField(_("version of the rules"), max_length=64, db_index=True)
    content = models.TextField(_("content"))
    recorded = models.DateTimeField(_("on record from"))
    superseded = models.DateTimeField(_("on record until"), null=True)
    entry = models.BigIntegerField(_("entry of the ledger"), unique=True)

    objects: ClassVar[models.Manager[RecordedPack]] = models.Manager()

    class Meta:
        """One version of a pack at a time."""

        verbose_name = _("pack on record")
        verbose_name_plural = _("packs on record")
        ordering = ["recorded", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("jurisdiction", "name"),
                condition=models.Q(superseded=None),
                name="policy_one_version_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction}/{self.name} {self.digest[:12]}"
