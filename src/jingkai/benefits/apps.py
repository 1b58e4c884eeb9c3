"""Benefits as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitsConfig(AppConfig):
    """What subjects are entitled to, by which clause, and why."""

    name = "jingkai.benefits"
    label = "benefits"
    verbose_name = _("Benefits")

    def ready(self) -> None:
        """Declare what can be done here, what its events are called, and which list the ledger feeds."""
        from jingkai.benefits import actions, claim_actions, money_actions, run_actions, simulation_actions
        from jingkai.benefits.claims.event_names import EVENTS
        from jingkai.benefits.services import agreement_rows, claim_rows, money_rows, telling
        from jingkai.ledger import event_names

        assert actions and claim_actions and money_actions and run_actions and simulation_actions
        event_names.declare(EVENTS)
        agreement_rows.listen()
        claim_rows.listen()
        money_rows.listen()
        telling.listen()
