"""The documents slice as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Documents, from the damaged copy to citable law."""

    name = "jingkai.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Declare what can be done with documents."""
        from jingkai.documents import actions

        assert actions  # imported for what it declares
