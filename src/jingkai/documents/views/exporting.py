"""Files that a document is handed out as."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jingkai.documents.record import Record

XML = "application/xml; charset=utf-8"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _akn(record: Record) -> bytes:
    from jingkai.documents.export.akn import to_akn

    return to_akn(record).encode()


def _json(record: Record) -> bytes:
    from jingkai.documents.export.json import to_json

    return json.dumps(to_json(record), ensure_ascii=False, indent=1).encode()


def _markdown(record: Record) -> bytes:
    from jingkai.documents.export.markdown import to_markdown

    return to_markdown(record).encode()


def _docx(record: Record) -> bytes:
    from jingkai.documents.export.docx import to_docx

    return to_docx(record)


def _text(record: Record) -> bytes:
    from jingkai.documents.export.text import to_text

    return to_text(record).encode()


FORMATS: dict[str, tuple[Callable[[Record], Any], str, str]] = {
    "akn": (_akn, "akn.xml", XML),
    "json": (_json, "json", "application/json; charset=utf-8"),
    "markdown": (_markdown, "md", "text/markdown; charset=utf-8"),
    "docx": (_docx, "docx", WORD),
    "text": (_text, "txt", "text/plain; charset=utf-8"),
}
"""Kind → writer, file ending, media type."""


def exported(record: Record, kind: str) -> tuple[bytes, str, str] | None:
    """Return content, file ending and media type of a format; ``None`` for a format there is not."""
    if kind not in FORMATS:
        return None
    writer, ending, media = FORMATS[kind]
    return writer(record), ending, media
