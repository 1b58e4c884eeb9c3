"""What somebody is told."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from jingkai.accounts.models.user import User
from jingkai.kernel.language import gettext


class Notification(models.Model):
    """A line for one person. ``message`` is a message id filled with ``parameters``, so that it follows the language."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    message = models.TextField()
    parameters: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; the unread of one person are asked for on every page."""

        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(
                fields=["user"], condition=models.Q(read_at__isnull=True), name="unread_notifications"
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The line in the reader's language."""
        told = gettext(self.message)
        return told % self.parameters if self.parameters else told
