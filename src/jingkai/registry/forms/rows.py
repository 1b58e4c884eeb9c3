"""Forms of the registry's rows: each field says what belongs in it, and refuses what does not by its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.actions import Action
from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.accounts.policy import Principal
from jingkai.registry import actions, selectors
from jingkai.registry.forms.fields import BoundaryField, EnterpriseField, NamedField, WordsField, flag
from jingkai.registry.models import Enterprise, Parcel, Park, Project, Unit, Zone

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

_TAKEN_OUT = {"-", "—", "－"}


def _said(choices: Any) -> list[tuple[Any, Any]]:
    """Return choices of which the empty one says what it means, where Django draws dashes."""
    return [(value, words if value else _("not known")) for value, words in choices]


class KeptForm(SaysWhatToDo, _ModelForm):
    """A row of the registry. ``fixed`` fields are set when a row is entered and never change afterwards."""

    action: Action
    fixed: tuple[str, ...] = ()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Principal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._offer_places(user)
        for name, field in self.fields.items():
            widget = field.widget
            field.label = capfirst(field.label)
            if isinstance(widget, forms.Select):
                widget.attrs.setdefault("class", "select")
                if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
                    offered: Any = field.choices
                    field.choices = _said(offered)
            elif not isinstance(widget, forms.HiddenInput):
                widget.attrs.setdefault("class", "input")
            if isinstance(widget, forms.Textarea):
                widget.attrs["rows"] = 4
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
            if name in self.fixed and self.instance.pk:
                field.disabled = True
                field.help_text = _("It never changes: addresses and facts hang on it.")
        if self.instance.pk:
            self.initial["seen"] = self.instance.changed.isoformat()

    def _offer_places(self, user: Principal) -> None:
        zones = selectors.kept_zones(user, self.action)
        if (zone := self.fields.get("zone")) is not None:
            kept = self.instance.zone_id if self.instance.pk else None
            zone.queryset = zones | Zone.objects.filter(pk=kept) if kept else zones  # type: ignore[attr-defined]
            if not kept and zones.count() == 1:
                self.initial.setdefault("zone", zones.first())
        if (park := self.fields.get("park")) is not None:
            park.queryset = Park.objects.filter(zone__in=zones).select_related("zone")  # type: ignore[attr-defined]
        if isinstance(enterprise := self.fields.get("enterprise"), EnterpriseField):
            enterprise.rows = selectors.enterprises(user)

    def values(self) -> Mapping[str, Any]:
        """Return the fields of the row, checked, and nothing else."""
        return {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data
        }

    def seen_at(self) -> datetime | None:
        """Return the row's time of change when the form was opened."""
        try:
            return parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:
            return None

    def changed_in(self, row: Model | None) -> list[str]:
        """Return the names of the fields that say something else than the row; all of them for a new one."""
        return [name for name, value in self.values().items() if row is None or getattr(row, name) != value]


_AREA_HELP = _("Leave it empty where it is not known; 0 would say that there is none.")
_BOUNDARY_HELP = _("A GeoJSON polygon in WGS 84, as a map program exports it. May be empty.")
_INDUSTRIES_HELP = _("Separated by 、 such as 绿色食品、装备制造.")
_INDUSTRY_HELP = _("Code of GB/T 4754-2017: a letter and two to four digits, such as C1440.")


class ZoneForm(KeptForm):
    """A zone."""

    action = actions.EDIT_ZONES
    fixed = ("code",)
    industries = WordsField(label=_("leading industries"), required=False, help_text=_INDUSTRIES_HELP)
    boundary = BoundaryField(label=_("boundary (GeoJSON)"), required=False, help_text=_BOUNDARY_HELP)

    class Meta:
        """What is entered."""

        model = Zone
        fields = (
            "code", "name", "short_name", "level", "kind", "city", "division", "approved_year", "area", "industries",
            "boundary", "source",
        )  # fmt: skip
        help_texts = {
            "code": _("Small letters, digits and hyphens; roles are granted for it."),
            "name": _("As in the approval, such as 青岚经济技术开发区."),
            "level": _("Who approved it."),
            "division": _("Six digits, such as 150802."),
            "approved_year": _("Four digits. Leave it empty where it is not known."),
            "area": _AREA_HELP,
            "source": _("Where this is written: a document with its number, or a list with its date."),
        }


