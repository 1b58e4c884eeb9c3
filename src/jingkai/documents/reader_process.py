"""Read a file in a process of its own, so that a reader that hangs, crashes or is no longer wanted harms nothing else.

The child says which of the :data:`~jingkai.documents.pipeline.STEPS` it begins; the parent may stop it at any
moment. What the child hands back is a whole record or an error for people, never half of one.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from jingkai.documents.errors import DocumentError
from jingkai.documents.record import Record
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

LIMIT_SECONDS = 900
_POLL_SECONDS = 0.2


class CancelledError(DocumentError):
    """Somebody stopped the reading."""


def read_in_child(
    path: Path,
    *,
    source: str,
    encoding: str | None = None,
    language: str = "zh_Hans",
    on_step: Callable[[str], None] = lambda step: None,
    cancelled: Callable[[], bool] = lambda: False,
    limit_seconds: float = LIMIT_SECONDS,
) -> Record:
    """Read ``path`` under the name ``source``, which is how the record and every error call it.

    Raises what the readers raise, :class:`CancelledError` when ``cancelled()`` turned true, and
    :class:`~jingkai.documents.errors.DocumentError` when the child died or ran out of time.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(str(path), source, encoding, language, theirs), daemon=True)
    child.start()
    theirs.close()
    began = time.monotonic()
    try:
        while True:
            if ours.poll(_POLL_SECONDS):
                try:
                    kind, value = ours.recv()
                except EOFError:
                    raise DocumentError(
                        _("The reader stopped without an answer."),
                        place=source,
                        mend=_(
                            "Save the file again with the program it comes from, or hand it in as plain text."
                        ),
                    ) from None
                if kind == "step":
                    on_step(value)
                elif kind == "error":
                    raise DocumentError(value[0], place=value[1], mend=value[2])
                else:
                    record: Record = value
                    return record
            if cancelled():
                raise CancelledError(_("The reading was cancelled."), place=source)
            if time.monotonic() - began > limit_seconds:
                raise DocumentError(
                    _("Reading took longer than %(minutes)d minutes and was stopped.")
                    % {"minutes": limit_seconds // 60},
                    place=source,
                    mend=_("Split the file and hand in the parts."),
                )
    finally:
        if child.is_alive():
            child.kill()
        child.join()
        ours.close()


def _child(path: str, source: str, encoding: str | None, language: str, answer: Connection) -> None:
    """Read, announce each step, and answer with a record or an error."""
    os.environ["JINGKAI_LANGUAGE"] = language
    from jingkai.documents.pipeline import read_record
    from jingkai.documents.read import read_witness

    try:
        with tempfile.TemporaryDirectory(prefix="jingkai-") as folder:
            named = Path(folder) / _file_name(source)
            named.symlink_to(Path(path).resolve())

            def announce(step: str) -> None:
                answer.send(("step", step))

            announce("read")
            witness = read_witness(named, encoding=encoding)
            answer.send(("record", read_record(witness, on_step=announce)))
    except JingkaiError as error:
        answer.send(("error", (error.what, error.place.replace(str(path), source), error.mend)))
    except MemoryError:
        answer.send(("error", (_("The file needs more memory than there is."), source, _("Split the file."))))
    finally:
        with suppress(OSError):
            answer.close()


def _file_name(source: str) -> str:
    """Return the last part of a name, short enough for a file system, with its ending."""
    name = Path(source.replace("\\", "/")).name or "file"
    stem, ending = Path(name).stem, Path(name).suffix
    while len(f"{stem}{ending}".encode()) > 200 and stem:
        stem = stem[:-1]
    return f"{stem}{ending[:20]}" or "file"
