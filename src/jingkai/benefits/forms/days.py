"""Fields for the two times of an evaluation: the day that counts, and the day whose knowledge counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class KnownField(forms.DateField):
    """The record date; empty, and the day of today, are what is known now (``None``). Days to come are refused."""

    def __init__(self, **kwargs: Any) -> None:
        """Prepare the field with its words."""
        super().__init__(
            label=gettext_lazy("As known on"),
            help_text=gettext_lazy("Empty: as it is known now."),
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": gettext_lazy("Write the day as 2025-03-31.")},
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        """Return the day, ``None`` for now."""
        day: date | None = super().clean(value)
        today = timezone.localdate()
        if day is not None and day > today:
            raise forms.ValidationError(_("Nothing is known yet of days to come."))
        return None if day == today else day
