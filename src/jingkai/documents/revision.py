"""A text with its whole history: every repair is an edit that can be shown in place and taken back.

A :class:`Revision` starts from a witness. Each repair step reads ``revision.text`` and hands back edits on it;
:meth:`Revision.apply` carries them out together. Nothing else changes the text, so the log is complete by
construction and :meth:`Revision.undone` returns the received text character for character.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jingkai.documents.witness import Place, Witness


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``[start, end)`` of the text a step was given by ``after``.

    ``kind`` is a word of the catalogue in :mod:`jingkai.documents.repair`; ``confidence`` is between 0 and 1;
    ``reason`` says in a few words what the step saw.
    """

    start: int
    end: int
    after: str
    kind: str
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """One change for people: what stood there, what stands there now, where, how sure, and why.

    ``place`` is in the received file; ``start`` and ``end`` are half-open offsets in the final text, where ``after`` stands
    or what later repairs made of it (a slip is undone in traditional characters, which are written simplified later).
    """

    kind: str
    before: str
    after: str
    place: Place
    confidence: float
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at, which was *not* changed: a suspected loss, a numbering fault.

    ``code`` is stable and documented, ``message`` is for people; ``place`` is in the received file;
    ``start`` and ``end`` are offsets in the final text (equal where the suspicion is *between* characters).
    """

    code: str
    message: str
    place: Place | None = None
    start: int | None = None
    end: int | None = None


class _Step:
    """The edits of one step, what they replaced, and how offsets map through them."""

    __slots__ = ("after_starts", "before", "edits", "starts")

    def __init__(self, edits: Sequence[Edit], text: str) -> None:
        self.edits = edits
        self.before = [text[edit.start : edit.end] for edit in edits]
        self.starts = [edit.start for edit in edits]
        self.after_starts: list[int] = []
        shift = 0
        for edit in edits:
            self.after_starts.append(edit.start + shift)
            shift += len(edit.after) - (edit.end - edit.start)

    def forward(self, offset: int, *, right: bool) -> int:
        """Map an offset of the step's input to its output; inside a replaced span, to that span's edge."""
        index = (bisect_left if right else bisect_right)(self.starts, offset) - 1
        if index < 0:
            return offset
        edit, after_start = self.edits[index], self.after_starts[index]
        if offset >= edit.end:
            return after_start + len(edit.after) + (offset - edit.end)
        return after_start + (len(edit.after) if right else 0)

    def backward(self, offset: int, *, right: bool) -> int:
        """Map an offset of the step's output to its input; inside new text, to the replaced span's edge."""
        index = (bisect_left if right else bisect_right)(self.after_starts, offset) - 1
        if index < 0:
            return offset
        edit, after_start = self.edits[index], self.after_starts[index]
        inside = offset - after_start
        if inside >= len(edit.after):
            return edit.end + inside - len(edit.after)
        if len(edit.after) == edit.end - edit.start:
            return edit.start + inside
        return edit.end if right else edit.start

    def replay(self, text: str) -> str:
        """Carry the edits out on the text the step was given."""
        return _spliced(text, [(edit.start, edit.end, edit.after) for edit in self.edits])

    def undo(self, text: str) -> str:
        """Take the edits back on the text the step produced, from what the step itself kept."""
        rows = zip(self.after_starts, self.edits, self.before, strict=True)
        return _spliced(text, [(start, start + len(edit.after), before) for start, edit, before in rows])


def _spliced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Replace the sorted, disjoint spans ``(start, end, new)`` of ``text``."""
    pieces: list[str] = []
    at = 0
    for start, end, new in spans:
        pieces.append(text[at:start])
        pieces.append(new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Pending:
    """A flag with offsets in the text as it was after ``steps`` steps."""

    flag: Flag
    steps: int


class Revision:
    """The text of a witness under repair."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.received = witness.text
        self.text = self.received
        self.metadata: dict[str, str] = dict(witness.metadata)
        self._steps: list[_Step] = []
        self._pending: list[_Pending] = []
        self._line_starts: list[int] = []
        start = 0
        for line in witness.lines:
            self._line_starts.append(start)
            start += len(line.text) + 1

    def apply(self, edits: Iterable[Edit]) -> int:
        """Carry out the edits of one step; return how many there were.

        Edits that change nothing are dropped. Raises :class:`ValueError` if two edits overlap or one is out of range:
        that is a fault of the step, never of the document.
        """
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        at = 0
        for edit in ordered:
            if edit.start < at or edit.end < edit.start or edit.end > len(self.text):
                raise ValueError(f"edit {edit} overlaps another or lies outside the text")
            at = edit.end
        ordered = [edit for edit in ordered if self.text[edit.start : edit.end] != edit.after]
        if not ordered:
            return 0
        step = _Step(ordered, self.text)
        self._steps.append(step)
        self.text = step.replay(self.text)
        return len(ordered)

    def flag(self, code: str, message: str, start: int | None = None, end: int | None = None) -> None:
        """Note something for a person to look at, at offsets of the *current* text; later steps carry them along."""
        end = start if end is None else end
        self._pending.append(_Pending(Flag(code, message, None, start, end), len(self._steps)))

    def origin(self, offset: int, *, right: bool = False) -> int:
        """Map an offset of the current text to the received text (``right``: it is the end of a span)."""
        return self._received(offset, len(self._steps), right=right)

    def place(self, offset: int) -> Place:
        """Where an offset of the current text stands in the received file."""
        return self._place(self.origin(offset))

    def repairs(self) -> list[Repair]:
        """Every change so far, in reading order of the final text."""
        found: list[Repair] = []
        for index, step in enumerate(self._steps):
            for edit, before, after_start in zip(step.edits, step.before, step.after_starts, strict=True):
                start, end = self._final(after_start, after_start + len(edit.after), index + 1)
                place = self._place(self._received(edit.start, index))
                found.append(
                    Repair(edit.kind, before, edit.after, place, edit.confidence, edit.reason, start, end)
                )
        found.sort(key=lambda repair: (repair.start, repair.end))
        return found

    def flags(self) -> list[Flag]:
        """Every flag with its offsets in the final text and its place in the received file."""
        found: list[Flag] = []
        for pending in self._pending:
            flag = pending.flag
            if flag.start is not None and flag.end is not None:
                place = self._place(self._received(flag.start, pending.steps))
                start, end = self._final(flag.start, flag.end, pending.steps)
                flag = Flag(flag.code, flag.message, place, start, end)
            found.append(flag)
        found.sort(key=lambda flag: (flag.start is None, flag.start or 0))
        return found

    def undone(self) -> str:
        """Take every step back, newest first, and return the text: equal to the received text."""
        text = self.text
        for step in reversed(self._steps):
            text = step.undo(text)
        return text

    def _final(self, start: int, end: int, steps: int) -> tuple[int, int]:
        """Map a span of the text after ``steps`` steps to the final text."""
        for step in self._steps[steps:]:
            empty = start == end
            start = step.forward(start, right=False)
            end = start if empty else max(start, step.forward(end, right=True))
        return start, end

    def _received(self, offset: int, steps: int, *, right: bool = False) -> int:
        """Map an offset of the text after ``steps`` steps to the received text."""
        for step in reversed(self._steps[:steps]):
            offset = step.backward(offset, right=right)
        return offset

    def _place(self, received: int) -> Place:
        if not self.witness.lines:
            return Place(1)
        index = bisect_right(self._line_starts, received) - 1
        return self.witness.lines[max(index, 0)].place
