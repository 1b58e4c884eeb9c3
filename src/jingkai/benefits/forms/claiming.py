"""Forms of those who claim: facts that are missing, papers, where the money goes; and of those who object."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.benefits import words
from jingkai.benefits.asking import read_answer
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.payee import check_payee
from jingkai.benefits.forms.deciding import StepForm, reason_field
from jingkai.benefits.papers import ENDINGS, kind_of
from jingkai.benefits.selectors.last_consent import masked
from jingkai.benefits.services.evidence import Paper
from jingkai.kernel.errors import JingkaiError
from jingkai.policy.language.evaluate import Value
from jingkai.policy.schema.facts import Variable
from jingkai.registry.models.checks import said

_YES_OR_NO = (("yes", _("yes")), ("no", _("no")))


def _radio(choices: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    return {"choices": choices, "widget": forms.RadioSelect}


class FactsForm(SaysWhatToDo, forms.Form):
    """The facts that a claim lacks; a field for each. What is asked stands in the policy, and so does its proof."""

    command = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, asked: Sequence[Variable], proofs: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(data, initial={"command": uuid.uuid4(), **kwargs.pop("initial", {})}, **kwargs)
        self._asked = {one.name: one for one in asked}
        for one in asked:
            self.fields[one.name] = _fact_field(one, proofs.get(one.name, ""))

    def clean(self) -> dict[str, Any] | None:
        """Let each variable read its answer."""
        cleaned = super().clean()
        for name, variable in self._asked.items():
            if name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = read_answer(variable, self.cleaned_data[name])
                except JingkaiError as error:
                    self.add_error(name, said(error))
        return cleaned

    def answers(self) -> dict[str, Value]:
        """Return the answers that could be read, by variable."""
        return {name: self.cleaned_data[name] for name in self._asked if name in self.cleaned_data}

    def typed(self) -> dict[str, str]:
        """Return what was written, to be shown again in a form that asks for more."""
        return {name: str(self.data.get(name, "")) for name in ("command", *self._asked)}


def _fact_field(variable: Variable, proof: str) -> forms.Field:
    label = words.question(variable)
    if variable.type == "flag":
        return forms.ChoiceField(label=label, help_text=proof, **_radio(_YES_OR_NO))
    if variable.type == "choice":
        choices = [(one.value, words.value_words(variable, one.value)) for one in variable.choices]
        return forms.ChoiceField(
            label=label,
            help_text=proof,
            choices=[("", _("Choose from the list")), *choices],
            widget=forms.Select(attrs={"class": "select"}),
        )
    how = {
        "day": gettext("Write the day as 2025-03-31."),
        "share": gettext("Write a share, such as 60%."),
        "money": gettext("In yuan; 500万 may be written for 5,000,000."),
    }.get(variable.type, variable.unit and gettext("In %(unit)s.") % {"unit": variable.unit})
    return forms.CharField(
        label=label,
        max_length=40,
        help_text=" ".join(part for part in (how, proof) if part),
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "autocomplete": "off",
                "inputmode": "text" if variable.type == "day" else "decimal",
            }
        ),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that a claim needs from the enterprise: what it is called, which facts it proves, in words and by name."""

    paper: str
    facts: tuple[str, ...]
    labels: tuple[str, ...]
    handed_in: bool = False


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Files of one paper, each told by its bytes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=_Files(attrs={"class": "input", "accept": ENDINGS, "multiple": True}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files; an error names each that is not taken and says why."""
        given = data if isinstance(data, list | tuple) else [data]
        files: list[UploadedFile[Any]] = [file for file in given if file]
        wrong = []
        for file in files:
            try:
                kind_of(file.read(), file.name or "")
            except ClaimError as error:
                wrong.append(f"{file.name}: {said(error)}")
            finally:
                file.seek(0)
        if wrong:
            raise forms.ValidationError(wrong)
        return files


class PapersForm(StepForm):
    """Papers of a claim. One that is not handed in here is brought to the service window."""

    def __init__(self, *args: Any, papers: Sequence[Wanted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._papers = {f"paper_{number}": one for number, one in enumerate(papers)}
        for name, one in self._papers.items():
            proves = gettext("It proves: %(facts)s.") % {"facts": words.joined(one.labels)}
            more = gettext("One is handed in already; further ones may follow.") if one.handed_in else ""
            self.fields[name] = PapersField(label=one.paper, help_text=f"{proves} {more}".strip())

    def papers(self) -> list[Paper]:
        """Return the papers that came with it."""
        return [
            Paper(one.paper, one.facts, file)
            for name, one in self._papers.items()
            for file in self.cleaned_data.get(name, ())
        ]

    def _lacking(self) -> list[str]:
        """Return the fields of papers that are neither here nor handed in already."""
        return [
            name
            for name, one in self._papers.items()
            if not one.handed_in and not self.cleaned_data.get(name)
        ]


_LAST, _ANOTHER = "last", "another"
_PAYEE: tuple[tuple[str, Any, str], ...] = (
    ("holder", _("Name of the account's holder"), "organization"),
    ("bank", _("Bank and branch"), "off"),
    ("account", _("Account number"), "off"),
    ("contact", _("Who is to be asked"), "name"),
    ("phone", _("Telephone"), "tel"),
)


class ConsentForm(PapersForm):
    """The one form of a claim: its papers, and where the money goes. What was said last time need not be said again."""

    payee = forms.ChoiceField(label=_("Which account"), widget=forms.RadioSelect)
    window = forms.BooleanField(
        label=_("Papers that are not handed in here are brought to the service window"), required=False
    )

    def __init__(self, *args: Any, last: commands.Consent | None, holder: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._last = last
        if last is None:
            del self.fields["payee"]
        else:
            known = f"{last.holder} · {last.bank} · {masked(last.account)}"
            payee: Any = self.fields["payee"]
            payee.choices = [
                (_LAST, gettext("As last time: %(payee)s") % {"payee": known}),
                (_ANOTHER, gettext("Another account")),
            ]
            payee.initial = _LAST
        for name, label, hint in _PAYEE:
            self.fields[name] = forms.CharField(
                label=label,
                max_length=120,
                required=last is None,
                initial=holder if name == "holder" else "",
                widget=forms.TextInput(attrs={"class": "input", "autocomplete": hint}),
            )
        if not self._papers or all(one.handed_in for one in self._papers.values()):
            del self.fields["window"]

    def clean(self) -> dict[str, Any] | None:
        """See that the money can go somewhere, and that every paper is here or promised."""
        cleaned = super().clean()
        if self._another():
            for name, _label, _hint in _PAYEE:
                self._check_payee(name)
        if not self.cleaned_data.get("window"):
            for name in self._lacking():
                if name not in self.errors:
                    self.add_error(
                        name, gettext("Choose a file, or say below that the paper is brought to the window.")
                    )
        return cleaned

    def consent(self) -> commands.Consent:
        """Return the consent."""
        brought = tuple(self._papers[name].paper for name in self._lacking())
        if not self._another() and self._last is not None:
            return replace(self._last, brought=brought)
        return commands.Consent(
            **{name: self.cleaned_data[name] for name, _label, _hint in _PAYEE}, brought=brought
        )

    def payee_fields(self) -> list[Any]:
        """Return the fields of an account."""
        return [self[name] for name, _label, _hint in _PAYEE]

    def paper_fields(self) -> list[Any]:
        """Return the fields of papers, and the promise to bring the others."""
        return [self[name] for name in (*self._papers, "window") if name in self.fields]

    def _another(self) -> bool:
        return self._last is None or self.cleaned_data.get("payee") == _ANOTHER

    def _check_payee(self, name: str) -> None:
        if name in self.errors:
            return
        value = self.cleaned_data.get(name, "").strip()
        if name == "account":
            value = "".join(value.split())
        if not value:
            self.add_error(name, gettext("This is needed and nothing came: fill it in."))
            return
        try:
            check_payee(name, value)
        except ClaimError as error:
            self.add_error(name, said(error))
        self.cleaned_data[name] = value


class WithdrawForm(StepForm):
    """Why a claim is taken back."""

    reason = reason_field(_("Reason"), _("It stays on record. The same benefit can be claimed again."))


class ObjectionForm(SaysWhatToDo, forms.Form):
    """What somebody has against a claim. Who objects is sealed: only whoever settles the objection reads it."""

    command = forms.UUIDField(widget=forms.HiddenInput)
    grounds = forms.CharField(
        label=_("What speaks against it"),
        max_length=2000,
        min_length=10,
        help_text=_("Which condition does not hold, and how you know. At least a sentence."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        help_text=_("So that you can be asked, and told what became of it."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"command": uuid.uuid4(), **kwargs.pop("initial", {})}, **kwargs)

    def clean_phone(self) -> str:
        """Return a number that can be called."""
        number: str = self.cleaned_data["phone"].strip()
        if sum(char.isdigit() for char in number) < 7 or not all(
            char.isdigit() or char in "+-() " for char in number
        ):
            raise forms.ValidationError(_("Write a number that can be called, such as 0471-1234567."))
        return number

    def objection(self) -> commands.Raise:
        """Return the objection; its id comes from the command, so that sending it twice raises one."""
        key = self.cleaned_data["command"].hex[:12]
        return commands.Raise(
            key, self.cleaned_data["grounds"], self.cleaned_data["name"], self.cleaned_data["phone"]
        )
