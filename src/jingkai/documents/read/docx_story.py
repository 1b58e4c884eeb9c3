"""From WordprocessingML blocks to lines: one story is a body, a header, a footer or a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingkai.documents.read.docx_numbering import SYMBOLS, Numbering
from jingkai.documents.read.docx_xml import attribute, child, is_on, local, value
from jingkai.documents.witness import LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAKEN_OUT_WORDS = (
    "del moveFrom instrText delText delInstrText rt pPr rPr tblPr trPr tcPr sectPr sdtPr sdtEndPr pict "
    "object drawing commentReference footnoteReference endnoteReference annotationRef footnoteRef "
    "endnoteRef proofErr fldData"
)
_TAKEN_OUT = frozenset(_TAKEN_OUT_WORDS.split())
"""Elements without text of the document; drawings are looked through for text boxes alone."""

_FIXED = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_LINE = re.compile("[\n\v\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A line and the number of the paragraph or table row it comes from."""

    text: str
    paragraph: int
    kind: LineKind = LineKind.TEXT


class Story:
    """Reads the lines of one story; ``titles`` are the ids of styles for titles."""

    def __init__(self, numbering: Numbering, titles: frozenset[str] = frozenset()) -> None:
        self._numbering = numbering
        self._titles = titles
        self._paragraph = 0
        self._carried = ""

    def lines(self, root: _Element) -> Iterator[StoryLine]:
        """Yield the lines in document order, blank paragraphs included."""
        for block in _blocks(root):
            if local(block) == "p":
                yield from self._of_paragraph(block)
            else:
                yield from self._of_table(block)
        if self._carried:
            yield from self._split(self._carried, LineKind.TEXT)
            self._carried = ""

    def _of_paragraph(self, paragraph: _Element) -> Iterator[StoryLine]:
        boxes: list[_Element] = []
        text = self._text(paragraph, boxes)
        if is_on(paragraph, "pPr", "rPr", "del"):
            # The paragraph mark is deleted: what is left of the paragraph runs on in the next one.
            self._carried += text
        else:
            kind = LineKind.TITLE if value(paragraph, "pPr", "pStyle") in self._titles else LineKind.TEXT
            text, self._carried = self._carried + text, ""
            yield from self._split(text, kind)
        for box in boxes:
            for block in _blocks(box):
                yield from self._of_paragraph(block) if local(block) == "p" else self._of_table(block)

    def _split(self, text: str, kind: LineKind) -> Iterator[StoryLine]:
        self._paragraph += 1
        for line in _LINE.split(text):
            yield StoryLine(line, self._paragraph, kind)

    def _text(self, paragraph: _Element, boxes: list[_Element]) -> str:
        """Return number and text of a paragraph; text boxes anchored in it are added to ``boxes``."""
        pieces: list[str] = []
        _collect(paragraph, pieces, boxes)
        text = "".join(pieces)
        if is_on(paragraph, "pPr", "rPr", "del") and not text:
            return ""
        return self._numbering.label(child(paragraph, "pPr")) + text

    def _of_table(self, table: _Element) -> Iterator[StoryLine]:
        rows = [row for row in _parts(table, "tr") if child(row, "trPr", "del") is None]
        if all(sum(1 for _cell in _parts(row, "tc")) <= 1 for row in rows):
            # A table of one column is a frame around running text.
            for row in rows:
                for cell in _parts(row, "tc"):
                    for block in _blocks(cell):
                        yield from self._of_paragraph(block) if local(block) == "p" else self._of_table(block)
            return
        for row in rows:
            boxes: list[_Element] = []
            cells = [self._cell(cell, boxes) for cell in _parts(row, "tc")]
            self._paragraph += 1
            if any(cells):
                yield StoryLine(" | ".join(cells), self._paragraph, LineKind.TABLE)
            for box in boxes:
                for block in _blocks(box):
                    yield from self._of_paragraph(block) if local(block) == "p" else self._of_table(block)

    def _cell(self, cell: _Element, boxes: list[_Element]) -> str:
        """Return the text of a cell in one line; a cell that continues a merged one is empty."""
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and attribute(merge, "val") != "restart":
            return ""
        found = [self._text(each, boxes) for each in _paragraphs(cell)]
        return " ".join(part.strip() for text in found for part in _LINE.split(text) if part.strip())


def _blocks(element: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables in an element, through wrappers such as content controls."""
    for each in element:
        name = local(each)
        if name in ("p", "tbl"):
            yield each
        elif name == "AlternateContent":
            chosen = _chosen(each)
            if chosen is not None:
                yield from _blocks(chosen)
        elif name and name not in _TAKEN_OUT and not _is_prompt(each):
            yield from _blocks(each)


def _is_prompt(element: _Element) -> bool:
    """Tell an empty content control, which shows a prompt such as "click here to enter text"."""
    return local(element) == "sdt" and is_on(element, "sdtPr", "showingPlcHdr")


def _parts(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, through wrappers, not those of tables inside."""
    for each in element:
        found = local(each)
        if found == name:
            yield each
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _parts(each, name)


def _paragraphs(element: _Element) -> Iterator[_Element]:
    for block in _blocks(element):
        if local(block) == "p":
            yield block
        else:
            for row in _parts(block, "tr"):
                for cell in _parts(row, "tc"):
                    yield from _paragraphs(cell)


def _chosen(alternate: _Element) -> _Element | None:
    """Return one of the equal representations of a drawing: the first choice, else the fallback."""
    choice = child(alternate, "Choice")
    return choice if choice is not None else child(alternate, "Fallback")


def _collect(element: _Element, pieces: list[str], boxes: list[_Element]) -> None:
    """Collect the text in a paragraph or a part of it."""
    for each in element:
        name = local(each)
        if name == "t":
            pieces.append(each.text or "")
        elif name in _FIXED:
            pieces.append(_FIXED[name])
        elif name == "br":
            pieces.append("\n" if attribute(each, "type") in (None, "textWrapping") else "")
        elif name == "sym":
            pieces.append(_symbol(each))
        elif name == "AlternateContent":
            chosen = _chosen(each)
            if chosen is not None:
                _collect(chosen, pieces, boxes)
        elif name in ("drawing", "pict", "object"):
            boxes.extend(_text_boxes(each))
        elif (name == "r" and is_on(each, "rPr", "vanish")) or _is_prompt(each):
            continue
        elif name and name not in _TAKEN_OUT:
            _collect(each, pieces, boxes)


def _text_boxes(element: _Element) -> Iterator[_Element]:
    """Yield the outermost text boxes of a drawing, each once."""
    for each in element:
        name = local(each)
        if name == "txbxContent":
            yield each
        elif name == "AlternateContent":
            chosen = _chosen(each)
            if chosen is not None:
                yield from _text_boxes(chosen)
        elif name:
            yield from _text_boxes(each)


def _symbol(element: _Element) -> str:
    """Return the character of a symbol, which names it by its code in a symbol font."""
    code = attribute(element, "char") or ""
    try:
        sign = chr(int(code, 16)) if 0 < len(code) <= 4 else ""
    except ValueError:
        return ""
    return SYMBOLS.get(sign, "" if "\ud800" <= sign <= "\uf8ff" else sign)
