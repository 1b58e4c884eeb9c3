"""Forms of money: what comes into a budget or is taken from it, what comes back, and the bank's answer."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms import kept_for_good
from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.benefits.budgets.budget import Source
from jingkai.benefits.pools import Pool
from jingkai.registry.models import Zone

FIRST_YEAR, LAST_YEAR = 2000, 2099
_LARGEST_ANSWER = 5_000_000
_SUM_HELP = _("In yuan, exact to the fen, such as 500000.00.")


def _text() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input"})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")


def sum_field(label: Any) -> forms.DecimalField:
    """Return a field for a sum above nothing, in yuan."""
    return forms.DecimalField(
        label=label,
        help_text=_SUM_HELP,
        min_value=Decimal("0.01"),
        max_digits=18,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal"}),
    )


class CommandForm(SaysWhatToDo, forms.Form):
    """Something that is done once: however often the form is sent, the id stays, and the ledger knows it."""

    command = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"command": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def command_id(self) -> str:
        """The id of the command."""
        return str(self.cleaned_data["command"])


class GrantForm(CommandForm):
    """Money that is granted to a budget, by which decision."""

    zone = forms.ModelChoiceField(
        label=_("Zone"),
        queryset=Zone.objects.none(),
        to_field_name="code",
        widget=forms.Select(attrs={"class": "select"}),
        empty_label=None,
    )
    pool = forms.ChoiceField(
        label=_("Pool of money"),
        widget=forms.Select(attrs={"class": "select"}),
        help_text=_("The pools that the clauses name from which benefits are paid."),
    )
    year = forms.IntegerField(
        label=_("Budget year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric"}),
    )
    source = forms.ChoiceField(label=_("Whose money it is"), widget=forms.Select(attrs={"class": "select"}))
    yuan = sum_field(_("Sum granted"))
    basis = forms.CharField(
        label=_("Decision that grants it"),
        max_length=200,
        widget=_text(),
        help_text=_("Number of the document that grants it. It stands in the ledger."),
    )

    def __init__(self, *args: Any, zones: Any, pools: list[Pool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].queryset = zones  # type: ignore[attr-defined]
        self.fields["pool"].choices = [(pool.id, pool.words) for pool in pools]  # type: ignore[attr-defined]
        self.fields["source"].choices = [(one.value, one.words) for one in Source]  # type: ignore[attr-defined]
        if not pools:
            self.fields["pool"].help_text = _(
                "No reviewed pack that applies in your zones names a pool. As soon as one does, it can be chosen here."
            )
        self.fields["year"].initial = timezone.localdate().year

    @property
    def budget(self) -> str:
        """The id of the budget."""
        return f"{self.cleaned_data['zone'].code}/{self.cleaned_data['pool']}/{self.cleaned_data['year']}"


class CutForm(CommandForm):
    """Money that is taken from a budget."""

    source = forms.ChoiceField(label=_("Whose money it is"), widget=forms.Select(attrs={"class": "select"}))
    yuan = sum_field(_("Sum taken away"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        validators=[kept_for_good],
        widget=_text(),
        help_text=_("The decision that takes it away. It stands in the ledger."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(one.value, one.words) for one in Source]  # type: ignore[attr-defined]


class RecoverForm(CommandForm):
    """Money that came in after a claw-back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    yuan = sum_field(_("Sum that came in"))
    on = forms.DateField(label=_("Day on which it came in"), widget=_day())
    reference = forms.CharField(
        label=_("Reference of the bank"),
        max_length=80,
        widget=_text(),
        help_text=_("As on the bank's statement."),
    )
    again = forms.ChoiceField(
        label=_("Where it went"),
        choices=[
            ("budget", _("Back into the budget that paid it: it can be spent again")),
            ("treasury", _("To the treasury: this budget does not have it again")),
        ],
        widget=forms.Select(attrs={"class": "select"}),
        help_text=_("As the rules of the treasury say; it is never assumed."),
    )


class AnswerForm(SaysWhatToDo, forms.Form):
    """The bank's answer to a batch."""

    file = forms.FileField(
        label=_("The bank's answer"),
        help_text=_("A CSV file in UTF-8 or GB 18030, at most 5 MB. The same file may be handed in again."),
        widget=forms.FileInput(attrs={"class": "input", "accept": ".csv,.txt"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST_ANSWER:
            raise forms.ValidationError(
                _("The file is too large for an answer: at most 5 MB. Check which file it is.")
            )
        return file


class SharesForm(CommandForm):
    """Money of a budget for chosen claims, after a look at what each would get."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        validators=[kept_for_good],
        widget=_text(),
        help_text=_("The decision that shares out what is not enough. It stands in the ledger."),
    )
