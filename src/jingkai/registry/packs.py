"""Packs: zones and variables as YAML, checked before anything is loaded; a fault names file and line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place, UnreadableYaml, read_yaml
from jingkai.kernel.misfits import Misplaced, misfits

Model = TypeVar("Model", bound=BaseModel)

_SLUG = r"^[a-z0-9][a-z0-9_-]*$"


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
                raise Misplaced(
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


def _once(_table: str, named: list[tuple[Place, str]]) -> None:
    seen: set[str] = set()
    for place, name in named:
        if name in seen:
            raise Misplaced(place, _("“%(name)s” stands here for the second time.") % {"name": name})
        seen.add(name)


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
    try:
        written = read_yaml(path)
        for fault in written.faults:
            raise fault
    except UnreadableYaml as fault:
        raise PackError(fault.what, place=fault.place, mend=fault.mend) from fault
    try:
        return shape.model_validate(written.data)
    except ValidationError as error:
        first = misfits(error, written.data)[0]
        place = f"{path}:{written.line_of(first.place)}"
        raise PackError(first.words, place=place, mend=first.mend) from error
