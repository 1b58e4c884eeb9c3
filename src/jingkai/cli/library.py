"""The library behind ``search`` and ``serve``: where it lies, and what to say when it cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _


def require_library() -> None:
    """Make sure that there is a library to ask, and make nothing where there is none.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` naming the folder that was looked in.
    """
    from jingkai.config.environment import library_file

    file = library_file()
    if file is not None and not file.exists():
        raise JingkaiError(
            _("There is no library here."),
            place=str(file.parent),
            mend=_("Set one up with “jingkai serve”, or name the folder of another one in JINGKAI_DATA."),
        )


@contextmanager
def library() -> Iterator[None]:
    """Name the settings for Django; turn an error of the database into one that a person can mend."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise unusable(error) from error


def set_up() -> None:
    """Start Django for a command that asks the library, in the language of whoever sits at the terminal."""
    import django

    django.setup()
    from django.utils import translation

    from jingkai.kernel.language import command_line_language

    translation.activate("en" if command_line_language() == "en" else "zh-hans")


def unusable(error: Exception) -> JingkaiError:
    """Put an error of the database into words: where the database is, and what to look at first."""
    from django.conf import settings

    named = settings.DATABASES["default"]
    reason = " ".join(str(error).split())
    if "sqlite" in named["ENGINE"]:
        return JingkaiError(
            _("The library cannot be used (%(reason)s).") % {"reason": reason},
            place=str(named["NAME"]),
            mend=_("Restore it from a backup, or name another data folder in JINGKAI_DATA."),
        )
    return JingkaiError(
        _("The database cannot be used (%(reason)s).") % {"reason": reason},
        place=f"{named['HOST'] or 'localhost'}:{named['PORT'] or 5432}/{named['NAME']}",
        mend=_(
            "See whether it runs and is reached from here; then compare name, user and password in DATABASE_URL."
        ),
    )
