"""The installation's own keys: one that signs heads, one that wraps the keys of persons.

Each comes from the environment (64 or 32 hex digits) or from a file of mode 0600 in the data folder, made at the first
use and never overwritten.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from jingkai.kernel.key_file import kept_key
from jingkai.kernel.language import gettext as _
from jingkai.ledger.crypto import SEED_BYTES, SM4_KEY_BYTES
from jingkai.ledger.errors import LedgerError

SIGNING_VARIABLE = "JINGKAI_LEDGER_KEY"
PERSONS_VARIABLE = "JINGKAI_PERSONS_KEY"


def signing_seed(file: Path) -> bytes:
    """Return the private Ed25519 key that signs heads: ``JINGKAI_LEDGER_KEY``, else the one in ``file``."""
    return _key(SIGNING_VARIABLE, file, SEED_BYTES)


def persons_key(file: Path) -> bytes:
    """Return the SM4 key that wraps the keys of persons: ``JINGKAI_PERSONS_KEY``, else the one in ``file``."""
    return _key(PERSONS_VARIABLE, file, SM4_KEY_BYTES)


def _key(variable: str, file: Path, size: int) -> bytes:
    if given := os.environ.get(variable, "").strip():
        return _read(given, size, variable)
    return _read(kept_key(file, lambda: secrets.token_hex(size)), size, str(file))


def _read(text: str, size: int, place: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != size:
        raise LedgerError(
            _("This is no key of %(size)d bytes.") % {"size": size},
            place=place,
            mend=_("Write it as %(digits)d hex digits.") % {"digits": 2 * size},
        )
    return key
