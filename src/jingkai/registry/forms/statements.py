"""Forms of facts, and of the reason that goes with a change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.kernel.errors import JingkaiError
from jingkai.registry.forms.fields import ChoiceOfRow
from jingkai.registry.models import Source, Variable
from jingkai.registry.models.checks import said
from jingkai.registry.services.facts import Statement
from jingkai.registry.services.keeping import LONGEST_REASON

LEAST_REASON = 2


class ReasonForm(SaysWhatToDo, forms.Form):
    """Why something is changed or looked at."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        help_text=_(
            "In a few words, such as “as on the business licence of 2024-03-20”. It stays in the history."
        ),
        widget=forms.TextInput(attrs={"class": "input"}),
    )


class StatementForm(SaysWhatToDo, forms.Form):
    """A fact about a subject."""

    variable = ChoiceOfRow(
        label=_("Variable"),
        queryset=Variable.objects.none(),
        widget=forms.Select(attrs={"class": "select"}),
        to_field_name="name",
        empty_label=_("Choose a variable"),
        help_text=_("What is stated; the dictionary of variables says what each one means."),
    )
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input"}),
        help_text=_(
            "2024, 2024Q1 or 2024-03, as the variable asks. Empty for what holds until it is changed."
        ),
    )
    value = forms.CharField(
        label=_("Value stated"),
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "input"}),
        help_text=_(
            "In the unit of the variable. Money may be written as 300万元, shares as 2.5%. 0 says that it is zero."
        ),
    )
    source = forms.ChoiceField(
        label=_("Source"),
        choices=[(one.value, one.label) for one in (Source.ZONE, Source.ENTERPRISE, Source.UNIT)],
        widget=forms.Select(attrs={"class": "select"}),
    )
    source_words = forms.CharField(
        label=_("Source in words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input"}),
        help_text=_("The paper, return or register it was taken from."),
    )
    valid_from = forms.DateField(
        label=_("Holds from"),
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )
    valid_to = forms.DateField(
        label=_("Holds to"),
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day. Empty while it goes on."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variable"].queryset = Variable.objects.filter(subject=kind)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Let the variable read value and period, and name the field that does not fit."""
        cleaned = super().clean()
        variable = self.cleaned_data.get("variable")
        if variable is not None:
            for name, read in (("value", variable.rule.read), ("period", variable.rule.read_period)):
                if name in self.cleaned_data:
                    try:
                        read(self.cleaned_data[name])
                    except JingkaiError as error:
                        self.add_error(name, said(error))
        return cleaned

    def statement(self) -> Statement:
        """Return what is to be stated."""
        return Statement(**self.cleaned_data)
