"""The catalogue of repair kinds: the stable word in the log, and what it says to people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jingkai.kernel.language import gettext as _


def _msgid(message: str) -> str:
    """Mark a message for translation; it is translated when it is shown."""
    return message


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "invisible": _msgid("Invisible or private character removed"),
        "lost_space": _msgid("Question marks that stand for lost spaces removed"),
        "residue": _msgid("Residue of the web page or word processor removed"),
        "page_number": _msgid("Page number removed"),
        "running_head": _msgid("Running header or footer removed"),
        "byte_slip": _msgid("Bytes put back where a gloss had split a character"),
        "radical": _msgid("Radical or compatibility character written as the ordinary one"),
        "gloss": _msgid("Pinyin gloss removed"),
        "script": _msgid("Traditional characters written in simplified form"),
        "metadata": _msgid("Metadata table taken out of the text"),
        "line_break": _msgid("Line of a printed page joined to its paragraph"),
        "blank_line": _msgid("Blank lines removed"),
        "space": _msgid("Spaces removed"),
        "width": _msgid("Full-width digits and letters written in normal width"),
        "punctuation": _msgid("Punctuation written in Chinese form"),
        "ordinal": _msgid("Lost ordinal inferred from structure"),
    }
)
"""Kind → English message id; show it with :func:`describe`."""


def describe(kind: str) -> str:
    """Say what a repair kind is, in the reader's language; an unknown kind is returned as it is."""
    return _(KINDS[kind]) if kind in KINDS else kind
