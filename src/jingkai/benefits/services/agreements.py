"""Draft, sign, follow and settle agreements; a year that was met becomes a claim, which is paid like every other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from jingkai.accounts.actions import Action
from jingkai.benefits import claim_actions, money_actions
from jingkai.benefits.agreements import transitions
from jingkai.benefits.agreements.agreement import (
    Achieved,
    Agreement,
    Terms,
    Year,
    achieved_data,
    agreement_id,
    stream_of,
    terms_data,
)
from jingkai.benefits.agreements.errors import AgreementError
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim, Claimant, Proof, Right
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.officer import Machine, Officer, check_right
from jingkai.benefits.selectors.agreements import find_claims, the_agreement
from jingkai.benefits.services import claims
from jingkai.benefits.services.commanding import entries_by, is_done, until_it_holds
from jingkai.kernel import clock
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.canonical import canonical
from jingkai.ledger.crypto import sm3
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import ConflictError
from jingkai.registry.models import Enterprise

ENGINE = "agreement/1"
"""What computes the payment of a year: all targets met, or nothing."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a year was settled: the claim of its payment (``None``: missed), and what was clawed back for it, by claim."""

    agreement: Agreement
    claim: Claim | None
    clawed_back: Mapping[str, Decimal]


def draft(zone: str, enterprise: str, terms: Terms, *, by: Officer, command_id: str) -> Agreement:
    """Draft an agreement with an enterprise. Raises :class:`AgreementError` and :class:`NotAllowedError`."""
    id_ = agreement_id(command_id)
    check_right(by, money_actions.DRAFT_AGREEMENT, Claimant(zone, enterprise, "enterprise", enterprise))
    _check_lies_in(zone, enterprise)
    if not is_done(command_id, stream_of(id_), {"agreement.drafted"}):
        ledger.append(
            stream_of(id_),
            [transitions.draft(id_, zone, enterprise, terms)],
            expected_version=0,
            command_id=command_id,
            actor=by.actor,
            provision=terms.clause,
        )
    return the_agreement(id_)


def sign(agreement: str, on: date, *, by: Officer, command_id: str, now: datetime | None = None) -> Agreement:
    """Put an agreement into force. Raises :class:`AgreementError` and :class:`NotAllowedError`."""
    today = _today(now)
    return _step(
        agreement,
        lambda before: transitions.sign(before, on, actor=by.actor, today=today),
        money_actions.DECIDE_AGREEMENT,
        "agreement.signed",
        by=by,
        command_id=command_id,
    )


def record(
    agreement: str,
    year: int,
    achieved: Mapping[str, Achieved],
    *,
    by: Officer,
    command_id: str,
    expected_version: int | None = None,
) -> Agreement:
    """Record what was achieved in a year. Raises :class:`AgreementError`, :class:`NotAllowedError`, :class:`ConflictError`."""
    return _step(
        agreement,
        lambda before: transitions.record(before, year, achieved),
        money_actions.DRAFT_AGREEMENT,
        "agreement.achieved",
        by=by,
        command_id=command_id,
        expected_version=expected_version,
    )


def terminate(agreement: str, reason: str, *, by: Officer, command_id: str) -> Agreement:
    """End an agreement early. Raises :class:`AgreementError` and :class:`NotAllowedError`."""
    return _step(
        agreement,
        lambda before: transitions.terminate(before, reason),
        money_actions.DECIDE_AGREEMENT,
        "agreement.terminated",
        by=by,
        command_id=command_id,
    )


def settle(
    agreement: str,
    year: int,
    *,
    by: Officer,
    command_id: str,
    expected_version: int | None = None,
    now: datetime | None = None,
) -> Ended:
    """Settle a year: where all targets were met its claim is opened, where one was missed what was agreed is clawed back.

    All of it or nothing. Raises :class:`AgreementError`, :class:`~jingkai.benefits.claims.errors.ClaimError`,
    :class:`~jingkai.benefits.claims.errors.NotAllowedError` and :class:`~jingkai.ledger.errors.ConflictError`.
    """
    found = the_agreement(agreement)
    check_right(by, money_actions.DECIDE_AGREEMENT, found)
    if is_done(command_id, found.stream, {"agreement.year_settled"}):
        return _ended(the_agreement(agreement), year, command_id)
    moment = now or clock.now()
    today = _today(now)

    def work() -> None:
        with transaction.atomic():
            before = the_agreement(agreement)
            _check_version(before, expected_version)
            terms = before.terms.of(year)
            met = terms is not None and before.is_met(terms)
            claim = _discovery(before, terms, today) if met and terms else None
            id_ = _id_of(claim) if claim else ""
            ledger.append(
                before.stream,
                [transitions.settle(before, year, id_, actor=by.actor, today=today)],
                expected_version=before.version,
                command_id=command_id,
                actor=by.actor,
                provision=before.terms.clause,
            )
            if claim is not None:
                claims.discover(claim, by=Machine(), command_id=f"{command_id}:claim", now=moment)
            else:
                _claw_back(before, year, by=by, command_id=command_id, now=moment)

    until_it_holds(work)
    return _ended(the_agreement(agreement), year, command_id)


