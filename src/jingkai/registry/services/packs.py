"""Load packs into the tables: what is missing is entered, what people have changed stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from jingkai.accounts.models import User
from jingkai.kernel.language import gettext as _
from jingkai.registry import packs
from jingkai.registry.errors import RegistryError
from jingkai.registry.models import Variable, Zone
from jingkai.registry.packs import PackVariable, VariablePack, ZonePack
from jingkai.registry.services.keeping import create

_FIXED = ("subject", "type", "unit", "period")
"""What a variable means: nobody changes it under the facts that were stated."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a pack has entered, changed, and left as they were."""

    entered: int = 0
    changed: int = 0
    left: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.entered + other.entered, self.changed + other.changed, self.left + other.left)


def load_packs(folder: Path | None = None, *, user: User | None = None) -> Loaded:
    """Load the dictionary of variables and the zones of every jurisdiction; all of it or nothing.

    Raises :class:`~jingkai.registry.packs.PackError` for a pack that does not fit.
    """
    root = folder or packs.packs_folder()
    variables = packs.read_variables(root / "variables.yaml")
    zones = [packs.read_zone_pack(path) for path in packs.zone_packs(root)]
    with transaction.atomic():
        loaded = load_variables(variables)
        for pack in zones:
            loaded += load_zone_pack(pack, user=user)
    return loaded


@transaction.atomic
def load_zone_pack(pack: ZonePack, *, user: User | None = None) -> Loaded:
    """Enter the zones that are not there yet, each with the document it is taken from."""
    known = Zone.objects.all()
    codes = set(known.values_list("code", flat=True))
    names = set(known.values_list("name", flat=True))
    entered = 0
    for zone in pack.zones:
        if zone.code in codes or zone.name in names:
            continue
        source = pack.source_words(zone)
        create(
            Zone,
            {
                "code": zone.code,
                "name": zone.name,
                "short_name": zone.short_name,
                "level": zone.level or "",
                "kind": zone.kind,
                "city": zone.city,
                "division": zone.division or "",
                "approved_year": zone.approved_year,
                "area": zone.area,
                "industries": list(zone.industries),
                "source": source,
            },
            user=user,
            reason=source,
        )
        entered += 1
    return Loaded(entered=entered, left=len(pack.zones) - entered)


@transaction.atomic
def load_variables(pack: VariablePack) -> Loaded:
    """Enter and renew variables of the dictionary.

    Raises :class:`~jingkai.registry.errors.RegistryError` where the pack would change what facts mean that are stated
    already: the type, unit, subject or period of their variable.
    """
    known = {variable.name: variable for variable in Variable.objects.all()}
    loaded = Loaded()
    for one in pack.variables:
        values = _values(one)
        row = known.get(one.name)
        if row is None:
            row = Variable(name=one.name, **values)
            row.full_clean()
            row.save()
            loaded += Loaded(entered=1)
            continue
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if not different:
            loaded += Loaded(left=1)
            continue
        if set(different) & set(_FIXED) and row.facts.exists():
            raise RegistryError(
                _("Facts are stated about “%(variable)s”: its %(fields)s cannot change any more.")
                % {"variable": row, "fields": ", ".join(sorted(set(different) & set(_FIXED)))},
                place=one.name,
                mend=_("Give the new meaning a name of its own."),
            )
        for name in different:
            setattr(row, name, values[name])
        row.full_clean()
        row.save()
        loaded += Loaded(changed=1)
    return loaded


def _values(one: PackVariable) -> dict[str, Any]:
    values = one.model_dump(exclude={"name"})
    values["choices"] = list(one.choices)
    return values
