"""Uploads: handed in, read in the background, cancelled, taken up again after a stop."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from jingkai.documents.errors import DocumentError
from jingkai.documents.models import Upload, UploadOutcome, UploadState, Witness
from jingkai.documents.services import Ingested, ingest
from jingkai.kernel.language import gettext as _


@task()
def read_upload(upload_pk: int) -> None:
    """Read a handed-in file and take it into the library."""
    process(upload_pk)


def hand_in(file: File[bytes], *, language: str, encoding: str = "") -> Upload:
    """Keep an uploaded file under a random name until it is read; the reading is queued when this is committed."""
    with transaction.atomic():
        upload = Upload(
            source=Path(file.name or "file").name[:255], size=file.size, language=language, encoding=encoding
        )
        upload.file.save(file.name or "file", file, save=False)
        upload.save()
        pk = upload.pk
        transaction.on_commit(lambda: read_upload.enqueue(pk))
    return upload


def cancel(upload: Upload) -> None:
    """Ask the reading to stop; one that has not begun is cancelled at once."""
    waiting = Upload.objects.filter(pk=upload.pk, state=UploadState.WAITING)
    if waiting.update(state=UploadState.CANCELLED, cancel_asked=True, finished=timezone.now()):
        _forget_file(upload)
    else:
        Upload.objects.filter(pk=upload.pk, state=UploadState.WORKING).update(cancel_asked=True)


def resume_uploads() -> int:
    """At a start, hand readings that a stop has interrupted to the queue again; return how many there were."""
    interrupted = Upload.objects.filter(state=UploadState.WORKING)
    keys = list(interrupted.values_list("pk", flat=True))
    interrupted.update(state=UploadState.WAITING, step="")
    for pk in keys:
        read_upload.enqueue(pk)
    return len(keys)


def process(upload_pk: int) -> None:
    """Read a handed-in file and take it into the library; keep every step visible.

    What is written for people (reasons, flags, errors) is written in the language of whoever handed the file in.
    """
    claimed = Upload.objects.filter(pk=upload_pk, state=UploadState.WAITING).update(
        state=UploadState.WORKING, step="read"
    )
    if not claimed:
        return
    upload = Upload.objects.get(pk=upload_pk)
    with translation.override(upload.language):
        _process(upload)


def _process(upload: Upload) -> None:
    """Read a file in a process of its own; whatever happens, say what became of it and drop the waiting copy."""
    from jingkai.documents.reader_process import CancelledError, read_in_child

    mine = Upload.objects.filter(pk=upload.pk)

    def at_step(step: str) -> None:
        mine.update(step=step)

    try:
        content = upload.file.read()
        digest = hashlib.sha256(content).hexdigest()
        known = Witness.objects.select_related("document").filter(digest=digest).first()
        if known:
            found = Ingested(known.document, known, UploadOutcome.KNOWN)
        else:
            record = read_in_child(
                Path(upload.file.path),
                source=upload.source,
                encoding=upload.encoding or None,
                language="en" if upload.language.startswith("en") else "zh_Hans",
                on_step=at_step,
                cancelled=lambda: mine.filter(cancel_asked=True).exists(),
            )
            mine.update(step="store")
            found = ingest(record, content=content)
        mine.update(
            state=UploadState.DONE,
            outcome=found.outcome,
            document=found.document,
            step="",
            finished=timezone.now(),
        )
    except CancelledError:
        mine.update(state=UploadState.CANCELLED, finished=timezone.now())
    except DocumentError as error:
        mine.update(
            state=UploadState.FAILED,
            error_what=error.what,
            error_place=error.place or upload.source,
            error_mend=error.mend,
            finished=timezone.now(),
        )
    except BaseException:
        mine.update(
            state=UploadState.FAILED,
            error_what=_("Something went wrong on our side while this file was read."),
            error_place=upload.source,
            error_mend=_("Try once more; if it happens again, the log of the server says why."),
            finished=timezone.now(),
        )
        raise
    finally:
        _forget_file(upload)


def _forget_file(upload: Upload) -> None:
    """Delete the waiting copy of a file: what was read is kept with its witness."""
    if upload.file:
        upload.file.storage.delete(upload.file.name or "")
        Upload.objects.filter(pk=upload.pk).update(file="")
