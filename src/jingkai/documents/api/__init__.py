"""The library for programs: documents with their clauses, what was read out of them, search, files."""

from __future__ import annotations

from ninja import Router

from jingkai.documents.api.documents import router as documents
from jingkai.documents.api.findings import router as findings

router = Router(tags=["documents"])
for _part in (documents, findings):
    router.add_router("", _part)
