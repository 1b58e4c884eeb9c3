"""From a path to bytes: only regular files, never more than the limit, every refusal in words."""

from __future__ import annotations

import stat
from pathlib import Path

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.limits import MAX_FILE_BYTES
from jingkai.kernel.language import gettext as _


def load(path: Path) -> bytes:
    """Return the bytes of a file.

    The size is checked before anything is read; devices and pipes are refused because reading them may never
    end. Raises :class:`UnreadableError`.
    """
    place = str(path)
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnreadableError(
            _("There is no such file."), place=place, mend=_("Check the name and the folder.")
        ) from error
    except PermissionError as error:
        raise _not_permitted(place) from error
    except (OSError, ValueError) as error:
        raise UnreadableError(
            _("The file cannot be opened ({reason}).").format(reason=error),
            place=place,
            mend=_("Check the name and the folder."),
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError(
            _("This is a folder, not a file."), place=place, mend=_("Name the files in it one by one.")
        )
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(
            _("This is not an ordinary file."), place=place, mend=_("Save the document to a file first.")
        )
    refuse_by_size(status.st_size, place)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except PermissionError as error:
        raise _not_permitted(place) from error
    except OSError as error:
        raise UnreadableError(
            _("The file cannot be opened ({reason}).").format(reason=error.strerror),
            place=place,
            mend=_("Check that the disk is in order and copy the file again."),
        ) from error
    refuse_by_size(len(data), place)
    return data


def refuse_by_size(size: int, place: str) -> None:
    """Raise :class:`UnreadableError` for a file that is empty or too large (``size`` in bytes)."""
    if size == 0:
        raise UnreadableError(
            _("The file is empty."), place=place, mend=_("Copy or download the document again.")
        )
    if size > MAX_FILE_BYTES:
        raise UnreadableError(
            _("The file has {size} MB; at most {limit} MB are read.").format(
                size=f"{size / 1024 / 1024:,.0f}", limit=MAX_FILE_BYTES // 1024 // 1024
            ),
            place=place,
            mend=_("Split the document, or save it without pictures."),
        )


def _not_permitted(place: str) -> UnreadableError:
    return UnreadableError(
        _("You may not read this file."),
        place=place,
        mend=_("Ask its owner for permission to read it, or copy it to a folder of your own."),
    )
