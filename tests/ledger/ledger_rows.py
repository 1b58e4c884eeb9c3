"""Ledgers without a database: rows as they would be stored, and what a forger may do to them."""

from __future__ import annotations

import json

from jingkai.ledger import heads
from jingkai.ledger.canonical import canonical
from jingkai.ledger.chain import GENESIS, entry_hash
from jingkai.ledger.heads import Head, SignedHead
from jingkai.ledger.merkle import Frontier, leaf_hash
from jingkai.ledger.placing import Place, Request, Row, placed

SEED = bytes(range(32))
TIME = "2026-03-01T08:00:00.000000Z"


def draft(stream: str, number: int) -> dict:
    return {
        "actor": "system:test", "command": f"command-{number}", "data": {"n": number}, "part": 0, "parts": 1,
        "provision": "", "salt": f"{number:032x}", "stream": stream, "time": TIME, "type": "case.noted",
    }  # fmt: skip


def ledger(count: int, streams: int = 3) -> list[Row]:
    """Write a ledger of ``count`` entries."""
    rows: list[Row] = []
    versions: dict[str, int] = {}
    for number in range(1, count + 1):
        stream = f"case/{number % streams}"
        place = Place(number - 1, rows[-1].hash if rows else GENESIS, versions.get(stream, 0))
        rows += placed(Request(stream, f"command-{number}", None, [draft(stream, number)]), place)
        versions[stream] = rows[-1].version
    return rows


def head_of(rows: list[Row], size: int | None = None, seed: bytes = SEED) -> SignedHead:
    """Sign the head of the first ``size`` rows."""
    some = rows[:size]
    tree = Frontier()
    for row in some:
        tree.add(leaf_hash(bytes.fromhex(row.hash)))
    return heads.sign(Head(some[0].hash, len(some), tree.root().hex(), some[-1].hash, TIME), seed)


def rewritten(row: Row, previous: str | None = None, **changes: object) -> Row:
    """Change an entry and give it the hash that belongs to it."""
    content = json.loads(row.content) | changes
    if previous is not None:
        content["previous"] = previous
    written = canonical(content)
    columns = {name: content[name] for name in Row._fields[:-2]}
    return Row(**columns, hash=entry_hash(written).hex(), content=written.decode())


def rewritten_from(rows: list[Row], index: int, **changes: object) -> list[Row]:
    """Change an entry and write the whole chain after it anew, as one who holds the database could."""
    new = [*rows[:index], rewritten(rows[index], **changes)]
    for row in rows[index + 1 :]:
        new.append(rewritten(row, previous=new[-1].hash))
    return new


def renumbered(rows: list[Row]) -> list[Row]:
    """Give the column of numbers 1, 2, 3 … whatever the entries say."""
    return [row._replace(number=number) for number, row in enumerate(rows, start=1)]
