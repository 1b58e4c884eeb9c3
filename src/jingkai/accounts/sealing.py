"""Personal data at rest: sealed with SM4 in Galois counter mode under the installation's data key.

A sealed value is the text ``s1.`` and the base64 of nonce, tag and ciphertext. It cannot be searched or compared, which
is the point: what has to be found is kept beside it as a masked form or a digest.
"""

from __future__ import annotations

import base64
import hashlib
import os

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

_MARK = "s1."
_NONCE_BYTES = 12
_TAG_BYTES = 16


def seal(text: str, key: str) -> str:
    """Encrypt ``text``; the empty text stays empty."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not text:
        return ""
    nonce = os.urandom(_NONCE_BYTES)
    cipher = Cipher(algorithms.SM4(_derived(key)), modes.GCM(nonce)).encryptor()
    hidden = cipher.update(text.encode()) + cipher.finalize()
    return _MARK + base64.urlsafe_b64encode(nonce + cipher.tag + hidden).decode("ascii")


def unseal(sealed: str, key: str) -> str:
    """Decrypt what :func:`seal` gave.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` where the key is another one or the value was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not sealed:
        return ""
    if not sealed.startswith(_MARK):
        raise _unreadable()
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(_MARK))
        nonce, tag = raw[:_NONCE_BYTES], raw[_NONCE_BYTES : _NONCE_BYTES + _TAG_BYTES]
        cipher = Cipher(algorithms.SM4(_derived(key)), modes.GCM(nonce, tag)).decryptor()
        return (cipher.update(raw[_NONCE_BYTES + _TAG_BYTES :]) + cipher.finalize()).decode()
    except (InvalidTag, ValueError):
        raise _unreadable() from None


def _derived(key: str) -> bytes:
    return hashlib.sha256(b"jingkai sealed fields\0" + key.encode()).digest()[:16]


def _unreadable() -> JingkaiError:
    return JingkaiError(
        _("This sealed value cannot be opened: the data key is another one, or the value was changed."),
        place="JINGKAI_DATA_KEY",
        mend=_("Give the data key with which the value was sealed; a backup keeps it."),
    )
