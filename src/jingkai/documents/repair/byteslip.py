"""Undo byte slips: places where a gloss was put *inside* a character, and everything behind slid by one byte.

How they come about. A site inserts readings by replacing bytes of GBK text, not characters. 持數 is ``B3 D6 94 B5``;
``D6 94`` happens to be 謹, so ``(jǐn)`` lands between the halves of 數. The decoder that meets ``94 28`` prints ``?`` and
eats the bracket; all that follows is read one byte late until a character with an ASCII trail byte (點 is ``FC 63``:
``c(diǎn)``) or a protected punctuation mark sets it right. Pairs that mean nothing in GBK vanish on the way.

How they are undone. The damaged stretch is read as a stream of bytes again, with what was lost as unknowns: ``?`` is one
unknown byte, a gloss after it says how the pair with the byte before is read, and between two garbled characters a pair
may have vanished, which must be one that GBK leaves empty. A beam search over these readings, judged by a character
model, finds the text. Copying the stretch as it stands competes with the same rules; outside the stretch nothing is
touched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jingkai.documents.repair import gbk
from jingkai.documents.repair.language_model import (
    Cut,
    LanguageModel,
    commonness,
    fold,
    followers,
    likely_after,
    likely_before,
)
from jingkai.documents.revision import Edit, Revision
from jingkai.kernel.language import gettext as _
from jingkai.kernel.pinyin import readings

PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ"
_GLOSS = re.compile(rf"[(（]\s?([{PINYIN}]+)\s?[)）]")
_STRAY = re.compile(rf"[?？\ufffd][(（]?\s?([{PINYIN}]+)\s?[)）]")
_LONE = re.compile(r"(?<=[\u4e00-\u9fff)）(（，,。、；;：:”])[?？\ufffd](?=[^\sA-Za-z0-9])")
_UNKNOWN = "?？\ufffd"

_WINDOW = 64  # observed tokens after the first stray byte; slips of real pages end within thirty
_WIDTH = 48  # readings kept at each place
_BRANCH = 16  # continuations kept where the bytes leave many open
_SUPPOSED, _READ_ON = 24, 5  # suppositions of vanished pairs that are followed, and continuations of each
_LOST_ONCE, _LOST_TWICE = 10, 4  # how many of the best readings are tried with one, with two vanished pairs
_CACHED = 2048  # entries of each cache of rankings
_CALM, _FAR = 4, 9.0  # tokens in step, and distance to readings out of step, after which the search ends
_HOPELESS = 18.0  # readings this much less likely than the best are dropped
_LINE_ENDS = "。；：！？”）》"
_ODD_LINE_END = 4.0  # log cost of a paragraph that ends in anything else
_MARGIN = 6.0  # a reading without a stray gloss must be this much likelier than what stands there


@dataclass(frozen=True, slots=True)
class _Token:
    """One observed character with the gloss behind it, if any; ``stray`` marks an unknown byte."""

    text: str
    start: int
    end: int
    reading: str | None = None
    stray: bool = False


@dataclass(slots=True)
class _Path:
    """One reading of the stretch so far."""

    text: str
    cut: Cut
    pending: frozenset[int] | None = None  # bytes the next character may begin with; None: in step
    last: int = -1  # index of the last token that was read otherwise than it stands
    last_size: int = 0  # length of the text up to there
    lead: float = 20.0  # how much likelier than the closest rival that ran into the same place

    @property
    def score(self) -> float:
        """Log probability of the reading."""
        return self.cut.scores[-1]


def undo_byte_slips(revision: Revision, clean_texts: Sequence[str] = ()) -> int:
    """Undo every byte slip of the text; return how many there were.

    ``clean_texts`` are undamaged documents of the library, which sharpen the judgement. A slip that cannot be undone
    stays as it is and is flagged ``byte_slip``.
    """
    text = revision.text
    if not any(mark in text for mark in _UNKNOWN) or not _GLOSS.search(text):
        return 0
    sites = list(_sites(text))
    if not sites:
        return 0
    model = LanguageModel([_undamaged(text, sites), *clean_texts])
    edits: list[Edit] = []
    at = 0
    for start, certain in sites:
        if start < at:
            continue
        edit = _undo(text, start, model, certain=certain)
        if edit is not None:
            edits.append(edit)
            at = edit.end
        elif certain:
            revision.flag(
                "byte_slip", _("Characters were garbled here and could not be restored."), start, start + 1
            )
    return revision.apply(edits)


def _sites(text: str) -> Iterator[tuple[int, bool]]:
    """Where slips may begin, and whether that is certain (a stray gloss) or only suspected."""
    certain = {match.start() for match in _STRAY.finditer(text) if _is_reading(match[1])}
    suspected = {match.start() for match in _LONE.finditer(text)}
    for start in sorted(certain | suspected):
        yield start, start in certain


@lru_cache(maxsize=1)
def _all_readings() -> frozenset[str]:
    return frozenset(reading for character in gbk.pairs().values() for reading in readings(character))


def _is_reading(word: str) -> bool:
    return word in _all_readings()


def _undamaged(text: str, sites: Sequence[tuple[int, bool]]) -> str:
    """The text without glosses and without the neighbourhood of suspected damage."""
    pieces, at = [], 0
    for start, _certain in sites:
        if start > at:
            pieces.append(text[at : max(at, start - 1)])
        at = max(at, start + _WINDOW)
    pieces.append(text[at:])
    return _GLOSS.sub("", "\n".join(pieces))


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    """Cut ``[start, end)`` into observed characters with their glosses."""
    tokens: list[_Token] = []
    at = start
    while at < end and len(tokens) < _WINDOW:
        character = text[at]
        if character == "\n":
            break
        if character in _UNKNOWN:
            stray = _STRAY.match(text, at)
            if stray and _is_reading(stray[1]):
                tokens.append(_Token(character, at, stray.end(), stray[1], stray=True))
                at = stray.end()
                continue
        gloss = _GLOSS.match(text, at + 1)
        reading = gloss[1] if gloss and _is_reading(gloss[1]) else None
        stop = gloss.end() if gloss and reading else at + 1
        tokens.append(_Token(character, at, stop, reading, stray=character in _UNKNOWN))
        at = stop
    return tokens


def _before(text: str, start: int) -> tuple[str, int | None]:
    """The characters before a site without glosses, and the trail byte of the last one."""
    context = _GLOSS.sub("", text[max(0, start - 40) : start]).rpartition("\n")[2]
    if not context:
        return "", None
    pair = gbk.encoded(context[-1])
    return context[-6:], pair[1] if pair else None


def _undo(text: str, start: int, model: LanguageModel, *, certain: bool) -> Edit | None:
    """Find the best reading of the stretch that begins at ``start``, or ``None`` where none is convincing."""
    context, trail = _before(text, start)
    tokens = _tokens(text, start, len(text))
    if not tokens:
        return None
    at_line_end = text[tokens[-1].end : tokens[-1].end + 1] in ("", "\n")
    best = _search(tokens, context, trail, model, at_line_end=at_line_end)
    if best is None:
        return None
    read = tokens[: best.last + 1]
    if not certain and all(token.stray and token.reading is None for token in read):
        return None
    if not certain and best.score - _score_as_it_stands(tokens, context, model, best) < _MARGIN:
        return None
    return Edit(
        start=start,
        end=read[-1].end,
        after=best.text[: best.last_size],
        kind="byte_slip",
        confidence=round(1 / (1 + math.exp(-best.lead)), 3),
        reason="a gloss was put inside a character; the bytes behind it slid by one",
    )


def _score_as_it_stands(tokens: Sequence[_Token], context: str, model: LanguageModel, path: _Path) -> float:
    """Score of leaving the tokens that ``path`` covers untouched."""
    count = path.last + 1 + len(path.text) - path.last_size
    cut = model.cut(context)
    for token in tokens[:count]:
        cut = model.extend(cut, fold(token.text))
    return cut.score


def _search(
    tokens: Sequence[_Token], context: str, trail: int | None, model: LanguageModel, *, at_line_end: bool
) -> _Path | None:
    """Beam search from the stray byte at ``tokens[0]`` to where every likely reading is in step again."""
    leads = _leads(tokens[0].reading, trail)
    beam = [_Path("", model.cut(context), leads, 0)] if leads else []
    for index, token in enumerate(tokens[1:], 1):
        reached: dict[tuple[frozenset[int] | None, str], _Path] = {}
        for path in beam:
            for grown in _continue(path, token, index, model):
                _settle(reached, grown)
        floor = max((path.cut.scores[-1] for path in reached.values()), default=-math.inf) - _HOPELESS
        for rank, path in enumerate(beam):
            if path.pending is not None and rank < _LOST_ONCE:
                for grown in _after_lost_pairs(path, token, index, model, floor, twice=rank < _LOST_TWICE):
                    _settle(reached, grown)
        if not reached:
            break
        beam = sorted(reached.values(), key=_rank)[:_WIDTH]
        floor = beam[0].score - _HOPELESS
        beam = [path for path in beam if path.score > floor]
        if _is_over(beam, index):
            break
    in_step = [path for path in beam if path.pending is None]
    if not in_step:
        return None
    if at_line_end:
        in_step.sort(key=lambda path: _rank(path) + (0.0 if path.text[-1:] in _LINE_ENDS else _ODD_LINE_END))
    best = in_step[0]
    for rival in in_step[1:]:
        if rival.text[: best.last_size] != best.text[: best.last_size]:
            best.lead = min(best.lead, best.score - rival.score)
            break
    return best


def _is_over(beam: Sequence[_Path], index: int) -> bool:
    """Whether the best reading has been in step for a while and none that is still out of step comes near it."""
    best = beam[0]
    if best.pending is not None or index - best.last < _CALM:
        return False
    floor = best.cut.scores[-1] - _FAR
    return all(path.pending is None or path.cut.scores[-1] < floor for path in beam)


def _settle(reached: dict[tuple[frozenset[int] | None, str], _Path], path: _Path) -> None:
    """Keep the better of two readings that run into the same place: what follows depends only on the pending bytes
    and the last characters."""
    key = path.pending, path.cut.recent[-3:]
    held = reached.get(key)
    if held is None:
        reached[key] = path
        return
    better, worse = (held, path) if held.score >= path.score else (path, held)
    if better.text != worse.text:
        better.lead = min(better.lead, better.score - worse.score)
    reached[key] = better


def _leads(reading: str | None, trail: int | None) -> frozenset[int]:
    """What the stray byte can be: with the trail byte before it, it is a character of that reading."""
    if reading is None or trail is None:
        return gbk.LEADS
    return frozenset(byte for byte in gbk.LEADS if reading in readings(gbk.pairs().get((trail, byte), "\0")))


def _continue(path: _Path, token: _Token, index: int, model: LanguageModel) -> Iterator[_Path]:
    if path.pending is not None:
        yield from _read_on(path, token, index, model)
        return
    if token.stray and token.reading is not None:
        # A second gloss inside a character begins a slip of its own; it is never text.
        pair = gbk.encoded(path.text[-1:] or "\0")
        leads = _leads(token.reading, pair[1] if pair else None)
        if leads:
            size = len(path.text)
            yield _Path(path.text, path.cut, leads, index, size, path.lead)
        return
    cut = model.extend(path.cut, fold(token.text))
    yield _Path(path.text + token.text, cut, None, path.last, path.last_size, path.lead)


def _read_on(
    path: _Path, token: _Token, index: int, model: LanguageModel, limit: int = _BRANCH
) -> Iterator[_Path]:
    """Close the pending character with the first byte of the token."""
    assert path.pending is not None
    if token.stray:
        # One unknown byte closes the character: in step again. A gloss says how the character is read.
        yield from _grown(path, _closed_by_any(path.pending, token.reading), index, model, limit=limit)
        if token.reading is not None or token.text == "\ufffd":
            return
        options = _closed_by(path.pending, 0xA3, None, 0xBF)  # or it is a full-width ？ read out of step
    elif 0x40 <= ord(token.text) < 0x7F:
        options = _closed_by(path.pending, ord(token.text), token.reading, None)
    else:
        pair = gbk.encoded(token.text)
        if pair is None:
            return
        options = _closed_by(path.pending, pair[0], None, pair[1])
    yield from _grown(path, options, index, model, limit=limit)


def _after_lost_pairs(
    path: _Path, token: _Token, index: int, model: LanguageModel, floor: float, *, twice: bool
) -> Iterator[_Path]:
    """Suppose one or two meaningless pairs vanished before the token: each gives one more character.

    That costs nothing: given the text, which pairs vanish is certain. Readings below ``floor`` are not followed.
    """
    assert path.pending is not None
    options = _closed_by_lost_pair(path.pending)
    leading = _leading_to(options, token, model)
    supposed = list(_grown(path, options, index, model, leading))
    if twice:
        second: list[_Path] = []
        for held in sorted(supposed, key=_rank)[:_LOST_TWICE]:
            assert held.pending is not None
            options = _closed_by_lost_pair(held.pending)
            second.extend(_grown(held, options, index, model, _leading_to(options, token, model)))
        supposed.extend(sorted(second, key=_rank)[:_BRANCH])
    for grown in sorted(supposed, key=_rank)[:_SUPPOSED]:
        if grown.cut.scores[-1] > floor:
            yield from _read_on(grown, token, index, model, _READ_ON)


def _leading_to(options: _Options, token: _Token, model: LanguageModel) -> list[str]:
    """The characters among many options that often stand before what the token can close: a look one step ahead."""
    if len(options.by_folded) <= _BRANCH:
        return []
    key = token.text, token.reading
    found = options.leading.get(key)
    if found is None:
        if len(options.leading) > _CACHED:
            options.leading.clear()
        nexts = _closable(options.rests, token)
        found = options.leading[key] = nexts, likely_before(nexts, options.by_folded, _BRANCH)
    nexts, leading = found
    own = [c for following in nexts for c in model.own_preceders(following) if c in options.by_folded]
    return [*leading, *own] if own else leading


def _closable(pending: frozenset[int], token: _Token) -> list[str]:
    """The commonest folded characters that the token can close, whatever of ``pending`` they begin with."""
    if token.stray:
        if token.reading is None:
            return []
        options = _closed_by_any(pending, token.reading)
    elif 0x40 <= ord(token.text) < 0x7F:
        options = _closed_by(pending, ord(token.text), token.reading, None)
    else:
        pair = gbk.encoded(token.text)
        if pair is None:
            return []
        options = _closed_by(pending, pair[0], None, pair[1])
    return sorted(options.by_folded, key=commonness, reverse=True)[: 4 * _BRANCH]


def _rank(path: _Path) -> float:
    return -path.cut.scores[-1]


class _Options:
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
        """The likeliest folded characters: ``_BRANCH`` of general Chinese at most, and the document's own."""
        if len(self.by_folded) <= 2:
            return list(self.by_folded)
        last = before[-1:]
        found = self.ranked.get(last)
        if found is None:
            if len(self.ranked) > _CACHED:
                self.ranked.clear()
            found = self.ranked[last] = self._ranked(last)
        own = [c for c in model.own_followers(last) if c in self.by_folded and c not in found]
        return [*own, *found] if own else found

    def _ranked(self, last: str) -> list[str]:
        if len(self.by_folded) <= 200:
            return likely_after(last, self.by_folded, _BRANCH)
        if self.common is None:
            self.common = sorted(self.by_folded, key=commonness, reverse=True)[:_BRANCH]
        known = [c for c in followers(last) if c in self.by_folded]
        return likely_after(last, dict.fromkeys([*known, *self.common]), _BRANCH)


