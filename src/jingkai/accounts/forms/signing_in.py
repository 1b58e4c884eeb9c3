"""Signing in, the password, and the code of the second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as _ChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as _ConfirmCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.accounts.forms.looks import dress
from jingkai.accounts.services import use_code


class SignInForm(SaysWhatToDo, LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, login=_("Sign-in name"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(SaysWhatToDo, _ChangePasswordForm):  # type: ignore[misc]
    """The present password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password once more"),
        )


class ConfirmPasswordForm(SaysWhatToDo, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self, password=_("Password"))


def _dress_code(form: forms.BaseForm, label: Any) -> None:
    dress(form, code=label)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "12"}


class _OneTimeCode(SaysWhatToDo):
    """Mixed into a form of allauth that asks for a code, it takes each code of the app once."""

    def clean_code(self) -> str:
        """Refuse a code of the app that was taken before, here or in another process."""
        code: str = super().clean_code()  # type: ignore[misc]
        asked: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if asked.type == Authenticator.Type.TOTP and not use_code(asked.pk, code):
            self._emit_authentication_failed(asked)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_OneTimeCode, AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code of the app, or a recovery code"))


class ConfirmSecondFactorForm(_OneTimeCode, _ConfirmCodeForm):  # type: ignore[misc]
    """A code, before something grave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Code of the app, or a recovery code"))


class SetUpSecondFactorForm(SaysWhatToDo, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, _("Six-digit code that the app shows"))
