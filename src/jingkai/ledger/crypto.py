"""The one module that knows which library computes what: SM3, SM4 and Ed25519.

``cryptography`` offers SM3 and SM4 but not SM2, hence Ed25519 for signatures
(``docs/decisions/0006-ledger-cryptography.md``). Where Python's ``hashlib`` has SM3 it is used: it hashes an entry in a
third of the time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable

from jingkai.kernel.language import gettext as _
from jingkai.ledger.errors import LedgerError

HASH_BYTES = 32
SIGNATURE_BYTES = 64
SEED_BYTES = 32
SM4_KEY_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16

Hash = Callable[[bytes], bytes]


def sm3(data: bytes) -> bytes:
    """Return the SM3 digest (GB/T 32905-2016), 32 bytes.

    >>> sm3(b"abc").hex()
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    return _plain(data)


def sm3_after(prefix: bytes) -> Hash:
    """Return a function that hashes ``prefix`` followed by what it is given; the prefix is hashed once."""
    if _HASHLIB:
        begun = hashlib.new("sm3", prefix)

        def continued(data: bytes) -> bytes:
            state = begun.copy()
            state.update(data)
            return state.digest()

        return continued
    return lambda data: _plain(prefix + data)


def _through_cryptography(data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes

    state = hashes.Hash(hashes.SM3())
    state.update(data)
    return state.finalize()


def _hashlib_has_sm3() -> bool:
    try:
        hashlib.new("sm3")
    except ValueError:
        return False
    return True


_HASHLIB = _hashlib_has_sm3()
_plain: Hash = (lambda data: hashlib.new("sm3", data).digest()) if _HASHLIB else _through_cryptography


def sm4_seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Encrypt with SM4-GCM (GB/T 32907-2016): 12 bytes of nonce, the ciphertext, 16 bytes of tag.

    ``context`` is bound to it: the sealed bytes open only together with the same context.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce = os.urandom(_NONCE_BYTES)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context)
    return nonce + encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def sm4_open(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Decrypt what :func:`sm4_seal` made.

    Raises :class:`~jingkai.ledger.errors.LedgerError` for another key, another context or changed bytes.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce, body, tag = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:-_TAG_BYTES], sealed[-_TAG_BYTES:]
    try:
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(context)
        return decryptor.update(body) + decryptor.finalize()
    except (InvalidTag, ValueError) as error:
        raise LedgerError(
            _("The encrypted field does not open with this key."),
            mend=_("Check that the key file belongs to this ledger."),
        ) from error


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the Ed25519 signature (RFC 8032) of a message, 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def public_key(seed: bytes) -> bytes:
    """Return the public key that belongs to a private one, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` is the one of ``message`` by the holder of the public ``key``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
