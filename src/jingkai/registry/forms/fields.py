"""Fields of the registry's forms: several words, a boundary, an enterprise, a place, yes or no or not known."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError
from jingkai.registry import geometry
from jingkai.registry.models import Enterprise
from jingkai.registry.models.checks import said

if TYPE_CHECKING:
    ChoiceOfRow = forms.ModelChoiceField[Any]
else:
    ChoiceOfRow = forms.ModelChoiceField

_SEPARATORS = re.compile(r"[、，,；;\n]+")


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


class NamedField(ChoiceOfRow):
    """A place, offered by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """Write the name."""
        return str(obj.name)


_FLAGS = [("", _("not known")), ("true", _("yes")), ("false", _("no"))]


def flag(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """Make a field of yes, no and not known (``None``)."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=_FLAGS,
        required=False,
        coerce=lambda value: {"true": True, "false": False}.get(str(value).lower()),
        empty_value=None,
    )
