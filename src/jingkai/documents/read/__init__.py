"""Read: from a file as received to a :class:`~jingkai.documents.witness.Witness`, line by line, nothing
repaired.

What a file is, its first bytes say (:mod:`.sniff`); its extension only where they leave a choice. Each form
has a reader of its own, imported when a file of that form comes:

=========  ==================================================  ====================================
form       reader                                              place of a line
=========  ==================================================  ====================================
txt        :mod:`.plain` (encodings: :mod:`.encodings`)        line; page too if form feeds part them
html       :mod:`.html`                                        paragraph
           web archives: :mod:`.mhtml`
pdf        :mod:`.pdf` (print order: :mod:`.pdf_glyphs`;       page and line
           :mod:`.pdf_tables`, :mod:`.pdf_layout`)
docx       :mod:`.docx`                                        paragraph
doc, wps   :mod:`.office` (needs LibreOffice), then docx       paragraph
scan       :mod:`.scan` (needs the extra ``jingkai[ocr]``)     page and line
=========  ==================================================  ====================================
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.load import load, refuse_by_size
from jingkai.documents.read.reading import Reading
from jingkai.documents.read.sniff import Form, sniff
from jingkai.documents.witness import Line, Witness
from jingkai.kernel.language import gettext as _

__all__ = ["read_bytes", "read_witness"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_witness(path: Path, *, encoding: str | None = None) -> Witness:
    """Read the file at ``path``; ``encoding`` settles the encoding of a text or HTML file.

    Raises :class:`~jingkai.documents.errors.UnreadableError`, which names the file, what is wrong and the
    mend.
    """
    return read_bytes(load(path), source=path.name, encoding=encoding)


def read_bytes(data: bytes, *, source: str, encoding: str | None = None) -> Witness:
    """Read a file that is already in memory, for instance an upload; ``source`` is its name.

    Raises :class:`~jingkai.documents.errors.UnreadableError`.
    """
    source = _SURROGATE.sub("\ufffd", re.split(r"[\\/]", source)[-1])
    refuse_by_size(len(data), source)
    finding = sniff(data, source)
    reading = _read(finding.form, data, source, encoding)
    if not any(line.text.strip() for line in reading.lines):
        raise UnreadableError(
            _("There is no text in the file."),
            place=source,
            mend=_("Open it to see whether it shows a text, and save or download it again."),
        )
    return Witness(
        source=source,
        media=finding.form.media,
        digest=sha256(data).hexdigest(),
        lines=tuple(_storable(line) for line in reading.lines),
        encoding=reading.encoding,
        metadata=dict(reading.metadata),
        hard_wrapped=reading.hard_wrapped,
        notes=((finding.note,) if finding.note else ()) + reading.notes,
    )


def _read(form: Form, data: bytes, source: str, encoding: str | None) -> Reading:
    if form is Form.TXT:
        from jingkai.documents.read.plain import read_plain

        return read_plain(data, source, encoding)
    if form is Form.HTML:
        from jingkai.documents.read.html import read_html

        return read_html(data, source, encoding)
    if form is Form.MHTML:
        from jingkai.documents.read.mhtml import read_mhtml

        return read_mhtml(data, source, encoding)
    if form is Form.PDF:
        from jingkai.documents.read.pdf import read_pdf

        return read_pdf(data, source)
    if form is Form.DOCX:
        from jingkai.documents.read.docx import read_docx

        return read_docx(data, source)
    if form is Form.SCAN:
        from jingkai.documents.read.scan import read_scan

        return read_scan(data, source)
    from jingkai.documents.read.office import read_office

    return read_office(data, source)


def _storable(line: Line) -> Line:
    """Replace what no database and no UTF-8 file can hold (lone surrogates, NUL) by U+FFFD."""
    if "\x00" in line.text or _SURROGATE.search(line.text):
        return Line(_SURROGATE.sub("\ufffd", line.text.replace("\x00", "\ufffd")), line.place, line.kind)
    return line
