"""What is this file? Its first bytes decide, its extension only where they leave a choice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from jingkai.documents.errors import UnreadableError
from jingkai.kernel.language import gettext as _


class Form(StrEnum):
    """The forms a document can come in."""

    TXT = "txt"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    WPS = "wps"
    MHTML = "mhtml"
    SCAN = "scan"

    @property
    def media(self) -> str:
        """The ``media`` of the witness: a web archive is a page too."""
        return Form.HTML.value if self is Form.MHTML else self.value


@dataclass(frozen=True, slots=True)
class Finding:
    """The form of a file and, where the extension says something else, a note about it."""

    form: Form
    note: str = ""


_EXTENSIONS: dict[Form, tuple[str, ...]] = {
    Form.TXT: (".txt", ".text", ".md", ".csv", ".log", ""),
    Form.HTML: (".html", ".htm", ".xhtml", ".shtml", ".jsp", ".aspx", ".asp", ".php", ""),
    Form.PDF: (".pdf", ""),
    Form.DOCX: (".docx", ".docm", ".dotx", ".dotm", ".wps", ".wpt", ""),
    Form.DOC: (".doc", ".dot", ".rtf", ".wpt", ".xml", ""),
    Form.WPS: (".wps", ""),
    Form.MHTML: (".mht", ".mhtml", ".doc", ""),
    Form.SCAN: (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif", ""),
}

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"%PDF-\d")
_PDF_BODY = re.compile(rb"\bendobj\b|\bstartxref\b|%%EOF")
_HTML_START = re.compile(
    rb"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta)\b",
    re.I | re.S,
)
_HTML_WHOLE = re.compile(rb"<(html|body)[\s>]", re.I)
_TAG = re.compile(rb"<(!doctype|/?[a-z][a-z0-9]*)[\s>/]", re.I)
_WORD_XML = re.compile(rb"<(w:wordDocument|pkg:package)\b")
_MIME = re.compile(rb"^MIME-Version\s*:", re.I | re.M)
_MIME_PAGE = re.compile(rb"^Content-Type\s*:\s*(?:multipart/(?:related|alternative)|text/html)", re.I | re.M)
_DRAWING = re.compile(rb"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!doctype\s+svg[^>]*>\s*+)?<svg[\s>]", re.I)
_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_ZEROS, _MOST_CONTROLS = 0.6, 0.2
"""Shares of the bytes looked at that text may have of either."""


def sniff(data: bytes, source: str) -> Finding:
    """Tell the form of ``data``, a file named ``source``.

    Raises :class:`UnreadableError` for kinds that are recognised but hold no readable document (spreadsheets,
    archives, programs, password-protected office files).
    """
    suffix = PurePath(source).suffix.lower()
    form = _form(data, suffix, source)
    if suffix in _EXTENSIONS[form]:
        return Finding(form)
    note = _("The name ends in {suffix}, but the file is read as {form} because of its content.")
    return Finding(form, note.format(suffix=suffix, form=form.value))


def _form(data: bytes, suffix: str, source: str) -> Form:
    if _is_pdf(data):
        return Form.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, source)
    if data.startswith(_OLE):
        return _compound(data, suffix, source)
    if data.startswith(b"{\\rtf"):
        return Form.WPS if suffix == ".wps" else Form.DOC
    if data.startswith(_PICTURES) or _is_bitmap(data) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Form.SCAN
    kind = _foreign(data)
    if kind:
        raise _unsuitable(source, kind)
    return _written(data, suffix)


def _is_pdf(data: bytes) -> bool:
    """Some producers put bytes before the header, so the first kilobyte is searched, as viewers do."""
    found = _PDF.search(data, 0, 1024)
    if found is None:
        return False
    return found.start() == 0 or _PDF_BODY.search(data, found.end()) is not None


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == bytes(4) and len(data) > 26


def _packed(data: bytes, source: str) -> Form:
    """Tell DOCX from the other ZIP-based kinds by member names, which stand in the file uncompressed."""
    if b"word/" in data:
        return Form.DOCX
    names = {
        b"xl/": _("a spreadsheet"),
        b"ppt/": _("a presentation"),
        b"OFD.xml": _("an OFD file"),
        b"opendocument": _("an OpenDocument file"),
        b"epub": _("an e-book"),
    }
    for mark, kind in names.items():
        if mark in data:
            raise _unsuitable(source, kind)
    if b"[Content_Types].xml" in data or PurePath(source).suffix.lower() in _EXTENSIONS[Form.DOCX][:-1]:
        return Form.DOCX
    raise _unsuitable(source, _("a ZIP archive"))


def _compound(data: bytes, suffix: str, source: str) -> Form:
    """Tell the kinds of OLE compound files by the names of their streams (UTF-16 in the directory).

    Kingsoft Writer's ``.wps`` is Word's format under another name: a compound file with the stream WordDocument, or
    OOXML in a ZIP archive. Microsoft Works used the same ending; its compound files have other streams, and
    LibreOffice knows them.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(
            _("The file is protected with a password."),
            place=source,
            mend=_("Open it with the password, save it without one, and read that copy."),
        )
    office = Form.WPS if suffix == ".wps" else Form.DOC
    if "WordDocument".encode("utf-16-le") in data:
        return office
    for stream, kind in (("Workbook", _("a spreadsheet")), ("PowerPoint Document", _("a presentation"))):
        if stream.encode("utf-16-le") in data:
            raise _unsuitable(source, kind)
    if suffix in (".doc", ".wps", ".dot", ".wpt"):
        return office
    raise _unsuitable(source, _("a compound file without a text document in it"))


