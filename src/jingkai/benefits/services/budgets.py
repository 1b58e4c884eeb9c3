"""Budgets: money comes in, is set aside for claims, and is never more than there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from django.db import transaction

from jingkai.benefits import claim_actions as actions
from jingkai.benefits.budgets import moves
from jingkai.benefits.budgets.budget import Budget, Source
from jingkai.benefits.budgets.sharing import Asked, share_out
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim, stream_of
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.claims.officer import Officer, check_right
from jingkai.benefits.claims.transitions import decide
from jingkai.benefits.selectors.claims import the_budget, the_claim
from jingkai.benefits.services.commanding import is_done, streams_of, until_it_holds
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import ConflictError


def grant(budget: str, source: Source, yuan: Decimal, *, basis: str, by: Officer, command_id: str) -> Budget:
    """Record money granted to a budget; ``basis`` names the decision.

    Raises :class:`~jingkai.benefits.claims.errors.BudgetError` and
    :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    return _move(
        budget,
        lambda now: moves.grant(now, source, yuan, basis),
        "budget.granted",
        by=by,
        command_id=command_id,
        basis=basis,
    )


def cut(budget: str, source: Source, yuan: Decimal, *, reason: str, by: Officer, command_id: str) -> Budget:
    """Record money taken from a budget; what is bound to claims cannot be taken.

    Raises :class:`~jingkai.benefits.claims.errors.BudgetError` and
    :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    return _move(
        budget, lambda now: moves.cut(now, source, yuan, reason), "budget.cut", by=by, command_id=command_id
    )


def set_aside(
    claim: str,
    budget: str,
    *,
    by: Officer,
    command_id: str,
    yuan: Decimal | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Claim:
    """Reserve money of a budget for an approved claim: all that was approved, or less with a reason.

    Claim and budget move together or not at all. Raises :class:`~jingkai.benefits.claims.errors.BudgetError` where too
    little is left, :class:`~jingkai.benefits.claims.errors.ClaimError` where the claim cannot take it, and
    :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    found = the_claim(claim)
    check_right(by, actions.PAY, found)
    _check_zone(found, the_budget(budget))
    if is_done(command_id, stream_of(claim), {"claim.budgeted"}):
        return the_claim(claim)
    moment = now or clock.now()

    def work() -> None:
        with transaction.atomic():
            before = the_claim(claim)
            wanted = commands.SetAside(budget, yuan if yuan is not None else _approved(before), reason)
            _bind(before, wanted, by.actor, command_id, moment)

    until_it_holds(work)
    return the_claim(claim)


def share_out_budget(
    budget: str,
    claims: Sequence[str],
    order: Literal["first_come", "pro_rata", "priority", "unstated"],
    *,
    by: Officer,
    command_id: str,
    reason: str,
    now: datetime | None = None,
    priorities: Mapping[str, int] | None = None,
    expected_version: int | None = None,
) -> list[Claim]:
    """Set money aside for approved claims, in the order in which they are named, as the clause shares a short budget.

    ``priorities`` are those of the claims' clauses, where ``order`` goes by them. ``expected_version`` is the version of
    the budget that whoever asks has seen: money that moved meanwhile is a conflict. All or none. Return the claims that
    got something; the others go on waiting. Raises as :func:`set_aside`.
    """
    pool = the_budget(budget)
    for claim in claims:
        found = the_claim(claim)
        check_right(by, actions.PAY, found)
        _check_zone(found, pool)
    names = [f"{command_id}:{number}" for number in range(len(set(claims)))]
    if streams := streams_of(names, "claim.budgeted"):
        return [the_claim(stream.partition("/")[2]) for stream in streams]
    moment = now or clock.now()

    def work() -> list[str]:
        with transaction.atomic():
            before = the_budget(budget)
            if expected_version is not None and expected_version != before.version:
                raise ConflictError(before.stream, expected=expected_version, found=before.version)
            ranks = priorities or {}
            asked = [
                Asked(one, _approved(the_claim(one)), ranks.get(one, 0)) for one in dict.fromkeys(claims)
            ]
            shares = share_out(before.available, asked, order)
            for number, (claim, yuan) in enumerate(shares.items()):
                wanted = commands.SetAside(budget, yuan, reason)
                version = before.version + number  # what was shared out must still be there
                _bind(the_claim(claim), wanted, by.actor, f"{command_id}:{number}", moment, version=version)
            return list(shares)

    return [the_claim(claim) for claim in until_it_holds(work)]


def _bind(
    claim: Claim,
    wanted: commands.SetAside,
    actor: str,
    command_id: str,
    now: datetime,
    *,
    version: int | None = None,
) -> None:
    """Append to the claim, then to its budget. The first append locks the ledger: the budget read after it stays.

    ``version`` is the version that the budget must still have, ``None`` for any.
    """
    clause = claim.right.clause
    ledger.append(
        claim.stream,
        decide(claim, wanted, actor, now),
        expected_version=claim.version,
        command_id=command_id,
        actor=actor,
        provision=clause,
    )
    budget = the_budget(wanted.budget)
    if version is not None and version != budget.version:
        raise ConflictError(budget.stream, expected=version, found=budget.version)
    ledger.append(
        budget.stream,
        [moves.reserve(budget, claim.id, wanted.yuan)],
        expected_version=budget.version,
        command_id=f"{command_id}:budget",
        actor=actor,
        provision=clause,
    )


def _move(
    budget: str,
    move: Callable[[Budget], Event],
    type_: str,
    *,
    by: Officer,
    command_id: str,
    basis: str = "",
) -> Budget:
    pool = the_budget(budget)
    check_right(by, actions.GRANT, pool)
    if is_done(command_id, pool.stream, {type_}):
        return pool

    def work() -> None:
        before = the_budget(budget)
        ledger.append(
            before.stream,
            [move(before)],
            expected_version=before.version,
            command_id=command_id,
            actor=by.actor,
            provision=basis,
        )

    until_it_holds(work)
    return the_budget(budget)


def _check_zone(claim: Claim, budget: Budget) -> None:
    if claim.claimant.zone != budget.zone:
        raise BudgetError(
            _("The claim belongs to another zone than the budget."),
            place=budget.stream,
            mend=_("Take a budget of the zone “%(zone)s”.") % {"zone": claim.claimant.zone},
        )


def _approved(claim: Claim) -> Decimal:
    """Return what was approved; nothing yet: the claim itself says below which step is missing."""
    return claim.approved if claim.approved is not None else claim.proof.yuan
