"""Full-width digits and letters, as typed in old documents: ``１５％`` is ``15%``."""

from __future__ import annotations

import re

from jingkai.documents.revision import Edit, Revision

_FULL_WIDTH = re.compile(
    r"[０-９Ａ-Ｚａ-ｚ]+(?:[．，](?=[０-９])[０-９]+)*(?:[％．](?![０-９Ａ-Ｚａ-ｚ]))?|(?<=\d)．(?=\d)(?!(?:19|20)\d\d年)|^\d{1,3}．"
)
_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def write_normal_width(revision: Revision) -> int:
    """Write full-width digits and letters, and the points and per cent signs among them, in normal width."""
    text = revision.text
    edits: list[Edit] = []
    for match in _FULL_WIDTH.finditer(text):
        before = match[0]
        if before.endswith("．") and len(before) > 1 and not _is_label(text, match):
            edits.append(Edit(match.start(), match.end() - 1, before[:-1].translate(_TABLE), "width"))
        else:
            edits.append(Edit(match.start(), match.end(), before.translate(_TABLE), "width"))
    return revision.apply(edits)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether digits and a point stand at the beginning of a line."""
    before = text[max(match.start() - 8, 0) : match.start()]
    return (match.start() <= 8 or "\n" in before) and before[before.rfind("\n") + 1 :].strip() == ""
