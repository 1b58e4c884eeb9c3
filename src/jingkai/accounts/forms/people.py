"""Accounts, and the roles that people hold."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts import places
from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.accounts.forms.looks import dress, in_a_line, kept_for_good
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import EVERYTHING, Scope, ScopeKind
from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError


class OpenAccountForm(SaysWhatToDo, forms.Form):
    """What an account needs; contact data may follow later."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=64,
        help_text=_(
            "Small letters, digits, dots, hyphens or underscores; it is never given to anybody else."
        ),
    )
    display_name = forms.CharField(label=_("Name"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    mail = forms.EmailField(label=_("E-mail"), required=False)
    identity_number = forms.CharField(
        label=_("Identity number"),
        max_length=18,
        required=False,
        help_text=_("Only where the work needs it. It is sealed, and shown for a reason only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_phone(self) -> str:
        """Refuse what is no phone number."""
        written = str(self.cleaned_data["phone"]).strip()
        try:
            return identifiers.phone(written) if written else ""
        except JingkaiError as error:
            raise forms.ValidationError(in_a_line(error)) from error

    def clean_identity_number(self) -> str:
        """Refuse what has not the form of a resident identity number (GB 11643)."""
        from stdnum.cn import ric

        written = str(self.cleaned_data["identity_number"]).strip().upper()
        if written and not ric.is_valid(written):
            raise forms.ValidationError(
                _("This is no resident identity number: 18 characters, the last a check.")
            )
        return written


class MemberForm(OpenAccountForm):
    """What an account of somebody who works for an enterprise needs."""

    administrator = forms.BooleanField(
        label=_("May file and consent in the name of the enterprise, and manage its people"), required=False
    )


class ReasonForm(SaysWhatToDo, forms.Form):
    """Why something grave is done."""

    reason = forms.CharField(label=_("Reason"), max_length=200, validators=[kept_for_good])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class GrantForm(SaysWhatToDo, forms.Form):
    """A role, where it is held, and until when."""

    role = forms.ChoiceField(label=_("Role held"))
    key = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=64,
        help_text=_(
            "Code of the zone or unit, or credit code of the enterprise; empty for roles that hold everywhere."
        ),
    )
    until = forms.DateField(label=_("Last day"), required=False, help_text=_("Empty: until taken back."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.words) for role in ROLES if role is not Role.PUBLIC]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        dress(self)
        self.fields["until"].widget.attrs |= {"placeholder": "2026-12-31", "inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        """Make a scope of the code: its kind follows from the role."""
        found = super().clean() or {}
        if "role" not in found:
            return found
        role, key = Role(found["role"]), found.get("key", "").strip()
        kinds = sorted(ROLES[role].scopes - {ScopeKind.EVERYTHING})
        if not key and ScopeKind.EVERYTHING in ROLES[role].scopes:
            found["scope"] = EVERYTHING
        elif not key:
            self.add_error("key", _("This role is held in one place: write its code."))
        elif not kinds:
            self.add_error("key", _("This role holds everywhere: leave the place empty."))
        else:
            found["scope"] = self._scope(kinds[0], key)
            if found["scope"] is not None and not places.is_known(found["scope"]):
                self.add_error(
                    "key",
                    _("Nothing has the code %(code)s. Look it up in its list; enter it first if it is new.")
                    % {"code": key},
                )
        return found

    def _scope(self, kind: ScopeKind, key: str) -> Scope | None:
        if kind is not ScopeKind.ENTERPRISE:
            return Scope(kind, key)
        try:
            return Scope(kind, identifiers.uscc(key))
        except JingkaiError as error:
            self.add_error("key", in_a_line(error))
        return None

    @property
    def end(self) -> datetime | None:
        """The last moment of the last day."""
        day = self.cleaned_data.get("until")
        return timezone.make_aware(datetime.combine(day, time.max)) if day else None
