"""Translation of user-facing text for plain modules, on the command line and under Django alike.

A message is written in English and translated when it is shown. Plain modules import :func:`gettext` from here and
never from Django; the Django edge calls :func:`use` once with Django's own function, so that a page follows the
reader's language while the command line follows the environment.
"""

from __future__ import annotations

import gettext as stdlib_gettext
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

DOMAIN = "django"
_PACKAGE = Path(__file__).resolve().parent.parent

Translate = Callable[[str], str]


def command_line_language() -> str:
    """Return ``zh_Hans`` or ``en`` from ``JINGKAI_LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` or ``LANG``.

    Chinese is the default: only an explicit English locale turns it off.
    """
    for name in ("JINGKAI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("en"):
            return "en"
        if value.startswith("zh"):
            return "zh_Hans"
    return "zh_Hans"


@lru_cache(maxsize=4)
def _catalogue(language: str) -> stdlib_gettext.NullTranslations:
    """Merge the catalogues of all slices (``<slice>/locale/<language>/LC_MESSAGES/django.mo``)."""
    merged = stdlib_gettext.NullTranslations()
    for folder in sorted(_PACKAGE.glob("*/locale")):
        found = stdlib_gettext.translation(DOMAIN, str(folder), [language], fallback=True)
        found.add_fallback(merged)
        merged = found
    return merged


def chinese() -> dict[str, str]:
    """Return every message of the product with its Chinese: message id → translation."""
    pairs: dict[str, str] = {}
    catalogue: stdlib_gettext.NullTranslations | None = _catalogue("zh_Hans")
    while catalogue is not None:
        for message, translation in getattr(catalogue, "_catalog", {}).items():
            if isinstance(message, str) and message:
                pairs.setdefault(message, translation)
        catalogue = getattr(catalogue, "_fallback", None)
    return pairs


def _from_environment(message: str) -> str:
    return _catalogue(command_line_language()).gettext(message) if message else ""


_translate: Translate = _from_environment


def use(translate: Translate) -> None:
    """Let ``translate`` answer every later :func:`gettext` (called once by the Django edge)."""
    global _translate  # noqa: PLW0603
    _translate = translate


def gettext(message: str) -> str:
    """Return ``message`` in the language of whoever reads it."""
    return _translate(message)


def msgid(message: str) -> str:
    """Mark a message for the catalogues and return it as it is; whoever shows it calls :func:`gettext`."""
    return message
