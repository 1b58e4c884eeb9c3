"""Take a claim from step to step. Every step is a command with an id: given again, nothing happens a second time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TypeAlias

from django.db import transaction

from jingkai.accounts.actions import Action
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.budgets import moves
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim, claim_id, stream_of
from jingkai.benefits.claims.errors import ClaimError, RepeatedError
from jingkai.benefits.claims.officer import Machine, Officer, check_right
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import Step as TermOf
from jingkai.benefits.claims.transitions import decide
from jingkai.benefits.selectors.claims import find_claim, the_budget, the_claim
from jingkai.benefits.selectors.objections import said_before
from jingkai.benefits.selectors.terms import terms_for
from jingkai.benefits.services.commanding import LONGEST_COMMAND, is_done, until_it_holds
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.errors import ConflictError
from jingkai.ledger.models import LedgerEntry

Step: TypeAlias = (
    commands.Consent
    | commands.Verify
    | commands.Publicise
    | commands.Raise
    | commands.Settle
    | commands.Approve
    | commands.Close
    | commands.Reject
    | commands.ProposeRejection
    | commands.DeclineRejection
    | commands.Withdraw
    | commands.ClawBack
)
"""Steps that move no money of a budget but a withdrawal's, which frees it."""

RIGHTS: Mapping[type, tuple[Action, frozenset[str]]] = {
    commands.Consent: (actions.CONSENT, frozenset({"claim.consented"})),
    commands.Withdraw: (actions.CONSENT, frozenset({"claim.withdrawn"})),
    commands.Verify: (actions.VERIFY, frozenset({"claim.verified"})),
    commands.Publicise: (actions.PUBLICISE, frozenset({"claim.publicised"})),
    commands.Raise: (actions.OBJECT, frozenset({"claim.objected"})),
    commands.Settle: (actions.DECIDE, frozenset({"claim.objection_settled", "claim.rejected"})),
    commands.Approve: (actions.DECIDE, frozenset({"claim.approved"})),
    commands.Reject: (actions.DECIDE, frozenset({"claim.rejected"})),
    commands.ProposeRejection: (actions.VERIFY, frozenset({"claim.rejection_proposed"})),
    commands.DeclineRejection: (actions.DECIDE, frozenset({"claim.rejection_declined"})),
    commands.ClawBack: (actions.DECIDE, frozenset({"claim.clawed_back"})),
    commands.Close: (actions.PUBLICISE, frozenset({"claim.closed"})),
}
"""Command → the right that it needs, and the events that it makes."""


def discover(found: commands.Discover, *, by: Officer, command_id: str, now: datetime | None = None) -> Claim:
    """Open the claim of a finding; by the machine itself, or by somebody who may open claims there.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` where the same right has been claimed already, and
    :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    if not isinstance(by, Machine):
        check_right(by, actions.FIND, found.claimant)
    claim = claim_id(found.claimant, found.right)
    stream = stream_of(claim)
    if is_done(command_id, stream, {"claim.discovered"}):
        return the_claim(claim)
    moment = now or clock.now()

    def work() -> None:
        before = find_claim(claim)
        events = decide(before, found, by.actor, moment)
        ledger.append(
            stream,
            events,
            expected_version=before.version if before else 0,
            command_id=command_id,
            actor=by.actor,
            provision=found.right.clause,
        )

    until_it_holds(work)
    return the_claim(claim)


def take(
    claim: str,
    step: Step,
    *,
    by: Officer,
    command_id: str,
    expected_version: int | None = None,
    now: datetime | None = None,
) -> Claim:
    """Take a step with a claim and return the claim after it.

    ``expected_version`` is the version that whoever asks has seen; somebody else's step meanwhile is then a conflict.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError`, :class:`~jingkai.benefits.claims.errors.NotAllowedError`
    and :class:`~jingkai.ledger.errors.ConflictError`; then nothing was recorded.
    """
    action, types = RIGHTS[type(step)]
    check_right(by, action, the_claim(claim))
    if is_done(command_id, stream_of(claim), types):
        return the_claim(claim)
    moment = now or clock.now()
    once = partial(
        _once, actor=by.actor, command_id=command_id, expected_version=expected_version, now=moment
    )
    until_it_holds(lambda: once(claim, step))
    return the_claim(claim)


def was_taken(command_id: str, claim: str) -> bool:
    """Whether a command, by its id as a form sent it, has been carried out on a claim: a form sent twice is no fault."""
    if (
        not command_id or len(command_id) > LONGEST_COMMAND or "\0" in command_id
    ):  # which PostgreSQL cannot hold
        return False
    return LedgerEntry.objects.filter(command=command_id, part=0, stream=stream_of(claim)).exists()


def _once(
    claim: str, step: Step, *, actor: str, command_id: str, expected_version: int | None, now: datetime
) -> None:
    before = the_claim(claim)
    if expected_version is not None and expected_version != before.version:
        raise ConflictError(before.stream, expected=expected_version, found=before.version)
    events = decide(before, step, actor, now)
    if isinstance(step, commands.Publicise):
        _check_term(before, step)
    if isinstance(step, commands.Raise):
        _check_new(before, step)
    append = partial(ledger.append, actor=actor, provision=before.right.clause)
    if not (isinstance(step, commands.Withdraw) and before.state is State.BUDGETED):
        append(before.stream, events, expected_version=before.version, command_id=command_id)
        return
    with transaction.atomic():
        append(before.stream, events, expected_version=before.version, command_id=command_id)
        budget = the_budget(before.budget)
        freed = moves.release(budget, before.id)
        append(budget.stream, [freed], expected_version=budget.version, command_id=f"{command_id}:budget")


def _check_new(claim: Claim, step: commands.Raise) -> None:
    """Raise :class:`RepeatedError` where an objection to this claim has said the same; who said it does not matter."""
    first = said_before(claim, step.grounds)
    if first:
        raise RepeatedError(
            _("An objection with these words is recorded already, under %(number)s.") % {"number": first},
            first=first,
            place="grounds",
            mend=_("It is settled before the claim is decided. Write what it does not say."),
        )


def _check_term(claim: Claim, step: commands.Publicise) -> None:
    """Hold a publication to what a clause says of its length, else to the zone's own rule: nobody makes one up."""
    term = terms_for(claim.claimant.zone, claim.right.document, claim.right.benefit).get(TermOf.PUBLICATION)
    if term is None:
        raise ClaimError(
            _("No clause and no rule of the zone says for how long it is published."),
            place="days",
            mend=_("Have the zone's policy officer set the term, with what it rests on."),
        )
    if (step.days, step.basis.strip()) != (term.days, term.basis):
        raise ClaimError(
            _("It is published for %(days)d working days by “%(basis)s”, not otherwise.")
            % {"days": term.days, "basis": term.basis},
            place="days",
            mend=_("Publish it by that rule, or have the rule changed."),
        )
