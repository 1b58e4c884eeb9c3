"""The JSON Schema of every file of a pack, for editors and for whoever writes packs with programs."""

from __future__ import annotations

import json
from typing import Any

from jingkai.policy.schema.files import FILES, FileKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by name: ``benefits`` for ``benefits.yaml``, ``procedures`` for ``procedures/*.yaml``."""
    return {_name(kind): _schema(kind) for kind in FILES}


def written(schema: dict[str, Any]) -> str:
    """Write a schema as it is published."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _name(kind: FileKind) -> str:
    return kind.folder or kind.name.removesuffix(".yaml")


def _schema(kind: FileKind) -> dict[str, Any]:
    found = kind.shape.model_json_schema()
    return {"$schema": DIALECT, **found, "title": kind.name}
