"""Uploads: handed in, read in the background, cancelled, taken up again after a stop."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django_tasks import task

from jingkai.documents.errors import DocumentError
from jingkai.documents.models import Upload, UploadOutcome, UploadState, Witness
from jingkai.documents.services import Ingested, ingest
from jingkai.kernel.language import gettext as _
from jingkai.kernel.seen import as_seen

MOST_ATTEMPTS = 3
"""How often the reading of one file is begun."""


@task()
def read_upload(upload_pk: int) -> None:
    """Read a handed-in file and take it into the library."""
    process(upload_pk)


def hand_in(file: File[bytes], *, language: str, encoding: str = "") -> Upload:
    """Keep an uploaded file under a random name until it is read; the reading is queued when this is committed."""
    with transaction.atomic():
        upload = Upload(source=_shown(file.name), size=file.size, language=language, encoding=encoding)
        upload.file.save(file.name or "file", file, save=False)
        upload.save()
        pk = upload.pk
        transaction.on_commit(lambda: read_upload.enqueue(pk))
    return upload


def _shown(name: str | None) -> str:
    """Return a file's name as pages show it: without folders, and without signs that make it read as another one."""
    return as_seen(Path(name or "").name)[:255] or "file"


def refuse(file: File[bytes], *, language: str, what: str, mend: str) -> Upload:
    """Note a file that is not taken in, so that whoever handed it in finds it with the reason and the mend."""
    source = _shown(file.name)
    return Upload.objects.create(
        source=source,
        size=file.size,
        language=language,
        state=UploadState.FAILED,
        error_what=what,
        error_place=source,
        error_mend=mend,
        finished=timezone.now(),
    )


def cancel(upload: Upload) -> None:
    """Ask the reading to stop; one that has not begun is cancelled at once."""
    waiting = Upload.objects.filter(pk=upload.pk, state=UploadState.WAITING)
    if waiting.update(state=UploadState.CANCELLED, cancel_asked=True, finished=timezone.now()):
        _forget_file(upload)
    else:
        Upload.objects.filter(pk=upload.pk, state=UploadState.WORKING).update(cancel_asked=True)


def resume_uploads() -> int:
    """Hand readings that a stop or a killed worker has interrupted to the queue again; return how many there were.

    For the one worker to call as it starts. A file whose reading was cut off :data:`MOST_ATTEMPTS` times is given up,
    with a message: it may be what kills the worker.
    """
    interrupted = Upload.objects.filter(state=UploadState.WORKING)
    for upload in interrupted.filter(attempts__gte=MOST_ATTEMPTS):
        with translation.override(upload.language):
            _fail(
                upload,
                _("The reading was cut off again and again."),
                _("Save the file again with the program it comes from, or hand it in as plain text."),
            )
        _forget_file(upload)
    interrupted.update(state=UploadState.WAITING, step="")
    # One that waits may still be in the queue: a second entry finds nothing left to do.
    keys = list(Upload.objects.filter(state=UploadState.WAITING).order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        read_upload.enqueue(pk)
    return len(keys)


def process(upload_pk: int) -> None:
    """Read a handed-in file and take it into the library; keep every step visible.

    What is written for people (reasons, flags, errors) is written in the language of whoever handed the file in.
    """
    claimed = Upload.objects.filter(pk=upload_pk, state=UploadState.WAITING).update(
        state=UploadState.WORKING, step="read", attempts=F("attempts") + 1
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
        _fail(upload, error.what, error.mend, error.place)
    except (SystemExit, KeyboardInterrupt):
        # Whoever stops the worker does not cancel the reading: the next worker takes it up, so its file stays.
        mine.update(state=UploadState.WAITING, step="", attempts=F("attempts") - 1)
        raise
    except Exception:
        _fail(
            upload,
            _("Something went wrong on our side while this file was read."),
            _("Try once more; if it happens again, the log of the server says why."),
        )
        _forget_file(upload)
        raise
    _forget_file(upload)


def _fail(upload: Upload, what: str, mend: str, place: str = "") -> None:
    Upload.objects.filter(pk=upload.pk).update(
        state=UploadState.FAILED,
        error_what=what,
        error_place=place or upload.source,
        error_mend=mend,
        finished=timezone.now(),
    )


def _forget_file(upload: Upload) -> None:
    """Delete the waiting copy of a file: what was read is kept with its witness."""
    if upload.file:
        upload.file.storage.delete(upload.file.name or "")
        Upload.objects.filter(pk=upload.pk).update(file="")
