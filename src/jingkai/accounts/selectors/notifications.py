"""What somebody was told."""

from __future__ import annotations

from django.db.models import QuerySet

from jingkai.accounts.models import Notification, User


def notifications_of(user: User) -> QuerySet[Notification]:
    """Return everything a person was told, newest first."""
    return Notification.objects.filter(user=user)


def unread_count(user: User) -> int:
    """Return how much of it is unread."""
    return Notification.objects.filter(user=user, read_at__isnull=True).count()
