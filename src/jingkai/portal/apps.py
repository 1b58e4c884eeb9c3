"""The portal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


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
        from jingkai.portal.selectors import demo_mark, places_called, places_of

        language.use(gettext)
        places.use(places_of, places_called)
        marking.use(demo_mark)
