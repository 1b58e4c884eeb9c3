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
        """Declare what can be done here."""
        from jingkai.benefits import actions

        assert actions
