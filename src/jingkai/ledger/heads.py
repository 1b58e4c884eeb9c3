"""Tree heads: what the ledger was at a size, signed, so that nobody can later say it was something else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jingkai.kernel.language import gettext as _
from jingkai.ledger import crypto
from jingkai.ledger.canonical import canonical
from jingkai.ledger.errors import LedgerError

DOMAIN = b"jingkai:ledger:head:1\n"
"""Signed before every head, so that no other signature can pass for a head's."""

FORMAT = "jingkai-tree-head/1"


@dataclass(frozen=True, slots=True)
class Head:
    """The state of the ledger at ``size`` entries.

    ``ledger`` is the hash of the first entry and so tells ledgers apart; ``last`` is the hash of entry ``size``;
    ``root`` that of the Merkle tree over all of them. Hashes are 64 hex digits; ``time`` is written as in entries.
    """

    ledger: str
    size: int
    root: str
    last: str
    time: str

    def signed_bytes(self) -> bytes:
        """Return what the signature covers."""
        return DOMAIN + canonical(
            {
                "format": FORMAT,
                "last": self.last,
                "ledger": self.ledger,
                "root": self.root,
                "size": self.size,
                "time": self.time,
            }
        )


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head, the public key of who signed it, and the signature (both hexadecimal)."""

    head: Head
    key: str
    signature: str

    @property
    def is_genuine(self) -> bool:
        """Whether the signature is that of the key over the head."""
        try:
            key, signature, signed = (
                bytes.fromhex(self.key),
                bytes.fromhex(self.signature),
                self.head.signed_bytes(),
            )
        except (ValueError, TypeError, LedgerError):  # a row of a table, where anything can stand
            return False
        return crypto.is_signed(key, signature, signed)

    def to_json(self) -> dict[str, Any]:
        """Return the head as it is published."""
        return {
            "format": FORMAT,
            "ledger": self.head.ledger,
            "size": self.head.size,
            "root": self.head.root,
            "last": self.head.last,
            "time": self.head.time,
            "key": self.key,
            "signature": self.signature,
        }


def sign(head: Head, seed: bytes) -> SignedHead:
    """Sign a head with a private key (32 bytes)."""
    return SignedHead(head, crypto.public_key(seed).hex(), crypto.sign(seed, head.signed_bytes()).hex())


def read_head(text: str, *, place: str = "") -> SignedHead:
    """Read a published head.

    Raises :class:`~jingkai.ledger.errors.LedgerError` for what is no head, and for one whose signature is wrong.
    """
    try:
        found = json.loads(text)
        head = _head(found)
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(
            _("This is no signed head of a ledger."),
            place=place,
            mend=_("Take a file that “jingkai ledger head --out” wrote, or the JSON of the public page."),
        ) from error
    if not head.is_genuine:
        raise LedgerError(
            _("The signature of the head is not that of its key: the file was changed."),
            place=place,
            mend=_("Take another copy of the head."),
        )
    return head


def _head(found: Mapping[str, Any]) -> SignedHead:
    if found["format"] != FORMAT or type(found["size"]) is not int or found["size"] < 1:
        raise ValueError("not a head")
    for name, size in (("ledger", 32), ("root", 32), ("last", 32), ("key", 32), ("signature", 64)):
        if len(bytes.fromhex(found[name])) != size:
            raise ValueError(name)
    return SignedHead(
        Head(found["ledger"], found["size"], found["root"], found["last"], str(found["time"])),
        found["key"],
        found["signature"],
    )
