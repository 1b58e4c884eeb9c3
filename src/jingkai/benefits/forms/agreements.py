"""Forms of agreements: their terms, what was achieved in a year, the day of signing, the reason of an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms import kept_for_good
from jingkai.benefits.agreements.agreement import Achieved, Agreement, Target, Terms, Year
from jingkai.benefits.agreements.terms_text import EXAMPLE, read_years
from jingkai.benefits.forms.money import CommandForm
from jingkai.kernel.errors import JingkaiError
from jingkai.registry.models import Enterprise, Fact
from jingkai.registry.models.checks import said


def _text(**more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", **more})


class TermsForm(CommandForm):
    """What is agreed with which enterprise."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        to_field_name="uscc",
        widget=_text(),
        help_text=_("Its unified social credit code."),
    )
    number = forms.CharField(label=_("Number of the agreement"), max_length=120, widget=_text())
    title = forms.CharField(label=_("Title"), max_length=200, widget=_text())
    clause = forms.ChoiceField(
        label=_("Clause that allows it"), widget=forms.Select(attrs={"class": "select"})
    )
    years = forms.CharField(
        label=_("Years"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "input", "rows": "5", "placeholder": EXAMPLE}),
        help_text=_(
            "One line a year: year | yuan that are paid where all targets are met | indicator >= figure unit; further targets."
        ),
    )
    claw_back = forms.DecimalField(
        label=_("Given back where a year is missed (%)"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=7,
        decimal_places=4,
        initial=Decimal(0),
        widget=_text(inputmode="decimal"),
        help_text=_("Of what was paid for earlier years, as agreed. 0: nothing is given back."),
    )

    def __init__(
        self, *args: Any, enterprises: Any, clauses: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]

    def clean_years(self) -> tuple[Year, ...]:
        """Read the years; the error names the line."""
        try:
            return read_years(self.cleaned_data["years"])
        except JingkaiError as error:
            raise forms.ValidationError(f"{error.place}: {said(error)}") from error

    def terms(self) -> Terms:
        """Return what was written."""
        cleaned = self.cleaned_data
        document, _sep, provision = cleaned["clause"].rpartition(" ")
        share = cleaned["claw_back"] / 100
        return Terms(cleaned["number"], cleaned["title"], document, provision, cleaned["years"], share)


class SignForm(CommandForm):
    """The day on which it was signed."""

    on = forms.DateField(
        label=_("Signed on"),
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


def _source(fact: Fact) -> str:
    return fact.source_words or fact.get_source_display()


def _with_unit(target: Target) -> str:
    """Name a target together with the unit that it is counted in."""
    if not target.unit:
        return target.indicator
    return gettext("%(name)s (%(unit)s)") % {"name": target.indicator, "unit": target.unit}


class AchievedForm(CommandForm):
    """What was achieved in a year: a figure and its paper for each target; what is not known is left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, agreement: Agreement, year: Year, stated: Mapping[str, Fact], **kwargs: Any
    ) -> None:
        known = agreement.achieved.get(year.year, {})
        kwargs["initial"] = {"version": agreement.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.year = year
        for at, target in enumerate(year.targets):
            found, fact = known.get(target.indicator), stated.get(target.indicator)
            told = [gettext("At least %(least)s was agreed.") % {"least": f"{target.least:,f}"}]
            if fact is not None and fact.number is not None:
                told.append(
                    gettext("The registry says %(value)s (%(source)s).")
                    % {"value": f"{fact.number.normalize():,f}", "source": _source(fact)}
                )
            self.fields[f"value_{at}"] = forms.DecimalField(
                label=_with_unit(target),
                required=False,
                max_digits=22,
                decimal_places=4,
                initial=found.value if found else None,
                widget=_text(inputmode="decimal"),
                help_text=" ".join(told),
            )
            self.fields[f"paper_{at}"] = forms.CharField(
                label=_("Paper that proves it: %(name)s") % {"name": target.indicator},
                required=False,
                max_length=200,
                initial=found.paper if found else "",
                widget=_text(),
            )

    def clean(self) -> dict[str, Any] | None:
        """A figure needs its paper, and at least one is written."""
        cleaned = super().clean()
        for at, _target in enumerate(self.year.targets):
            value, paper = self.cleaned_data.get(f"value_{at}"), self.cleaned_data.get(f"paper_{at}")
            if value is not None and not paper:
                self.add_error(f"paper_{at}", _("Name the paper that proves the figure."))
        if not self.errors and not self.achieved():
            raise forms.ValidationError(_("Nothing was written: record at least one figure."))
        return cleaned

    def achieved(self) -> dict[str, Achieved]:
        """Return the figures that were written, by indicator."""
        return {
            target.indicator: Achieved(self.cleaned_data[f"value_{at}"], self.cleaned_data[f"paper_{at}"])
            for at, target in enumerate(self.year.targets)
            if self.cleaned_data.get(f"value_{at}") is not None
        }


class SettleForm(CommandForm):
    """A year is settled as the page says."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(CommandForm):
    """An agreement ends early."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=_text(),
        help_text=_("It stands in the ledger."),
        validators=[kept_for_good],
    )
