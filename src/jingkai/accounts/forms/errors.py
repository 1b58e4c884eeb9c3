"""What a form says of a field that does not fit: what is expected, what came, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    _Form = forms.BaseForm
else:
    _Form = object

_LONGEST = 60
_NOT_IN_THE_LIST = frozenset({"invalid_choice", "invalid_pk_value"})


class SaysWhatToDo(_Form):
    """Mixed into a form, it puts Django's bare words for what is missing, unreadable, too long or taken into full ones.

    Errors that our own checks raise say it already and stay.
    """

    def full_clean(self) -> None:
        """Check the form, then see to its words."""
        super().full_clean()
        for name, errors in self.errors.items():
            field = self.fields.get(name)
            if field is None:
                continue
            for error in errors.as_data():
                words = _words(str(error.code), field, self._came(name)) or _measured(error)
                if words:
                    error.message, error.params = words, None

    def _came(self, name: str) -> str:
        written = " ".join(str(self.data.get(self.add_prefix(name)) or "").split())
        return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"


def _words(code: str, field: forms.Field, came: str) -> str:
    if code == "required":
        if isinstance(field, forms.ChoiceField):
            return _("This is needed and nothing was chosen: choose from the list.")
        return _("This is needed and nothing came: fill it in.")
    if code == "unique":
        return _("“%(came)s” is there already: look for it in the list, or write another one.") % {
            "came": came
        }
    if code in _NOT_IN_THE_LIST:
        return _("“%(came)s” is not in the list. Choose one of those that are.") % {"came": came}
    if code == "invalid" and (expected := _expected(field)):
        return _("What is expected is %(expected)s; “%(came)s” came. Correct it.") % {
            "expected": expected,
            "came": came,
        }
    return ""


def _measured(error: ValidationError) -> str:
    """Return what is said of a length or a size that does not fit."""
    given: Mapping[str, Any] = error.params or {}
    match error.code:
        case "max_length":
            told = _("What is expected is at most %(most)s characters; %(came)s came. Shorten it.")
            return told % {"most": given.get("limit_value"), "came": given.get("show_value")}
        case "min_length":
            told = _("What is expected is at least %(least)s characters; %(came)s came. Say more.")
            return told % {"least": given.get("limit_value"), "came": given.get("show_value")}
        case "max_value":
            told = _("What is expected is at most %(most)s; %(came)s came. Correct it.")
            return told % {"most": given.get("limit_value"), "came": given.get("show_value")}
        case "min_value":
            told = _("What is expected is at least %(least)s; %(came)s came. Correct it.")
            return told % {"least": given.get("limit_value"), "came": given.get("show_value")}
        case "max_digits" | "max_whole_digits":
            told = _("What is expected has at most %(most)s digits; “%(came)s” came. Look at its unit.")
            return told % {"most": given.get("max"), "came": given.get("value")}
        case "max_decimal_places":
            told = _(
                "What is expected has at most %(most)s digits after the point; “%(came)s” came. Round it."
            )
            return told % {"most": given.get("max"), "came": given.get("value")}
    return ""


def _expected(field: Any) -> str:
    match field:
        case forms.DecimalField():
            return _("a number in digits, such as 12.5")
        case forms.IntegerField():
            return _("a whole number in digits, such as 2013")
        case forms.DateField():
            return _("a day, such as 2024-03-20")
        case forms.EmailField():
            return _("an e-mail address, such as lin.xiao@example.cn")
        case forms.SlugField():
            return _("a code of letters, digits, hyphens and underscores")
    return ""
