"""The accounts slice as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, roles, scopes, and how they sign in."""

    name = "jingkai.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Declare this slice's actions, and let the policy and the trail hear what they depend on."""
        from django.conf import settings

        from jingkai.accounts import account_actions, ledger_actions, policy
        from jingkai.accounts.selectors.trail import EVENTS
        from jingkai.accounts.services import receivers
        from jingkai.ledger import event_names

        assert account_actions and ledger_actions and receivers  # imported for what they declare and connect
        event_names.declare(EVENTS)
        policy.ask_everybody_when(lambda: bool(settings.SECOND_FACTOR_FOR_EVERYBODY))
