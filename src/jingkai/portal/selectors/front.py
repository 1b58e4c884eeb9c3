"""What the public finds on the home page."""

from __future__ import annotations

from dataclasses import dataclass

from jingkai.documents import selectors as documents
from jingkai.documents.models import Document, Stage
from jingkai.portal.selectors.figure import Figure
from jingkai.portal.selectors.wall import public_figures

LATEST = 6


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The latest documents, and figures of what is public, each opening its list."""

    latest: tuple[Document, ...]
    figures: tuple[Figure, ...]


def front_page() -> FrontPage:
    """Return what is new and what can be looked up without an account."""
    published = documents.library(documents.LibraryFilter(stage=Stage.PUBLISHED))
    return FrontPage(tuple(published[:LATEST]), public_figures())
