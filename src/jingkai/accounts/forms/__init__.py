"""Forms of the accounts slice."""

from jingkai.accounts.forms.looks import kept_for_good
from jingkai.accounts.forms.people import GrantForm, MemberForm, OpenAccountForm, ReasonForm
from jingkai.accounts.forms.signing_in import (
    ChangePasswordForm,
    ConfirmPasswordForm,
    ConfirmSecondFactorForm,
    SecondFactorForm,
    SetUpSecondFactorForm,
    SignInForm,
)
from jingkai.accounts.forms.tokens import TokenForm

__all__ = [
    "ChangePasswordForm",
    "ConfirmPasswordForm",
    "ConfirmSecondFactorForm",
    "GrantForm",
    "MemberForm",
    "OpenAccountForm",
    "ReasonForm",
    "SecondFactorForm",
    "SetUpSecondFactorForm",
    "SignInForm",
    "TokenForm",
    "kept_for_good",
]
