"""Read DOCX files: paragraphs, tables and text boxes in document order, with the numbers that Word shows.

Tracked changes are read as accepted: insertions in, deletions out. Hidden text, field codes and comments are
no text. Headers stand first, footers and footnotes last, marked as such, each once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jingkai.documents.read.archive import Archive
from jingkai.documents.read.docx_numbering import Numbering
from jingkai.documents.read.docx_story import Story, StoryLine
from jingkai.documents.read.docx_xml import attribute, child, children, local, value
from jingkai.documents.read.reading import Reading
from jingkai.documents.witness import Line, LineKind, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = ("footnotes", "endnotes")


def read_docx(data: bytes, source: str) -> Reading:
    """Read a DOCX file; ``Place.line`` counts paragraphs and table rows, apart for headers, text and footers.

    Raises :class:`~jingkai.documents.errors.UnreadableError` for broken, encrypted and hostile archives.
    """
    archive = Archive(data, source)
    main = _main_part(archive)
    document = archive.xml(main)
    body = child(document, "body")
    if body is None:
        raise archive.broken()
    relations = _relations(archive, main)
    styles = archive.xml(_target(relations, "styles") or "word/styles.xml")
    numbering = archive.xml(_target(relations, "numbering") or "word/numbering.xml")
    titles = _title_styles(styles)
    text = list(Story(Numbering.of(numbering, styles), titles).lines(body))
    lines = [
        *_frame(archive, relations, body, "headerReference", LineKind.HEADER),
        *_placed(text),
        *_frame(archive, relations, body, "footerReference", LineKind.FOOTER),
        *_notes(archive, relations, body),
    ]
    return Reading(tuple(lines), hard_wrapped=False)


def _placed(found: Iterable[StoryLine], kind: LineKind | None = None) -> Iterator[Line]:
    for line in found:
        yield Line(line.text, Place(line.paragraph), kind or line.kind)


def _main_part(archive: Archive) -> str:
    for relation in children(archive.xml("_rels/.rels"), "Relationship"):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id → (last word of the type, name of the target part)."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}
    for relation in children(archive.xml(f"{folder}/_rels/{name}.rels"), "Relationship"):
        target = attribute(relation, "Target") or ""
        if (attribute(relation, "TargetMode") or "") == "External":
            continue
        path = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        found[attribute(relation, "Id") or ""] = (kind, path.lstrip("/"))
    return found


def _target(relations: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((path for each, path in relations.values() if each == kind), None)


def _title_styles(styles: _Element | None) -> frozenset[str]:
    """Return the ids of the styles named Title."""
    return frozenset(
        attribute(style, "styleId") or ""
        for style in children(styles, "style")
        if (value(style, "name") or "").lower() == "title"
    )


def _frame(
    archive: Archive, relations: dict[str, tuple[str, str]], body: _Element, reference: str, kind: LineKind
) -> Iterator[Line]:
    """Yield the headers or footers of all sections, each text once, blank ones left out."""
    seen: set[str] = set()
    parts: list[str] = []
    for element in body.iter():
        if local(element) == reference:
            path = relations.get(attribute(element, "id") or "", ("", ""))[1]
            if path and path not in parts:
                parts.append(path)
    for path in parts:
        root = archive.xml(path)
        if root is None:
            continue
        for line in _placed(Story(Numbering()).lines(root), kind):
            if line.text.strip() and line.text not in seen:
                seen.add(line.text)
                yield line


def _notes(archive: Archive, relations: dict[str, tuple[str, str]], body: _Element) -> Iterator[Line]:
    """Yield the footnotes and endnotes that the text refers to."""
    for name in _NOTES:
        single = name.removesuffix("s")
        wanted = {attribute(each, "id") for each in body.iter() if local(each) == f"{single}Reference"}
        path = _target(relations, name)
        root = archive.xml(path) if wanted and path else None
        for note in children(root, single):
            if attribute(note, "id") in wanted:
                found = Story(Numbering()).lines(note)
                yield from (line for line in _placed(found, LineKind.FOOTER) if line.text.strip())
