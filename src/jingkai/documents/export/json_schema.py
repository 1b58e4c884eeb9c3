"""The JSON Schema of ``jingkai read --json``.

``python -m jingkai.documents.export.json_schema`` writes it to ``schema/read.schema.json`` beside this module.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from jingkai.documents.export.shapes import DocumentShape

PATH = Path(__file__).parent / "schema" / "read.schema.json"


def read_schema() -> dict[str, Any]:
    """Build the schema (2020-12) of what the command prints: an array, an object a file."""
    schema = TypeAdapter(list[DocumentShape]).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jingkai read --json",
        "description": "Documents as read, one object a file. Decimals are strings in plain notation, so that no "
        "reader rounds them; offsets are half-open and count Unicode code points; null means that the document "
        "does not say.",
        **schema,
    }


def written() -> str:
    """Return the schema as it stands in the file."""
    return json.dumps(read_schema(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def main() -> None:
    """Write the file."""
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
