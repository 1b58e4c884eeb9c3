"""The policy slice as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    """Policy packs: what documents command, as data. It has no tables: packs are files."""

    name = "jingkai.policy"
    label = "policy"
    verbose_name = _("Policy packs")

    def ready(self) -> None:
        """Declare what can be done with packs."""
        from jingkai.policy import actions

        assert actions  # imported for what it declares
