"""Payments: order a batch, hand its file to the treasury, take the bank's answer.

Whatever crashes when: a batch is prepared as a whole or not at all; its file is the same each time it is handed over, and
recorded before it leaves; each line of an answer is recorded by itself, once. So every claim is paid exactly once or still
waits, and handing in the same file or the same answer again goes on where it stopped. The bank pays each reference
(凭证号) once, however often it gets it; a payment that it refused is ordered again under a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from django.db import transaction

from jingkai.benefits import claim_actions as actions
from jingkai.benefits.budgets import moves
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.errors import PaymentError
from jingkai.benefits.claims.money import ZERO, written
from jingkai.benefits.claims.officer import Officer, check_right
from jingkai.benefits.claims.transitions import decide
from jingkai.benefits.payments.batch import MOST_LINES, Batch, Line, batch_id, stream_of
from jingkai.benefits.payments.treasury import Answer, read_answer, treasury_file
from jingkai.benefits.selectors.claims import is_open, payee, the_batch, the_budget, the_claim
from jingkai.benefits.services.commanding import is_done, until_it_holds
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.canonical import Json
from jingkai.ledger.crypto import sm3
from jingkai.ledger.entry import Event


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What an answer said: claims paid and refused by it, recorded before already, and still without an answer."""

    paid: tuple[str, ...]
    refused: tuple[str, ...]
    before: tuple[str, ...]
    open: tuple[str, ...]
    yuan: Decimal


def prepare_batch(
    budget: str, claims: Sequence[str], *, by: Officer, command_id: str, now: datetime | None = None
) -> Batch:
    """Order the payment of claims that have money set aside in a budget, all of them or none.

    Raises :class:`~jingkai.benefits.claims.errors.PaymentError`, :class:`~jingkai.benefits.claims.errors.ClaimError` for a
    claim that is not ready, and :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    check_right(by, actions.PAY, the_budget(budget))
    batch = batch_id(command_id)
    if is_done(command_id, stream_of(batch), {"payment.prepared"}):
        return the_batch(batch)
    wanted = tuple(dict.fromkeys(claims))
    if not 1 <= len(wanted) <= MOST_LINES:
        raise PaymentError(
            _("A batch has 1 to %(most)d payments, not %(count)d.")
            % {"most": MOST_LINES, "count": len(wanted)},
            place="claims",
            mend=_("Choose claims, or make several batches."),
        )
    moment = now or clock.now()

    def work() -> None:
        with transaction.atomic():
            _prepare(batch, budget, wanted, actor=by.actor, command_id=command_id, now=moment)

    until_it_holds(work)
    return the_batch(batch)


def hand_over(batch: str, *, by: Officer, command_id: str) -> bytes:
    """Record that the file of a batch is handed to the treasury, then return it. Each time it is the same file.

    Raises :class:`~jingkai.benefits.claims.errors.PaymentError` where the file would differ from the recorded one.
    """
    found = the_batch(batch)
    check_right(by, actions.PAY, found)
    content = treasury_file(found, {line.claim: payee(line.claim) for line in found.lines})
    if _digest(content) != found.digest:
        raise PaymentError(
            _("The file is no longer the one that was recorded when the batch was prepared."),
            place=found.stream,
            mend=_("Do not send it. Have the ledger verified."),
        )
    if not is_done(command_id, found.stream, {"payment.handed_over"}):
        ledger.append(
            found.stream,
            [Event("payment.handed_over", {"digest": found.digest})],
            expected_version=None,
            command_id=command_id,
            actor=by.actor,
        )
    return content


def reconcile(batch: str, content: bytes, *, by: Officer, now: datetime | None = None) -> Reconciled:
    """Record what the bank says of the payments of a batch. The same answer may be handed in again at any time.

    Raises :class:`~jingkai.benefits.claims.errors.PaymentError` for an answer that is not whole, that names what the batch
    does not have, or that contradicts an earlier one; then nothing of it is recorded.
    """
    found = the_batch(batch)
    check_right(by, actions.PAY, found)
    answers = read_answer(found, content)
    _check_contradictions(found, answers)
    moment = now or clock.now()
    done: dict[bool, list[str]] = {True: [], False: []}
    before: list[str] = []
    for answer in answers:
        recorded = until_it_holds(partial(_record, found, answer, by.actor, moment))
        (done[answer.paid] if recorded else before).append(answer.line.claim)
    told = {answer.line.number for answer in answers}
    waiting = [line for line in found.lines if line.number not in told]
    result = Reconciled(
        tuple(done[True]),
        tuple(done[False]),
        tuple(before),
        tuple(line.claim for line in waiting if is_open(found, the_claim(line.claim))),
        sum((answer.line.yuan for answer in answers if answer.paid), ZERO),
    )
    digest = _digest(content)
    command = f"answer:{found.id}:{digest[:32]}"
    if not is_done(command, found.stream, {"payment.answered"}):
        ledger.append(
            found.stream,
            [Event("payment.answered", {"digest": digest, **_counted(answers)})],
            expected_version=None,
            command_id=command,
            actor=by.actor,
        )
    return result


def _prepare(
    batch: str, budget_id: str, claims: Sequence[str], *, actor: str, command_id: str, now: datetime
) -> None:
    """Append to each claim, to the budget and to the batch, within the caller's transaction."""
    lines: list[Line] = []
    for number, claim in enumerate(claims, start=1):
        before = the_claim(claim)
        events = decide(before, commands.Order(batch, number), actor, now)
        _check_budget(before, budget_id)
        assert before.budgeted is not None, "money is set aside"
        ledger.append(
            before.stream,
            events,
            expected_version=before.version,
            command_id=f"{command_id}:{number}",
            actor=actor,
            provision=before.right.clause,
        )
        lines.append(Line(number, claim, before.budgeted, before.right.clause))
    budget = the_budget(budget_id)
    ledger.append(
        budget.stream,
        [moves.commit(budget, line.claim) for line in lines],
        expected_version=budget.version,
        command_id=f"{command_id}:budget",
        actor=actor,
    )
    draft = Batch(batch, budget_id, budget.zone, actor, tuple(lines), 0)
    content = treasury_file(draft, {line.claim: payee(line.claim) for line in lines})
    ledger.append(
        draft.stream,
        [Event("payment.prepared", _written(draft, _digest(content)))],
        expected_version=0,
        command_id=command_id,
        actor=actor,
    )


