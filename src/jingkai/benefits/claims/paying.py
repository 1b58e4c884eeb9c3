"""What a claim allows once it is granted: money set aside, ordered, paid, clawed back, and come in again."""

from __future__ import annotations

from datetime import date

from jingkai.benefits.budgets.budget import read_id
from jingkai.benefits.budgets.fitting import check_fits
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.demands import expect, expect_batch, four_eyes, known_sum, said
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.events import event
from jingkai.benefits.claims.money import exact, positive, written
from jingkai.benefits.claims.states import State
from jingkai.kernel.language import gettext as _
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event


def set_aside(claim: Claim, command: commands.SetAside, _actor: str, _today: date) -> Event:
    """Money is reserved in a budget that pays such claims, at most what was approved. Raises :class:`ClaimError`
    and :class:`~jingkai.benefits.claims.errors.BudgetError`.
    """
    expect(claim, State.APPROVED)
    check_fits(read_id(command.budget), claim.claimant, claim.right)
    yuan, approved = positive(command.yuan), known_sum(claim.approved)
    if yuan > approved:
        raise ClaimError(
            _("%(yuan)s yuan are more than was approved: %(most)s.") % {"yuan": yuan, "most": approved},
            place="yuan",
            mend=_("Set aside at most what was approved."),
        )
    if yuan < approved:
        said(command.reason, "reason")
    data: dict[str, Json] = {"budget": command.budget, "yuan": written(yuan), "approved": written(approved)}
    return event(claim, "budgeted", {**data, "reason": command.reason.strip()})


def order(claim: Claim, command: commands.Order, actor: str, _today: date) -> Event:
    """It goes to the treasury, ordered by somebody who has not approved it. Raises :class:`ClaimError`."""
    expect(claim, State.BUDGETED)
    if actor == claim.approved_by:
        raise ClaimError(
            _("Whoever approved a claim does not order its payment."),
            place=claim.stream,
            mend=_("Let another paymaster order it."),
        )
    data: dict[str, Json] = {
        "batch": command.batch,
        "line": command.line,
        "yuan": written(known_sum(claim.budgeted)),
    }
    return event(claim, "payment_ordered", data)


def pay(claim: Claim, command: commands.Pay, _actor: str, _today: date) -> Event:
    """The bank has paid what was ordered. Raises :class:`ClaimError` for another sum or another batch."""
    expect_batch(claim, command.batch)
    if exact(command.yuan) != claim.budgeted:
        raise ClaimError(
            _("The bank paid %(paid)s yuan; ordered were %(ordered)s.")
            % {"paid": command.yuan, "ordered": claim.budgeted},
            place=claim.stream,
            mend=_("Clear it with the bank before it is recorded."),
        )
    data: dict[str, Json] = {
        "batch": command.batch,
        "yuan": written(command.yuan),
        "on": command.on.isoformat(),
        "reference": command.reference,
    }
    return event(claim, "paid", data)


def refuse_payment(claim: Claim, command: commands.RefusePayment, _actor: str, _today: date) -> Event:
    """The bank has not paid. Raises :class:`ClaimError` without a reason, or for another batch."""
    expect_batch(claim, command.batch)
    return event(claim, "payment_refused", {"batch": command.batch, "reason": said(command.reason, "reason")})


def claw_back(claim: Claim, command: commands.ClawBack, actor: str, _today: date) -> Event:
    """What was paid has to be given back, or a part of it; again and again, never more than was paid in all.

    Raises :class:`ClaimError`.
    """
    expect(claim, State.PAID, State.CLOSED, State.CLAWED_BACK)
    four_eyes(claim, actor)
    yuan = positive(command.yuan)
    if yuan > claim.kept:
        raise ClaimError(
            _("%(yuan)s yuan are more than is left of what was paid: %(left)s of %(paid)s.")
            % {"yuan": yuan, "left": claim.kept, "paid": known_sum(claim.paid)},
            place="yuan",
            mend=_("Claw back at most what was paid and is not clawed back yet."),
        )
    data: dict[str, Json] = {
        "yuan": written(yuan),
        "reason": said(command.reason, "reason"),
        "reason_provision": said(command.provision, "provision"),
    }
    return event(claim, "clawed_back", data)


def recover(claim: Claim, command: commands.Recover, _actor: str, today: date) -> Event:
    """Money that was clawed back has come in, at most what is still owed. Raises :class:`ClaimError`."""
    expect(claim, State.CLAWED_BACK, State.CLOSED)
    yuan, owed = positive(command.yuan), claim.owed
    if not owed or yuan > owed:
        raise ClaimError(
            _("%(yuan)s yuan are more than is still to be given back: %(owed)s.")
            % {"yuan": yuan, "owed": owed},
            place="yuan",
            mend=_("Record what came in for this claim, at most what is still owed."),
        )
    if command.on > today:
        raise ClaimError(
            _("%(day)s has not come yet.") % {"day": command.on.isoformat()},
            place="on",
            mend=_("Record money when it has come in."),
        )
    data: dict[str, Json] = {
        "yuan": written(yuan),
        "on": command.on.isoformat(),
        "reference": said(command.reference, "reference"),
        "again": command.again,
    }
    return event(claim, "recovered", data)
