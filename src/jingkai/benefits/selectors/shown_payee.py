"""Where the money of a claim goes, as far as whoever verifies it has to see it: the account's last digits alone."""

from __future__ import annotations

from jingkai.benefits.claims.errors import PaymentError
from jingkai.benefits.payments.treasury import Payee
from jingkai.benefits.selectors.claims import payee

_SHOWN = 4


def shown_payee(claim: str) -> Payee | None:
    """Return holder and bank of a claim with the account masked; ``None`` where they were erased."""
    try:
        found = payee(claim)
    except PaymentError:
        return None
    return Payee(found.holder, found.bank, f"•••• {found.account[-_SHOWN:]}")
