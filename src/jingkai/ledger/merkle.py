"""The Merkle tree over all entries, as RFC 6962 builds it, with SM3 for SHA-256.

A leaf is ``SM3(00 ‖ hash of the entry)``, a node ``SM3(01 ‖ left ‖ right)``. Proofs are lists of hashes: whoever holds
a signed head of the tree can check them with a few lines of code and nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from jingkai.ledger.crypto import sm3, sm3_after

EMPTY_ROOT = sm3(b"")
"""The root of a tree without leaves (RFC 6962, section 2.1)."""

leaf_hash = sm3_after(b"\x00")
"""``leaf_hash(entry_hash)``: the leaf of an entry."""

_node = sm3_after(b"\x01")

Subtree = Callable[[int, int], bytes]
"""``subtree(level, position)``: the hash over the leaves ``[position * 2**level, (position + 1) * 2**level)``."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others."""
    return _node(left + right)


class Frontier:
    """The complete subtrees at the right edge: all that is needed to add leaves and to tell the root.

    Adding a leaf costs two hashes on average; memory grows with the logarithm of the size. ``on_subtree(level,
    position, hash)`` is told of every subtree that becomes complete.
    """

    __slots__ = ("_on_subtree", "_peaks", "size")

    def __init__(
        self,
        size: int = 0,
        peaks: Sequence[bytes] = (),
        on_subtree: Callable[[int, int, bytes], None] | None = None,
    ) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
        self.size = size
        self._peaks = list(peaks)
        self._on_subtree = on_subtree

    def add(self, leaf: bytes) -> None:
        """Add a leaf."""
        told = self._on_subtree
        position = self.size
        self.size += 1
        level = 0
        if told:
            told(0, position, leaf)
        while position & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            position >>= 1
            level += 1
            if told:
                told(level, position, leaf)
        self._peaks.append(leaf)

    def root(self) -> bytes:
        """Return the root over all leaves."""
        return joined(self._peaks)


def joined(peaks: Sequence[bytes]) -> bytes:
    """Return the root over the complete subtrees of a tree, from left to right."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def complete_subtrees(begin: int, end: int) -> list[tuple[int, int]]:
    """Return (level, position) of the largest complete subtrees that cover the leaves ``[begin, end)``.

    ``begin`` must be where the subtree over the range begins in the tree: a multiple of a power of two not below
    ``end - begin``, or 0.
    """
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def range_hash(begin: int, end: int, subtree: Subtree) -> bytes:
    """Return the hash over the leaves ``[begin, end)`` as the tree has it (``MTH`` in RFC 6962)."""
    return joined([subtree(level, position) for level, position in complete_subtrees(begin, end)])


def inclusion_path(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the hashes that lead from leaf ``index`` to the root of the tree of ``size`` leaves (``PATH``)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among {size}")
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(range_hash(middle, end, subtree))
            end = middle
        else:
            path.append(range_hash(begin, middle, subtree))
            begin = middle
    path.reverse()
    return path


def consistency_path(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """Return the hashes that prove the tree of ``first`` leaves to be the beginning of that of ``second``
    (``PROOF``)."""
    if not 0 < first <= second:
        raise ValueError(f"no consistency between trees of {first} and {second} leaves")
    path: list[bytes] = []
    begin, end, whole = 0, second, True
    while end != first:
        middle = begin + _split(end - begin)
        if first <= middle:
            path.append(range_hash(middle, end, subtree))
            end = middle
        else:
            path.append(range_hash(begin, middle, subtree))
            begin, whole = middle, False
    if not whole:
        path.append(range_hash(begin, end, subtree))
    path.reverse()
    return path


def is_included(leaf: bytes, index: int, size: int, path: Iterable[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            found = node_hash(found, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and found == root


def is_consistent(
    first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Check a consistency proof (RFC 9162, section 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    rest = list(path)
    if first & (first - 1) == 0:
        rest.insert(0, first_root)
    if not rest:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while place and not place & 1:
                place >>= 1
                last >>= 1
        else:
            new = node_hash(new, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and old == first_root and new == second_root


def _split(count: int) -> int:
    """Return the largest power of two below ``count``."""
    return 1 << (count - 1).bit_length() - 1
