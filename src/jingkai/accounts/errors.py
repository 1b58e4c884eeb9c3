"""Errors of the accounts slice."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class AccountError(JingkaiError):
    """Something about an account that cannot be done as asked."""
