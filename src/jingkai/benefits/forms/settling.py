"""Form that answers several objections at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.benefits.forms.deciding import StepForm, reason_field


class SettleSeveralForm(StepForm):
    """Objections that are not right, chosen one by one, and the reason that answers them all."""

    def __init__(self, *args: Any, numbers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"] = forms.MultipleChoiceField(
            label=_("Objections that it answers"),
            choices=[(one, one) for one in numbers],
            help_text=_("None is chosen for you: read each of them first."),
            widget=forms.CheckboxSelectMultiple(attrs={"class": "check"}),
        )
        self.fields["reason"] = reason_field(
            _("Why none of them is right"), _("It stays on record beside each of them.")
        )
