"""What of the library waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.policy import Principal, may
from jingkai.documents.actions import PUBLISH, UPLOAD
from jingkai.documents.models import Document, Stage, Upload, UploadState
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting

FAILED_DAYS = 7
"""For how many days an upload that failed waits for somebody to hand in a better copy."""

_MOST = 50


def waiting_for(user: Principal) -> list[Waiting]:
    """Return reviews and failed uploads that wait for ``user``. No rule sets a deadline for either."""
    return [*_reviews(user), *_failed_uploads(user)]


def _reviews(user: Principal) -> Iterator[Waiting]:
    if not may(user, PUBLISH):
        return
    for document in Document.objects.filter(stage=Stage.DRAFT).order_by("entered")[:_MOST]:
        words = _("Review and publish: %(title)s") % {"title": document.name[:60]}
        yield Waiting(
            "documents.review", words, reverse("documents:review", args=[document.pk]), document.entered
        )


def _failed_uploads(user: Principal) -> Iterator[Waiting]:
    if not may(user, UPLOAD):
        return
    since = timezone.now() - timedelta(days=FAILED_DAYS)
    failed = Upload.objects.filter(state=UploadState.FAILED, entered__gte=since).order_by("entered")[:_MOST]
    for upload in failed:
        words = _("Could not be read, hand in a better copy: %(file)s") % {"file": upload.source[:60]}
        yield Waiting(
            "documents.upload", words, reverse("documents:uploads"), upload.finished or upload.entered
        )
