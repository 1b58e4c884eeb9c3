"""YAML as plain data with the line of every value; numbers stay exact, and nothing in a file can do harm.

Scalars are read as YAML 1.2 reads them: only ``true`` and ``false`` are flags, so that ``on``, ``yes`` and ``no`` are
words. Numbers with a point are :class:`~decimal.Decimal`; ``3_000_000`` is a number; ``2024-03-20`` is a day. Keys are
always text. Tags are refused, and so are keys that stand there twice, aliases that would blow a small file up, files
that are too large or nested too deeply. Merge keys (``<<``) are words like others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

Place = tuple[str | int, ...]
"""Way to a value: keys and positions from the top."""

MOST_BYTES = 5_000_000
_DEEPEST = 40
_MOST_REPEATED = 10_000
_LONGEST_NUMBER = 60

_NULL = re.compile(r"|~|null|Null|NULL")
_FLAG = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9_]*)")
_POINT = re.compile(r"[-+]?[0-9][0-9_]*\.[0-9]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableYaml(JingkaiError):  # noqa: N818 - it names what is there, as its neighbours do
    """A file that is no YAML that may be read. ``line`` counts from 1; it is ``None`` where no line is at fault."""

    def __init__(self, what: str, *, file: Path, line: int | None, mend: str) -> None:
        super().__init__(what, place=f"{file}:{line}" if line else str(file), mend=mend)
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a file, and the line of every value in it.

    ``faults`` are what is wrong in a file that could still be read to its end, in the order of its lines: keys that
    stand there twice (the first counts), days and numbers that are none.
    """

    data: Any
    lines: Mapping[Place, int]
    faults: tuple[UnreadableYaml, ...] = ()

    def line_of(self, place: Place) -> int:
        """Return the line of a value; that of what it should stand in where it is missing."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path, *, most_bytes: int = MOST_BYTES) -> Written:
    """Read a file. Raises :class:`UnreadableYaml` where it cannot be read to its end."""
    try:
        if path.stat().st_size > most_bytes:
            raise UnreadableYaml(
                _("The file is too large."), file=path, line=None, mend=_("Divide it into several.")
            )
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableYaml(
            _("There is no such file."), file=path, line=None, mend=_("Check the folder of packs.")
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableYaml(
            _("The file is not UTF-8."), file=path, line=None, mend=_("Save it as UTF-8.")
        ) from error
    except OSError as error:
        raise UnreadableYaml(
            _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error},
            file=path,
            line=None,
            mend=_("Check the folder and its permissions."),
        ) from error
    return parse_yaml(text, path)


def parse_yaml(text: str, file: Path) -> Written:
    """Read a text that stands in ``file``. Raises :class:`UnreadableYaml` where it cannot be read to its end."""
    reading = _Reading(file)
    try:
        data = reading.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise _no_yaml(error, text, file) from error
    return Written(data, reading.lines, tuple(sorted(reading.faults, key=lambda one: one.line or 0)))


def _no_yaml(error: yaml.YAMLError, text: str, file: Path) -> UnreadableYaml:
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)
    if mark is not None:
        line: int | None = int(mark.line) + 1
    elif isinstance(position, int):
        line = text.encode("utf-8")[:position].count(b"\n") + 1
    else:
        line = None
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
    return UnreadableYaml(
        _("This is no YAML: %(problem)s.") % {"problem": problem},
        file=file,
        line=line,
        mend=_("Look at the brackets, quotation marks and indents around this line."),
    )


@dataclass(slots=True)
class _Reading:
    """Builds data from the events of the parser; nothing but plain values can come out."""

    file: Path
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[UnreadableYaml] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _built: int = 0
    _repeated: int = 0

    def document(self, events: Iterator[Any]) -> Any:
        """Read the one document of a file; ``None`` for an empty one."""
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._fault(
                        event, _("A second document begins here."), _("Put one document into a file.")
                    )
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        self.lines.setdefault(place, _line(event))
        if isinstance(event, yaml.AliasEvent):
            return self._again(event)
        if event.tag is not None and event.tag != "!":
            raise self._fault(
                event, _("The tag %(tag)s is not allowed.") % {"tag": event.tag}, _("Write plain values.")
            )
        if len(place) > _DEEPEST:
            raise self._fault(event, _("The file is nested too deeply."), _("Write it flatter."))
        before = self._built
        self._built += 1
        if isinstance(event, yaml.ScalarEvent):
            value: Any = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(events, place)
        else:
            value = self._mapping(events, place)
        if event.anchor:
            self._anchors[event.anchor] = (value, self._built - before)
        return value

    def _sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, (*place, len(values))))
        return values

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._fault(
                    event, _("The name of a field must be a word."), _("Write it as “name: value”.")
                )
            key, line = event.value, _line(event)
            if key in values:
                self.faults.append(
                    self._fault(
                        event,
                        _("“%(name)s” stands here for the second time.") % {"name": key},
                        _("Keep one of the two; the first is on line %(line)d.")
                        % {"line": self.lines[(*place, key)]},
                    )
                )
                self._skip(next(events), events)
                continue
            self.lines[(*place, key)] = line
            values[key] = self._value(next(events), events, (*place, key))
        return values

    def _skip(self, event: Any, events: Iterator[Any]) -> None:
        """Pass over a value."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = next(events)

    def _again(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise self._fault(
                event,
                _("Nothing above is called “%(name)s”.") % {"name": event.anchor},
                _("Write the value itself; one that begins with * stands in quotation marks."),
            )
        value, size = self._anchors[event.anchor]
        self._built += size
        self._repeated += size
        if self._repeated > _MOST_REPEATED:
            raise self._fault(
                event, _("Aliases repeat too much in this file."), _("Write the values themselves.")
            )
        return value

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0]:  # in quotation marks, or a block of text
            return text
        if _NULL.fullmatch(text):
            return None
        if _FLAG.fullmatch(text):
            return text[0] in "tT"
        whole = _WHOLE.fullmatch(text)
        if whole or _POINT.fullmatch(text):
            if len(text) > _LONGEST_NUMBER:
                self.faults.append(
                    self._fault(event, _("This number has too many digits."), _("Check the number."))
                )
                return None
            return int(text) if whole else Decimal(text)
        if _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.faults.append(
                    self._fault(
                        event,
                        _("“%(value)s” is no date.") % {"value": text},
                        _("Write a day of the calendar, such as 2024-03-20."),
                    )
                )
                return None
        return text

    def _fault(self, event: Any, what: str, mend: str) -> UnreadableYaml:
        return UnreadableYaml(what, file=self.file, line=_line(event), mend=mend)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
