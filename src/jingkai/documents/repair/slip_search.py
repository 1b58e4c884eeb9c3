"""Beam search over the texts that could have become what stands in a damaged stretch.

A path is one reading of the stretch so far: either in step (characters are copied as they stand) or out of step, with
the bytes that the next character may begin with. See :mod:`jingkai.documents.repair.byteslip`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jingkai.documents.repair import gbk
from jingkai.documents.repair.language_model import Cut, LanguageModel, fold
from jingkai.documents.repair.slip_habits import Habits
from jingkai.documents.repair.slip_options import (
    BRANCH,
    OPENING,
    Options,
    closed_by,
    closed_by_any,
    closed_by_lost_pair,
    leading_to,
)
from jingkai.documents.repair.slip_tokens import Token
from jingkai.kernel.pinyin import readings

_WIDTH = 48  # readings kept at each place
_HOPELESS = 12.0  # readings this much less likely than the best are dropped
_CALM, _FAR = 4, 9.0  # tokens in step, and distance to readings out of step, after which the search ends
_EXTRA = 5.0  # what one more character costs at least
_SUPPOSED, _READ_ON = 18, 8  # suppositions of vanished pairs that are followed, and continuations of each
_LOST_ONCE, _LOST_TWICE = 5, 2  # how many of the best readings are tried with one, with two vanished pairs
_LINE_ENDS = "。；：！？”）》"
_ODD_LINE_END = 4.0  # log cost of a paragraph that ends in anything else


@dataclass(frozen=True, slots=True)
class Judge:
    """What readings are judged by: the language, and the habits of the copy."""

    model: LanguageModel
    habits: Habits
    _likely: dict[tuple[Options, str], list[str]] = field(default_factory=dict)

    def likely(self, options: Options, before: str) -> list[str]:
        """The folded characters worth trying behind a text, the likeliest first."""
        key = options, before[-1:]
        found = self._likely.get(key)
        if found is None:
            found = options.likely(before, self.model)
            found = self._likely[key] = sorted(found, key=lambda folded: self._is_foreign(options, folded))
        return found

    def _is_foreign(self, options: Options, folded: str) -> bool:
        """Whether the copy would write none of the forms of a character."""
        return all(self.habits.is_foreign(character) for character, _ in options.by_folded[folded])


@dataclass(slots=True)
class Path:
    """One reading of the stretch so far."""

    text: str
    cut: Cut
    pending: frozenset[int] | None = None  # bytes the next character may begin with; None: in step
    last: int = -1  # index of the last token that was read otherwise than it stands
    last_size: int = 0  # length of the text up to there
    lead: float = 20.0  # how much likelier than the closest rival that ran into the same place
    seen: int = 0  # how many tokens the search looked at before it chose
    swallowed: bool = False  # a stray byte took the ASCII character behind it along: it cannot be known
    severed: bool = (
        False  # a gloss stands inside the pending character, so that the site did not find it to gloss
    )

    @property
    def score(self) -> float:
        """Log probability of the reading."""
        return self.cut.scores[-1]


def search(
    tokens: Sequence[Token], context: str, trail: int | None, judge: Judge, *, at_line_end: bool
) -> Path | None:
    """Search from the stray byte at ``tokens[0]`` to where every likely reading is in step again.

    ``context`` is what stands before, ``trail`` the second byte of its last character; ``at_line_end`` says that the
    tokens reach the end of the line. Returns the best path in step, or ``None`` where there is none.
    """
    index = 0
    leads = _leads(tokens[0].reading, trail, judge.habits)
    severed = tokens[0].reading is not None
    beam = [Path("", judge.model.cut(context), leads, 0, severed=severed)] if leads else []
    for index, token in enumerate(tokens[1:], 1):
        reached: dict[tuple[frozenset[int] | None, str], Path] = {}
        for path in beam:
            for grown in _continue(path, token, index, judge):
                _settle(reached, grown)
        floor = max((path.cut.promise for path in reached.values()), default=-math.inf) - _HOPELESS
        for rank, path in enumerate(beam):
            room = path.cut.promise - floor
            if path.pending is not None and rank < _LOST_ONCE and room > _EXTRA:
                twice = rank < _LOST_TWICE and room > 2 * _EXTRA
                for grown in _after_lost_pairs(path, token, index, judge, floor, twice=twice):
                    _settle(reached, grown)
        if not reached:
            break
        beam = sorted(reached.values(), key=_rank)[:_WIDTH]
        floor = beam[0].cut.promise - _HOPELESS
        beam = [path for path in beam if path.cut.promise > floor]
        if _is_over(beam, index):
            break
    in_step = [path for path in beam if path.pending is None]
    if not in_step:
        return None
    in_step.sort(key=lambda path: -path.score)
    if at_line_end and index == len(tokens) - 1:
        in_step.sort(key=lambda path: (0.0 if path.text[-1:] in _LINE_ENDS else _ODD_LINE_END) - path.score)
    best = in_step[0]
    best.seen = index + 1
    for rival in in_step[1:]:
        if rival.text[: best.last_size] != best.text[: best.last_size]:
            best.lead = min(best.lead, best.score - rival.score)
            break
    return best


def _is_over(beam: Sequence[Path], index: int) -> bool:
    """Whether the best reading has been in step for a while and none that is still out of step comes near it."""
    best = beam[0]
    if best.pending is not None or index - best.last < _CALM:
        return False
    floor = best.cut.scores[-1] - _FAR
    return all(path.pending is None or path.cut.scores[-1] < floor for path in beam)


def _settle(reached: dict[tuple[frozenset[int] | None, str], Path], path: Path) -> None:
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


def _leads(reading: str | None, trail: int | None, habits: Habits) -> frozenset[int]:
    """What the stray byte can be: with the trail byte before it, it is a character that the site glosses so."""
    if reading is None or trail is None:
        return gbk.LEADS
    glossed = {
        character: byte
        for byte in gbk.LEADS
        if (character := gbk.pairs().get((trail, byte))) and reading in readings(character)
    }
    return frozenset(glossed[character] for character in habits.readable(glossed, reading))


def _continue(path: Path, token: Token, index: int, judge: Judge) -> Iterator[Path]:
    if path.pending is not None:
        yield from _read_on(path, token, index, judge)
        return
    if token.stray and token.reading is not None:
        # A second gloss inside a character begins a slip of its own; it is never text.
        pair = gbk.encoded(path.text[-1:] or "\0")
        leads = _leads(token.reading, pair[1] if pair else None, judge.habits)
        if leads:
            size = len(path.text)
            yield Path(
                path.text, path.cut, leads, index, size, path.lead, swallowed=path.swallowed, severed=True
            )
        return
    cut = judge.model.extend(path.cut, fold(token.text)).less(judge.habits.cost(token.text, token.reading))
    text = path.text + token.text
    yield Path(text, cut, None, path.last, path.last_size, path.lead, swallowed=path.swallowed)


def _read_on(path: Path, token: Token, index: int, judge: Judge, limit: int = BRANCH) -> Iterator[Path]:
    """Close the pending character with the first byte of the token."""
    assert path.pending is not None
    severs = False
    if not path.text and path.pending == gbk.LEADS:
        limit = OPENING
    if token.stray:
        # One unknown byte closes the character: in step again. A gloss says how the character is read.
        options, reading = closed_by_any(path.pending, token.reading), token.reading
        for grown in _grown(path, options, index, judge, reading=reading, limit=limit):
            grown.swallowed = path.swallowed or reading is None
            yield grown
        if token.reading is not None or token.text == "\ufffd":
            return
        options, reading = (
            closed_by(path.pending, 0xA3, None, 0xBF),
            None,
        )  # or a full-width ？ read out of step
    elif 0x40 <= ord(token.text) < 0x7F:
        reading = token.reading
        options = closed_by(path.pending, ord(token.text), reading, None)
    else:
        pair = gbk.encoded(token.text)
        if pair is None:
            return
        options, reading = closed_by(path.pending, pair[0], None, pair[1]), None
        severs = token.reading is not None
    yield from _grown(path, options, index, judge, reading=reading, severs=severs, limit=limit)


def _after_lost_pairs(
    path: Path, token: Token, index: int, judge: Judge, floor: float, *, twice: bool
) -> Iterator[Path]:
    """Suppose one or two meaningless pairs vanished before the token: each gives one more character.

    That costs nothing: given the text, which pairs vanish is certain. Readings below ``floor`` are not followed.
    """
    assert path.pending is not None
    options = closed_by_lost_pair(path.pending)
    leading = leading_to(options, token, judge.model)
    supposed = list(_grown(path, options, index, judge, also=leading))
    if twice:
        second: list[Path] = []
        for held in sorted(supposed, key=_rank)[:_LOST_TWICE]:
            assert held.pending is not None
            options = closed_by_lost_pair(held.pending)
            leading = leading_to(options, token, judge.model)
            second.extend(_grown(held, options, index, judge, also=leading))
        supposed.extend(sorted(second, key=_rank)[:BRANCH])
    for grown in sorted(supposed, key=_rank)[:_SUPPOSED]:
        if grown.cut.promise > floor + _EXTRA / 2:
            yield from _read_on(grown, token, index, judge, _READ_ON)


def _rank(path: Path) -> float:
    return -path.cut.promise


def _grown(
    path: Path,
    options: Options,
    index: int,
    judge: Judge,
    *,
    reading: str | None = None,
    severs: bool = False,
    also: Sequence[str] = (),
    limit: int = BRANCH,
) -> Iterator[Path]:
    """Extend a path by each likely character, ``limit`` at most, and by those of ``also``; ``reading`` is the gloss
    behind it, ``severs`` says that another gloss stands inside the character after it."""
    likely = judge.likely(options, path.cut.recent)[:limit]
    for folded in dict.fromkeys([*likely, *also]):
        cut = judge.model.extend(path.cut, folded)
        for character, rest in options.by_folded[folded]:
            text = path.text + character
            against = judge.habits.cost(character, reading, severed=path.severed)
            judged = cut.less(against)
            lost = path.swallowed
            yield Path(text, judged, rest, index, len(text), path.lead, swallowed=lost, severed=severs)
