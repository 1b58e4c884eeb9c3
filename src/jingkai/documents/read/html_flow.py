"""From nodes of a page to lines: one line a paragraph, one line a table row."""

from __future__ import annotations

from jingkai.documents.read.html_tree import Page, collapse
from jingkai.documents.witness import LineKind

_BLOCKS_WORDS = (
    "address article blockquote body center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td "
    "tfoot th thead tr ul caption o:p"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
_ROWS_OF_LAYOUT = 300
"""A cell with more characters than this holds running text: its table only lays the page out."""

Row = tuple[str, LineKind]


def flow(page: Page, index: int) -> list[Row]:
    """Write out a node: (text, kind) for each paragraph and table row, without blank ones."""
    rows: list[Row] = []
    piece: list[str] = []
    preformatted_until = 0

    def close() -> None:
        text = "".join(piece)
        piece.clear()
        for each in text.split("\v"):
            line = each.strip(" \t\r\n\f")
            if line:
                rows.append((line, LineKind.TEXT))

    ends: list[int] = []
    at, last = index, page.nodes[index].end
    while at < last:
        while ends and ends[-1] <= at:
            ends.pop()
            close()
        node = page.nodes[at]
        if not node.shown:
            at = node.end
            continue
        if node.tag == "table" and is_data_table(page, at):
            close()
            rows.extend(_table_rows(page, at))
            at = node.end
            continue
        if not node.tag:
            _add_text(piece, node.text, preformatted=at < preformatted_until)
        elif node.tag == "br":
            piece.append("\v")
        elif node.tag in BLOCKS:
            close()
            ends.append(node.end)
            if node.tag == "pre":
                preformatted_until = node.end
        at += 1
    close()
    return rows


def _add_text(piece: list[str], text: str, *, preformatted: bool) -> None:
    """Add text to a paragraph; "\\v" parts lines."""
    text = text.replace("\v", " ")
    if preformatted:
        piece.append(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\v"))
        return
    text = collapse(text)
    if text.startswith(" ") and (not piece or piece[-1].endswith((" ", "\v"))):
        text = text[1:]
    if text:
        piece.append(text)


def is_data_table(page: Page, index: int) -> bool:
    """Tell a table of data from one that lays out the page: no table in it, several cells, none with running
    text.
    """
    if any(page.nodes[at].tag == "table" for at in page.within(index) if at != index):
        return False
    cells = [row for row in table_cells(page, index) if row]
    widest = max((len(row) for row in cells), default=0)
    longest = max((len(cell) for row in cells for cell in row), default=0)
    return widest >= 2 and longest <= _ROWS_OF_LAYOUT


def table_cells(page: Page, index: int) -> list[list[str]]:
    """Return the text of the cells of a table, row by row; paragraphs in a cell are joined with a space."""
    rows: list[list[str]] = []
    at, end = index, page.nodes[index].end
    while at < end:
        node = page.nodes[at]
        if not node.shown:
            at = node.end
        elif node.tag == "tr":
            rows.append([])
            at += 1
        elif node.tag in ("td", "th"):
            if not rows:
                rows.append([])
            rows[-1].append(_cell(page, at))
            at = node.end
        else:
            at += 1
    return rows


def _cell(page: Page, index: int) -> str:
    pieces: list[str] = []
    for at in page.within(index):
        node = page.nodes[at]
        if not node.tag:
            pieces.append(node.text)
        elif node.tag in BLOCKS or node.tag == "br":
            pieces.append(" ")
    return collapse("".join(pieces)).strip(" ")


def _table_rows(page: Page, index: int) -> list[Row]:
    joined = (" | ".join(row) for row in table_cells(page, index) if any(row))
    return [(text, LineKind.TABLE) for text in joined]
