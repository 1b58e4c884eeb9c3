"""Witnesses side by side: every clause in a row, every copy in a column, what differs from the text marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed
from jingkai.documents import selectors
from jingkai.documents.actions import READ_WITNESSES
from jingkai.documents.models import Document, Provision, Witness
from jingkai.documents.stored import thaw
from jingkai.documents.views.document import document_for, frame
from jingkai.documents.views.paging import paged

CLAUSES_A_PAGE = 40
MOST_COPIES = 4

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause as the copy ``source`` has it; ``missing`` where that copy has no clause with this id."""

    source: str
    text: str
    spans: Spans
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with each copy's wording; ``differs`` where any copy's is not the established one."""

    provision: Provision
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether any copy reads otherwise here."""
        return any(cell.missing or cell.spans for cell in self.cells)


@allowed(READ_WITNESSES)
@require_GET
def side_by_side(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the copies beside each other as repaired; ``only=differing`` leaves out clauses that all have alike."""
    document = document_for(request, pk)
    copies = list(document.witnesses.order_by("pk")[:MOST_COPIES])
    rows = _rows(document, copies)
    differing = [row for row in rows if row.differs]
    only = request.GET.get("only") == "differing"
    context: dict[str, Any] = frame(request, document, selectors.reading(document), "witnesses")
    context |= {
        "copies": copies,
        "only": only,
        "total": len(rows),
        "differing": len(differing),
        **paged(request, differing if only else rows, size=CLAUSES_A_PAGE),
    }
    return render(request, "documents/side_by_side.html", context)


def _rows(document: Document, copies: list[Witness]) -> list[Row]:
    rows = []
    clauses = [(copy.source, thaw(copy.reading).parsed.by_id()) for copy in copies]
    for provision in document.provisions.select_related("document").exclude(kind="enum").order_by("order"):
        established = f"{provision.heading}\n{provision.text}".strip()
        cells = []
        for source, theirs in clauses:
            found = theirs.get(provision.key)
            text = f"{found.heading}\n{found.text}".strip() if found else ""
            cells.append(Cell(source, text, differing_spans(established, text), missing=found is None))
        rows.append(Row(provision, tuple(cells)))
    return rows


def differing_spans(established: str, text: str) -> Spans:
    """Return the spans of ``text`` that are not in ``established``; a loss marks the character behind it.

    >>> differing_spans("年均增长8%以上", "年均增长9%以上")
    [(4, 5)]
    """
    if established == text:
        return []
    from rapidfuzz.distance import Levenshtein

    spans: Spans = []
    for operation in Levenshtein.opcodes(established, text):
        if operation.tag == "equal":
            continue
        start, end = operation.dest_start, operation.dest_end
        if start == end:
            start, end = (start, start + 1) if start < len(text) else (max(start - 1, 0), start)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif start < end:
            spans.append((start, end))
    return spans
