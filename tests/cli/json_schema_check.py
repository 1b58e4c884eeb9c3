"""A validator of the part of JSON Schema that the published schema uses; it refuses to pass over any other keyword."""

from __future__ import annotations

import re
from typing import Any

_SILENT = {"title", "description", "$schema", "$defs", "examples", "default"}
_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}
_SPEAKS_OF: dict[str, Any] = {
    "properties": dict,
    "required": dict,
    "additionalProperties": dict,
    "items": list,
    "minimum": (int, float),
    "maximum": (int, float),
    "pattern": str,
}
"""Keywords that say something about values of one type only."""


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """What in ``value`` does not fit ``schema``, each with its place; nothing where all fits."""
    found: list[str] = []
    for keyword, wanted in schema.items():
        if keyword in _SILENT or not isinstance(value, _SPEAKS_OF.get(keyword, object)):
            continue
        if keyword == "$ref":
            found += faults(value, root["$defs"][wanted.rsplit("/", 1)[-1]], root, at)
        elif keyword == "type":
            is_number = wanted in {"integer", "number"}
            if not isinstance(value, _TYPES[wanted]) or (is_number and isinstance(value, bool)):
                found.append(f"{at}: {value!r} is no {wanted}")
        elif keyword == "anyOf":
            if all(faults(value, each, root, at) for each in wanted):
                found.append(f"{at}: {value!r} fits none of {wanted}")
        elif keyword == "properties":
            for name in wanted.keys() & value.keys():
                found += faults(value[name], wanted[name], root, f"{at}.{name}")
        elif keyword == "required":
            found += [f"{at}: {name} is missing" for name in wanted if name not in value]
        elif keyword == "additionalProperties":
            extra = value.keys() - schema.get("properties", {}).keys()
            if wanted is False:
                found += [f"{at}: {name} is not in the schema" for name in extra]
            else:
                for name in extra:
                    found += faults(value[name], wanted, root, f"{at}.{name}")
        elif keyword == "items":
            for index, item in enumerate(value):
                found += faults(item, wanted, root, f"{at}[{index}]")
        elif keyword == "minimum":
            found += [f"{at}: {value} is below {wanted}"] * (value < wanted)
        elif keyword == "maximum":
            found += [f"{at}: {value} is above {wanted}"] * (value > wanted)
        elif keyword == "pattern":
            found += [f"{at}: {value!r} does not match {wanted}"] * (re.search(wanted, value) is None)
        else:
            raise NotImplementedError(f"keyword {keyword} of JSON Schema")
    return found
