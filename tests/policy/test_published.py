"""The published shapes of packs: up to date, described, and met by every pack of the product."""

from __future__ import annotations

import json
import typing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from pydantic import BaseModel
from small_pack import FILES as SMALL

from jingkai.kernel.lined_yaml import parse_yaml, read_yaml
from jingkai.policy.checking import pack_folders
from jingkai.policy.field_names import FIELDS, PARTS
from jingkai.policy.published import schemas, written
from jingkai.policy.schema.files import FILES
from jingkai.registry.packs import packs_folder

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "schema" / "pack"


def test_what_is_published_is_what_is_checked() -> None:
    found = {path.stem: path.read_text(encoding="utf-8") for path in PUBLISHED.glob("*.json")}
    assert found == {name: written(one) for name, one in schemas().items()}, (
        "run: jingkai pack schema --out docs/schema/pack"
    )


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_json(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _kind_of(path: Path, folder: Path) -> str:
    inner = path.relative_to(folder)
    return inner.parts[0].removesuffix(".yaml")


@pytest.mark.parametrize("folder", pack_folders(packs_folder()), ids=lambda folder: folder.name)
def test_packs_of_the_product_meet_the_published_shapes(folder: Path) -> None:
    published = schemas()
    paths = sorted(folder.rglob("*.yaml"))
    assert paths
    for path in paths:
        validator = Draft202012Validator(published[_kind_of(path, folder)])
        faults = [error.message for error in validator.iter_errors(_json(read_yaml(path).data))]
        assert faults == [], path


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("benefits.yaml", "kind: subsidy", "kind: gift"),
        ("benefits.yaml", "rate: 0.4,", "rating: 0.4,"),
        ("document.yaml", "status: draft", "status: done"),
        ("facts.yaml", "type: count", "type: counts"),
    ],
)
def test_the_published_shapes_refuse_what_the_check_refuses(name: str, before: str, after: str) -> None:
    validator = Draft202012Validator(schemas()[name.removesuffix(".yaml")])
    assert validator.is_valid(_json(parse_yaml(SMALL[name], Path(name)).data))
    text = SMALL[name].replace(before, after, 1)
    assert text != SMALL[name]
    assert not validator.is_valid(_json(parse_yaml(text, Path(name)).data))


def test_a_schema_is_written_as_json() -> None:
    for name, one in schemas().items():
        assert json.loads(written(one)) == one
        Draft202012Validator(one)  # refuses what is no schema
        assert one["title"].startswith(name)


def _fields(model: type[BaseModel], seen: set[type]) -> set[str]:
    if model in seen:
        return set()
    seen.add(model)
    names = set(model.model_fields)
    for field in model.model_fields.values():
        open_ = [field.annotation]
        while open_:
            kind = open_.pop()
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                names |= _fields(kind, seen)
            open_ += typing.get_args(kind)
    return names


def test_every_field_has_a_name_in_words() -> None:
    fields: set[str] = set()
    for kind in FILES:
        fields |= _fields(kind.row, set())
    assert fields - set(FIELDS) == set()
    assert set(FIELDS) - fields == set()
    assert set(PARTS) == {kind.part for kind in FILES}
