"""The form of a zone's own terms: for each step a number of working days and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.benefits.claims.terms import LONGEST, Step
from jingkai.benefits.claims.transitions import MOST_DAYS
from jingkai.benefits.models import ZoneTerm


class TermsForm(SaysWhatToDo, forms.Form):
    """Both fields of a step empty: the zone has no rule for it."""

    def __init__(self, data: Any = None, *, known: Mapping[Step, ZoneTerm]) -> None:
        super().__init__(data)
        for step in Step:
            row = known.get(step)
            self.fields[f"days_{step}"] = forms.IntegerField(
                label=_("Working days: %(step)s") % {"step": step.words},
                required=False,
                min_value=1,
                max_value=MOST_DAYS if step is Step.PUBLICATION else LONGEST,
                initial=row.days if row else None,
                widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric"}),
            )
            self.fields[f"basis_{step}"] = forms.CharField(
                label=_("What it rests on: %(step)s") % {"step": step.words},
                required=False,
                max_length=200,
                initial=row.basis if row else "",
                widget=forms.TextInput(attrs={"class": "input"}),
            )

    def clean(self) -> dict[str, Any] | None:
        """Ask for the half of a rule that is missing."""
        cleaned = super().clean()
        for step in Step:
            days, basis = self.cleaned_data.get(f"days_{step}"), self.cleaned_data.get(f"basis_{step}")
            if days and not basis:
                self.add_error(f"basis_{step}", _("Name the decision of the zone that sets these days."))
            if basis and days is None and f"days_{step}" not in self.errors:
                self.add_error(f"days_{step}", _("Write how many working days that decision sets."))
        return cleaned

    def rows(self) -> Iterator[tuple[Step, forms.BoundField, forms.BoundField]]:
        """Give each step with its two fields."""
        for step in Step:
            yield step, self[f"days_{step}"], self[f"basis_{step}"]

    def terms(self) -> Iterator[tuple[Step, int | None, str]]:
        """Give each step with what was written."""
        for step in Step:
            yield step, self.cleaned_data[f"days_{step}"], self.cleaned_data[f"basis_{step}"]
