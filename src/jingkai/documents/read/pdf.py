"""Read PDF files: the text layer line by line, or, where there is only a picture of the page, recognised
text.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.limits import MAX_PDF_PAGES, MAX_PIXELS, MAX_SCAN_PAGES, SCAN_DPI
from jingkai.documents.read.pdf_glyphs import Glyph, PrintedRow, printed_rows, set_text
from jingkai.documents.read.pdf_layout import SetLine, written
from jingkai.documents.read.pdf_tables import Grid, find_grids, is_data
from jingkai.documents.read.reading import Reading
from jingkai.documents.witness import Line, LineKind, Place
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped, unused-ignore]

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not thread-safe, and the web server has several threads."""

_WRONG_PASSWORD = 4
_UNSUPPORTED_SECURITY = 5
_UNUSABLE = 0.3
"""Share of characters without a meaning (private use, U+FFFD) from which a text layer is taken as missing."""


def read_pdf(data: bytes, source: str) -> Reading:
    """Read a PDF file; lines are those of the printed page, so ``hard_wrapped`` is ``True``.

    Pages that are pictures are recognised where the extra ``jingkai[ocr]`` is installed; where it is not, a
    file of nothing but pictures is refused, and single pages are named in the notes. Raises
    :class:`UnreadableError` for encrypted and broken files as well.
    """
    with _ONE_AT_A_TIME:
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _not_opened(error, source) from error
        try:
            return _read_open(document, source)
        except pypdfium2.PdfiumError as error:
            raise _broken(source) from error
        finally:
            document.close()


def _read_open(document: PdfDocument, source: str) -> Reading:
    count = len(document)
    if count == 0:
        raise _broken(source)
    if count > MAX_PDF_PAGES:
        raise UnreadableError(
            _("The file has {count} pages; at most {limit} are read.").format(
                count=count, limit=MAX_PDF_PAGES
            ),
            place=source,
            mend=_("Split the document."),
        )
    set_pages = {number: _set_lines(document, number) for number in range(1, count + 1)}
    pages: dict[int, list[Line] | None] = dict.fromkeys(set_pages)
    pages.update(written({number: lines for number, lines in set_pages.items() if lines is not None}))
    pictures = [number for number, lines in pages.items() if lines is None]
    notes: tuple[str, ...] = ()
    if pictures:
        from jingkai.documents.read.scan import is_installed

        if is_installed():
            pages.update(_recognised(document, pictures[:MAX_SCAN_PAGES], source))
            notes = (_("Pages without a text layer were recognised from their picture: {pages}."),)
        elif any(pages.values()):
            notes = (
                _("Pages without a text layer were left out: {pages}. Install jingkai[ocr] to read them."),
            )
        else:
            from jingkai.documents.read.scan import not_installed

            raise not_installed(_("The PDF has no text layer: its pages are pictures."), source)
        notes = tuple(note.format(pages=_ranges(pictures)) for note in notes)
    lines = [line for number in sorted(pages) for line in pages[number] or ()]
    return Reading(tuple(lines), hard_wrapped=True, notes=notes)


def _set_lines(document: PdfDocument, number: int) -> list[SetLine] | None:
    """Return the lines of a page; ``None`` where it shows something but has no usable text; ``[]`` where
    blank.
    """
    page = document[number - 1]
    try:
        textpage = page.get_textpage()
        try:
            rows = printed_rows(textpage)
        finally:
            textpage.close()
        text = "".join(row.text for row in rows)
        if text.strip() and not _is_unusable(text):
            return list(_with_tables(rows, find_grids(page)))
        return None if text.strip() or _shows_something(page) else []
    finally:
        page.close()


def _with_tables(rows: list[PrintedRow], grids: list[Grid]) -> Iterator[SetLine]:
    """Yield the lines of a page, the rows of a ruled table where its first character came."""
    tables = [(grid, held) for grid, held in _held(rows, grids)]
    inside = {glyph.index: number for number, (_, held) in enumerate(tables) for glyph in held}
    begun: set[int] = set()
    for row in rows:
        numbers = [inside.get(glyph.index) for glyph in row.glyphs]
        for number in numbers:
            if number is not None and number not in begun:
                begun.add(number)
                yield from _table_lines(tables[number][0])
        if all(number is None for number in numbers):
            yield _set_line(row)
        elif outside := [glyph for glyph in row.glyphs if glyph.index not in inside]:
            yield _set_line(PrintedRow(set_text(outside), outside))


def _held(rows: list[PrintedRow], grids: list[Grid]) -> Iterator[tuple[Grid, list[Glyph]]]:
    """Yield the grids that are tables of data, each with the characters in it."""
    taken: set[int] = set()
    for grid in grids:
        held = [
            glyph for row in rows for glyph in row.glyphs if glyph.index not in taken and grid.take(glyph)
        ]
        if held and is_data(grid.rows()):
            taken.update(glyph.index for glyph in held)
            yield grid, held


def _table_lines(grid: Grid) -> Iterator[SetLine]:
    for cells, top in zip(grid.rows(), grid.ys, strict=False):
        if any(cells):
            yield SetLine(" | ".join(cells), grid.xs[0], grid.xs[-1], top, 1.0, LineKind.TABLE)


def _set_line(row: PrintedRow) -> SetLine:
    if not row.glyphs:
        return SetLine(row.text, 0.0, 0.0, 0.0, 1.0)
    return SetLine(row.text, row.left, row.right, row.baseline, row.em)


def _is_unusable(text: str) -> bool:
    """Tell whether a text layer is nonsense: fonts without a way back to characters."""
    signs = [sign for sign in text if not sign.isspace()]
    lost = sum(1 for sign in signs if sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cc", "Cn"))
    return lost > _UNUSABLE * len(signs)


def _shows_something(page: PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _recognised(document: PdfDocument, numbers: list[int], source: str) -> dict[int, list[Line] | None]:
    from jingkai.documents.read.scan import recognise

    found: dict[int, list[Line] | None] = {}
    for number in numbers:
        rows = recognise(_picture(document[number - 1]), source)
        found[number] = [Line(row, Place(line, number)) for line, row in enumerate(rows, start=1)]
    return found


def _picture(page: PdfPage) -> Any:
    """Draw a page as an array (height, width, 3) at the resolution for recognition, or less where it is huge."""
    width, height = page.get_size()
    scale = min(SCAN_DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale).to_numpy()


def _ranges(numbers: list[int]) -> str:
    """Write page numbers shortly: 1–3, 7."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in spans)


def _not_opened(error: Exception, source: str) -> UnreadableError:
    code = getattr(error, "err_code", None)
    if code in (_WRONG_PASSWORD, _UNSUPPORTED_SECURITY):
        return UnreadableError(
            _("The PDF is protected with a password."),
            place=source,
            mend=_("Open it with the password, save it without one, and read that copy."),
        )
    return _broken(source)


def _broken(source: str) -> UnreadableError:
    return UnreadableError(
        _("The PDF is broken and cannot be opened."),
        place=source,
        mend=_("Download it again; if a PDF viewer opens it, print it to a new PDF."),
    )
