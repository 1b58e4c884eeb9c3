"""Budgets: money comes in, is set aside for claims, and is never more than there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from jingkai.benefits import claim_actions as actions
from jingkai.benefits.budgets import moves
from jingkai.benefits.budgets.budget import Budget, Source
from jingkai.benefits.budgets.fitting import check_fits
from jingkai.benefits.budgets.sharing import Asked, share_out
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim, stream_of
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.claims.officer import Officer, check_right
from jingkai.benefits.claims.transitions import decide
from jingkai.benefits.pools import Key, Order, order_of, priority_of
from jingkai.benefits.selectors.claims import found_first, the_budget, the_claim
from jingkai.benefits.selectors.pools import pools_of_zone
from jingkai.benefits.services.commanding import is_done, streams_of, until_it_holds
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import ConflictError


def grant(budget: str, source: Source, yuan: Decimal, *, basis: str, by: Officer, command_id: str) -> Budget:
    """Record money granted to a budget; ``basis`` names the decision. Its pool is one that a clause of its zone names.

    Raises :class:`~jingkai.benefits.claims.errors.BudgetError` and
    :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    return _move(
        budget,
        lambda now: _granted(now, source, yuan, basis),
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
    check_right(by, actions.PAY, the_claim(claim))
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
    order: Order,
    *,
    by: Officer,
    command_id: str,
    reason: str,
    now: datetime | None = None,
    expected_version: int | None = None,
) -> list[Claim]:
    """Set money aside for approved claims, those that were found first before the others, as their clauses share it out.

    Where it is short the order of the clauses holds, with the priorities that they set; where they set none, ``order`` is
    what people have decided, and ``reason`` names the decision. ``expected_version`` is the version of the budget that
    whoever asks has seen: money that moved meanwhile is a conflict. All or none. Return the claims that got something;
    the others go on waiting. Raises as :func:`set_aside`.
    """
    pool = the_budget(budget)
    for claim in claims:
        found = the_claim(claim)
        check_right(by, actions.PAY, found)
        check_fits(pool, found.claimant, found.right)
    names = [f"{command_id}:{number}" for number in range(len(set(claims)))]
    if streams := streams_of(names, "claim.budgeted"):
        return [the_claim(stream.partition("/")[2]) for stream in streams]
    moment = now or clock.now()

    def work() -> list[str]:
        with transaction.atomic():
            before = the_budget(budget)
            if expected_version is not None and expected_version != before.version:
                raise ConflictError(before.stream, expected=expected_version, found=before.version)
            waiting = [the_claim(one) for one in found_first(claims)]
            _check_order(before, waiting, order, reason)
            asked = [Asked(one.id, _approved(one), priority_of(_key(one))) for one in waiting]
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


def _granted(budget: Budget, source: Source, yuan: Decimal, basis: str) -> Event:
    known = pools_of_zone(budget.zone)
    if budget.pool not in known:
        raise BudgetError(
            _("No clause that applies in the zone “%(zone)s” is paid from a pool “%(pool)s”.")
            % {"zone": budget.zone, "pool": budget.pool},
            place=budget.stream,
            mend=_("Pools there: %(names)s.") % {"names": ", ".join(known) or _("none")},
        )
    return moves.grant(budget, source, yuan, basis)


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


def _check_order(budget: Budget, claims: Sequence[Claim], order: Order, reason: str) -> None:
    """Hold a short budget to the order that the clauses set; one that people have decided on has to be named."""
    if sum(map(_approved, claims), ZERO) <= budget.available:
        return
    stated = order_of(map(_key, claims))
    if stated not in {"unstated", order}:
        raise BudgetError(
            _("The clauses say who gets what where there is too little (%(stated)s); asked was %(asked)s.")
            % {"stated": stated, "asked": order},
            place=budget.stream,
            mend=_("Share it out as the clauses say."),
        )
    if stated == "unstated" != order and not reason.strip():
        raise BudgetError(
            _("No clause says who gets what of too little money, so somebody has to decide it."),
            place="reason",
            mend=_("Name the decision that shares it out."),
        )


def _key(claim: Claim) -> Key:
    return claim.right.document, claim.right.benefit


def _approved(claim: Claim) -> Decimal:
    """Return what was approved; nothing yet: the claim itself says below which step is missing."""
    return claim.approved if claim.approved is not None else claim.proof.yuan
