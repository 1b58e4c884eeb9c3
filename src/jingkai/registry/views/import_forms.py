"""The form that hands a file in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import User
from jingkai.registry.imports.tables import Table
from jingkai.registry.models import Zone
from jingkai.registry.selectors.rows import kept_zones

ACCEPTED = ".xlsx,.csv"


class HandInForm(forms.Form):
    """A file, and the zone its rows belong to where they do not say it."""

    zone = forms.ModelChoiceField(
        Zone.objects.none(),
        label=_("Zone"),
        to_field_name="code",
        empty_label=None,
        error_messages={
            "required": _("Choose the zone."),
            "invalid_choice": _("You cannot import for this zone."),
        },
    )
    file = forms.FileField(
        label=_("Workbook or table"),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty: save it again and hand it in anew."),
        },
    )

    def __init__(self, *args: Any, user: User, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = kept_zones(user, table.action)
        field: Any = self.fields["zone"]
        field.queryset = zones
        field.widget.attrs["class"] = "select"
        field.initial = zones.values_list("code", flat=True).first()
        self.fields["file"].widget.attrs.update({"accept": ACCEPTED, "class": "input"})
        self.one_zone = zones.count() == 1
