"""Heads, and proofs against them, from the hashes that are stored for every 256, 65,536 … entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jingkai.kernel.language import gettext as _
from jingkai.ledger import merkle
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.heads import Head, SignedHead
from jingkai.ledger.models import LedgerEntry, TreeHead, TreeNode

KEPT = 8
"""Nodes are kept for every so many levels: a proof reads at most 255 leaves and 255 nodes a kept level."""

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That entry ``number`` with ``hash`` is in the ledger of ``head``: ``path`` leads from its leaf to the root."""

    number: int
    hash: str
    path: tuple[str, ...]
    head: SignedHead


def signed_heads(limit: int | None = None) -> list[SignedHead]:
    """Return the published heads, the latest first."""
    rows = TreeHead.objects.order_by("-size")
    return [signed_head(row) for row in (rows if limit is None else rows[:limit])]


def latest_head() -> SignedHead | None:
    """Return the latest published head; ``None`` where none was."""
    found = TreeHead.objects.order_by("-size").first()
    return signed_head(found) if found else None


def head_of_size(size: int) -> SignedHead:
    """Return the head of a size. Raises :class:`~jingkai.ledger.errors.LedgerError` where none was published."""
    found = TreeHead.objects.filter(size=size).first()
    if found is None:
        raise LedgerError(
            _("No head of %(size)d entries was published.") % {"size": size},
            mend=_("Choose a size from the list of heads."),
        )
    return signed_head(found)


def signed_head(row: TreeHead) -> SignedHead:
    """Return a stored head as a value."""
    return SignedHead(Head(row.ledger, row.size, row.root, row.last, row.time), row.key, row.signature)


def inclusion_proof(number: int, head: SignedHead) -> InclusionProof:
    """Prove that an entry is in the ledger of a head.

    Raises :class:`~jingkai.ledger.errors.LedgerError` for an entry that the head does not cover.
    """
    size = head.head.size
    if not 1 <= number <= size:
        raise LedgerError(
            _("Entry %(number)d is not under the head of %(size)d entries.")
            % {"number": number, "size": size},
            mend=_("Wait for the next head, or choose a later one."),
        )
    path = merkle.inclusion_path(number - 1, size, _subtrees())
    hash_ = LedgerEntry.objects.values_list("hash", flat=True).get(number=number)
    return InclusionProof(number, hash_, tuple(one.hex() for one in path), head)


def consistency_proof(first: SignedHead, second: SignedHead) -> tuple[str, ...]:
    """Prove that the ledger of one head is the beginning of that of a later one.

    Raises :class:`~jingkai.ledger.errors.LedgerError` where ``second`` is the earlier one.
    """
    if first.head.size > second.head.size:
        raise LedgerError(
            _("The head of %(first)d entries is later than that of %(second)d.")
            % {"first": first.head.size, "second": second.head.size},
            mend=_("Name the smaller one first."),
        )
    return tuple(one.hex() for one in merkle.consistency_path(first.head.size, second.head.size, _subtrees()))


def peaks_of(size: int) -> list[bytes]:
    """Return the hashes of the complete subtrees of the tree of ``size`` leaves, from left to right."""
    subtree = _subtrees()
    return [subtree(level, position) for level, position in merkle.complete_subtrees(0, size)]


def first_hash() -> str:
    """Return the hash of the first entry, which names the ledger."""
    return LedgerEntry.objects.values_list("hash", flat=True).get(number=1)


def stored_leaves(after: int, end: int) -> Iterator[str]:
    """Yield the hashes of the entries above ``after`` up to ``end``, in order."""
    rows = LedgerEntry.objects.filter(number__gt=after, number__lte=end).order_by("number")
    yield from rows.values_list("hash", flat=True).iterator(chunk_size=_AT_ONCE)


def _subtrees() -> merkle.Subtree:
    """Return the hash of any complete subtree, from what is stored; each is computed once."""

    @cache
    def subtree(level: int, position: int) -> bytes:
        begin, end = position << level, (position + 1) << level
        if level < KEPT:
            hashes = [merkle.leaf_hash(bytes.fromhex(one)) for one in stored_leaves(begin, end)]
            return _over(hashes, 1 << level)
        kept = level - level % KEPT
        count = 1 << (level - kept)
        stored = TreeNode.objects.filter(
            level=kept, position__gte=position * count, position__lt=(position + 1) * count
        ).order_by("position")
        found = [bytes.fromhex(one) for one in stored.values_list("hash", flat=True)]
        if len(found) != count:  # not stored yet: from one level below
            found = [
                subtree(kept - KEPT, (position * count << KEPT) + below) for below in range(count << KEPT)
            ]
            return _over(found, count << KEPT)
        return _over(found, count)

    return subtree


def _over(hashes: list[bytes], count: int) -> bytes:
    """Return the hash over a power of two of nodes of one level."""
    if len(hashes) != count:
        raise LedgerError(
            _("Entries of the ledger are missing."),
            mend=_("Run “jingkai ledger verify” and restore a backup."),
        )
    while len(hashes) > 1:
        hashes = [
            merkle.node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)
        ]
    return hashes[0]
