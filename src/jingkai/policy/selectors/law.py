"""A pack beside its document: the document in the library, its provisions, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from jingkai.accounts.policy import Principal
from jingkai.documents import selectors as documents
from jingkai.documents.models import Document, Provision
from jingkai.policy.against_law import LawFault, compare_with
from jingkai.policy.law_text import law_of
from jingkai.policy.selectors.shelf import Installed

_MOST_KEPT = 64
_compared: dict[tuple[str, int, str], tuple[LawFault, ...]] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pack stands to its document: it agrees, it differs in some places, or nobody can say."""

    state: Literal["agrees", "differs", "unknown"]
    document: Document | None = None
    faults: tuple[LawFault, ...] = ()


def document_of(user: Principal, pack: Installed) -> Document | None:
    """Return the document of a pack where the library has it and ``user`` may read it."""
    return documents.readable(user).filter(number=pack.pack.document.number).first()


def faults_of(pack: Installed, document: Document) -> tuple[LawFault, ...]:
    """Return where a pack and its document differ; compared once for each version of either."""
    key = (pack.digest, document.pk, document.changed.isoformat())
    if key not in _compared:
        while len(_compared) >= _MOST_KEPT:
            _compared.pop(next(iter(_compared)))
        law = law_of(documents.reading(document))
        # What a reviewer has corrected stands in the table of documents.
        law = replace(law, number=document.number, adopted=document.adopted, printed=document.printed)
        _compared[key] = tuple(compare_with(pack.pack, law))
    return _compared[key]


def standing_of(user: Principal, pack: Installed) -> Standing:
    """Return how a pack stands to its document as ``user`` can see it."""
    return standing_to(pack, document_of(user, pack))


def standing_to(pack: Installed, document: Document | None) -> Standing:
    """Return how a pack stands to a document that is at hand."""
    if document is None:
        return Standing("unknown")
    faults = faults_of(pack, document)
    return Standing("differs" if faults else "agrees", document, faults)


def provisions_of(document: Document | None) -> dict[str, Provision]:
    """Return the provisions of a document by their ids, in reading order; none without a document."""
    if document is None:
        return {}
    rows = document.provisions.select_related("document", "parent").order_by("order")
    return {row.key: row for row in rows}
