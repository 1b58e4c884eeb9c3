"""Files that were handed in."""

from __future__ import annotations

from django.db.models import QuerySet

from jingkai.documents.models import Upload, UploadState


def uploads(limit: int = 50) -> QuerySet[Upload]:
    """The latest uploads, newest first."""
    return Upload.objects.select_related("document")[:limit]


def uploads_under_way() -> bool:
    """Whether anything is still being read."""
    return Upload.objects.filter(state__in=(UploadState.WAITING, UploadState.WORKING)).exists()
