"""People, findings and steps for tests of claims: ``claim_at(State.APPROVED)`` is a claim that has come so far."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.budgets.budget import Source
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.claim import Claim, Claimant, Proof, Right
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.claims.states import State
from jingkai.benefits.payments.treasury import ANSWER_HEAD
from jingkai.benefits.services import budgets, claims, payments

ZONE, USCC, NUMBER = "qinglan", "91350211M000100Y46", "澄政办发〔2025〕11号"
BUDGET = f"{ZONE}/quality/2026"
FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)  # ten in the morning in China
LATER = datetime(2026, 3, 16, 2, tzinfo=UTC)  # after five working days of publication

_count = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """Somebody with roles, without a database."""

    actor: str
    grants: Iterable[Grant]
    second_factor: bool = True
    is_authenticated: bool = True


def person(name: str, role: Role, *, zone: str = ZONE, enterprise: str = "") -> Person:
    """Return somebody who holds a role in a zone, or in an enterprise."""
    scope = Scope(ScopeKind.ENTERPRISE, enterprise) if enterprise else Scope(ScopeKind.ZONE, zone)
    return Person(f"user:{name}", (Grant(role, scope),))


OWNER = person("owner", Role.ENTERPRISE_ADMINISTRATOR, enterprise=USCC)
OFFICER = person("officer", Role.CASE_OFFICER)
MAKER = person("maker", Role.DECISION_MAKER)
PAYMASTER = person("paymaster", Role.PAYMASTER)
STRANGER = person("stranger", Role.ENTERPRISE_ADMINISTRATOR, enterprise="91320594MA1MYD5H0J")
NEIGHBOUR = person("neighbour", Role.DECISION_MAKER, zone="songhai")


def command() -> str:
    """Return a command id of its own."""
    return f"command-{next(_count)}"


def proof(yuan: str = "500000.00") -> Proof:
    """Return what a finding rests on."""
    return Proof("rules/1", "a" * 64, "b" * 64, "c" * 64, date(2026, 3, 6), date(2026, 3, 6), Decimal(yuan))


def finding(
    key: str = USCC,
    period: str = "year-2026",
    yuan: str = "500000.00",
    *,
    judgements: tuple[str, ...] = (),
    benefit: str = "quality_award",
) -> commands.Discover:
    """Return the command that opens a claim of an enterprise; the claim is the zone's enterprise's own."""
    claimant = Claimant(ZONE, USCC, "enterprise", key)
    right = Right(NUMBER, "art_2__item_10", benefit, period)
    return commands.Discover(claimant, right, proof(yuan), '{"receipt":1}', judgements, automatic=True)


CONSENT = commands.Consent("何晓", "13800000000", "青岚样本有限公司", "青岚农商行", "6222020200011122233")
EVIDENCE = (commands.Evidence("quality_award", "获奖文件", "unit"),)


def verification(rules: str = "500000.00", **more: object) -> commands.Verify:
    """Return the command that verifies a claim."""
    return commands.Verify(
        **{"proof": proof(rules), "receipt": "{}", "yuan": Decimal(rules), "evidence": EVIDENCE, **more}
    )


def granted(yuan: str = "2000000.00") -> str:
    """Grant money to the budget and return its id."""
    budgets.grant(
        BUDGET, Source.CITY, Decimal(yuan), basis="澄财〔2026〕1号", by=PAYMASTER, command_id=command()
    )
    return BUDGET


def claim_at(
    state: State,
    key: str = USCC,
    yuan: str = "500000.00",
    period: str = "year-2026",
    benefit: str = "quality_award",
) -> Claim:
    """Return a claim that has come to a state on the straight way (the budget must hold enough)."""
    wanted = finding(key, period, yuan, benefit=benefit)
    found = claims.discover(wanted, by=Machine(), command_id=command(), now=FRIDAY)
    steps = [
        (State.CONSENTED, OWNER, CONSENT, FRIDAY),
        (State.VERIFIED, OFFICER, verification(yuan), FRIDAY),
        (State.PUBLICISED, OFFICER, commands.Publicise(5, f"{NUMBER} art_3"), FRIDAY),
        (State.APPROVED, MAKER, commands.Approve(), LATER),
    ]
    for reached, by, step, now in steps:
        if found.state is state:
            return found
        found = take(found, step, by, now=now)
        assert found.state is reached
    if state is State.APPROVED:
        return found
    found = budgets.set_aside(found.id, BUDGET, by=PAYMASTER, command_id=command(), now=LATER)
    if state is State.BUDGETED:
        return found
    batch = payments.prepare_batch(BUDGET, [found.id], by=PAYMASTER, command_id=command(), now=LATER)
    if state is State.ORDERED:
        return claim_of(found)
    payments.reconcile(batch.id, answer((f"{batch.id}-0001", yuan, "成功")), by=PAYMASTER, now=LATER)
    if state is State.CLOSED:
        return claims.take(found.id, commands.Close(), by=OFFICER, command_id=command(), now=LATER)
    return claim_of(found)


def rule(days: int = 5, basis: str = f"{NUMBER} art_3", zone: str = ZONE) -> commands.Publicise:
    """Let a zone have decided for how long claims are published, and return the step that does so."""
    from jingkai.benefits.models import ZoneTerm

    decided = {"days": days, "basis": basis, "set_by": "user:policy"}
    ZoneTerm.objects.update_or_create(zone=zone, step="publication", defaults=decided)
    return commands.Publicise(days, basis)


def claim_of(claim: Claim) -> Claim:
    """Read a claim again."""
    from jingkai.benefits.selectors.claims import the_claim

    return the_claim(claim.id)


def take(claim: Claim, step: claims.Step, by: Person, *, now: datetime = LATER) -> Claim:
    """Take one step; a publication by a rule that the zone has set for it."""
    if isinstance(step, commands.Publicise) and 0 < step.days < 61:
        rule(step.days, step.basis)
    return claims.take(claim.id, step, by=by, command_id=command(), now=now)


def answer(*lines: tuple[str, str, str], totals: tuple[int, str] | None = None) -> bytes:
    """Return a bank's answer: reference, yuan and result of each line."""
    count, total = totals or (len(lines), str(sum((Decimal(yuan) for _r, yuan, _p in lines), Decimal(0))))
    rows = [",".join(ANSWER_HEAD)]
    for number, (reference, yuan, result) in enumerate(lines):
        reason = "" if result == "成功" else "账号不存在"
        rows.append(f"{reference},{yuan},{result},2026-03-17,BK{number:05d},{reason}")
    return "\r\n".join([*rows, f"合计,{count},{total}", ""]).encode()
