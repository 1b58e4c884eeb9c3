"""Files that a document is handed out as."""

from __future__ import annotations

from jingkai.documents.record import Record


def exported(record: Record, kind: str) -> tuple[bytes, str, str] | None:
    """Return content, file ending and media type of a format; ``None`` for a format there is not."""
    return None
