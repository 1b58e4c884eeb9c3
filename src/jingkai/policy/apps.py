"""The policy slice as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.language import msgid


class PolicyConfig(AppConfig):
    """Policy packs: what documents command, as data. Packs are files; its one table holds those that were on record."""

    name = "jingkai.policy"
    label = "policy"
    verbose_name = _("Policy packs")

    def ready(self) -> None:
        """Declare what can be done with packs, and what their events are called."""
        from jingkai.ledger import event_names
        from jingkai.policy import actions

        assert actions  # imported for what it declares
        event_names.declare(
            {
                "pack.recorded": msgid("Policy pack put on record"),
                "pack.withdrawn": msgid("Policy pack taken off the record"),
            }
        )
