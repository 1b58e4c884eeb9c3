"""The states of a claim, in the order in which it goes through them."""

from __future__ import annotations

from enum import StrEnum

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


class State(StrEnum):
    """How far a claim has come. The value is stored; :attr:`words` are shown."""

    DISCOVERED = "discovered"
    CONSENTED = "consented"
    VERIFIED = "verified"
    PUBLICISED = "publicised"
    OBJECTED = "objected"
    APPROVED = "approved"
    BUDGETED = "budgeted"
    ORDERED = "ordered"
    PAID = "paid"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLAWED_BACK = "clawed_back"

    @property
    def words(self) -> str:
        """The state in the reader's language."""
        return _(_WORDS[self])


_WORDS = {
    State.DISCOVERED: msgid("Found, waits for consent"),
    State.CONSENTED: msgid("Consented, waits for verification"),
    State.VERIFIED: msgid("Verified, waits for publication"),
    State.PUBLICISED: msgid("Published for objections"),
    State.OBJECTED: msgid("Objected to"),
    State.APPROVED: msgid("Approved, waits for money"),
    State.BUDGETED: msgid("Money reserved, waits for payment"),
    State.ORDERED: msgid("Ordered at the treasury"),
    State.PAID: msgid("Paid out"),
    State.CLOSED: msgid("Claim closed"),
    State.REJECTED: msgid("Claim rejected"),
    State.WITHDRAWN: msgid("Claim withdrawn"),
    State.CLAWED_BACK: msgid("Clawed back"),
}

AGAIN = frozenset({State.REJECTED, State.WITHDRAWN})
"""Ends after which the same claim may be found again: nothing was paid."""

BEFORE_MONEY = frozenset(
    {
        State.DISCOVERED,
        State.CONSENTED,
        State.VERIFIED,
        State.PUBLICISED,
        State.OBJECTED,
        State.APPROVED,
    }
)
"""No money is set aside yet."""
