"""Tokens for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jingkai.accounts import places
from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.accounts.forms.looks import dress
from jingkai.accounts.models.token import written_grant
from jingkai.accounts.policy import Grant


class TokenForm(SaysWhatToDo, forms.Form):
    """What a program is called, what it may do, and for how long."""

    name = forms.CharField(
        label=_("What will use it"),
        max_length=80,
        help_text=_("The name of the program, to tell its token from others."),
    )
    days = forms.IntegerField(
        label=_("Valid for so many days"),
        min_value=1,
        initial=90,
        help_text=_("After them the program needs a new one."),
    )
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
