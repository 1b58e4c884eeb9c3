"""Drawings of icons, from the archive of the package lucide.

The package opens its archive of 1,700 drawings anew for each; here it is opened once, so that the first page with
thirty icons does not wait for it thirty times.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

_SVG = "http://www.w3.org/2000/svg"


@cache
def drawing(name: str, size: int) -> str:
    """Return an icon as an SVG element, ``size`` pixels wide and high, hidden from screen readers.

    Raises :class:`KeyError` for a name that the package does not know.
    """
    drawn = ElementTree.fromstring(_archive().read(f"{name}.svg").decode())  # noqa: S314 - an installed package's
    drawn.attrib["width"] = drawn.attrib["height"] = str(size)
    for part in drawn.iter():
        part.tag = part.tag.removeprefix(f"{{{_SVG}}}")
    shown = ElementTree.tostring(drawn, encoding="unicode")
    return shown.replace("<svg", '<svg class="icon" aria-hidden="true" focusable="false"', 1)


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))