def _grown(
    path: _Path,
    options: _Options,
    index: int,
    model: LanguageModel,
    also: Sequence[str] = (),
    limit: int = _BRANCH,
) -> Iterator[_Path]:
    """Extend a path by each likely character, ``limit`` at most, and by those of ``also``."""
    likely = options.likely(path.cut.recent, model)[:limit]
    for folded in dict.fromkeys([*likely, *also]):
        cut = model.extend(path.cut, folded)
        for character, rest in options.by_folded[folded]:
            text = path.text + character
            yield _Path(text, cut, rest, index, len(text), path.lead)


@lru_cache(maxsize=4096)
def _closed_by(pending: frozenset[int], byte: int, reading: str | None, rest: int | None) -> _Options:
    """Characters that end in ``byte``; ``rest`` is the byte left over for the next one."""
    following = None if rest is None else frozenset({rest})
    return _Options(
        (character, following)
        for lead in pending
        if (character := gbk.pairs().get((lead, byte)))
        and (reading is None or reading in readings(character))
    )


@lru_cache(maxsize=1024)
def _closed_by_any(pending: frozenset[int], reading: str | None) -> _Options:
    """Characters that end in an unknown byte, of the given reading where there is one."""
    return _Options(
        (character, None)
        for (lead, _trail), character in gbk.pairs().items()
        if lead in pending and (reading is None or reading in readings(character))
    )


@lru_cache(maxsize=1024)
def _closed_by_lost_pair(pending: frozenset[int]) -> _Options:
    """Characters closed by the first byte of a pair (u, v) that vanished; v begins the next."""
    return _Options(
        (character, frozenset(trails & gbk.LEADS))
        for lead in pending
        for first, trails in gbk.unmapped().items()
        if (character := gbk.pairs().get((lead, first)))
    )
