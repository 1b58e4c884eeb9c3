"""The registry as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """Zones, parks, units, enterprises, projects, parcels and facts."""

    name = "jingkai.registry"
    label = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        """Declare what can be done here."""
        from jingkai.registry import actions

        assert actions
