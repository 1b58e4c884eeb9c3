"""What a sum is promised for: the words before it in its part of the sentence, and how alike two of them are."""

from __future__ import annotations

import re
from functools import lru_cache

from jingkai.documents.align.terms import is_generic, pairs_of

_PART_END = re.compile("[。；！？\n]")
_TOPPED_UP = re.compile("在[^，。；]{0,20}(?:基础上|之上)")
_PAYING = re.compile(
    "再?给予|予以|再?一次性|奖励|奖补|补助|补贴|资助|贴息|最高|不超过|单个(?:企业|项目)|每[家户个年]|按照?|给予"
)
_LEVEL = re.compile(
    "国家级|世界级|全国|自治区级|省级以上|省级|市级|区级|县级|州级|盟级|[一二三四五]等奖|第[一二三四五]|[特一二三四五]等"
    "|[ABCDES]级|[0-9]+A|金奖|银奖|铜奖|首次|复审|重新|规上|规下|首台|首批次"
)
_FIGURE = re.compile(
    r"[0-9０-９]+(?:\.[0-9]+)?[百千万亿]*(?:%|[\u4e00-\u9fff])?|[一二两三四五六七八九十百千]+[百千万亿]+元?"
)
_NOT_DECISIVE = frozenset(("首次",))  # 首次通过 and 通过 mostly mean the same
_LIKE = 0.6  # likeness from which two purposes may be the same
_CONTAINED = 0.9  # share of the shorter purpose that the longer one must say too
_FEWEST = 3  # pairs of characters that must be shared before two purposes can be the same


def purpose_before(text: str, start: int) -> str:
    """The words of the sentence, or of its part between semicolons, in front of the term that begins at ``start``.

    >>> purpose_before("推广光伏。对建成储能电站的企业，奖励5万元。", 16)
    '对建成储能电站的企业，'
    """
    ends = [found.end() for found in _PART_END.finditer(text, 0, start)]
    return text[ends[-1] if ends else 0 : start]


def likeness(lower: str, upper: str) -> float | None:
    """How alike two purposes are, 0 to 1; ``None`` where one of them says too little to tell.

    Purposes that name other levels (国家级 beside 省级) are never alike.
    """
    below, above = _told(lower), _told(upper)
    if len(below) < _FEWEST or len(above) < _FEWEST:
        return None
    if _decisive(_LEVEL, lower) != _decisive(_LEVEL, upper):
        return 0.0
    shared = below & above
    return 2.0 * len(shared) / (len(below) + len(above)) if len(shared) >= _FEWEST else 0.0


def are_one(lower: str, upper: str) -> bool:
    """Whether two purposes are the same: alike, of the same figures, and one says nearly all the other does.

    工业企业 beside 服务业企业 is alike, and yet each says what the other does not.
    """
    alike = likeness(lower, upper)
    if alike is None or alike < _LIKE or _decisive(_FIGURE, lower) != _decisive(_FIGURE, upper):
        return False
    below, above = _told(lower), _told(upper)
    return len(below & above) >= _CONTAINED * min(len(below), len(above))


@lru_cache(maxsize=2048)
def _told(purpose: str) -> frozenset[str]:
    words = _FIGURE.sub("，", _PAYING.sub("，", _TOPPED_UP.sub("，", purpose)))
    return frozenset(pair for pair in pairs_of(words) if not is_generic(pair))


def _decisive(pattern: re.Pattern[str], purpose: str) -> set[str]:
    """The levels or figures that a purpose names in its first clause: to whom, not how, the sum is paid."""
    first = _TOPPED_UP.sub("", purpose).split("，", maxsplit=1)[0]
    return {*pattern.findall(first)} - _NOT_DECISIVE
