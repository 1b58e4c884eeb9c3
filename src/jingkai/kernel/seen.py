"""Text as people see it: without signs that take no room, turn the direction of reading, or stand for nothing.

Names that look alike on a page would otherwise be different in the database, and a name could be made to read as
another one: ``gpj.exe`` behind a sign that turns the direction reads ``exe.jpg``.
"""

from __future__ import annotations

import re

# Controls, what the Unicode standard calls format characters and default ignorables, fillers, and no characters at all.
# Kept are the variation sequences of ideographs (U+E0100 on): they are part of how some people write their names.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def as_seen(text: str) -> str:
    """Return a line of text as it is seen: unseen signs out, white space off both ends and each run of it one space.

    >>> as_seen("\\u3000青岚\\u200b 绿源\\xa0\\n"), as_seen("青岚\\u202e司公限有\\u202c")
    ('青岚 绿源', '青岚司公限有')
    """
    return " ".join(_UNSEEN.sub("", text).split())
