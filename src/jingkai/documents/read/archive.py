"""Open a DOCX archive without letting it fill memory, and parse its parts without letting them name other
things.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.limits import (
    MAX_ARCHIVE_ENTRIES,
    MAX_PART_BYTES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_FLOOR_BYTES,
)
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.I)
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Office Open XML allows no other (ISO/IEC 29500-2, annex C), and others unpack without a bound."""


class Archive:
    """A DOCX file as its XML parts."""

    def __init__(self, data: bytes, source: str) -> None:
        """Open the archive and check its members before any is unpacked; raises :class:`UnreadableError`."""
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except Exception as error:  # zipfile raises errors of many kinds on broken input
            raise self.broken() from error
        self._members = {member.filename.lstrip("/").lower(): member for member in members}
        self._check(members)

    def broken(self) -> UnreadableError:
        """Return the error for a file that is no whole DOCX file."""
        return UnreadableError(
            _("The DOCX file is broken and cannot be opened."),
            place=self._source,
            mend=_("Download it again; if Word or WPS opens it, save it anew as DOCX."),
        )

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        sizes = sum(member.file_size for member in members)
        swollen = any(
            member.file_size > RATIO_FLOOR_BYTES
            and member.file_size > MAX_RATIO * max(1, member.compress_size)
            for member in members
        )
        if len(members) > MAX_ARCHIVE_ENTRIES or sizes > MAX_UNPACKED_BYTES or swollen:
            raise self._bomb()

    def _bomb(self) -> UnreadableError:
        return UnreadableError(
            _("The file unpacks to far more than a document needs and is not opened."),
            place=self._source,
            mend=_("Copy the text into a new document, and ask the sender where the file came from."),
        )

    def xml(self, name: str) -> _Element | None:
        """Parse the part ``name``; ``None`` if there is none.

        Document type declarations are refused before the parser sees them, so entities can neither multiply
        nor fetch anything. Raises :class:`UnreadableError`.
        """
        member = self._members.get(name.lstrip("/").lower())
        if member is None:
            return None
        content = self._unpacked(member)
        if _DECLARATION.search(content.replace(b"\x00", b"")):
            raise UnreadableError(
                _("The file declares XML entities, which no word processor writes; it is not opened."),
                place=self._source,
                mend=_("Copy the text into a new document, and ask the sender where the file came from."),
            )
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken() from error
        return root

    def _unpacked(self, member: zipfile.ZipInfo) -> bytes:
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableError(
                _("The file is protected with a password."),
                place=self._source,
                mend=_("Open it with the password, save it without one, and read that copy."),
            )
        if member.file_size > MAX_PART_BYTES:
            raise self._bomb()
        if member.compress_type not in _METHODS:
            raise self.broken()
        try:
            with self._zip.open(member) as part:
                content = part.read(MAX_PART_BYTES + 1)
        except Exception as error:  # zipfile and zlib raise errors of many kinds on broken input
            raise self.broken() from error
        if len(content) > MAX_PART_BYTES:
            raise self._bomb()
        return content
