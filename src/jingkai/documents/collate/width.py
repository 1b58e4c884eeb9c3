"""Width: which of two forms of a character Chinese text takes, the full-width or the half-width one.

A copy may keep a half-width mark that no repair could be sure of. That it was received so says nothing: such
readings are one reading, and only its form is to be settled. Chinese sets punctuation in full width, figures
and letters in half width (GB/T 15834-2011 for the marks).
"""

from __future__ import annotations

import re
from collections.abc import Collection

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL = {mark: chr(ord(mark) + 0xFEE0) for mark in "(),:;!?"}
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e‘’“”…—]")


def halved(words: str) -> str:
    """``words`` with full-width forms of ASCII characters in half width; readings equal so differ in width only."""
    return words.translate(_HALF)


def form_for(forms: Collection[str], left: str, right: str) -> str:
    """Of ``forms`` that differ in width only, the one that Chinese text takes between ``left`` and ``right``.

    The first form wins where none is better.
    """
    return max(forms, key=lambda words: sum(_fits(words, at, left, right) for at in range(len(words))))


def _fits(words: str, at: int, left: str, right: str) -> bool:
    mark = halved(words[at])
    if mark not in _FULL:
        return words[at] == mark
    before, after = (left + words[:at])[-1:], (words[at + 1 :] + right)[:1]
    chinese = bool(_CHINESE.match(before) or _CHINESE.match(after))
    return words[at] == (_FULL[mark] if chinese else mark)
