"""Small helpers for WordprocessingML: elements and attributes by local name.

Files carry one of two namespaces (transitional, strict) that mean the same, so names are compared without
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def local(element: _Element) -> str:
    """Return the name of an element without its namespace; an empty string for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """Return an attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: _Element | None, *path: str) -> _Element | None:
    """Follow local names downwards, first match each."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the children with a local name."""
    if element is not None:
        yield from (each for each in element if local(each) == name)


def value(element: _Element | None, *path: str) -> str | None:
    """Return the ``val`` of the element at the end of a path."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


def number(element: _Element | None, *path: str) -> int | None:
    """Return the ``val`` at the end of a path as a whole number, ``None`` where it is none."""
    found = value(element, *path)
    try:
        return int(found) if found is not None and len(found) < 10 else None
    except ValueError:
        return None


def is_on(element: _Element | None, *path: str) -> bool:
    """Tell whether a switch such as ``vanish`` is there and not turned off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val") not in ("0", "false", "off")
