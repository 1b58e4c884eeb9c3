"""The characters that bytes leave open, ranked by what general Chinese and the document itself make likely."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jingkai.documents.repair import gbk
from jingkai.documents.repair.language_model import (
    LanguageModel,
    commonness,
    fold,
    followers,
    likely_after,
    likely_before,
)
from jingkai.documents.repair.slip_tokens import Token
from jingkai.kernel.pinyin import readings

BRANCH = 16  # continuations kept where the bytes leave many open
OPENING = 96  # continuations tried at the first character, of which only one byte is known
_CACHED = 2048  # entries of each cache of rankings


class Options:
    """The characters that bytes leave open, each with the bytes that may begin the next one."""

    __slots__ = ("by_folded", "common", "leading", "ranked", "rests")

    def __init__(self, endings: Iterator[tuple[str, frozenset[int] | None]]) -> None:
        self.by_folded: dict[str, list[tuple[str, frozenset[int] | None]]] = {}
        for character, rest in endings:
            self.by_folded.setdefault(fold(character), []).append((character, rest))
        self.rests = frozenset(
            byte for rows in self.by_folded.values() for _, rest in rows if rest for byte in rest
        )
        self.common: list[str] | None = None
        self.ranked: dict[str, list[str]] = {}
        self.leading: dict[tuple[str, str | None], tuple[list[str], list[str]]] = {}

    def likely(self, before: str, model: LanguageModel) -> list[str]:
        """The folded characters worth trying, the likeliest first: ``OPENING`` of general Chinese at most, and
        the document's own."""
        if len(self.by_folded) <= 2:
            return list(self.by_folded)
        last = before[-1:]
        found = self.ranked.get(last)
        if found is None:
            if len(self.ranked) > _CACHED:
                self.ranked.clear()
            found = self.ranked[last] = self._ranked(last)
        own = [c for c in model.own_followers(last) if c in self.by_folded and c not in found]
        return sorted([*own, *found], key=lambda c: -model.likelihood_after(last, c))

    def _ranked(self, last: str) -> list[str]:
        if len(self.by_folded) <= 200:
            return likely_after(last, self.by_folded, OPENING)
        if self.common is None:
            self.common = sorted(self.by_folded, key=commonness, reverse=True)[:BRANCH]
        known = [c for c in followers(last) if c in self.by_folded]
        return likely_after(last, dict.fromkeys([*known, *self.common]), BRANCH)


def leading_to(options: Options, token: Token, model: LanguageModel) -> list[str]:
    """The characters among many options that often stand before what the token can close: a look one step ahead."""
    if len(options.by_folded) <= BRANCH:
        return []
    key = token.text, token.reading
    found = options.leading.get(key)
    if found is None:
        if len(options.leading) > _CACHED:
            options.leading.clear()
        nexts = _closable(options.rests, token)
        found = options.leading[key] = nexts, likely_before(nexts, options.by_folded, BRANCH)
    nexts, leading = found
    own = [c for following in nexts for c in model.own_preceders(following) if c in options.by_folded]
    return [*leading, *own] if own else leading


def _closable(pending: frozenset[int], token: Token) -> list[str]:
    """The commonest folded characters that the token can close, whatever of ``pending`` they begin with."""
    if token.stray:
        if token.reading is None:
            return []
        options = closed_by_any(pending, token.reading)
    elif 0x40 <= ord(token.text) < 0x7F:
        options = closed_by(pending, ord(token.text), token.reading, None)
    else:
        pair = gbk.encoded(token.text)
        if pair is None:
            return []
        options = closed_by(pending, pair[0], None, pair[1])
    return sorted(options.by_folded, key=commonness, reverse=True)[: 4 * BRANCH]


@lru_cache(maxsize=4096)
def closed_by(pending: frozenset[int], byte: int, reading: str | None, rest: int | None) -> Options:
    """Characters that end in ``byte``; ``rest`` is the byte left over for the next one."""
    following = None if rest is None else frozenset({rest})
    return Options(
        (character, following)
        for lead in pending
        if (character := gbk.pairs().get((lead, byte)))
        and (reading is None or reading in readings(character))
    )


@lru_cache(maxsize=1024)
def closed_by_any(pending: frozenset[int], reading: str | None) -> Options:
    """Characters that end in an unknown byte, of the given reading where there is one."""
    return Options(
        (character, None)
        for (lead, _trail), character in gbk.pairs().items()
        if lead in pending and (reading is None or reading in readings(character))
    )


@lru_cache(maxsize=1024)
def closed_by_lost_pair(pending: frozenset[int]) -> Options:
    """Characters closed by the first byte of a pair (u, v) that vanished; v begins the next."""
    return Options(
        (character, frozenset(trails & gbk.LEADS))
        for lead in pending
        for first, trails in gbk.unmapped().items()
        if (character := gbk.pairs().get((lead, first)))
    )
