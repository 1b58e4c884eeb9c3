"""Tell people what they should know."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from jingkai.accounts.models import Notification, User


def notify(
    user: User | Iterable[User], message: str, url: str = "", **parameters: str | int
) -> list[Notification]:
    """Tell one person, or several, a line. ``message`` is a message id, ``parameters`` what fills it."""
    people = [user] if isinstance(user, User) else list(user)
    return Notification.objects.bulk_create(
        Notification(user=one, message=message, parameters=parameters, url=url) for one in people
    )


def mark_read(user: User, *pks: int) -> int:
    """Mark notifications of a person as read, all of them where none is named; return how many there were."""
    rows = Notification.objects.filter(user=user, read_at__isnull=True)
    if pks:
        rows = rows.filter(pk__in=pks)
    return rows.update(read_at=timezone.now())
