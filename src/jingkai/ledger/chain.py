"""The chain: every entry's hash covers the hash of the entry before it."""

from __future__ import annotations

from jingkai.ledger.crypto import HASH_BYTES, sm3_after

DOMAIN = b"jingkai:ledger:entry:1\n"
"""Hashed before every entry, so that no other data can have an entry's hash."""

GENESIS = "0" * (2 * HASH_BYTES)
"""What stands for the hash of the entry before the first one."""

entry_hash = sm3_after(DOMAIN)
"""``entry_hash(content)``: the hash of an entry, 32 bytes, from its canonical bytes."""
