"""Personal data at rest: sealed with SM4 in Galois counter mode under the installation's data key.

A sealed value is the text ``s1.`` and the base64 of what the ledger's provider of ciphers gives. It cannot be searched
or compared, which is the point.
"""

from __future__ import annotations

import base64

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.ledger import crypto
from jingkai.ledger.errors import LedgerError

_MARK = "s1."
_CONTEXT = b"jingkai accounts sealed value"


def seal(text: str, key: str) -> str:
    """Encrypt ``text``; the empty text stays empty."""
    if not text:
        return ""
    return _MARK + base64.b64encode(crypto.sm4_seal(_derived(key), text.encode(), _CONTEXT)).decode("ascii")


def unseal(sealed: str, key: str) -> str:
    """Decrypt what :func:`seal` gave.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` where the key is another one or the value was changed.
    """
    if not sealed:
        return ""
    try:
        if not sealed.startswith(_MARK):
            raise ValueError(sealed)
        raw = base64.b64decode(sealed.removeprefix(_MARK), validate=True)
        return crypto.sm4_open(_derived(key), raw, _CONTEXT).decode()
    except (LedgerError, ValueError):
        raise JingkaiError(
            _("This sealed value cannot be opened: the data key is another one, or the value was changed."),
            place="JINGKAI_DATA_KEY",
            mend=_("Give the data key with which the value was sealed; a backup keeps it."),
        ) from None


def _derived(key: str) -> bytes:
    return crypto.sm3(_CONTEXT + key.encode())[:16]
