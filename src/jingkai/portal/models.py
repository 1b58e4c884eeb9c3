"""What the portal keeps: filters under a name, and facts about the installation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """The address of a list, with its filters, that a person keeps under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    path = models.CharField(max_length=300)
    query = models.CharField(max_length=1000, blank=True)
    saved = models.DateTimeField(_("saved"), auto_now=True)

    objects: ClassVar[models.Manager[SavedFilter]] = models.Manager()

    class Meta:
        """A name is given once a list."""

        verbose_name = _("saved filter")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "path", "name"), name="one_saved_filter_per_name"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it leads."""
        return f"{self.path}?{self.query}" if self.query else self.path


class Installation(models.Model):
    """A fact about this installation, by its key; ``demo`` is there where everything was made up for trying out."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Installation]] = models.Manager()

    class Meta:
        """By key."""

        verbose_name = _("fact about the installation")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
