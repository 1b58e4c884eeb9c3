"""Publish a signed head: look through what has come since the last one, hash it, sign, store."""

from __future__ import annotations

import json

from django.conf import settings

from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import heads, keys, merkle
from jingkai.ledger.chain import GENESIS, entry_hash
from jingkai.ledger.entry import write_time
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.heads import Head, SignedHead
from jingkai.ledger.merkle import Frontier, leaf_hash
from jingkai.ledger.models import LedgerEntry, TreeHead, TreeNode
from jingkai.ledger.selectors.proving import KEPT, first_hash, peaks_of, signed_head

_AT_ONCE = 1000


def publish_head() -> SignedHead | None:
    """Sign the present state of the ledger and keep the head; return the latest one (``None``: the ledger is empty).

    Where nothing has come since the last head, that one is returned. What has come is verified before it is signed; it
    is hashed once, what came before is not hashed again.

    Raises :class:`~jingkai.ledger.errors.LedgerError` where the ledger is no longer what was signed, or does not verify.
    """
    end = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first()
    before = TreeHead.objects.order_by("-size").first()
    if end is None and before is None:
        return None
    if before is not None:
        if (end or 0) < before.size or merkle.joined(peaks_of(before.size)).hex() != before.root:
            raise _not_whole()
        if end == before.size:
            return signed_head(before)
    tree, last = _grown(end or 0)
    head = Head(
        ledger=first_hash(),
        size=tree.size,
        root=tree.root().hex(),
        last=last,
        time=write_time(clock.now()),
    )
    signed = heads.sign(head, keys.signing_seed(settings.DATA / "ledger_key"))
    stored, _made = TreeHead.objects.get_or_create(
        size=head.size,
        defaults={
            "ledger": head.ledger,
            "root": head.root,
            "last": head.last,
            "time": head.time,
            "key": signed.key,
            "signature": signed.signature,
        },
    )
    return signed_head(stored)


def _grown(end: int) -> tuple[Frontier, str]:
    """Return the tree over the first ``end`` entries, and the hash of the last; store the nodes that became complete."""
    size = _nodes_end(end)
    nodes: list[TreeNode] = []

    def keep(level: int, position: int, hash_: bytes) -> None:
        if level and level % KEPT == 0:
            nodes.append(TreeNode(level=level, position=position, hash=hash_.hex()))

    tree = Frontier(size, peaks_of(size), keep)
    last = LedgerEntry.objects.values_list("hash", flat=True).get(number=size) if size else GENESIS
    rows = LedgerEntry.objects.filter(number__gt=size, number__lte=end).order_by("number")
    for content, hash_ in rows.values_list("content", "hash").iterator(chunk_size=_AT_ONCE):
        if entry_hash(content.encode()).hex() != hash_ or json.loads(content)["previous"] != last:
            raise _not_whole()
        last = hash_
        tree.add(leaf_hash(bytes.fromhex(hash_)))
    if tree.size != end:
        raise _not_whole()
    TreeNode.objects.bulk_create(nodes, ignore_conflicts=True, batch_size=_AT_ONCE)
    return tree, last


def _nodes_end(end: int) -> int:
    """Return the number of leaves under the nodes that are stored."""
    stored = TreeNode.objects.filter(level=KEPT, position__lt=end >> KEPT)
    position = stored.order_by("-position").values_list("position", flat=True).first()
    return 0 if position is None else (position + 1) << KEPT


def _not_whole() -> LedgerError:
    return LedgerError(
        _("The ledger is no longer what was written: nothing was signed."),
        mend=_("Run “jingkai ledger verify”, and restore a backup that verifies."),
    )
