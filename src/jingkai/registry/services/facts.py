"""State facts: what was known stays on record, what is known now stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.kernel.language import gettext as _
from jingkai.registry.errors import ChangedMeanwhileError, RegistryError
from jingkai.registry.models import Enterprise, Fact, Source, Variable, Zone
from jingkai.registry.models.facts import FactQuerySet, ValueType
from jingkai.registry.values import Value

_COLUMNS = {
    ValueType.NUMBER: "number",
    ValueType.MONEY: "number",
    ValueType.SHARE: "number",
    ValueType.FLAG: "flag",
    ValueType.DAY: "day",
    ValueType.TEXT: "text",
    ValueType.CHOICE: "text",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that is to be stated about a subject.

    ``value`` and ``period`` are as written: the variable reads and checks them. ``valid_from`` and ``valid_to`` say
    when it holds, both days included; ``None`` is open.
    """

    variable: Variable
    value: object
    period: str = ""
    source: Source | str = Source.ZONE
    source_words: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def state_fact(subject: Any, statement: Statement, *, user: User | None, at: datetime | None = None) -> Fact:
    """State a fact about a zone, park, enterprise, project or parcel, and return its row.

    What was known about the same variable and period (and the same beginning) is retired, not overwritten. A value
    that holds until it is changed ends the one before it on the day before it begins. The same value stated again
    changes nothing. Raises :class:`~jingkai.kernel.errors.JingkaiError` for a value, period or subject that the
    variable does not have, and where somebody else states it at the same moment.
    """
    variable = statement.variable
    _check_subject(subject, variable)
    value = variable.rule.read(statement.value)
    period = variable.rule.read_period(statement.period)
    _check_days(statement)
    now = at or timezone.now()
    known = _known(subject, variable, period)
    same = known.filter(valid_from=statement.valid_from).first()
    if same is not None and _says_the_same(same, statement, value):
        return same
    if same is not None:
        _retire(same, now)
    elif not period:
        _end_before(known, statement, now)
    try:
        with transaction.atomic():
            return Fact.objects.create(
                variable=variable,
                zone=_zone_of(subject),
                subject=subject.subject_key,
                enterprise=_enterprise_of(subject),
                period=period,
                source=statement.source,
                source_words=statement.source_words.strip()[:200],
                valid_from=statement.valid_from,
                valid_to=statement.valid_to,
                recorded=now,
                recorded_by=user.actor if user else "system:registry",
                **{_COLUMNS[ValueType(variable.type)]: value},
            )
    except IntegrityError as error:
        raise ChangedMeanwhileError(
            _("Somebody else has stated it at this very moment."),
            place=str(variable),
            mend=_("Look at what is stated now, then correct it if need be."),
        ) from error


@transaction.atomic
def withdraw_fact(fact: Fact, *, at: datetime | None = None) -> Fact:
    """Retire a fact without another in its place: what it said is unknown again. It stays on record."""
    current = Fact.objects.select_for_update().get(pk=fact.pk)
    if current.retired is None:
        _retire(current, at or timezone.now())
    return current


def _known(subject: Any, variable: Variable, period: str) -> FactQuerySet:
    rows: FactQuerySet = Fact.objects.select_for_update()
    return rows.filter(subject=subject.subject_key, variable=variable, period=period, retired=None)


def _says_the_same(fact: Fact, statement: Statement, value: Value) -> bool:
    return (
        fact.value == value
        and fact.valid_to == statement.valid_to
        and fact.source == str(statement.source)
        and fact.source_words == statement.source_words.strip()[:200]
    )


def _retire(fact: Fact, now: datetime) -> None:
    fact.retired = now
    fact.save(update_fields=["retired"])


def _end_before(known: FactQuerySet, statement: Statement, now: datetime) -> None:
    """End an open value on the day before the next one begins; that it had been open stays on record."""
    if statement.valid_from is None:
        return
    day_before = statement.valid_from - timedelta(days=1)
    for earlier in known.filter(valid_to=None):
        if earlier.valid_from is None or earlier.valid_from <= day_before:
            _retire(earlier, now)
            earlier.pk = None
            earlier.retired, earlier.recorded, earlier.valid_to = None, now, day_before
            earlier.save(force_insert=True)


def _check_subject(subject: Any, variable: Variable) -> None:
    kind = subject.subject_key.partition("/")[0]
    if kind != variable.subject:
        raise RegistryError(
            _("“%(variable)s” is stated about another kind of subject: %(kind)s.")
            % {"variable": variable, "kind": variable.get_subject_display()},
            place=str(subject),
            mend=_("Choose a variable of this subject."),
        )


def _check_days(statement: Statement) -> None:
    if statement.valid_from and statement.valid_to and statement.valid_to < statement.valid_from:
        raise RegistryError(
            _("It would end before it begins."),
            place=str(statement.variable),
            mend=_("Exchange the two days, or leave the last one open."),
        )


def _zone_of(subject: Any) -> Zone:
    zone: Zone = subject if isinstance(subject, Zone) else subject.zone
    return zone


def _enterprise_of(subject: Any) -> str:
    owner = subject if isinstance(subject, Enterprise) else getattr(subject, "enterprise", None)
    return owner.uscc if owner is not None else ""
