"""The portal as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Layout, preferences and error pages."""

    name = "jingkai.portal"
    label = "portal"

    def ready(self) -> None:
        """Let messages of plain modules follow the reader's language."""
        from django.utils.translation import gettext

        from jingkai.kernel import language

        language.use(gettext)
