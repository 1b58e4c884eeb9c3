"""Read HTML: the text of the document on a page, apart from everything around it.

The page is decoded (:mod:`.encodings`), laid out flat (:mod:`.html_tree`), metadata tables and ``meta``
elements are taken as metadata (:mod:`.html_metadata`), the main text is found by its share of prose
(:mod:`.html_main`) and written out paragraph by paragraph (:mod:`.html_flow`). Scripts, styles, comments,
navigation and form controls are never part of the text, and nothing is executed or fetched.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.encodings import decode
from jingkai.documents.read.limits import MAX_HTML_DEPTH, MAX_HTML_WORK
from jingkai.documents.read.lost_bytes import note_of_lost_bytes
from jingkai.documents.read.plain import decoding_notes
from jingkai.documents.read.reading import Reading
from jingkai.documents.witness import Line, LineKind, Place
from jingkai.kernel.language import gettext as _

_CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset\s*=|\?xml\b[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w.:-]{2,20})", re.I
)
_LETTERS = re.compile(r"\W+")
_SAME_TITLE = 0.6
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_SHALLOW_WORDS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr "
    "td th tbody thead tfoot colgroup rb rt rtc rp"
)
_SHALLOW = frozenset(_SHALLOW_WORDS.split())
"""Elements that need no end tag, or that their next sibling closes."""


def read_html(data: bytes, source: str, encoding: str | None = None, declared: str | None = None) -> Reading:
    """Read an HTML page; ``Place.line`` counts the paragraphs of the main text.

    ``encoding`` is what a person said, ``declared`` what came with the page; the page's own word is used where that
    is missing.

    Raises :class:`UnreadableError` for unknown encodings, pages nested too deep, and pages without text.
    """
    from jingkai.documents.read.html_flow import flow
    from jingkai.documents.read.html_main import headline, main_parts
    from jingkai.documents.read.html_metadata import take_metadata
    from jingkai.documents.read.html_tree import flatten

    named = _CHARSET.search(data, 0, 4096)
    found = decode(
        data, source, encoding, declared or (named.group(1).decode("ascii", "replace") if named else None)
    )
    _refuse_deep(found.text, source)
    page = flatten(found.text)
    metadata = take_metadata(page)
    parts = main_parts(page)
    rows = [row for part in parts for row in flow(page, part)]
    title = headline(page, parts)
    if title and not _opens_with(title, [text for text, _kind in rows]):
        rows.insert(0, (title, LineKind.TITLE))
    lines = tuple(Line(text, Place(number), kind) for number, (text, kind) in enumerate(rows, start=1))
    notes = decoding_notes(found) + note_of_lost_bytes([line.text for line in lines])
    return Reading(lines, encoding=found.encoding, metadata=metadata, hard_wrapped=False, notes=notes)


def _refuse_deep(text: str, source: str) -> None:
    """Refuse a page whose elements are nested beyond reason, before a tree is built of it."""
    depth = work = 0
    for match in _TAG.finditer(text):
        work += depth
        if match.group(2).lower() in _SHALLOW:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > MAX_HTML_DEPTH or work > MAX_HTML_WORK:
            raise UnreadableError(
                _("The page nests more than {limit} elements in one another.").format(limit=MAX_HTML_DEPTH),
                place=source,
                mend=_("Copy the text out of the page and save it as plain text."),
            )


def _opens_with(title: str, rows: list[str]) -> bool:
    """Tell whether the main text begins with its own title, be it over several lines or in other words in part."""
    sought = _LETTERS.sub("", title)
    opening = _LETTERS.sub("", "".join(rows[:12]))[: 400 + len(sought)]
    match = SequenceMatcher(None, sought, opening, autojunk=False).find_longest_match()
    return match.size >= _SAME_TITLE * len(sought)
