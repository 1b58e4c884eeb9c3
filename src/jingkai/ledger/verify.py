"""Verify a ledger: entry after entry, in one pass, in constant memory.

What is found: an entry that was changed, removed, inserted or moved; a stored column that tells something else than the
entry; entries cut off at the end, or a chain written anew from some entry on (through signed heads). The first bad entry
is named. The end of the chain and a chain written anew are only proved by a head that somebody kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jingkai.kernel.language import gettext as _
from jingkai.ledger.chain import GENESIS, entry_hash
from jingkai.ledger.heads import SignedHead
from jingkai.ledger.merkle import Frontier, leaf_hash
from jingkai.ledger.placing import Row

_COLUMNS = Row._fields[:-2]


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong.

    ``kind`` is ``changed``, ``missing``, ``moved``, ``column``, ``version``, ``head``, ``signature``, or ``guard`` for the
    database itself; ``number`` the first bad entry, 0 where none is. Where only a head proves a change, the first bad entry
    lies from ``after + 1`` to ``number``.
    """

    kind: str
    number: int
    words: str
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found: ``fault`` is ``None`` when everything is as it was written."""

    entries: int
    last: str
    root: str
    heads: int
    fault: Fault | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.fault is None


def verify(
    rows: Iterable[Sequence[Any]],
    heads: Iterable[SignedHead] = (),
    on_progress: Callable[[int], None] | None = None,
) -> Verified:
    """Verify rows (in the order of :class:`~jingkai.ledger.placing.Row`, by number) against themselves and against signed heads.

    ``on_progress`` is told the number reached every 10,000 entries. That versions of a stream follow each other is the
    caller's to look at where memory matters (``selectors.version_fault``).
    """
    genuine: list[SignedHead] = []
    for signed in heads:
        if not _is_size(signed.head.size) or not signed.is_genuine:
            return Verified(0, GENESIS, "", 0, _forged(signed))
        genuine.append(signed)
    waiting = sorted(genuine, key=lambda signed: signed.head.size)
    tree = Frontier()
    last, first, proved, checked = GENESIS, GENESIS, 0, 0
    fault: Fault | None = None
    for row in rows:
        fault = _row_fault(row, tree.size + 1, last)
        if fault is not None:
            break
        last = row[10]
        first = first if tree.size else last
        tree.add(leaf_hash(bytes.fromhex(last)))
        while checked < len(waiting) and waiting[checked].head.size == tree.size:
            fault = _head_fault(waiting[checked], first, last, tree.root().hex(), proved)
            if fault is not None:
                break
            proved, checked = tree.size, checked + 1
        if fault is not None:
            break
        if on_progress and tree.size % 10_000 == 0:
            on_progress(tree.size)
    if fault is None and checked < len(waiting):
        fault = _cut_off(waiting[-1], tree.size)
    return Verified(tree.size, last, tree.root().hex(), checked, fault)


def _row_fault(row: Sequence[Any], expected: int, last: str) -> Fault | None:
    """Return what is wrong with a row that should be entry ``expected`` and follow the hash ``last``."""
    number, hash_, content = row[0], row[10], row[11]
    if number != expected:
        if number > expected:
            return Fault("missing", expected, _("Entry %(number)d is missing.") % {"number": expected})
        return Fault("moved", number, _("Entry %(number)d is there out of order.") % {"number": number})
    if entry_hash(content.encode("utf-8", "surrogatepass")).hex() != hash_:
        return Fault(
            "changed", number, _("Entry %(number)d was changed: its hash is another.") % {"number": number}
        )
    try:
        found = json.loads(content)
        previous = found["previous"]
        told = tuple(found[name] for name in _COLUMNS)
    except (ValueError, KeyError, TypeError):
        return Fault(
            "changed", number, _("Entry %(number)d is not in the ledger's format.") % {"number": number}
        )
    if told[0] != number:
        words = _(
            "In the place of entry %(number)d stands entry %(found)s: one was removed, inserted or moved."
        )
        place = min(number, told[0]) if type(told[0]) is int and told[0] > 0 else number
        return Fault("moved", place, words % {"number": number, "found": told[0]})
    if previous != last:
        # The entry itself is what its hash says, so it is the one before that is no longer what it was.
        bad = max(number - 1, 1)
        words = _("Entry %(number)d was changed or replaced: entry %(next)d does not follow from it.")
        return Fault("changed", bad, words % {"number": bad, "next": number})
    if told != tuple(row[:10]):
        name = next(name for name, one, two in zip(_COLUMNS, told, row, strict=False) if one != two)
        return Fault(
            "column",
            number,
            _("The column %(column)s of entry %(number)d tells something else than the entry.")
            % {"column": name, "number": number},
        )
    return None


def _head_fault(signed: SignedHead, first: str, last: str, root: str, proved: int) -> Fault | None:
    head = signed.head
    if (head.ledger, head.last, head.root) == (first, last, root):
        return None
    if head.ledger != first:
        words = _("The signed head of %(size)d entries is of another ledger, or its first entry was changed.")
        return Fault("head", 1, words % {"size": head.size}, after=0)
    words = _(
        "Some entry from %(first)d to %(size)d is not what was signed: the chain was written anew from there."
    )
    return Fault("head", head.size, words % {"first": proved + 1, "size": head.size}, after=proved)


def _cut_off(signed: SignedHead, size: int) -> Fault:
    words = _("Entries %(first)d to %(last)d are missing: a head of %(last)d entries was signed.")
    return Fault("missing", size + 1, words % {"first": size + 1, "last": signed.head.size})


def _is_size(size: object) -> bool:
    """Whether a ledger can be of this size: a column of SQLite may hold anything."""
    return type(size) is int and size > 0


def _forged(signed: SignedHead) -> Fault:
    if not _is_size(signed.head.size):
        words = _("A head of “%(size)s” entries is on the list: no ledger is of that size.")
        return Fault("head", 0, words % {"size": str(signed.head.size)[:40]}, after=0)
    words = _("The head of %(size)d entries was not signed by its key.")
    return Fault("signature", signed.head.size, words % {"size": signed.head.size}, after=0)
