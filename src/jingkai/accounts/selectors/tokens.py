"""Who stands behind a token."""

from __future__ import annotations

from jingkai.accounts.models import ApiToken
from jingkai.accounts.models.token import digest


def token_bearer(secret: str) -> ApiToken | None:
    """Return the token that a program shows, with its owner; ``None`` for one that is unknown, past or revoked."""
    token = ApiToken.objects.select_related("user").filter(digest=digest(secret)).first()
    return token if token is not None and token.is_authenticated else None
