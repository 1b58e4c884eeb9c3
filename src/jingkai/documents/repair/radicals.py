"""Radicals and compatibility characters that stand for ordinary ones: ``⼀`` (U+2F00) for 一, ``⻔`` for 门.

Many characters share a shape with a code point for the radical alone or for an old standard. Fonts draw both with one
shape, so programs that make PDF files, and people who copy from them, pick the wrong one: the text looks right and is
found by no search.
"""

from __future__ import annotations

import re
import unicodedata

from jingkai.documents.revision import Edit, Revision

_SUPPLEMENT = dict(
    zip(
        "⺊⺒⺛⺝⺟⺠⺩⺬⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "卜巳旡月母民王示虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Radicals of the block CJK Radicals Supplement (U+2E80) that have the shape of a whole character; Unicode's
normalisation leaves them alone, its EquivalentUnifiedIdeograph.txt has these pairs."""

_PRINTED = {"⼾": "户", "⾭": "青"}
"""Radicals whose normal form is an older shape than the one that today's fonts draw."""

_LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def write_ordinary_characters(revision: Revision) -> int:
    """Write radicals and compatibility characters as the ordinary characters whose shape they have."""
    edits = [
        Edit(match.start(), match.end(), ordinary(match[0]), "radical")
        for match in _LOOKALIKE.finditer(revision.text)
    ]
    return revision.apply(edits)


def ordinary(sign: str) -> str:
    """Return the ordinary character for a radical or a compatibility character; others as they are.

    >>> ordinary("\u2f00"), ordinary("\u2ed4"), ordinary("\uf9f7"), ordinary("经")
    ('一', '门', '立', '经')
    """
    if sign in _SUPPLEMENT or sign in _PRINTED:
        return _SUPPLEMENT.get(sign) or _PRINTED[sign]
    return unicodedata.normalize("NFKC", sign) if _LOOKALIKE.match(sign) else sign
