"""Codes of the app: each is good once, whichever process is asked (RFC 6238, 5.2)."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.db import transaction

LAST_STEP = "last_step"
"""Where an authenticator keeps the time step of the last code that was taken."""


@transaction.atomic
def use_code(pk: int, code: str) -> bool:
    """Take a code of the app of an authenticator; return whether it is right and newer than the last one taken.

    What was shown on a screen a moment ago, and every code before it, opens nothing any more.
    """
    kept = Authenticator.objects.select_for_update().get(pk=pk, type=Authenticator.Type.TOTP)
    secret = decrypt(kept.data["secret"])
    for step in auth.yield_hotp_counters_from_time():
        expected = auth.format_hotp_value(auth.hotp_value(secret, step))
        if step > kept.data.get(LAST_STEP, -1) and compare_user_code(actual=code, expected=expected):
            kept.data[LAST_STEP] = step
            kept.save(update_fields=["data"])
            return True
    return False