def _record(batch: Batch, answer: Answer, actor: str, now: datetime) -> bool:
    """Record one line of an answer; return whether it was new."""
    with transaction.atomic():
        claim = the_claim(answer.line.claim)
        if not is_open(batch, claim):
            return False
        step: commands.Pay | commands.RefusePayment
        if answer.paid:
            assert answer.on is not None, "a payment has a day"
            step = commands.Pay(batch.id, answer.line.yuan, answer.on, answer.reference)
        else:
            step = commands.RefusePayment(batch.id, answer.reason)
        command = f"bank:{batch.reference(answer.line)}"
        ledger.append(
            claim.stream,
            decide(claim, step, actor, now),
            expected_version=claim.version,
            command_id=command,
            actor=actor,
            provision=claim.right.clause,
        )
        budget = the_budget(batch.budget)
        move = moves.pay if answer.paid else moves.give_back
        ledger.append(
            budget.stream,
            [move(budget, claim.id)],
            expected_version=budget.version,
            command_id=f"{command}:budget",
            actor=actor,
            provision=claim.right.clause,
        )
    return True


def _check_contradictions(batch: Batch, answers: Sequence[Answer]) -> None:
    """Raise :class:`PaymentError` where the bank now says the opposite of what it said of the same payment."""
    contrary = []
    for answer in answers:
        claim = the_claim(answer.line.claim)
        if is_open(batch, claim):
            continue
        was_paid = claim.batch == batch.id and claim.paid is not None
        if was_paid != answer.paid:
            contrary.append(batch.reference(answer.line))
    if contrary:
        raise PaymentError(
            _("The bank says the opposite of what it said before: %(names)s.")
            % {"names": ", ".join(contrary)},
            place=batch.stream,
            mend=_("Clear it with the bank; nothing of this answer was recorded."),
        )


def _check_budget(claim: Claim, budget: str) -> None:
    if claim.budget != budget:
        raise PaymentError(
            _("The money of this claim is set aside in the budget %(its)s.") % {"its": claim.budget},
            place=claim.stream,
            mend=_("Pay it from a batch of that budget."),
        )


def _counted(answers: Sequence[Answer]) -> dict[str, str | int]:
    paid = [answer.line.yuan for answer in answers if answer.paid]
    return {"paid": len(paid), "refused": len(answers) - len(paid), "yuan": written(sum(paid, ZERO))}


def _written(batch: Batch, digest: str) -> dict[str, Json]:
    return {
        "batch": batch.id,
        "budget": batch.budget,
        "zone": batch.zone,
        "digest": digest,
        "count": len(batch.lines),
        "yuan": written(batch.total),
        "lines": [
            {"number": line.number, "claim": line.claim, "yuan": written(line.yuan), "clause": line.clause}
            for line in batch.lines
        ],
    }


def _digest(content: bytes) -> str:
    return sm3(content).hex()