def _foreign(data: bytes) -> str:
    """Name a kind that is certainly no document, or return an empty string."""
    marks = (
        (b"Rar!\x1a\x07", _("a RAR archive")),
        (b"7z\xbc\xaf\x27\x1c", _("a 7-Zip archive")),
        (b"\x1f\x8b\x08", _("a gzip archive")),
        (b"\x7fELF", _("a program")),
        (b"ID3\x03", _("a sound file")),
        (b"SQLite format 3\x00", _("a database")),
    )
    if data.startswith(b"MZ") and b"\x00" in data[:_HEAD]:
        return _("a program")
    known = next((kind for mark, kind in marks if data.startswith(mark)), "")
    if not known and _DRAWING.match(data):
        return _("a drawing")
    return known or (_("a file without any text") if _is_noise(data.rstrip(b"\x00")[:_HEAD]) else "")


def _is_noise(head: bytes) -> bool:
    """Whether bytes are no text in any encoding, damaged or not: too many are zero or control characters.

    Zeros that a lost end was filled with are not looked at. UTF-16 has a zero beside each Latin letter, one byte in two,
    and in Chinese one byte in twenty looks like a control character.
    """
    if head.startswith(_UTF16):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.count(0) > _MOST_ZEROS * len(head) or controls > _MOST_CONTROLS * len(head)


def _written(data: bytes, suffix: str) -> Form:
    """Tell HTML and Word XML from plain text. UTF-16 is looked at without its zero bytes."""
    head = data[:_HEAD]
    if head.startswith(_UTF16) or head[:64].count(0) > 8:
        head = data[: 2 * _HEAD].replace(b"\x00", b"").lstrip(b"\xff\xfe")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _MIME.search(head, 0, 1024) and _MIME_PAGE.search(head, 0, 2048):
        return Form.MHTML
    if _WORD_XML.search(head):
        return Form.DOC
    if _HTML_START.match(head):
        return Form.HTML
    named_html = suffix in _EXTENSIONS[Form.HTML][:-1]
    if named_html and _TAG.search(head):
        return Form.HTML
    if not suffix.startswith((".txt", ".md")) and _HTML_WHOLE.search(head):
        return Form.HTML
    return Form.TXT


def _unsuitable(source: str, kind: str) -> UnreadableError:
    return UnreadableError(
        _("This is {kind}, not a text document.").format(kind=kind),
        place=source,
        mend=_("Save the document as DOCX, PDF, HTML or plain text."),
    )
