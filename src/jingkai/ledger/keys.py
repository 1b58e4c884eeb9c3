"""The installation's own keys: one that signs heads, one that wraps the keys of persons.

Each comes from the environment (64 or 32 hex digits) or from a file of mode 0600 in the data folder, made at the first
use and never overwritten.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

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
    try:
        return _read(file.read_text(encoding="ascii").strip(), size, str(file))
    except FileNotFoundError:
        pass
    made = secrets.token_hex(size)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as new:
        new.write(made)
        new.flush()
        os.fsync(new.fileno())
    try:
        os.link(fresh, file)  # whole or not there: two processes that start together agree on one key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return _read(file.read_text(encoding="ascii").strip(), size, str(file))


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
