"""Compare a document with the one it implements: what nothing answers to first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.documents import selectors
from jingkai.documents.actions import READ
from jingkai.documents.models import Document, Provision

if TYPE_CHECKING:
    from jingkai.documents.align import Alignment, Pair

MARKED_WORDS = 12
"""How many of the words that carry a pair are marked; the rest weigh next to nothing."""

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair with its clauses and the places of the words that carry it."""

    pair: Pair
    lower: Provision
    upper: Provision
    lower_spans: Spans
    upper_spans: Spans


@dataclass(frozen=True, slots=True)
class Answer:
    """A lower clause with its best counterpart and the weaker ones."""

    lower: Provision
    best: ShownPair | None
    weaker: tuple[ShownPair, ...]


@allowed(READ)
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Show the alignment of ``lower`` with ``upper``; without ``upper``, the document that ``lower`` cites first."""
    among = selectors.readable(principal(request))
    lower = _chosen(request.GET.get("lower", ""), among)
    upper = _chosen(request.GET.get("upper", ""), among)
    if lower and not upper:
        upper = selectors.likely_superior(lower, among)
    context: dict[str, Any] = {
        "choices": selectors.library(selectors.LibraryFilter(), among=among),
        "suggested": selectors.implementing_pairs(among=among),
        "lower": lower,
        "upper": upper,
        "same": bool(lower and upper and lower.pk == upper.pk),
    }
    if lower and upper and lower.pk != upper.pk:
        context |= _compared(lower, upper)
    return render(request, "documents/compare.html", context)


def _chosen(pk: str, among: QuerySet[Document]) -> Document | None:
    """Return the document that a parameter names, ``None`` where there is none; a wrong one is not found."""
    if not pk:
        return None
    found = among.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 12 else None
    if found is None:
        raise Http404(_("The library has no document with this number in its address."))
    return found


def _compared(lower: Document, upper: Document) -> dict[str, Any]:
    from jingkai.documents.align import align

    found = align(selectors.reading(lower), selectors.reading(upper))
    below = {provision.key: provision for provision in _with_document(lower)}
    above = {provision.key: provision for provision in _with_document(upper)}
    answers = _answers(found, below, above)
    return {
        "gaps": [above[key] for key in found.gaps if key in above],
        "alone": [below[key] for key in found.alone if key in below],
        "answers": answers,
        "differing": [
            (_shown(pair, below, above), figure)
            for pair, figure in found.differing()
            if pair.lower in below and pair.upper in above
        ],
        "answered": sum(1 for answer in answers if answer.best),
    }


def _with_document(document: Document) -> list[Provision]:
    return list(document.provisions.select_related("document", "parent").order_by("order"))


def _answers(found: Alignment, below: dict[str, Provision], above: dict[str, Provision]) -> list[Answer]:
    by_lower: dict[str, list[Pair]] = {}
    for pair in found.pairs:
        if pair.lower in below and pair.upper in above:
            by_lower.setdefault(pair.lower, []).append(pair)
    answers = []
    for key, pairs in by_lower.items():
        shown = [_shown(pair, below, above) for pair in sorted(pairs, key=lambda pair: pair.rank)[:4]]
        good = [entry for entry in shown if entry.pair.answers]
        weaker = tuple(entry for entry in shown if not good or entry is not good[0])
        answers.append(Answer(below[key], good[0] if good else None, weaker[:3]))
    return sorted(answers, key=lambda answer: answer.lower.order)


def _shown(pair: Pair, below: dict[str, Provision], above: dict[str, Provision]) -> ShownPair:
    words = [shared.words for shared in sorted(pair.words, key=lambda shared: -shared.weight)[:MARKED_WORDS]]
    lower, upper = below[pair.lower], above[pair.upper]
    return ShownPair(pair, lower, upper, spans_of(words, lower.text), spans_of(words, upper.text))


def spans_of(words: Sequence[str], text: str) -> Spans:
    """Find where words stand in a text, as disjoint spans; longer words win over words inside them."""
    wanted = [re.escape(word) for word in sorted(set(words), key=len, reverse=True) if word]
    return [found.span() for found in re.finditer("|".join(wanted), text)] if wanted else []
