"""Read web archives (.mht, and .doc files that Word saved as "single file web page"): the page in a MIME message."""

from __future__ import annotations

import email
import re

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.html import read_html
from jingkai.documents.read.reading import Reading
from jingkai.kernel.language import gettext as _

_MOST_PARTS = 1000


def read_mhtml(data: bytes, source: str, encoding: str | None = None) -> Reading:
    """Read the first HTML part of a web archive; pictures and styles beside it are left alone.

    Raises :class:`UnreadableError` where there is none.
    """
    message = email.message_from_bytes(data)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        charset = re.sub(r"[^\w.:-]", "", str(part.get_param("charset") or ""))
        if isinstance(content, bytes) and content:
            return read_html(content, source, encoding, charset or None)
    raise UnreadableError(
        _("The web archive is broken: there is no page in it."),
        place=source,
        mend=_("Open it in a browser and save it as HTML or PDF."),
    )
