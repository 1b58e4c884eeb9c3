"""The registry as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.language import msgid


class RegistryConfig(AppConfig):
    """Zones, parks, units, enterprises, projects, parcels and facts."""

    name = "jingkai.registry"
    label = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        """Declare what can be done here, and what its events are called."""
        from jingkai.ledger import event_names
        from jingkai.registry import actions

        assert actions
        event_names.declare(
            {
                "import.finished": msgid("Import finished"),
                "import.cancelled": msgid("Import cancelled"),
                "import.failed": msgid("Import failed"),
                "registry.personal_revealed": msgid("Personal data seen unmasked"),
            }
        )
