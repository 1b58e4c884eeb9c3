"""How people cite a provision within its document: ``第11条``, ``第三章第二节``, ``第二部分``.

The number comes from the provision's id, which is made of ordinals only, so a citation survives a re-read.
"""

from __future__ import annotations

import re

_STEP = re.compile(r"(?P<prefix>[a-z]+)(?:_(?P<number>\d+))?$")

# Prefix of an id → how its number is said. An 一、 part of a plan in chapters is said as its own label.
_WORDS = {
    "chp": "第{}章",
    "sec": "第{}节",
    "cl": "第{}条",
    "art": "第{}部分",
    "sub": "（{}）",
    "item": "第{}条",
    "point": "（{}）",
    "bul": "第{}点",
    "enum": "{}是",
    "para": "第{}段",
    "att": "附件{}",
}
_DIGITS = "〇一二三四五六七八九"
_SAID_IN_CHINESE = {"chp", "sec", "art", "sub", "enum"}


def short_name(key: str, label: str = "", kind: str = "") -> str:
    """Return how the provision with this id is cited.

    An item is cited by its number alone, as readers do: numbers run on across a document of measures.

    >>> short_name("art_2__item_11")
    '第11条'
    >>> short_name("chp_4__sec_2__art_1")
    '第四章第二节第一部分'
    >>> short_name("preamble")
    '序言'
    """
    steps = []
    for step in key.split("__"):
        found = _STEP.match(step)
        if found:
            steps.append((found["prefix"], found["number"]))
    if not steps:
        return label or key
    for index, (prefix, _number) in enumerate(steps):
        if prefix in {"item", "cl"}:
            steps = steps[index:]
            break
    return "".join(_said(prefix, number) for prefix, number in steps) or label


def _said(prefix: str, number: str | None) -> str:
    if prefix == "preamble":
        return "序言"
    if prefix not in _WORDS:
        return ""
    if number is None:
        return _WORDS[prefix].format("")
    return _WORDS[prefix].format(_chinese(int(number)) if prefix in _SAID_IN_CHINESE else number)


def _chinese(number: int) -> str:
    """Write a number below 100 as ordinals are written; larger ones stay in digits."""
    if number < 10:
        return _DIGITS[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
