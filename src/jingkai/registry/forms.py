"""Forms of the registry: each field says what belongs in it, and refuses what does not by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal
from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError
from jingkai.registry import actions, geometry, selectors
from jingkai.registry.form_errors import SaysWhatToDo
from jingkai.registry.models import Enterprise, Parcel, Park, Project, Source, Unit, Variable, Zone
from jingkai.registry.models.checks import said
from jingkai.registry.services.facts import Statement
from jingkai.registry.services.keeping import LONGEST_REASON

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
    _ZoneField = forms.ModelChoiceField[Any]
else:
    _ModelForm = forms.ModelForm
    _ZoneField = forms.ModelChoiceField

_SEPARATORS = re.compile(r"[、，,；;\n]+")
_TAKEN_OUT = {"-", "—", "－"}
LEAST_REASON = 2


class WordsField(forms.CharField):
    """Several words in one field: 绿色食品、装备制造."""

    def prepare_value(self, value: Any) -> Any:
        """Write a list as people write it."""
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Take the words apart, each once."""
        words = (word.strip() for word in _SEPARATORS.split(value or ""))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words differ."""
        return bool(self.to_python(data) != (initial or []))


class BoundaryField(forms.CharField):
    """A boundary as GeoJSON, pasted as it was exported."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """Write a geometry as JSON."""
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        """Read and check it; ``None`` where nothing is known."""
        if not (value or "").strip():
            return None
        try:
            return geometry.boundary(json.loads(value))
        except ValueError as error:
            raise ValidationError(
                _("This is no JSON: line %(line)d, character %(character)d. Paste the whole GeoJSON file.")
                % {"line": getattr(error, "lineno", 1), "character": getattr(error, "colno", 1)}
            ) from error
        except RecursionError as error:
            raise ValidationError(_("The JSON is nested too deeply to be a boundary.")) from error
        except JingkaiError as error:
            place = f"{error.place}: " if error.place else ""
            raise ValidationError(f"{place}{said(error)}") from error


class EnterpriseField(forms.CharField):
    """An enterprise by its credit code, as far as the writer may see enterprises."""

    rows: QuerySet[Enterprise] = Enterprise.objects.none()

    def prepare_value(self, value: Any) -> Any:
        """Write the credit code."""
        if isinstance(value, Enterprise):
            return value.uscc
        if isinstance(value, int):
            found = Enterprise.objects.filter(pk=value).values_list("uscc", flat=True).first()
            return found or ""
        return value

    def to_python(self, value: Any) -> Any:
        """Find the enterprise; ``None`` where none is named."""
        if not (value or "").strip():
            return None
        try:
            code = identifiers.uscc(value)
        except JingkaiError as error:
            raise ValidationError(said(error)) from error
        found = self.rows.filter(uscc=code).first()
        if found is None:
            raise ValidationError(
                _("No enterprise within your scope has the credit code %(code)s. Enter the enterprise first.")
                % {"code": code}
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another enterprise is named."""
        return str(self.prepare_value(initial) or "") != "".join((data or "").split()).upper()


class _NamedField(_ZoneField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


_FLAGS = [("", _("not known")), ("true", _("yes")), ("false", _("no"))]


def _flag(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=_FLAGS,
        required=False,
        coerce=lambda value: {"true": True, "false": False}.get(str(value).lower()),
        empty_value=None,
    )


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
    zone = _NamedField(label=_("zone"), queryset=Zone.objects.none())
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
    zone = _NamedField(label=_("zone"), queryset=Zone.objects.none())
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
    zone = _NamedField(label=_("zone"), queryset=Zone.objects.none())
    park = _NamedField(
        label=_("park"), queryset=Park.objects.none(), required=False, empty_label=_("in no park")
    )


class EnterpriseForm(_PlacedForm):
    """An enterprise."""

    action = actions.EDIT_ENTERPRISES
    fixed = ("uscc",)
    foreign = _flag(_("foreign-invested"))
    above_scale = _flag(_("industrial enterprise above designated size"))
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


class ReasonForm(SaysWhatToDo, forms.Form):
    """Why something is changed or looked at."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=LEAST_REASON,
        max_length=LONGEST_REASON,
        help_text=_(
            "In a few words, such as “as on the business licence of 2024-03-20”. It stays in the history."
        ),
        widget=forms.TextInput(attrs={"class": "input"}),
    )


class StatementForm(SaysWhatToDo, forms.Form):
    """A fact about a subject."""

    variable = _ZoneField(
        label=_("Variable"),
        queryset=Variable.objects.none(),
        widget=forms.Select(attrs={"class": "select"}),
        to_field_name="name",
        help_text=_("What is stated; the dictionary of variables says what each one means."),
    )
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input"}),
        help_text=_(
            "2024, 2024Q1 or 2024-03, as the variable asks. Empty for what holds until it is changed."
        ),
    )
    value = forms.CharField(
        label=_("Value stated"),
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "input"}),
        help_text=_(
            "In the unit of the variable. Money may be written as 300万元, shares as 2.5%. 0 says that it is zero."
        ),
    )
    source = forms.ChoiceField(
        label=_("Source"),
        choices=[(one.value, one.label) for one in (Source.ZONE, Source.ENTERPRISE, Source.UNIT)],
        widget=forms.Select(attrs={"class": "select"}),
    )
    source_words = forms.CharField(
        label=_("Source in words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input"}),
        help_text=_("The paper, return or register it was taken from."),
    )
    valid_from = forms.DateField(
        label=_("Holds from"),
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )
    valid_to = forms.DateField(
        label=_("Holds to"),
        required=False,
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day. Empty while it goes on."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variable"].queryset = Variable.objects.filter(subject=kind)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Let the variable read value and period, and name the field that does not fit."""
        cleaned = super().clean()
        variable = self.cleaned_data.get("variable")
        if variable is not None:
            for name, read in (("value", variable.rule.read), ("period", variable.rule.read_period)):
                if name in self.cleaned_data:
                    try:
                        read(self.cleaned_data[name])
                    except JingkaiError as error:
                        self.add_error(name, said(error))
        return cleaned

    def statement(self) -> Statement:
        """Return what is to be stated."""
        return Statement(**self.cleaned_data)
