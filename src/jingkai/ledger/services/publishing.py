"""Publish a signed head: hash what has come since the last one, sign, store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from jingkai.ledger import heads, keys
from jingkai.ledger.entry import write_time
from jingkai.ledger.heads import Head, SignedHead
from jingkai.ledger.merkle import Frontier, leaf_hash
from jingkai.ledger.models import LedgerEntry, TreeHead, TreeNode
from jingkai.ledger.selectors.proving import KEPT, first_hash, peaks_of, signed_head, stored_leaves

_NODES_AT_ONCE = 500


def publish_head() -> SignedHead | None:
    """Sign the present state of the ledger and keep the head; return the latest one (``None``: the ledger is empty).

    Where nothing has come since the last head, that one is returned. Costs two hashes for every entry since.
    """
    end = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first()
    if end is None:
        return None
    before = TreeHead.objects.order_by("-size").first()
    if before is not None and before.size >= end:
        return signed_head(before)
    size = _begin(end)
    nodes: list[TreeNode] = []

    def keep(level: int, position: int, hash_: bytes) -> None:
        if level and level % KEPT == 0:
            nodes.append(TreeNode(level=level, position=position, hash=hash_.hex()))

    tree = Frontier(size, peaks_of(size), keep)
    last = ""
    for last in _hashes(size, end):
        tree.add(leaf_hash(bytes.fromhex(last)))
        if len(nodes) >= _NODES_AT_ONCE:
            _store(nodes)
    _store(nodes)
    head = Head(
        ledger=first_hash(), size=end, root=tree.root().hex(), last=last, time=write_time(datetime.now(UTC))
    )
    signed = heads.sign(head, keys.signing_seed(settings.DATA / "ledger_key"))
    with transaction.atomic():
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


def _begin(end: int) -> int:
    """Return up to where the nodes of the tree are stored: the number of leaves under them."""
    position = (
        TreeNode.objects.filter(level=KEPT).order_by("-position").values_list("position", flat=True).first()
    )
    return 0 if position is None else min((position + 1) << KEPT, end)


def _hashes(after: int, end: int) -> Iterator[str]:
    yield from stored_leaves(after, end)


def _store(nodes: list[TreeNode]) -> None:
    TreeNode.objects.bulk_create(nodes, ignore_conflicts=True)
    nodes.clear()