def verify(agreement: str, year: int, *, by: Officer, command_id: str, now: datetime | None = None) -> Claim:
    """Verify the claim of a settled year: the papers of what was achieved are its evidence.

    Raises :class:`AgreementError` where the year has no claim, and as :func:`jingkai.benefits.services.claims.take`.
    """
    found = the_agreement(agreement)
    settled, terms = found.settled.get(year), found.terms.of(year)
    if settled is None or terms is None or not settled.claim:
        raise AgreementError(
            _("The year %(year)d has no payment to verify.") % {"year": year},
            place=found.stream,
            mend=_("Settle the year first."),
        )
    moment = now or clock.now()
    proof, receipt = _proof(found, terms, _today(now))
    evidence = tuple(
        commands.Evidence(name, one.paper, "enterprise") for name, one in found.achieved[year].items()
    )
    step = commands.Verify(proof, receipt, terms.yuan, evidence)
    check_right(by, claim_actions.VERIFY, found)
    return claims.take(settled.claim, step, by=by, command_id=command_id, now=moment)


def _check_lies_in(zone: str, enterprise: str) -> None:
    its = Enterprise.objects.filter(uscc=enterprise).values_list("zone__code", flat=True).first()
    if its is not None and its != zone:
        raise AgreementError(
            _("The enterprise lies in another zone: “%(zone)s”.") % {"zone": its},
            place="enterprise",
            mend=_("Let its own zone make the agreement."),
        )


def _step(
    agreement: str,
    decide: Callable[[Agreement], Event],
    action: Action,
    type_: str,
    *,
    by: Officer,
    command_id: str,
    expected_version: int | None = None,
) -> Agreement:
    found = the_agreement(agreement)
    check_right(by, action, found)
    if is_done(command_id, found.stream, {type_}):
        return found

    def work() -> None:
        before = the_agreement(agreement)
        _check_version(before, expected_version)
        ledger.append(
            before.stream,
            [decide(before)],
            expected_version=before.version,
            command_id=command_id,
            actor=by.actor,
            provision=before.terms.clause,
        )

    until_it_holds(work)
    return the_agreement(agreement)


def _claw_back(agreement: Agreement, year: int, *, by: Officer, command_id: str, now: datetime) -> None:
    for number, claim in enumerate(find_claims(agreement)):
        yuan = transitions.to_give_back(agreement, claim)
        if yuan is not None:
            reason = _("Agreement %(number)s: the targets of %(year)d were missed.") % {
                "number": agreement.terms.number,
                "year": year,
            }
            step = commands.ClawBack(yuan, reason, agreement.terms.provision)
            claims.take(claim.id, step, by=by, command_id=_back(command_id, number), now=now)


def _back(command_id: str, number: int) -> str:
    """Return the id under which a command claws back the payment of one of the claims."""
    return f"{command_id}:back-{number}"


def _discovery(agreement: Agreement, year: Year, today: date) -> commands.Discover:
    claimant = Claimant(agreement.zone, agreement.enterprise, "enterprise", agreement.enterprise)
    terms = agreement.terms
    right = Right(terms.document, terms.provision, agreement.benefit, f"year-{year.year}")
    proof, receipt = _proof(agreement, year, today)
    return commands.Discover(claimant, right, proof, receipt)


def _id_of(found: commands.Discover) -> str:
    from jingkai.benefits.claims.claim import claim_id

    return claim_id(found.claimant, found.right)


def _proof(agreement: Agreement, year: Year, today: date) -> tuple[Proof, str]:
    """Return what the payment of a year rests on, and its receipt."""
    terms, facts = (
        terms_data(agreement.terms),
        achieved_data(
            {
                name: one
                for name, one in agreement.achieved.get(year.year, {}).items()
                if any(target.indicator == name for target in year.targets)
            }
        ),
    )
    receipt = json.dumps(
        {"engine": ENGINE, "agreement": agreement.id, "terms": terms, "year": year.year, "achieved": facts},
        ensure_ascii=False,
        sort_keys=True,
    )
    proof = Proof(
        engine=ENGINE,
        rules=sm3(canonical(terms)).hex(),
        facts=sm3(canonical(facts)).hex(),
        receipt=sm3(receipt.encode()).hex(),
        valid_on=date(year.year, 12, 31),
        recorded_on=today,
        yuan=year.yuan,
    )
    return proof, receipt


def _ended(agreement: Agreement, year: int, command_id: str) -> Ended:
    """Tell how a year was settled by a command: what was clawed back for other years before is not told."""
    settled = agreement.settled[year]
    found = {claim.id: claim for claim in find_claims(agreement)}
    back = {
        entry.stream.partition("/")[2]: Decimal(str(entry.data["yuan"]))
        for entry in entries_by(_back(command_id, number) for number in range(len(found)))
    }
    return Ended(agreement, found.get(settled.claim), back)


def _check_version(agreement: Agreement, expected: int | None) -> None:
    if expected is not None and expected != agreement.version:
        raise ConflictError(agreement.stream, expected=expected, found=agreement.version)


def _today(now: datetime | None) -> date:
    return (now or clock.now()).astimezone(CHINA).date()
