"""Characters nobody can see, and question marks that stand for spaces a page lost at the end of a line."""

from __future__ import annotations

import re

from jingkai.documents.repair.characters import HAN
from jingkai.documents.revision import Edit, Revision
from jingkai.kernel.language import gettext as _

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
_ODD_BREAK = re.compile("\r+(?=\n)|\r+|[\u2028\u2029]")
_LOST_SPACES = re.compile(r"(?:(?<=[日号：:。；;，,）)])|(?<=\d))[?？]{2,}[ \t\u3000]*$", re.MULTILINE)
_LOST_SPACES_BEFORE = re.compile(r"^[?？]{2,}(?=[^\s?？])", re.MULTILINE)
_UNREADABLE = re.compile(rf"[\ufffd□]+|锟斤拷|(?<=[{HAN}])[?？](?=[{HAN}a-zāáǎàēéěèīíǐìōóǒòūúǔù])")
_QUESTION = re.compile("吗|呢|何|什么|怎|哪|谁|多少|是否|能否|可否|几")


def drop_invisible_characters(revision: Revision) -> int:
    """Remove byte-order marks, zero-width, private-use and control characters and soft hyphens.

    Line separators of other systems become line feeds.
    """
    text = revision.text
    edits = [Edit(m.start(), m.end(), "", "invisible") for m in _INVISIBLE.finditer(text)]
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        for match in _ODD_BREAK.finditer(text):
            new = "" if text[match.end() : match.end() + 1] == "\n" else "\n"
            edits.append(Edit(match.start(), match.end(), new, "invisible"))
    if "??" in text or "？？" in text:
        for pattern in (_LOST_SPACES, _LOST_SPACES_BEFORE):
            edits.extend(Edit(m.start(), m.end(), "", "lost_space", 0.9) for m in pattern.finditer(text))
    return revision.apply(edits)


def flag_unreadable_characters(revision: Revision) -> int:
    """Flag what is still unreadable: replacement characters and ``?`` that stand inside words. Edits nothing."""
    text = revision.text
    for match in _UNREADABLE.finditer(text):
        if match[0] in "?？" and _QUESTION.search(text, max(match.start() - 30, 0), match.start()):
            continue
        message = _("A character cannot be read in this copy.")
        revision.flag("unreadable_characters", message, match.start(), match.end())
    return 0
