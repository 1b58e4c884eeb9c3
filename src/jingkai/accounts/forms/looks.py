"""What fields of forms have in common: their looks, errors on one line, and what may be kept for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.telltale import fit_to_be_kept


def kept_for_good(words: str) -> None:
    """Refuse words that tell of a person, in a field that goes to the ledger."""
    try:
        fit_to_be_kept(words)
    except JingkaiError as error:
        raise ValidationError(in_a_line(error), code="tells_of_a_person") from error


def in_a_line(error: JingkaiError) -> str:
    """Return what is wrong and how to mend it, as one line."""
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
