"""Classes of characters that the repair steps share, and how wide characters are printed."""

from __future__ import annotations

import re

HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters, for use inside a regular expression's brackets."""

SPACE = " \t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""White space within a line, for use inside a regular expression's brackets."""

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
"""Letters with tone marks, composed."""

GLOSS = re.compile(rf"[(（][{SPACE}]{{0,2}}([a-zɡüê{TONED}\u0300-\u030c]{{1,9}})[{SPACE}]{{0,2}}[)）]")
"""A bracket that holds one lower-case word which may be pinyin: a gloss, or an abbreviation such as ``(an)``."""

CHINESE_NUMERAL = "〇零一二三四五六七八九十百千"

STRUCTURAL_MARK = re.compile(
    rf"""
    (?:
        [{CHINESE_NUMERAL}]{{1,4}}[、.．]              # 一、
      | [(（][{CHINESE_NUMERAL}]{{1,4}}[)）]           # （一）
      | \d{{1,3}}[.．、](?!\d)                         # 1.
      | [(（]\d{{1,3}}[)）]                            # （1）
      | \d{{1,3}}[)）]                                 # 1）
      | [①-⑳⑴-⒇⒈-⒛]
      | 第[{CHINESE_NUMERAL}\d]{{1,5}}[编章节](?![、，,的和至及])
      | 第[{CHINESE_NUMERAL}\d]{{1,5}}条(?:之[{CHINESE_NUMERAL}]{{1,2}})?(?![规第的、和至款项所及或，,。；;）)》”])
      | [—―─－–-]{{2}}(?![—―─－–-])
      | [●○■□◆◇▪•·]
    )
    """,
    re.VERBOSE,
)
"""What a provision begins with; match it at the start of a line."""

_HAN_RUN = re.compile(f"[{HAN}]")
_NARROW = re.compile(r"[\x20-\x7e\xa0\u2000-\u200a]")


def has_han(text: str) -> bool:
    """Whether there is at least one Chinese character.

    >>> has_han("5G网络"), has_han("R&D")
    (True, False)
    """
    return _HAN_RUN.search(text) is not None


def width(text: str) -> float:
    """Printed width in Chinese characters: ASCII counts half.

    >>> width("到2027年")
    4.0
    """
    return len(text) - len(_NARROW.findall(text)) / 2
