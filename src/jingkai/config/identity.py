"""What settings take from the machine about people: the key that seals their data, and the system that knows them."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jingkai.config import options
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.key_file import kept_key
from jingkai.kernel.language import gettext as _

_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def data_key(folder: Path) -> str:
    """Return ``JINGKAI_DATA_KEY``, else the key in ``folder``, made at the first start and never overwritten.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` for a file that is there and holds no key.
    """
    if given := options.DATA_KEY.text():
        return given
    return kept_key(folder / "data_key", lambda: secrets.token_urlsafe(48))


def openid_connect() -> dict[str, Any]:
    """Return the settings of the system through which people may sign in; nothing where none is named.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` where it is named by half.
    """
    server = options.OIDC_SERVER.text()
    if not server:
        return {}
    client = options.OIDC_CLIENT.text()
    if not client:
        raise JingkaiError(
            _("The other system has an address, and this site has no name there."),
            place=options.OIDC_CLIENT.name,
            mend=_("Give the name (client id) under which the other system knows this site."),
        )
    address = urlsplit(server)
    if address.scheme != "https" and (address.scheme != "http" or address.hostname not in _OWN_MACHINE):
        # Who somebody is, is believed because the connection is the other system's: it has to be.
        raise JingkaiError(
            _(
                "What the other system says of people would travel in the clear, and anybody on the way could change it."
            ),
            place=options.OIDC_SERVER.name,
            mend=_("Give its address with https://."),
        )
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": options.OIDC_NAME.text(),
                    "client_id": client,
                    "secret": options.OIDC_SECRET.text(),
                    "settings": {"server_url": server},
                }
            ],
        }
    }
