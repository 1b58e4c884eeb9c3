"""Read from the library: lists with their filters and counts, and what a page shows of one document.

One module a question; whoever asks writes ``selectors.library(...)``, ``selectors.units(...)``.
"""

from __future__ import annotations

from jingkai.documents.selectors.citations import (
    citations_of,
    cited_by,
    cited_document,
    cites,
    implementing_pairs,
    likely_superior,
)
from jingkai.documents.selectors.editions import reading, same_document, variants, witnesses
from jingkai.documents.selectors.figures import money, target_choices, targets, targets_of
from jingkai.documents.selectors.library import (
    Choice,
    Facets,
    LibraryFilter,
    facets,
    fictional,
    library,
    library_is_empty,
    waiting_for_review,
)
from jingkai.documents.selectors.pinpointing import provision_cited
from jingkai.documents.selectors.rights import only_readable, readable
from jingkai.documents.selectors.searching import search, search_index, suggestions
from jingkai.documents.selectors.units import (
    DepartmentRow,
    UnitRow,
    counts,
    department_mentions,
    departments,
    roles,
    shared_departments,
    sisters,
    unit_mentions,
    units,
    units_of,
    written_as,
)
from jingkai.documents.selectors.uploads import uploads, uploads_under_way
from jingkai.documents.selectors.waiting import waiting_for

__all__ = [
    "Choice",
    "DepartmentRow",
    "Facets",
    "LibraryFilter",
    "UnitRow",
    "citations_of",
    "cited_by",
    "cited_document",
    "cites",
    "counts",
    "department_mentions",
    "departments",
    "facets",
    "fictional",
    "implementing_pairs",
    "library",
    "library_is_empty",
    "likely_superior",
    "money",
    "only_readable",
    "provision_cited",
    "readable",
    "reading",
    "roles",
    "same_document",
    "search",
    "search_index",
    "shared_departments",
    "sisters",
    "suggestions",
    "target_choices",
    "targets",
    "targets_of",
    "unit_mentions",
    "units",
    "units_of",
    "uploads",
    "uploads_under_way",
    "variants",
    "waiting_for",
    "waiting_for_review",
    "witnesses",
    "written_as",
]
