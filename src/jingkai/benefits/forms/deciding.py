"""Forms of those who verify, publish, decide and close claims."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms import kept_for_good
from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.benefits.claims import commands
from jingkai.benefits.selectors.verification import FactToCheck
from jingkai.policy.schema.benefits import Judgement

MOST_WORDS = 2000
Choices = Sequence[tuple[str, str]]

YES_OR_NO = (("yes", _("It holds")), ("no", _("It does not hold")))


def reason_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Return a field for words that stay on record."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST_WORDS,
        help_text=help_text,
        validators=[kept_for_good],
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )


def clause_field(clauses: Choices, *, required: bool = True) -> forms.ChoiceField:
    """Return a field for the provision that a decision rests on."""
    return forms.ChoiceField(
        label=_("Provision it rests on"),
        required=required,
        choices=[("", _("Choose the provision")), *clauses],
        help_text=_("The clause that commands this decision."),
        widget=forms.Select(attrs={"class": "select"}),
    )


def yuan_field(label: Any, most: Decimal, help_text: Any = "") -> forms.DecimalField:
    """Return a field for a sum of at least a fen and at most ``most`` yuan."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_value=most,
        max_digits=18,
        decimal_places=2,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal"}),
    )


class StepForm(SaysWhatToDo, forms.Form):
    """A step with a claim: ``command`` lets it be taken once, ``version`` lets nobody decide on what they have not seen."""

    command = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: int, **kwargs: Any) -> None:
        initial = {"command": uuid.uuid4(), "version": version, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)

    def seen_again(self, **shown: object) -> None:
        """Let what is sent next be about what is shown now (``version=…``); nothing that was written is lost."""
        sent: Any = self.data
        data = sent.copy()
        for name, value in shown.items():
            data[name] = str(value)
        self.data = data


class RejectForm(StepForm):
    """Why a claim is not granted, and by which provision."""

    def __init__(self, *args: Any, clauses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field(
            _("Reason"), _("The enterprise reads it. Say what is lacking, and what it can do.")
        )
        self.fields["provision"] = clause_field(clauses)


class ReasonForm(StepForm):
    """Why a step is taken."""

    reason = reason_field(_("Reason"), _("It stays on record."))


class ClawBackForm(StepForm):
    """How much has to be given back, why, and by which provision."""

    def __init__(self, *args: Any, clauses: Choices, paid: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["yuan"] = yuan_field(
            _("Sum to be given back (yuan)"), paid, _("At most what was paid and is not clawed back yet.")
        )
        self.fields["yuan"].initial = format(paid, ".2f")
        self.fields["reason"] = reason_field(_("Reason"), _("The enterprise reads it."))
        self.fields["provision"] = clause_field(clauses)


class SettleForm(StepForm):
    """An answer to an objection. An objection that is upheld rejects the claim."""

    objection = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: Any, clauses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upheld"] = forms.ChoiceField(
            label=_("The objection is"),
            choices=[("no", _("not right: the claim goes on")), ("yes", _("right: the claim is rejected"))],
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = reason_field(_("Reason"), _("It stays on record beside the objection."))
        self.fields["provision"] = clause_field(clauses, required=False)
        self.fields["provision"].help_text = _("Needed where the objection is right.")

    def clean(self) -> dict[str, Any] | None:
        """Ask for the provision where the claim is rejected."""
        cleaned = super().clean()
        if self.cleaned_data.get("upheld") == "yes" and not self.cleaned_data.get("provision"):
            self.add_error("provision", _("A claim is rejected by a provision: choose it from the list."))
        return cleaned


class VerifyForm(StepForm):
    """Each fact compared with its paper, each judgement with its reason, and the sum.

    ``receipt`` is the digest of what was computed when the page was drawn: where it is another one at sending, facts have
    changed meanwhile and have to be compared again.
    """

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        *args: Any,
        facts: Sequence[FactToCheck],
        judgements: Sequence[Judgement],
        most: Decimal,
        initial: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=dict(initial), **kwargs)
        self._facts, self._judgements, self._most = facts, judgements, most
        for one in facts:
            name = one.variable.name
            self.fields[f"checked_{name}"] = forms.BooleanField(
                label=_("Compared: %(fact)s") % {"fact": one.label},
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "check"}),
            )
            self.fields[f"paper_{name}"] = forms.CharField(
                label=_("Compared with: %(fact)s") % {"fact": one.label},
                initial=one.paper,
                max_length=300,
                widget=forms.TextInput(attrs={"class": "input"}),
            )
        for judgement in judgements:
            self.fields[f"holds_{judgement.id}"] = forms.ChoiceField(
                label=judgement.label, choices=YES_OR_NO, widget=forms.RadioSelect
            )
            self.fields[f"why_{judgement.id}"] = reason_field(
                _("Reason: %(judgement)s") % {"judgement": judgement.label}
            )
        self.fields["yuan"] = yuan_field(
            _("Verified sum (yuan)"), most, _("At most what the rules give; for less a reason is needed.")
        )
        self.fields["yuan"].initial = format(most, ".2f")
        self.fields["reason"] = reason_field(_("Why less than the rules give"), required=False)

    def clean(self) -> dict[str, Any] | None:
        """Ask for every fact to be compared, and why, where the sum is less than the rules give."""
        cleaned = super().clean()
        for one in self._facts:
            if not self.cleaned_data.get(f"checked_{one.variable.name}"):
                self.add_error(
                    f"checked_{one.variable.name}", _("Compare this fact with its paper, and say so here.")
                )
        yuan = self.cleaned_data.get("yuan")
        if yuan is not None and yuan < self._most and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("The sum is less than the rules give: say why."))
        return cleaned

    def fact_rows(self) -> Iterator[tuple[FactToCheck, forms.BoundField, forms.BoundField]]:
        """Give each fact with its two fields."""
        for one in self._facts:
            yield one, self[f"checked_{one.variable.name}"], self[f"paper_{one.variable.name}"]

    def judgement_rows(self) -> Iterator[tuple[Judgement, forms.BoundField, forms.BoundField]]:
        """Give each judgement with its two fields."""
        for one in self._judgements:
            yield one, self[f"holds_{one.id}"], self[f"why_{one.id}"]

    def evidence(self) -> tuple[commands.Evidence, ...]:
        """Return what was compared with what, as the claim records it; a file's digest where there is one."""
        return tuple(
            commands.Evidence(
                one.variable.name,
                self.cleaned_data[f"paper_{one.variable.name}"],
                one.giver,
                ", ".join(file.digest for file in one.files),
            )
            for one in self._facts
        )

    def judged(self) -> dict[str, commands.Judged]:
        """Return what was decided of each judgement, and why."""
        return {
            one.id: commands.Judged(
                self.cleaned_data[f"holds_{one.id}"] == "yes", self.cleaned_data[f"why_{one.id}"]
            )
            for one in self._judgements
        }