class ParkForm(KeptForm):
    """A park."""

    action = actions.EDIT_ZONES
    fixed = ("code",)
    zone = NamedField(label=_("zone"), queryset=Zone.objects.none())
    industries = WordsField(label=_("leading industries"), required=False, help_text=_INDUSTRIES_HELP)
    boundary = BoundaryField(label=_("boundary (GeoJSON)"), required=False, help_text=_BOUNDARY_HELP)

    class Meta:
        """What is entered."""

        model = Park
        fields = ("zone", "code", "name", "area", "industries", "boundary")
        help_texts = {
            "code": _("Small letters, digits and hyphens, such as qinglan-east."),
            "area": _AREA_HELP,
        }


class UnitForm(KeptForm):
    """A unit."""

    action = actions.EDIT_UNITS
    fixed = ("code",)
    zone = NamedField(label=_("zone"), queryset=Zone.objects.none())
    aliases = WordsField(
        label=_("other names"),
        required=False,
        help_text=_("Every other name that documents use, separated by 、 such as 发改局、发展和改革局."),
    )

    class Meta:
        """What is entered."""

        model = Unit
        fields = ("zone", "code", "name", "aliases", "level", "division")
        help_texts = {
            "code": _("Small letters, digits and hyphens; roles are granted for it."),
            "name": _("The full name, such as 青岚经开区财政局."),
            "division": _("Six digits, such as 150802."),
        }


class _PlacedForm(KeptForm):
    zone = NamedField(label=_("zone"), queryset=Zone.objects.none())
    park = NamedField(
        label=_("park"), queryset=Park.objects.none(), required=False, empty_label=_("in no park")
    )


class EnterpriseForm(_PlacedForm):
    """An enterprise."""

    action = actions.EDIT_ENTERPRISES
    fixed = ("uscc",)
    foreign = flag(_("foreign-invested"))
    above_scale = flag(_("industrial enterprise above designated size"))
    representative = forms.CharField(label=_("legal representative"), required=False, max_length=60)
    contact = forms.CharField(label=_("contact person"), required=False, max_length=60)
    phone = forms.CharField(
        label=_("phone"),
        required=False,
        max_length=40,
        help_text=_("Kept encrypted and shown masked; to see it again takes a reason."),
    )

    class Meta:
        """What is entered."""

        model = Enterprise
        fields = (
            "uscc", "name", "zone", "park", "industry", "state", "foreign", "above_scale", "registered_capital",
            "founded", "address", "representative", "contact", "phone",
        )  # fmt: skip
        help_texts = {
            "uscc": _("18 characters as on the business licence; the last one checks the others."),
            "name": _("As on the business licence."),
            "industry": _INDUSTRY_HELP,
            "registered_capital": _("In yuan, with fen if need be: 30000000.00."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is masked on pages is not handed out by a form either: it is left alone, or written anew.
        self.people = {name: getattr(self.instance, name) for name in Enterprise.personal_fields}
        for name, known in self.people.items():
            if known:
                self.initial[name] = ""
                self.fields[name].help_text = _(
                    "Kept as it is where this stays empty; write - to take it out."
                )

    def clean(self) -> dict[str, Any] | None:
        """Leave people as they are where nothing new is said."""
        cleaned = super().clean()
        for name, known in self.people.items():
            written = self.cleaned_data.get(name, "")
            self.cleaned_data[name] = "" if written in _TAKEN_OUT else written or known
        return cleaned


class ProjectForm(_PlacedForm):
    """A project."""

    action = actions.EDIT_PROJECTS
    fixed = ("code",)
    enterprise = EnterpriseField(
        label=_("enterprise"), required=False, help_text=_("Its unified social credit code. May be empty.")
    )

    class Meta:
        """What is entered."""

        model = Project
        fields = (
            "code", "name", "enterprise", "zone", "park", "industry", "stage", "investment", "started", "completed",
        )  # fmt: skip
        help_texts = {
            "code": _("As given by the approval platform, such as 2403-150802-04-01-123456."),
            "industry": _INDUSTRY_HELP,
            "investment": _("In yuan. Leave it empty where it is not known."),
        }


class ParcelForm(_PlacedForm):
    """A parcel."""

    action = actions.EDIT_PARCELS
    fixed = ("number",)
    enterprise = EnterpriseField(
        label=_("enterprise"),
        required=False,
        help_text=_("Who holds it, by unified social credit code. May be empty."),
    )
    boundary = BoundaryField(label=_("boundary (GeoJSON)"), required=False, help_text=_BOUNDARY_HELP)

    class Meta:
        """What is entered."""

        model = Parcel
        fields = ("number", "zone", "park", "use", "state", "area", "enterprise", "boundary")
        help_texts = {
            "number": _("As in the land register."),
            "area": _AREA_HELP,
        }
