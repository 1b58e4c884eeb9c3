"""Forms of the accounts slice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from allauth.account.forms import ChangePasswordForm as _ChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as _ConfirmCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts import places
from jingkai.accounts.models.token import written_grant
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import EVERYTHING, Scope, ScopeKind
from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError


def _in_a_line(error: JingkaiError) -> str:
    # Chinese has no space between sentences.
    return f"{error.what}{'' if error.what.endswith('。') else ' '}{error.mend}".strip()


def dress(form: forms.BaseForm, **labels: Any) -> None:
    """Give the fields of a form the looks of the design system, and our words."""
    for name, field in form.fields.items():
        widget = field.widget
        widget.attrs.pop("placeholder", None)
        if isinstance(widget, forms.Select):
            widget.attrs["class"] = "select"
        elif not isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.HiddenInput):
            widget.attrs["class"] = "input"
        if name in labels:
            field.label = labels[name]
        field.help_text = field.help_text if name not in labels else ""


class SignInForm(LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, login=_("Sign-in name"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(_ChangePasswordForm):  # type: ignore[misc]
    """The present password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password once more"),
        )


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, password=_("Password"))


def _dress_code(form: forms.BaseForm, label: Any) -> None:
    dress(form, code=label)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "12"}


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code of the app, or a recovery code"))


class ConfirmSecondFactorForm(_ConfirmCodeForm):  # type: ignore[misc]
    """A code, before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code of the app, or a recovery code"))


class SetUpSecondFactorForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Six-digit code that the app shows"))


class OpenAccountForm(forms.Form):
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
            raise forms.ValidationError(_in_a_line(error)) from error

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


class ReasonForm(forms.Form):
    """Why something grave is done."""

    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class GrantForm(forms.Form):
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
            self.add_error("key", _in_a_line(error))
        return None

    @property
    def end(self) -> datetime | None:
        """The last moment of the last day."""
        day = self.cleaned_data.get("until")
        return timezone.make_aware(datetime.combine(day, time.max)) if day else None


class TokenForm(forms.Form):
    """What a program is called, what it may do, and for how long."""

    name = forms.CharField(label=_("What will use it"), max_length=80)
    days = forms.IntegerField(label=_("Valid for so many days"), min_value=1, initial=90)
    grants = forms.MultipleChoiceField(
        label=_("May act as"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of your roles.")},
    )

    def __init__(self, *args: Any, held: Iterable[Grant] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {written_grant(grant): grant for grant in held}
        names = places.names_of(grant.scope for grant in self.held.values())
        choices = [
            (written, f"{grant.role.words} {places.in_words(grant.scope, names)}")
            for written, grant in self.held.items()
        ]
        self.fields["grants"].choices = choices  # type: ignore[attr-defined]
        self.fields["days"].max_value = settings.TOKEN_MAXIMUM_DAYS  # type: ignore[attr-defined]
        dress(self)

    @property
    def chosen(self) -> list[Grant]:
        """The roles chosen."""
        return [self.held[written] for written in self.cleaned_data["grants"]]
