"""What comes next in a claim, for the enterprise that follows it."""

from __future__ import annotations

from collections.abc import Mapping

from jingkai.benefits.claims.states import State
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

OWN_TURN = frozenset({State.DISCOVERED})
"""States in which the enterprise itself has to do something."""

_WORDS: Mapping[State, str] = {
    State.DISCOVERED: msgid("Consent to it, and say where the money goes."),
    State.CONSENTED: msgid("The zone checks the papers and facts."),
    State.VERIFIED: msgid("The zone publishes it for objections."),
    State.PUBLICISED: msgid("Anybody may object until the publication ends; then it is decided."),
    State.OBJECTED: msgid("The objection is settled first; then it is decided."),
    State.APPROVED: msgid("Money is set aside for it."),
    State.BUDGETED: msgid("The payment is ordered at the treasury."),
    State.ORDERED: msgid("The bank pays, or says why it cannot."),
    State.PAID: msgid("Nothing more to do: check that the money has come."),
    State.CLOSED: msgid("Nothing more to do."),
    State.REJECTED: msgid("Read the reason. Once it is mended, it can be claimed again."),
    State.WITHDRAWN: msgid("It was taken back, and can be claimed again."),
    State.CLAWED_BACK: msgid("Give the sum back as the decision says."),
}


def next_step(state: State) -> str:
    """Say what comes next, in one sentence in the reader's language."""
    return _(_WORDS[state])
