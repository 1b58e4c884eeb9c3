"""Packs: zones and variables as YAML, checked before anything is loaded; a fault names file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]

_SLUG = r"^[a-z0-9][a-z0-9_-]*$"
_MOST_BYTES = 5_000_000


class PackError(JingkaiError):
    """A pack that cannot be loaded: the place is the file and the line."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PackSource(_Strict):
    """Where a zone is named: a key of ``documents`` and the clause."""

    document: str
    clause: str = ""


class PackZone(_Strict):
    """A zone as documents name it. What they do not say is left out."""

    code: Annotated[str, Field(pattern=_SLUG, max_length=40)]
    name: Annotated[str, Field(min_length=2, max_length=120)]
    short_name: Annotated[str, Field(max_length=40)] = ""
    level: Literal["national", "province", "city"] | None = None
    kind: Literal["economic", "high_tech", "bonded", "border", "other"] = "economic"
    city: Annotated[str, Field(max_length=60)] = ""
    division: Annotated[str, Field(pattern=r"^\d{6}$")] | None = None
    approved_year: Annotated[int, Field(ge=1979, le=2100)] | None = None
    area: Annotated[Decimal, Field(gt=0)] | None = None
    industries: tuple[str, ...] = ()
    source: PackSource


class ZonePack(_Strict):
    """Zones of one jurisdiction, and the numbers of the documents that name them."""

    jurisdiction: Annotated[str, Field(pattern=r"^\d{6}$")]
    documents: dict[str, str]
    zones: tuple[PackZone, ...]

    @model_validator(mode="after")
    def _sound(self) -> ZonePack:
        _once("zones", [(("zones", at, "code"), zone.code) for at, zone in enumerate(self.zones)])
        _once("zones", [(("zones", at, "name"), zone.name) for at, zone in enumerate(self.zones)])
        for at, zone in enumerate(self.zones):
            if zone.source.document not in self.documents:
                raise _Misplaced(
                    ("zones", at, "source", "document"),
                    _("“%(name)s” is none of the documents of this pack.") % {"name": zone.source.document},
                )
        return self

    def source_words(self, zone: PackZone) -> str:
        """Return the citation that a zone rests on: 巴政办发〔2024〕8号 第6条."""
        return f"{self.documents[zone.source.document]} {zone.source.clause}".strip()


class PackVariable(_Strict):
    """A variable of the dictionary."""

    name: Annotated[str, Field(pattern=_SLUG, max_length=80)]
    label: Annotated[str, Field(min_length=1, max_length=80)]
    english: Annotated[str, Field(max_length=120)] = ""
    subject: Literal["zone", "park", "enterprise", "project", "parcel"]
    type: Literal["number", "money", "share", "flag", "day", "text", "choice"]
    unit: Annotated[str, Field(max_length=30)] = ""
    period: Literal["none", "year", "half", "quarter", "month", "day"] = "none"
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[str, ...] = ()
    definition: str = ""
    provision: Annotated[str, Field(max_length=200)] = ""

    @field_validator("most")
    @classmethod
    def _range(cls, most: Decimal | None, info: Any) -> Decimal | None:
        least = info.data.get("least")
        if most is not None and least is not None and most < least:
            raise ValueError(_("The greatest value is less than the least."))
        return most

    @model_validator(mode="after")
    def _has_choices(self) -> PackVariable:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError(_("A variable has choices exactly if its type is “choice”."))
        return self


class VariablePack(_Strict):
    """The dictionary of variables."""

    variables: tuple[PackVariable, ...]

    @model_validator(mode="after")
    def _sound(self) -> VariablePack:
        _once("variables", [(("variables", at, "name"), one.name) for at, one in enumerate(self.variables)])
        return self


class _Misplaced(ValueError):  # noqa: N818 - caught at once and told as a PackError
    def __init__(self, place: Place, what: str) -> None:
        super().__init__(what)
        self.place = place


def _once(_table: str, named: list[tuple[Place, str]]) -> None:
    seen: set[str] = set()
    for place, name in named:
        if name in seen:
            raise _Misplaced(place, _("“%(name)s” stands here for the second time.") % {"name": name})
        seen.add(name)


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands in a file, and the line of every value in it."""

    data: Any
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of a value; that of what it should stand in where it is missing."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def packs_folder() -> Path:
    """Return the folder of packs: in an installed package within it, in a checkout beside ``src``."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "packs"
    return inside if inside.is_dir() else package.parents[1] / "packs"


def read_zone_pack(path: Path) -> ZonePack:
    """Read the zones of a jurisdiction. Raises :class:`PackError`."""
    return _read(path, ZonePack)


def read_variables(path: Path) -> VariablePack:
    """Read the dictionary of variables. Raises :class:`PackError`."""
    return _read(path, VariablePack)


def zone_packs(folder: Path | None = None) -> list[Path]:
    """Return the files with zones, by jurisdiction."""
    return sorted((folder or packs_folder()).glob("*/registry.yaml"))


def _read(path: Path, shape: type[Model]) -> Model:
    written = _parse(path)
    try:
        return shape.model_validate(written.data)
    except ValidationError as error:
        raise _told(path, written, error) from error


def _parse(path: Path) -> _Written:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PackError(
                _("The pack is too large."), place=str(path), mend=_("Divide it by jurisdiction.")
            )
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_ExactLoader)
        data = yaml.load(text, Loader=_ExactLoader)  # noqa: S506 - a safe loader that keeps decimals exact
    except FileNotFoundError as error:
        raise PackError(
            _("There is no such file."), place=str(path), mend=_("Check the folder of packs.")
        ) from error
    except UnicodeDecodeError as error:
        raise PackError(_("The file is not UTF-8."), place=str(path), mend=_("Save it as UTF-8.")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PackError(
            _("This is no YAML: %(problem)s.") % {"problem": getattr(error, "problem", "") or error},
            place=f"{path}:{mark.line + 1}" if mark else str(path),
            mend=_("Look at the brackets, quotation marks and indents around this line."),
        ) from error
    return _Written(data, dict(_lines(node)) if node is not None else {})


class _ExactLoader(yaml.SafeLoader):
    """Reads what is plain data, and numbers with a point as exact decimals."""

    def construct_exact(self, node: yaml.ScalarNode) -> Decimal:
        """Return the number as it is written."""
        return Decimal(node.value.replace("_", ""))


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _ExactLoader.construct_exact)


def _lines(node: yaml.Node, place: Place = ()) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*place, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _lines(value, (*place, at))


_MENDS = {
    "missing": msgid("Add the field."),
    "extra_forbidden": msgid("Take the field out, or mend its name."),
}


def _told(path: Path, written: _Written, error: ValidationError) -> PackError:
    first = error.errors()[0]
    place: Place = tuple(part for part in first["loc"] if isinstance(part, str | int))
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, _Misplaced):
        place = cause.place
    field = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    match first["type"]:
        case "missing":
            what = _("“%(field)s” is missing.") % {"field": field}
        case "extra_forbidden":
            what = _("There is no field “%(field)s” here.") % {"field": field}
        case "value_error":
            what = str(cause)
        case _:
            what = _("“%(field)s” does not fit: %(problem)s.") % {"field": field, "problem": first["msg"]}
    return PackError(
        what,
        place=f"{path}:{written.line_of(place)}",
        mend=_(_MENDS.get(first["type"], msgid("Mend the line and load the pack again."))),
    )
