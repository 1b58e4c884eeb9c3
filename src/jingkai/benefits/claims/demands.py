"""What every step demands of a claim before it is taken: its state, other eyes, words that are said."""

from __future__ import annotations

from decimal import Decimal

from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.states import State
from jingkai.kernel.language import gettext as _

MOST_WORDS = 2000
"""So many characters a reason has at most."""


def expect(claim: Claim, *states: State) -> None:
    """Raise :class:`ClaimError` where a claim is at none of these states."""
    if claim.state not in states:
        expected = sorted(states, key=list(State).index)
        raise ClaimError(
            _("The claim is at “%(state)s”; for this step it has to be at “%(expected)s”.")
            % {"state": claim.state.words, "expected": "”, “".join(one.words for one in expected)},
            place=claim.stream,
            mend=_("Read the claim again: somebody may have taken this step already."),
        )


def expect_batch(claim: Claim, batch: str) -> None:
    """Raise :class:`ClaimError` where a claim is not ordered in this batch."""
    expect(claim, State.ORDERED)
    if claim.batch != batch:
        raise ClaimError(
            _("The claim is in batch %(its)s, not in %(given)s.") % {"its": claim.batch, "given": batch},
            place=claim.stream,
            mend=_("Take the bank's answer to that batch."),
        )


def four_eyes(claim: Claim, actor: str) -> None:
    """Raise :class:`ClaimError` where somebody verified the claim that they now decide on."""
    if actor == claim.verified_by:
        raise ClaimError(
            _("Whoever verified a claim does not decide on it (four eyes)."),
            place=claim.stream,
            mend=_("Let another decision maker decide."),
        )


def not_the_proposer(claim: Claim, actor: str) -> None:
    """Raise :class:`ClaimError` where somebody decides on the rejection that they proposed."""
    if claim.proposal is not None and actor == claim.proposal.by:
        raise ClaimError(
            _("Whoever proposes to reject a claim does not decide on that (four eyes)."),
            place=claim.stream,
            mend=_("Let another decision maker decide."),
        )


def said(words: str, field: str) -> str:
    """Return words that had to be said. Raises :class:`ClaimError` where there are none, or far too many."""
    given = words.strip()
    if not given or len(given) > MOST_WORDS:
        raise ClaimError(
            _("“%(field)s” has to be filled in, with at most %(most)d characters.")
            % {"field": field, "most": MOST_WORDS},
            place=field,
            mend=_("Fill it in."),
        )
    return given


def known_sum(yuan: Decimal | None) -> Decimal:
    """Return a sum that the claim's state says is there."""
    assert yuan is not None, "the state says that this sum is known"
    return yuan
