"""A second verifier of the ledger, written from docs/ledger.md alone: no Django, nothing of Jingkai.

    python independent_verifier.py jingkai.sqlite3 [HEAD.json ...]

Reads a SQLite database, or standard input (``-``) with one JSON object a line: number, hash, content, and the columns.
Prints ``whole`` and the number of entries, or the first bad entry; the exit code is 1 where something is wrong.
"""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

COLUMNS = ["number", "stream", "version", "type", "time", "actor", "command", "part", "parts", "provision"]
SIGNED = ["format", "last", "ledger", "root", "size", "time"]


class BadError(Exception):
    """The number of the first bad entry, and why."""


def sm3(data: bytes) -> bytes:
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:
        state = hashes.Hash(hashes.SM3())
        state.update(data)
        return state.finalize()


def stored(path: str) -> Iterator[dict]:
    """Rows of a database, in the order of numbers."""
    if path == "-":
        yield from map(json.loads, sys.stdin)
        return
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    yield from map(dict, database.execute("SELECT * FROM ledger_ledgerentry ORDER BY number"))


def published(path: str) -> list[dict]:
    if path == "-":
        return []
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    rows = map(dict, database.execute("SELECT * FROM ledger_treehead"))
    return [{"format": "jingkai-tree-head/1", **row} for row in rows]


def check_signature(head: dict) -> None:
    body = json.dumps({name: head[name] for name in SIGNED}, sort_keys=True, separators=(",", ":"))
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"])).verify(
            bytes.fromhex(head["signature"]), b"jingkai:ledger:head:1\n" + body.encode()
        )
    except InvalidSignature:
        raise BadError(head["size"], "the head is not signed by its key") from None


def root_of(peaks: list[tuple[int, bytes]]) -> bytes:
    root = peaks[-1][1]
    for _height, peak in reversed(peaks[:-1]):
        root = sm3(b"\1" + peak + root)
    return root


def verify(rows: Iterable[dict], heads: list[dict]) -> int:
    """Return how many entries there are; raise BadError for the first one that is wrong."""
    for head in heads:
        check_signature(head)
    by_size: dict[int, list[dict]] = {}
    for head in heads:
        by_size.setdefault(head["size"], []).append(head)
    count, last, first, proved = 0, "0" * 64, "", 0
    versions: dict[str, int] = {}
    peaks: list[tuple[int, bytes]] = []
    for row in rows:
        number, content = row["number"], row["content"]
        if number != count + 1:
            raise BadError(count + 1, "missing")
        if sm3(b"jingkai:ledger:entry:1\n" + content.encode()).hex() != row["hash"]:
            raise BadError(number, "its hash is another")
        entry = json.loads(content)
        if entry["number"] != number:
            raise BadError(min(number, entry["number"]), "removed, inserted or moved")
        if entry["previous"] != last:
            raise BadError(max(number - 1, 1), f"replaced: entry {number} does not follow from it")
        for name in COLUMNS:
            if entry[name] != row[name]:
                raise BadError(number, f"the column {name} tells something else")
        count, last, first = number, row["hash"], first or row["hash"]
        node, height = sm3(b"\0" + bytes.fromhex(last)), 0
        while peaks and peaks[-1][0] == height:
            node, height = sm3(b"\1" + peaks.pop()[1] + node), height + 1
        peaks.append((height, node))
        for head in by_size.pop(count, []):
            if (head["ledger"], head["last"], head["root"]) != (first, last, root_of(peaks).hex()):
                raise BadError(count, f"some entry from {proved + 1} to {count} is not what was signed")
            proved = count
        # Only now: a faulty version does not show before the chain does.
        if entry["version"] != versions.get(entry["stream"], 0) + 1:
            raise BadError(number, "its version does not follow in its stream")
        versions[entry["stream"]] = entry["version"]
    if by_size:
        raise BadError(count + 1, f"missing, and all up to {max(by_size)}")
    return count


def main() -> int:
    path, *head_files = sys.argv[1:]
    heads = published(path)
    for name in head_files:
        heads.append(json.loads(Path(name).read_text(encoding="utf-8")))
    try:
        print("whole", verify(stored(path), heads))
    except BadError as bad:
        print(*bad.args)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
