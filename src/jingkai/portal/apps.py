"""The portal as a Django application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from jingkai.accounts.scopes import Scope


class PortalConfig(AppConfig):
    """Layout, preferences and error pages."""

    name = "jingkai.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Lend the reader's language to plain modules, its mark to files of a demo, and names to places."""
        from django.utils.translation import gettext

        from jingkai.accounts import places
        from jingkai.kernel import language, marking

        language.use(gettext)
        places.use(_places_of, _places_called)
        marking.use(_demo_mark)


# Imported when asked: the selectors of the portal know every slice, and most commands need few of them.


def _places_of(scopes: Iterable[Scope]) -> Mapping[Scope, str]:
    from jingkai.portal.selectors import places_of

    return places_of(scopes)


def _places_called(words: str) -> Iterable[Scope]:
    from jingkai.portal.selectors import places_called

    return places_called(words)


def _demo_mark() -> str:
    from jingkai.portal.selectors.installation import demo_mark

    return demo_mark()
