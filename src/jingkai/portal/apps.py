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
        """Let messages of plain modules follow the reader's language, and files of a demo carry its mark."""
        from django.utils.translation import gettext

        from jingkai.kernel import language, marking
        from jingkai.portal.demo_mark import demo_mark

        language.use(gettext)
        marking.use(demo_mark)
