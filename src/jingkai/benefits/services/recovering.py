"""Money that was clawed back comes in: the claim and the budget that paid it say so together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jingkai.benefits import claim_actions as actions
from jingkai.benefits.budgets import moves
from jingkai.benefits.claims.claim import Claim, stream_of
from jingkai.benefits.claims.commands import Recover
from jingkai.benefits.claims.officer import Officer, check_right
from jingkai.benefits.claims.transitions import decide
from jingkai.benefits.selectors.claims import the_budget, the_claim
from jingkai.benefits.services.commanding import is_done, until_it_holds
from jingkai.kernel import clock
from jingkai.ledger import services as ledger
from jingkai.ledger.errors import ConflictError


def recover(
    claim: str,
    came: Recover,
    *,
    by: Officer,
    command_id: str,
    expected_version: int | None = None,
    now: datetime | None = None,
) -> Claim:
    """Record money that came in after a claw-back; it is free again in its budget, or gone to the treasury.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` where no such sum is owed,
    :class:`~jingkai.benefits.claims.errors.NotAllowedError` and :class:`~jingkai.ledger.errors.ConflictError`.
    """
    check_right(by, actions.PAY, the_claim(claim))
    if is_done(command_id, stream_of(claim), {"claim.recovered"}):
        return the_claim(claim)
    moment = now or clock.now()

    def work() -> None:
        with transaction.atomic():
            before = the_claim(claim)
            if expected_version is not None and expected_version != before.version:
                raise ConflictError(before.stream, expected=expected_version, found=before.version)
            ledger.append(
                before.stream,
                decide(before, came, by.actor, moment),
                expected_version=before.version,
                command_id=command_id,
                actor=by.actor,
                provision=before.right.clause,
            )
            budget = the_budget(before.budget)
            ledger.append(
                budget.stream,
                [moves.come_back(budget, claim, came.yuan, again=came.again)],
                expected_version=budget.version,
                command_id=f"{command_id}:budget",
                actor=by.actor,
                provision=before.right.clause,
            )

    until_it_holds(work)
    return the_claim(claim)
