"""What the rows of a file would do to a table: make a row, change one, leave it as it is, or be refused and why.

A plan is made from what the table holds at that moment, so a dry run and the run itself ask the same question twice:
rows that somebody has changed in between are planned anew, from what they are now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.kernel.language import gettext as _
from jingkai.registry.imports.faults import CellError, Fault
from jingkai.registry.imports.matching import ColumnMapping
from jingkai.registry.imports.rows import ReadRow, fault_of
from jingkai.registry.imports.tables import Kind, Table
from jingkai.registry.models import Enterprise, Parcel, Park, Project, Unit, Zone
from jingkai.registry.services.import_references import References, in_pieces
from jingkai.registry.units import resolve

MODELS: Mapping[str, type[Model]] = {
    "zones": Zone,
    "parks": Park,
    "units": Unit,
    "enterprises": Enterprise,
    "projects": Project,
    "parcels": Parcel,
}

_REFERENCES = ("zone", "park", "enterprise")


@dataclass(slots=True)
class Plan:
    """What a batch of rows does: ``updated`` names the fields that differ, ``refused`` has each row with its faults."""

    inserted: list[Any] = field(default_factory=list)
    updated: list[tuple[Any, tuple[str, ...]]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[tuple[ReadRow, tuple[Fault, ...]]] = field(default_factory=list)


class Planner:
    """Plans the rows of one file, batch by batch, in their order; it remembers which keys have come."""

    def __init__(self, table: Table, mapping: ColumnMapping, *, user: User, zone: Zone) -> None:
        self.table = table
        self.mapping = mapping
        self.user = user
        self.zone = zone
        self._rows_of_keys: dict[tuple[Any, ...], int] = {}

    def remember(self, rows: Iterable[ReadRow]) -> None:
        """Note the keys of rows that were settled before a stop."""
        for row in rows:
            if not row.faults:
                self._repeated(row)

    def plan(self, rows: Sequence[ReadRow], *, lock: bool) -> Plan:
        """Plan a batch. ``lock`` holds the rows that are concerned until the transaction ends."""
        plan = Plan()
        fresh: list[ReadRow] = []
        for row in rows:
            faults = row.faults or self._repeated(row)
            if faults:
                plan.refused.append((row, faults))
            else:
                fresh.append(row)
        self._plan(fresh, plan, lock=lock)
        plan.refused.sort(key=lambda one: one[0].number)
        return plan

    def _plan(self, rows: Sequence[ReadRow], plan: Plan, *, lock: bool) -> None:
        raise NotImplementedError

    def _key(self, row: ReadRow) -> tuple[Any, ...] | None:
        """Return what a row is about; ``None`` for one that does not say it."""
        found = tuple(row.values.get(name) for name in self.table.key)
        return None if None in found else found

    def _repeated(self, row: ReadRow) -> tuple[Fault, ...]:
        """Note the key of a row, and refuse one that has come before: which of them is meant nobody can know."""
        key = self._key(row)
        if key is None:
            return (self.fault(row, self.table.key[0], *_needed()),)
        first = self._rows_of_keys.setdefault(key, row.number)
        if first == row.number:
            return ()
        return (
            self.fault(
                row,
                self.table.key[-1] if len(key) == 1 else self.table.key[0],
                _("Row %(row)d of the file is about the same.") % {"row": first},
                _("Keep one of the two rows."),
            ),
        )

    def fault(self, row: ReadRow, name: str, what: str, mend: str) -> Fault:
        """Return a fault of a cell, with its place in the file."""
        match = self.mapping.columns.get(name)
        value = row.cells[match.at] if match and match.at < len(row.cells) else ""
        return fault_of(CellError(what, mend=mend), match, row.number, value)


class TablePlanner(Planner):
    """Plans rows of an ordinary table, whose key is one column."""

    _EMPTY: ClassVar[Mapping[Kind, Any]] = {Kind.WORDS: []}

    def __init__(self, table: Table, mapping: ColumnMapping, *, user: User, zone: Zone) -> None:
        super().__init__(table, mapping, user=user, zone=zone)
        self.model = MODELS[table.name]
        self._references = References(user)
        self._together: dict[tuple[Any, ...], Any] = {}

    def _plan(self, rows: Sequence[ReadRow], plan: Plan, *, lock: bool) -> None:
        key = self.table.key[0]
        known = self._known([row.values[key] for row in rows], lock=lock)
        self._references.prepare(self.table, rows, self.zone)
        candidates: list[tuple[ReadRow, Any, bool, tuple[str, ...]]] = []
        for row in rows:
            existing = known.get(row.values[key])
            if existing is not None and not may(self.user, self.table.action, existing):
                plan.refused.append((row, (self.fault(row, key, *_elsewhere()),)))
                continue
            instance: Any = existing if existing is not None else self.model()
            faults = self._apply(row, instance, is_new=existing is None)
            if isinstance(faults, list):
                plan.refused.append((row, tuple(faults)))
                continue
            if not may(self.user, self.table.action, instance):
                name = "zone" if "zone" in row.values else key
                plan.refused.append((row, (self.fault(row, name, *_no_right()),)))
                continue
            candidates.append((row, instance, existing is None, faults))
        taken = self._taken([(row, instance) for row, instance, _new, _changed in candidates])
        for row, instance, is_new, changed in candidates:
            if row.number in taken:
                plan.refused.append((row, (taken[row.number],)))
            elif is_new:
                plan.inserted.append(instance)
            elif changed:
                plan.updated.append((instance, changed))
            else:
                plan.unchanged += 1

    def _known(self, keys: Sequence[Any], *, lock: bool) -> dict[Any, Any]:
        key = self.table.key[0]
        rows = self.model._default_manager.all()
        if lock:
            rows = rows.select_for_update(of=("self",))
        related = [name for name in _REFERENCES if name in self.table.by_name]
        if related:
            rows = rows.select_related(*related)
        return {
            getattr(row, key): row
            for piece in in_pieces(keys)
            for row in rows.filter(**{f"{key}__in": piece})
        }

    def _apply(self, row: ReadRow, instance: Any, *, is_new: bool) -> list[Fault] | tuple[str, ...]:
        """Set what a row says on an instance; return the names of the fields that differ, or the faults."""
        faults = self._lacking(row) if is_new else []
        values = self._filled(row)
        if is_new and "zone" in self.table.by_name:
            values.setdefault("zone", None)
        zone = instance.zone if not is_new and "zone" in self.table.by_name else self.zone
        faults += self._refer(row, values, zone)
        if faults:
            return faults
        changed = tuple(name for name, value in values.items() if is_new or _differs(instance, name, value))
        for name in changed:
            setattr(instance, name, values[name])
        if is_new and isinstance(instance, Unit):
            found_unit = resolve(instance.name)
            instance.family = found_unit.family if found_unit else ""
        return self._whole(row, instance) or changed

    def _lacking(self, row: ReadRow) -> list[Fault]:
        """Return a fault for each value that a new row needs and has not."""
        return [
            self.fault(row, column.name, *_needed())
            for column in self.table.columns
            if column.required and row.values.get(column.name) is None
        ]

    def _filled(self, row: ReadRow) -> dict[str, Any]:
        """Return the values of a row, an empty cell as its field holds it."""
        values = dict(row.values)
        for name in self.table.by_name:
            if name in values and values[name] is None:
                values[name] = self._empty(name)
        return values

    def _refer(self, row: ReadRow, values: dict[str, Any], zone: Zone) -> list[Fault]:
        """Put in ``values`` what their references name, in the zone of the row; return the faults of those that name nothing."""
        faults: list[Fault] = []
        for name in _REFERENCES:
            if name not in self.table.by_name or name not in values:
                continue
            try:
                if name == "zone":
                    zone = self._references.zone(str(values["zone"])) if values["zone"] else self.zone
                    values["zone"] = zone
                else:
                    asked = values[name]
                    values[name] = getattr(self._references, name)(asked, zone) if asked else None
            except CellError as error:
                faults.append(self.fault(row, name, error.what, error.mend))
        return faults

    def _whole(self, row: ReadRow, instance: Any) -> list[Fault]:
        """Check what no cell shows alone."""
        park = getattr(instance, "park", None) if "park" in self.table.by_name else None
        if park is not None and park.zone_id != instance.zone_id:
            return [
                self.fault(
                    row,
                    "park" if "park" in row.values else "zone",
                    _("The park %(park)s lies in another zone.") % {"park": park.name},
                    _("Name a park of the zone, or leave the cell empty."),
                )
            ]
        if isinstance(instance, Project) and instance.started and instance.completed:
            started: date = instance.started
            if instance.completed < started:
                return [
                    self.fault(
                        row,
                        "completed",
                        _("The project would be completed before %(day)s, when construction started.")
                        % {"day": started.isoformat()},
                        _("Check both days."),
                    )
                ]
        return []

    def _empty(self, name: str) -> Any:
        model_field: Any = self.model._meta.get_field(name)
        if self.table.by_name[name].kind in self._EMPTY:
            return list(self._EMPTY[self.table.by_name[name].kind])
        return None if model_field.null else ""

    def _taken(self, candidates: Sequence[tuple[ReadRow, Any]]) -> dict[int, Fault]:
        """Return the rows whose name another row of the table, or of the file, has already."""
        faults: dict[int, Fault] = {}
        for names in self.table.together:
            wanted = {
                row.number: tuple(getattr(instance, name) for name in names) for row, instance in candidates
            }
            held = self._holders(names, list(wanted.values()))
            for row, instance in candidates:
                own = getattr(instance, self.table.key[0])
                value = wanted[row.number]
                holder = held.get(value, own)
                first = self._together.setdefault((names, value), own)
                if holder != own or first != own:
                    faults[row.number] = self.fault(
                        row,
                        names[-1],
                        _("Another row has this name already."),
                        _("Two rows cannot share it: check the code, or write the full name."),
                    )
        return faults

    def _holders(
        self, names: tuple[str, ...], values: Sequence[tuple[Any, ...]]
    ) -> dict[tuple[Any, ...], Any]:
        key = self.table.key[0]
        found: dict[tuple[Any, ...], Any] = {}
        for piece in in_pieces(sorted({value[-1] for value in values})):
            for other in self.model._default_manager.filter(**{f"{names[-1]}__in": piece}):
                found[tuple(getattr(other, name) for name in names)] = getattr(other, key)
        return found


def _differs(instance: Any, name: str, value: Any) -> bool:
    if name in _REFERENCES:
        return bool(getattr(instance, f"{name}_id") != (None if value is None else value.pk))
    return bool(getattr(instance, name) != value)


def _needed() -> tuple[str, str]:
    return _("This is needed and the cell is empty."), _("Fill it in, or map the column that holds it.")


def _elsewhere() -> tuple[str, str]:
    return (
        _("This code belongs to a row outside of what you may change."),
        _("Check the code; whoever keeps that zone can change the row."),
    )


def _no_right() -> tuple[str, str]:
    return (
        _("The row lies outside of what you may change."),
        _("Take it out, or ask somebody who keeps that zone to import it."),
    )
