"""Papers as files: what a file is, told by its bytes alone, and what is not taken."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

from jingkai.benefits.claims.errors import ClaimError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit, Evidence

LONGEST_NAME = 200
MOST_FILES = 20
"""So many files a claim has at most."""
MOST_BYTES = 20 * 1024 * 1024
"""So large a file is at most."""

_MOST_MEMBERS = 5000


class Kind(StrEnum):
    """The kinds of files that are taken. The value is the ending under which a file is kept and handed out."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media(self) -> str:
        """Its media type."""
        return _MEDIA[self]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.OFD: "application/ofd",
    Kind.DOCX: _WORD,
    Kind.XLSX: _SHEET,
}
ENDINGS = ",".join((*(f".{one.value}" for one in Kind), ".jpeg"))
"""What a file dialogue offers."""

_STARTS = ((b"%PDF-", Kind.PDF), (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"\xff\xd8\xff", Kind.JPEG))
_MEMBERS = (("OFD.xml", Kind.OFD), ("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX))


def own_papers(benefit: Benefit) -> list[Evidence]:
    """Return the papers of a benefit that its subject has to bring, one a fact."""
    return [one for one in benefit.evidence if one.source == "subject"]


def kind_of(content: bytes, name: str = "") -> Kind:
    """Tell what a file is. Its name only stands in the error.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` for a file that is empty, too large, of another kind, or an
    office file with macros.
    """
    if not content:
        raise _refused(
            name, _("The file is empty."), _("Choose the file again, or save it anew where it comes from.")
        )
    if len(content) > MOST_BYTES:
        raise _refused(
            name,
            _("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024**2},
            _("Scan it at a lower resolution, or hand it in in parts."),
        )
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    found = _packed(content) if content.startswith(b"PK\x03\x04") else None
    if found is None:
        raise _refused(
            name,
            _("This is no PDF, OFD, PNG, JPEG, Word (docx) or Excel (xlsx) file, whatever its name says."),
            _("Scan the paper, or save it as PDF."),
        )
    return found


def _packed(content: bytes) -> Kind | None:
    """Tell what a ZIP file is by the names in it; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    if len(names) > _MOST_MEMBERS or any(one.lower().endswith("vbaproject.bin") for one in names):
        return None
    return next((kind for member, kind in _MEMBERS if member in names), None)


def _refused(name: str, what: str, mend: str) -> ClaimError:
    return ClaimError(what, place=name, mend=mend)
