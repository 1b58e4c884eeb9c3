"""What forms say of a field that does not fit: what is expected, what came, what to do."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from jingkai.accounts.forms import GrantForm, OpenAccountForm, ReasonForm, SignInForm, TokenForm
from jingkai.accounts.forms.errors import SaysWhatToDo


class _Figures(SaysWhatToDo, forms.Form):
    amount = forms.DecimalField(required=False, max_digits=6, decimal_places=2, max_value=9000)
    note = forms.CharField(required=False, min_length=2)


@pytest.mark.parametrize(
    ("form", "given", "field", "said"),
    [
        (OpenAccountForm, {"username": ""}, "username", "nothing came: fill it in"),
        (OpenAccountForm, {"display_name": "长" * 81}, "display_name", "at most 80 characters; 81 came"),
        (OpenAccountForm, {"mail": "song.yu"}, "mail", "an e-mail address"),
        (OpenAccountForm, {"mail": "song.yu"}, "mail", "“song.yu” came"),
        (GrantForm, {"role": "emperor"}, "role", "“emperor” is not in the list"),
        (GrantForm, {"until": "soon"}, "until", "a day, such as 2024-03-20; “soon” came"),
        (TokenForm, {"days": "0"}, "days", "at least 1; 0 came"),
        (TokenForm, {"days": "a month"}, "days", "a whole number"),
        (ReasonForm, {"reason": " "}, "reason", "nothing came"),
        (SignInForm, {"login": "lin"}, "password", "nothing came"),
        (_Figures, {"amount": "9999.00"}, "amount", "at most 9000; 9999.00 came"),
        (_Figures, {"amount": "1.234"}, "amount", "at most 2 digits after the point; “1.234” came"),
        (_Figures, {"amount": "12345678"}, "amount", "at most 6 digits; “12345678” came"),
        (_Figures, {"note": "a"}, "note", "at least 2 characters; 1 came"),
    ],
)
@pytest.mark.django_db
def test_a_field_says_what_is_expected_what_came_and_what_to_do(form, given, field, said):
    with translation.override("en"):
        assert said in " ".join(form(given).errors[field])


@pytest.mark.django_db
def test_a_password_is_never_repeated_in_an_error():
    form = SignInForm({"login": "", "password": "Lantern-2026" * 400})
    with translation.override("en"):
        assert "Lantern" not in str(form.errors)


def test_our_own_checks_keep_their_words():
    with translation.override("en"):
        said = " ".join(OpenAccountForm({"phone": "abc"}).errors["phone"])
    assert "“abc” is no phone number" in said
