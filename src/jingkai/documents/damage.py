"""Damage a clean text the way real copies are damaged, with the truth at hand: for tests, benchmarks and samples.

Each function takes clean text and a seeded random generator and returns damaged text, so that a repair can be held
against what it should have found. :func:`scraped` puts them together as scraping sites do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jingkai.documents.repair import gbk
from jingkai.kernel.pinyin import readings

_TO_HALF = str.maketrans("，；：？！（）", ",;:?!()")
_PROTECTED = ("？", "！", "，", "；", "：", "。")  # in the order in which sites cut at them
_SUPERLATIVES = ("首个", "最大", "最高", "第一", "唯一", "首批")


@dataclass(frozen=True, slots=True)
class Scrape:
    """How a scraping site treats a text.

    ``traditional``: characters are made traditional. ``gloss``: share of different characters that get a reading.
    ``slips``: glosses are put in on the byte level, so that some land inside characters. ``half_width``: punctuation is
    made half-width. ``deletions``: first ordinals and superlatives are deleted.
    """

    traditional: bool = True
    gloss: float = 0.1
    slips: bool = True
    half_width: bool = True
    deletions: bool = False


def scraped(text: str, rng: random.Random, how: Scrape = Scrape()) -> str:
    """Return ``text`` as a scraping site would hand it on."""
    if how.deletions:
        text = deleted(text)
    if how.traditional:
        text = traditional(text)
    if how.gloss:
        table = gloss_table(text, rng, how.gloss)
        text = slipped(text, table, rng) if how.slips else glossed(text, table)
    if how.half_width:
        text = half_width(text)
    return text


@lru_cache(maxsize=1)
def _to_traditional() -> object:
    from opencc import OpenCC

    return OpenCC("s2tw")


def traditional(text: str) -> str:
    """Simplified → traditional, keeping only what GBK can hold and what leads back to the same text."""
    converted: str = _to_traditional().convert(text)  # type: ignore[attr-defined]
    if len(converted) != len(text):
        return text
    return "".join(new if _round_trips(new, old) else old for old, new in zip(text, converted, strict=True))


@lru_cache(maxsize=16384)
def _round_trips(new: str, old: str) -> bool:
    from jingkai.documents.repair.language_model import fold

    return new == old or (gbk.encoded(new) is not None and fold(new) == old)


def half_width(text: str) -> str:
    """Full-width punctuation → half-width."""
    return text.translate(_TO_HALF)


def gloss_table(text: str, rng: random.Random, share: float) -> dict[str, str]:
    """Choose which different characters of a text get a gloss, and with which of their readings."""
    table: dict[str, str] = {}
    for character in sorted(set(text)):
        known = sorted(readings(character))
        if known and gbk.encoded(character) and rng.random() < share:
            table[character] = rng.choice(known)
    return table


def glossed(text: str, table: dict[str, str]) -> str:
    """Put each character's reading behind it, properly: 區 → 區(qū)."""
    return "".join(
        f"{character}({table[character]})" if character in table else character for character in text
    )


def slipped(text: str, table: dict[str, str], rng: random.Random, intruders: Sequence[str] = ()) -> str:
    """Put readings in on the byte level of GBK, as the sites do, so that some land inside characters.

    ``intruders`` are further characters the site has readings for; they need not occur in the text. A character that
    GBK lacks raises :class:`UnicodeEncodeError`.
    """
    rows = dict(table)
    for character in intruders:
        known = sorted(readings(character))
        if known:
            rows.setdefault(character, rng.choice(known))
    order = sorted(rows)
    rng.shuffle(order)
    return "\n".join(_slipped_line(line, rows, order) for line in text.split("\n"))


def _slipped_line(line: str, rows: dict[str, str], order: Sequence[str]) -> str:
    data = line.encode("gb18030")
    for character in order:
        old = character.encode("gb18030")
        if old in data:
            data = data.replace(old, old + f"({rows[character]})".encode("gb18030"))
    return _decoded(data, _PROTECTED)


def _decoded(data: bytes, protected: Sequence[str]) -> str:
    """Decode as the sites do: cut at protected punctuation first (on the byte level), each piece on its own."""
    if not protected:
        return _decoded_piece(data)
    mark = protected[0]
    return mark.join(_decoded(piece, protected[1:]) for piece in data.split(mark.encode("gb18030")))


def _decoded_piece(data: bytes) -> str:
    """Decode one piece: a pair that means nothing vanishes; a half before ASCII becomes ``?`` and eats what follows."""
    pieces: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte < 0x80:
            pieces.append(chr(byte))
            at += 1
            continue
        pair = data[at : at + 2]
        if len(pair) == 2 and pair[1] in gbk.TRAILS and byte in gbk.LEADS:
            if pair[1] not in gbk.unmapped().get(byte, ()):
                pieces.append(pair.decode("gbk"))
        else:
            pieces.append("?")
        at += 2
    return "".join(pieces)


def likely_intruders(text: str) -> list[str]:
    """Characters whose bytes lie across the boundary of two characters of the text: glossing them makes slips."""
    found: set[str] = set()
    for run in re.findall(r"[\u4e00-\u9fff]{2,}", text):
        data = run.encode("gb18030")
        if len(data) != 2 * len(run):
            continue
        for at in range(1, len(data) - 1, 2):
            character = gbk.pairs().get((data[at], data[at + 1]))
            if character and readings(character):
                found.add(character)
    return sorted(found - set(text))


def deleted(text: str) -> str:
    """Delete first ordinals of headings and superlatives, as advertising filters do (第一章 → 章, 首个 → 个)."""
    text = re.sub(r"^第一(?=[编章节条])", "", text, flags=re.MULTILINE)
    for word in _SUPERLATIVES:
        text = text.replace(word, word[1:] if word[0] in "首最" else "")
    return text


def wrapped(text: str, width: int = 28, *, pages: int = 22) -> str:
    """Break paragraphs at a printed page's width and put page numbers in, as text taken out of a PDF has."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(paragraph[at : at + width] for at in range(0, max(len(paragraph), 1), width))
    printed: list[str] = []
    for number, line in enumerate(lines, 1):
        printed.append(line)
        if pages and number % pages == 0:
            printed.extend(["", f"- {number // pages} -", ""])
    return "\n".join(printed)
