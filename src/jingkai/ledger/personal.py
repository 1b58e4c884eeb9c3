"""Personal fields: encrypted under a key of the person they tell about, gone for good when that key is destroyed.

The entry carries the id of the key, not the person: after the key has been destroyed nothing in the ledger leads from
the entry to anybody. The ciphertext stays, so the chain stays whole.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from dataclasses import dataclass

from jingkai.kernel.language import gettext as _
from jingkai.ledger import crypto
from jingkai.ledger.canonical import Json, canonical
from jingkai.ledger.entry import Sealed
from jingkai.ledger.errors import LedgerError

DOMAIN = b"jingkai:ledger:personal:1\n"
_WRAPPING = b"jingkai:ledger:person-key:1\n"


@dataclass(frozen=True, slots=True)
class Key:
    """A person's key: the id that entries name, and the secret."""

    id: str
    secret: bytes


def new_key() -> Key:
    """Make a key with a random id."""
    return Key(secrets.token_hex(16), secrets.token_bytes(crypto.SM4_KEY_BYTES))


def wrap(key: Key, master: bytes) -> bytes:
    """Encrypt a person's key for keeping."""
    return crypto.sm4_seal(master, key.secret, _WRAPPING + key.id.encode())


def unwrap(key_id: str, wrapped: bytes, master: bytes) -> Key:
    """Decrypt a person's key. Raises :class:`~jingkai.ledger.errors.LedgerError` with the wrong master key."""
    return Key(key_id, crypto.sm4_open(master, wrapped, _WRAPPING + key_id.encode()))


def seal(key: Key, *, stream: str, type: str, field: str, value: Json) -> Sealed:
    """Encrypt a field. It opens only as this field of an event of this type on this stream."""
    box = crypto.sm4_seal(key.secret, canonical(value), _context(key.id, stream, type, field))
    return Sealed(key.id, base64.b64encode(box).decode("ascii"))


def unseal(key: Key, sealed: Sealed, *, stream: str, type: str, field: str) -> Json:
    """Decrypt a field. Raises :class:`~jingkai.ledger.errors.LedgerError` where it was not sealed so."""
    try:
        box = base64.b64decode(sealed.box, validate=True)
    except binascii.Error as error:
        raise LedgerError(_("The encrypted field is not written in base64."), place=field) from error
    value: Json = json.loads(crypto.sm4_open(key.secret, box, _context(key.id, stream, type, field)))
    return value


def _context(key_id: str, stream: str, type_: str, field: str) -> bytes:
    return DOMAIN + canonical([key_id, stream, type_, field])
