"""Automatic numbering of Word files: what number a paragraph shows.

In real files "一、", "（一）" and "第一条" are often not typed: the paragraph names a list (``numPr``, its
own or that of its style), and ``numbering.xml`` says how each level of the list is counted and printed.
:class:`Numbering` walks through the paragraphs in document order and counts as Word does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jingkai.documents.read.docx_xml import attribute, child, children, is_on, local, number, value
from jingkai.documents.read.number_formats import render

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_STYLE_DEPTH = 20
SYMBOLS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓",
    "\uf0a8": "□", "\uf06f": "□", "\uf0fe": "☑", "\uf052": "☑", "\uf09f": "•", "\uf0e0": "→",
}  # fmt: skip
"""Characters of the fonts Symbol and Wingdings, which have no meaning outside them."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is counted and printed."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """One use (``num``) of a definition (``abstractNum``); uses of one definition count on together."""

    definition: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a file and how far they have been counted."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """Read the definitions from ``numbering.xml`` and ``styles.xml``; either may be missing."""
        made = cls()
        for style in children(styles, "style"):
            properties = child(style, "pPr", "numPr")
            made._styles[attribute(style, "styleId") or ""] = (
                value(properties, "numId"),
                number(properties, "ilvl"),
                value(style, "basedOn"),
            )
        made._lists = _lists(numbering)
        return made

    def label(self, properties: _Element | None) -> str:
        """Count a paragraph with these properties (``pPr``) and return what stands before its text.

        The label ends with a space where the text would otherwise run into it: 第一章 总则, but 一、总则.
        Empty where the paragraph is not numbered.
        """
        found = self._membership(properties)
        if found is None:
            return ""
        name, depth = found
        entry = self._lists.get(name)
        if entry is None or depth not in entry.levels:
            return ""
        self._count(name, entry, depth)
        level = entry.levels[depth]
        printed = self._printed(entry, level, depth)
        if not printed:
            return ""
        runs_in = level.suffix == "nothing" or not printed[-1].isalnum()
        return printed if runs_in else printed.rstrip() + " "

    def _membership(self, properties: _Element | None) -> tuple[str, int] | None:
        """Return the list and level of a paragraph: its own, or that of its style."""
        own = child(properties, "numPr")
        name, depth = value(own, "numId"), number(own, "ilvl")
        style = value(properties, "pStyle")
        if name is None and style is not None:
            name, styled_depth = self._of_style(style)
            depth = styled_depth if depth is None else depth
        if name is None or name == "0":
            return None
        return name, depth if depth is not None and 0 <= depth < _LEVELS else 0

    def _of_style(self, style: str) -> tuple[str | None, int | None]:
        """Return the list and level that a style, or the one it is based on, gives its paragraphs."""
        at: str | None = style
        depth: int | None = None
        for _turn in range(_STYLE_DEPTH):
            if at is None or at not in self._styles:
                break
            name, level, parent = self._styles[at]
            depth = level if depth is None else depth
            if name is not None:
                return name, self._linked_depth(name, style, at) if depth is None else depth
            at = parent
        return None, None

    def _linked_depth(self, name: str, *styles: str) -> int:
        """Return the level of a list that names a style as its own."""
        entry = self._lists.get(name)
        levels = entry.levels if entry else {}
        return next((depth for depth, level in levels.items() if level.paragraph_style in styles), 0)

    def _count(self, name: str, entry: _List, depth: int) -> None:
        counts = self._counts.setdefault(entry.definition, {})
        if name not in self._used:
            self._used.add(name)
            for restarted, start in entry.restarts.items():
                counts[restarted] = start - 1
        if depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = entry.levels[depth].start
        for deeper in range(depth + 1, _LEVELS):
            level = entry.levels.get(deeper)
            restart = level.restart if level else None
            if restart is None or depth < restart:
                counts.pop(deeper, None)

    def _printed(self, entry: _List, level: _Level, depth: int) -> str:
        if level.style == "bullet":
            return "".join(
                SYMBOLS.get(sign, "•" if "\ue000" <= sign <= "\uf8ff" else sign) for sign in level.text
            )
        counts = self._counts[entry.definition]

        def fill(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            if at > depth:
                return ""
            named = entry.levels.get(at, _Level())
            return render(counts.get(at, named.start), "decimal" if level.legal else named.style)

        return _PLACEHOLDER.sub(fill, level.text)


def _lists(numbering: _Element | None) -> dict[str, _List]:
    definitions: dict[str, dict[int, _Level]] = {}
    links: dict[str, str] = {}
    linked: dict[str, str] = {}
    for definition in children(numbering, "abstractNum"):
        name = attribute(definition, "abstractNumId") or ""
        definitions[name] = _levels(definition)
        style_link, number_link = value(definition, "styleLink"), value(definition, "numStyleLink")
        if style_link:
            links[style_link] = name
        if number_link:
            linked[name] = number_link
    found: dict[str, _List] = {}
    for use in children(numbering, "num"):
        definition_name = value(use, "abstractNumId") or ""
        definition_name = links.get(linked.get(definition_name, ""), definition_name)
        levels = dict(definitions.get(definition_name, {}))
        restarts: dict[int, int] = {}
        for override in children(use, "lvlOverride"):
            depth = _depth(override)
            levels.update(_levels(override))
            start = number(override, "startOverride")
            if depth is not None and start is not None:
                restarts[depth] = start
        found[attribute(use, "numId") or ""] = _List(definition_name, levels, restarts)
    return found


def _levels(element: _Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in children(element, "lvl"):
        depth = _depth(level)
        if depth is None:
            continue
        start = number(level, "start")
        levels[depth] = _Level(
            #  The standard's default is 0; Word always writes it, and other producers that leave it out mean
            # 1.
            start=1 if start is None else start,
            style=_style(level),
            text=(value(level, "lvlText") or "")[:100],
            suffix=value(level, "suff") or "tab",
            restart=number(level, "lvlRestart"),
            legal=is_on(level, "isLgl"),
            paragraph_style=value(level, "pStyle"),
        )
    return levels


def _style(level: _Element) -> str:
    """Return the number format; newer formats stand beside a fallback that older programs understand."""
    plain = value(level, "numFmt")
    if plain is None:
        plain = next((attribute(each, "val") for each in level.iter() if local(each) == "numFmt"), None)
    return plain or "decimal"


def _depth(element: _Element) -> int | None:
    text = attribute(element, "ilvl") or ""
    return int(text) if len(text) == 1 and text in "012345678" else None
