"""Facts from a file: the values known now are retired where a row says otherwise, and the new ones stand beside them.

What is stated for a period is written in bulk; what holds until it is changed goes through
:func:`jingkai.registry.services.facts.state_fact` one by one, because it may end the value before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.accounts.scopes import Place
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.registry.imports import units
from jingkai.registry.imports.faults import CellError, Fault
from jingkai.registry.imports.figures import plain_number
from jingkai.registry.imports.matching import ColumnMapping
from jingkai.registry.imports.rows import ReadRow
from jingkai.registry.imports.tables import FACTS
from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Source, Variable, Zone
from jingkai.registry.models.facts import ValueType
from jingkai.registry.services.facts import Statement, state_fact
from jingkai.registry.services.import_plan import Plan, Planner
from jingkai.registry.services.import_references import in_pieces

_SUBJECTS: Mapping[str, tuple[Any, str]] = {
    "zone": (Zone, "code"),
    "park": (Park, "code"),
    "enterprise": (Enterprise, "uscc"),
    "project": (Project, "code"),
    "parcel": (Parcel, "number"),
}
_FIELDS = {
    ValueType.NUMBER: "number",
    ValueType.MONEY: "number",
    ValueType.SHARE: "number",
    ValueType.FLAG: "flag",
    ValueType.DAY: "day",
    ValueType.TEXT: "text",
    ValueType.CHOICE: "text",
}


@dataclass(slots=True)
class Stated:
    """A row of facts that was read: about whom, what, for when; ``known`` is the value that it takes the place of."""

    row: ReadRow
    variable: Variable
    subject: Any
    value: Any
    period: str
    known: Fact | None = None


@dataclass(slots=True)
class FactPlan(Plan):
    """What a batch of facts does: ``inserted`` are new, ``replacing`` take the place of what was known."""

    replacing: list[Stated] = field(default_factory=list)

    @property
    def stated(self) -> list[Stated]:
        """Everything that is to be written."""
        return [*self.inserted, *self.replacing]


class FactPlanner(Planner):
    """Plans rows of facts."""

    def __init__(self, mapping: ColumnMapping, *, user: User, zone: Zone) -> None:
        super().__init__(FACTS, mapping, user=user, zone=zone)
        self._by_name = {variable.name: variable for variable in Variable.objects.all()}
        self._by_label: dict[str, list[Variable]] = {}
        for variable in self._by_name.values():
            for label in {variable.label, variable.english} - {""}:
                self._by_label.setdefault(label, []).append(variable)

    def plan(self, rows: Sequence[ReadRow], *, lock: bool) -> FactPlan:
        """Plan a batch of facts."""
        plan = FactPlan()
        found: list[Stated] = []
        for row in rows:
            if row.faults:
                plan.refused.append((row, row.faults))
            elif row.values.get("value") is None and row.values.get("variable") and row.values.get("subject"):
                plan.unchanged += 1  # a cell that says nothing: what is known stays
            else:
                found += self._read(row, plan)
        self._place_subjects(found)
        settled = [one for one in found if self._fits(one, plan)]
        known = self._known(settled, lock=lock)
        for one in settled:
            one.known = known.get(_key_of(one))
            if one.known is not None and self._says_the_same(one):
                plan.unchanged += 1
            elif one.known is not None:
                plan.replacing.append(one)
            else:
                plan.inserted.append(one)
        plan.updated = [(one, ("value",)) for one in plan.replacing]
        plan.refused.sort(key=lambda refused: refused[0].number)
        return plan

    def remember(self, rows: Iterable[ReadRow]) -> None:
        """Note the keys of rows that were settled before a stop."""
        self.plan(list(rows), lock=False)

    def statement(self, one: Stated) -> Statement:
        """Return what a row states."""
        values = one.row.values
        return Statement(
            variable=one.variable,
            value=one.value,
            period=one.period,
            source=Source.IMPORT,
            source_words=str(values.get("source_words") or ""),
            valid_from=values.get("valid_from"),  # type: ignore[arg-type]
            valid_to=values.get("valid_to"),  # type: ignore[arg-type]
        )

    def _read(self, row: ReadRow, plan: FactPlan) -> list[Stated]:
        missing = [name for name in ("variable", "subject", "value") if row.values.get(name) is None]
        faults: list[Fault] = [
            self.fault(
                row,
                name,
                _("This is needed and the cell is empty."),
                _("Fill it in, or map the column that holds it."),
            )
            for name in missing
        ]
        variable = None if "variable" in missing else self._variable(row, str(row.values["variable"]), faults)
        value: Any = None
        period = ""
        if variable is not None and not faults:
            value = self._of(row, "value", lambda: variable.rule.read(self._measured(row, variable)), faults)
            period = (
                self._of(row, "period", lambda: variable.rule.read_period(row.values.get("period")), faults)
                or ""
            )
        begin, end = row.values.get("valid_from"), row.values.get("valid_to")
        if begin and end and end < begin:  # type: ignore[operator]
            faults.append(
                self.fault(
                    row,
                    "valid_to",
                    _("It would end before it begins."),
                    _("Exchange the two days, or leave the last one open."),
                )
            )
        if faults or variable is None:
            plan.refused.append((row, tuple(faults)))
            return []
        return [Stated(row, variable, None, value, period)]

    def _measured(self, row: ReadRow, variable: Variable) -> object:
        """Return the value of a row in the unit of its variable: a unit in the header counts unless the cell has one."""
        value: object = row.values["value"]
        unit = self.mapping.columns["value"].unit
        if not unit or unit == "元":
            return value
        if variable.type != ValueType.MONEY:
            raise CellError(
                _("The header says %(unit)s, but this variable is no sum of money.") % {"unit": unit},
                mend=_("Import such variables from a file of their own, or take the unit off the header."),
            )
        figure, own = units.apart(str(value), "yuan")
        number = plain_number(figure)
        return value if own is not None or number is None else number * units.size(unit, "yuan")

    def _of(self, row: ReadRow, name: str, read: Callable[[], Any], faults: list[Fault]) -> Any:
        try:
            return read()
        except JingkaiError as error:
            faults.append(self.fault(row, name, error.what, error.mend))
            return None

    def _variable(self, row: ReadRow, written: str, faults: list[Fault]) -> Variable | None:
        if written in self._by_name:
            return self._by_name[written]
        labelled = self._by_label.get(written, [])
        if len(labelled) == 1:
            return labelled[0]
        if labelled:
            names = "、".join(variable.name for variable in labelled)
            faults.append(
                self.fault(
                    row,
                    "variable",
                    _("Several variables have this label: %(names)s.") % {"names": names},
                    _("Write the name instead of the label."),
                )
            )
            return None
        faults.append(
            self.fault(
                row,
                "variable",
                _("The dictionary has no variable of this name or label."),
                _("Look it up in the dictionary of variables."),
            )
        )
        return None

    def _place_subjects(self, found: Sequence[Stated]) -> None:
        """Find the subjects of a batch, a query for each kind."""
        for kind, (model, key) in _SUBJECTS.items():
            asked = [one for one in found if one.variable.subject == kind]
            keys = sorted({_plain(kind, str(one.row.values["subject"])) for one in asked})
            rows = model._default_manager.all()
            if kind != "zone":
                rows = rows.select_related("zone", *(["enterprise"] if kind in {"project", "parcel"} else []))
            subjects = {
                getattr(subject, key): subject
                for piece in in_pieces(keys)
                for subject in rows.filter(**{f"{key}__in": piece})
            }
            for one in asked:
                one.subject = subjects.get(_plain(kind, str(one.row.values["subject"])))

    def _fits(self, one: Stated, plan: FactPlan) -> bool:
        """Whether the subject is there, is one the user may state facts about, and has not come before."""
        if one.subject is None:
            fault = self.fault(
                one.row,
                "subject",
                _("The registry has no %(kind)s of this code.")
                % {"kind": one.variable.get_subject_display()},
                _("Import it first, or correct the code."),
            )
        elif not may(self.user, self.table.action, _place(one.subject)):
            fault = self.fault(
                one.row,
                "subject",
                _("The row lies outside of what you may change."),
                _("Take it out, or ask somebody who keeps that zone to import it."),
            )
        else:
            key = _key_of(one)
            first = self._rows_of_keys.setdefault(key, one.row.number)
            if first == one.row.number:
                return True
            fault = self.fault(
                one.row,
                "variable",
                _("Row %(row)d of the file is about the same.") % {"row": first},
                _("Keep one of the two rows."),
            )
        plan.refused.append((one.row, (fault,)))
        return False

    def _known(self, found: Sequence[Stated], *, lock: bool) -> dict[tuple[Any, ...], Fact]:
        rows = Fact.objects.filter(retired=None)
        if lock:
            rows = rows.select_for_update()
        variables = {one.variable.pk: one.variable for one in found}
        periods = sorted({one.period for one in found})
        known: dict[tuple[Any, ...], Fact] = {}
        for piece in in_pieces(sorted({one.subject.subject_key for one in found})):
            wanted = rows.filter(subject__in=piece, variable__in=list(variables))
            if len(periods) <= 100:
                wanted = wanted.filter(period__in=periods)
            for fact in wanted:
                fact.variable = variables[fact.variable_id]
                known[fact.variable_id, fact.subject, fact.period, fact.valid_from] = fact
        return known

    def _says_the_same(self, one: Stated) -> bool:
        fact, statement = one.known, self.statement(one)
        return (
            fact is not None
            and fact.value == one.value
            and fact.valid_to == statement.valid_to
            and fact.source == str(statement.source)
            and fact.source_words == statement.source_words.strip()[:200]
        )


def write_facts(planner: FactPlanner, plan: FactPlan, *, user: User, at: datetime) -> None:
    """Write what a batch states, within the transaction of the caller."""
    for one in plan.stated:
        if not one.period:
            state_fact(one.subject, planner.statement(one), user=user, at=at)
    periodic = [one for one in plan.stated if one.period]
    for piece in in_pieces([one.known.pk for one in periodic if one.known is not None]):
        Fact.objects.filter(pk__in=piece, retired=None).update(retired=at)
    Fact.objects.bulk_create(_fact(planner.statement(one), one, user=user, at=at) for one in periodic)


def _fact(statement: Statement, one: Stated, *, user: User, at: datetime) -> Fact:
    subject = one.subject
    owner = subject if isinstance(subject, Enterprise) else getattr(subject, "enterprise", None)
    return Fact(
        variable=one.variable,
        zone=subject if isinstance(subject, Zone) else subject.zone,
        subject=subject.subject_key,
        enterprise=owner.uscc if owner is not None else "",
        period=one.period,
        source=statement.source,
        source_words=statement.source_words.strip()[:200],
        valid_from=statement.valid_from,
        valid_to=statement.valid_to,
        recorded=at,
        recorded_by=user.actor,
        **{_FIELDS[ValueType(one.variable.type)]: one.value},
    )


def _key_of(one: Stated) -> tuple[Any, ...]:
    return one.variable.pk, one.subject.subject_key, one.period, one.row.values.get("valid_from")


def _place(subject: Any) -> Place:
    place: Place = subject.place()
    return place


def _plain(kind: str, written: str) -> str:
    """Return a key as it is stored: codes of enterprises and projects are in capitals."""
    bare = "".join(written.split()).removeprefix(f"{kind}/")
    return bare.upper() if kind in {"enterprise", "project"} else bare
