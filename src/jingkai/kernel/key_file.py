"""Keys that the installation makes for itself: each in a file of its own, whole or not there, never overwritten."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _


def kept_key(file: Path, make: Callable[[], str]) -> str:
    """Return the key in ``file``; where there is none yet, the one that ``make`` makes, kept from now on.

    The file is for its owner only (mode 0600) and on disk when this returns. Processes that start together agree on
    one key, and one that is stopped half-way leaves none. Raises :class:`~jingkai.kernel.errors.JingkaiError` for a
    file without a key: what was sealed could not be opened with another one.
    """
    if not file.exists():
        fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as new:
                new.write(make())
                new.flush()
                os.fsync(new.fileno())
            with suppress(FileExistsError):
                os.link(fresh, file)
        finally:
            fresh.unlink()
    key = file.read_text(encoding="ascii").strip()
    if not key:
        raise JingkaiError(
            _("There is no key in this file."),
            place=str(file),
            mend=_(
                "Put back the key that was kept elsewhere; only where nothing was ever sealed with it, remove the file."
            ),
        )
    return key
