"""Rows without an engine: one JSON list a row, the same from SQLite and from PostgreSQL.

Text stays text, whole numbers numbers, truth values true and false; decimals are text with all their digits, moments ISO
8601 in UTC, days ISO, bytes base64, JSON columns the text of their JSON. What is sealed in the database stays sealed.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import Col

from jingkai.config.backup.errors import BackupError
from jingkai.kernel.language import gettext as _

NOT_KEPT = frozenset(
    {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions", "django_session"}
)
"""Tables that a backup leaves out: what ``migrate`` makes anew everywhere, and sessions: people sign in again."""

SEALED_TABLES = frozenset({"mfa_authenticator", "registry_refusedrow"})
"""Tables that say nothing without the data key."""

_TEXTS = frozenset(
    {"CharField", "TextField", "SlugField", "EmailField", "URLField", "FileField", "FilePathField"}
)
_NUMBERS = frozenset(
    {
        "AutoField",
        "BigAutoField",
        "SmallAutoField",
        "IntegerField",
        "BigIntegerField",
        "SmallIntegerField",
        "PositiveIntegerField",
        "PositiveBigIntegerField",
        "PositiveSmallIntegerField",
        "BooleanField",
        "FloatField",
    }
)
_Convert = Callable[[Any], Any]

_OUT: dict[str, _Convert] = {
    "JSONField": str,
    "DecimalField": lambda value: format(value, "f"),
    "DateTimeField": lambda value: value.astimezone(UTC).isoformat(),
    "DateField": date.isoformat,
    "TimeField": time.isoformat,
    "UUIDField": str,
    "BinaryField": lambda value: base64.b64encode(value).decode("ascii"),
    "GenericIPAddressField": str,
}
_IN: dict[str, _Convert] = {
    "JSONField": str,
    "DecimalField": Decimal,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
    "BinaryField": base64.b64decode,
    "GenericIPAddressField": str,
}


def kept_models(models_: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Return the models whose rows a backup holds, each after those that it points to."""
    waiting = {
        model._meta.db_table: model
        for model in models_
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in NOT_KEPT
    }
    ordered: list[type[models.Model]] = []
    while waiting:
        free = [
            model for _name, model in sorted(waiting.items()) if not _points_to(model) & waiting.keys()
        ] or [waiting[min(waiting)]]  # a circle: keys are looked at when the transaction ends
        ordered += [waiting.pop(model._meta.db_table) for model in free]
    return ordered


def _points_to(model: type[models.Model]) -> set[str]:
    targets = {
        field.target_field.model._meta.db_table
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True)
    }
    return targets - {model._meta.db_table}


class Table:
    """How the rows of a model are written and read; ``columns`` is their order, that of the model where it is not given.

    Raises :class:`~jingkai.config.backup.errors.BackupError` for columns that are not those of the model.
    """

    def __init__(self, model: type[models.Model], columns: Sequence[str] | None = None) -> None:
        self.model = model
        self.name = model._meta.db_table
        fields = {str(field.column): field for field in model._meta.concrete_fields}
        if columns is not None and (set(columns) != fields.keys() or len(columns) != len(fields)):
            raise BackupError(
                _("The table has other columns than the backup."),
                place=self.name,
                mend=_("Restore it with the version of Jingkai that made it."),
            )
        self._fields = [fields[name] for name in columns or fields]
        self.columns = tuple(str(field.column) for field in self._fields)
        self.file_columns = tuple(
            index for index, field in enumerate(self._fields) if isinstance(field, models.FileField)
        )

    @property
    def selection(self) -> str:
        """The SQL that reads all rows, in the order of their key."""
        names = ", ".join(map(_quoted, self.columns))
        return f"SELECT {names} FROM {_quoted(self.name)} ORDER BY {_quoted(str(self.model._meta.pk.column))}"  # noqa: S608 - names of our own tables

    @property
    def insertion(self) -> str:
        """The SQL that writes a row."""
        names = ", ".join(map(_quoted, self.columns))
        json_mark = "%s::jsonb" if connection.vendor == "postgresql" else "%s"
        marks = ", ".join(json_mark if _kind(field) == "JSONField" else "%s" for field in self._fields)
        return f"INSERT INTO {_quoted(self.name)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own tables

    def written(self, rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """Yield rows as the database gave them in the form of the backup."""
        changes = [(index, _writer(self.name, field)) for index, field in enumerate(self._fields)]
        wanted = [(index, change) for index, change in changes if change]
        for row in rows:
            values = list(row)
            for index, change in wanted:
                if values[index] is not None:
                    values[index] = change(values[index])
            yield values

    def read(self, lines: Iterable[bytes], *, without_sealed: bool = False) -> Iterator[list[Any]]:
        """Yield rows of a backup as the database takes them. Sealed values become empty where that is asked."""
        changes = [(index, _reader(self.name, field)) for index, field in enumerate(self._fields)]
        wanted = [(index, change) for index, change in changes if change]
        sealed = [index for index, field in enumerate(self._fields) if without_sealed and is_sealed(field)]
        for line in lines:
            values = json.loads(line)
            for index, change in wanted:
                if values[index] is not None:
                    values[index] = change(values[index])
            for index in sealed:
                values[index] = ""
            yield values


def line_of(values: list[Any]) -> bytes:
    """Return a row as it stands in the file."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def is_sealed(field: models.Field[Any, Any]) -> bool:
    """Whether a field opens and seals its values itself, so that what lies in the database is copied as it is."""
    return type(field).__module__.startswith("jingkai.") and hasattr(field, "from_db_value")


def _target(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    """Return the field whose kind of value a column holds: the one that a foreign key points to, else itself."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _kind(field: models.Field[Any, Any]) -> str:
    return _target(field).get_internal_type()


def _writer(table: str, field: models.Field[Any, Any]) -> _Convert | None:
    target = _target(field)
    kind = target.get_internal_type()
    if kind not in _OUT and kind not in _TEXTS | _NUMBERS:
        raise BackupError(
            _("A column of kind %(kind)s has no form in a backup.") % {"kind": kind},
            place=f"{table}.{field.column}",
        )
    out = _OUT.get(kind)
    column = Col(table, target)
    own = connection.ops.get_db_converters(column)
    if not own:
        return out

    def convert(value: Any) -> Any:
        for one in own:
            value = one(value, column, connection)
        return out(value) if out and value is not None else value

    return convert


def _reader(table: str, field: models.Field[Any, Any]) -> _Convert | None:
    target = _target(field)
    kind = target.get_internal_type()
    if kind in _TEXTS or kind == "JSONField":
        return None
    into = _IN.get(kind)
    if into is None:
        return None
    read = into

    def convert(value: Any) -> Any:
        return target.get_db_prep_save(read(value), connection)

    return convert


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
