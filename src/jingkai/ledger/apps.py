"""The ledger as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """The append-only record from which rights and money are folded."""

    name = "jingkai.ledger"
    label = "ledger"
    verbose_name = _("Ledger")
