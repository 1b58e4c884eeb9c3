"""What is written of accounts. Every function leaves an entry in the trail."""

from __future__ import annotations

from jingkai.accounts.services.notifying import mark_read, notify
from jingkai.accounts.services.one_time_codes import use_code
from jingkai.accounts.services.people import (
    Opened,
    close_account,
    disconnect,
    open_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    unlock,
)
from jingkai.accounts.services.revealing import reveal
from jingkai.accounts.services.roles import grant_role, withdraw_role
from jingkai.accounts.services.tokens import GivenToken, give_token, revoke_token, use_token

__all__ = [
    "GivenToken",
    "Opened",
    "close_account",
    "disconnect",
    "give_token",
    "grant_role",
    "mark_read",
    "notify",
    "open_account",
    "reopen_account",
    "reset_password",
    "reset_second_factor",
    "reveal",
    "revoke_token",
    "unlock",
    "use_code",
    "use_token",
    "withdraw_role",
]
