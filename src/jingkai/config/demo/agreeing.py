"""Agreements of the demo with single enterprises: one whose first year was met and is paid, one that waits for a signature."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from jingkai.accounts.roles import Role
from jingkai.benefits.agreements.agreement import Achieved, Target, Terms, Year, agreement_id
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.payments.batch import Batch
from jingkai.benefits.services import agreements, budgets, claims, payments
from jingkai.config.demo.claiming import consent
from jingkai.config.demo.journeys import ANSWERED_AFTER, PUBLISHED
from jingkai.config.demo.paying import answer
from jingkai.config.demo.stage import RULE, Stage
from jingkai.config.demo.world import ZONE_CODE, DemoEnterprise, DemoWorld
from jingkai.kernel import clock

CLAUSE = "art_2__item_15"
"""The guidance fund; the sample document has no clause of its own for agreements."""

POOL = "industry"
PAID_A_YEAR = Decimal("600000.00")
_INDICATOR = "年产值"
_MADE_UP = "年度产值核定表（演示）"
_AFTER_NEW_YEAR = 12
"""So many working days into the next year it is known what was achieved."""


def note_agreements(stage: Stage, made: DemoWorld) -> int:
    """Note both agreements; return how many claims come of them."""
    large = sorted(
        (one for one in made.enterprises if one.state == "active" and one.uscc != stage.host),
        key=lambda one: -one.scale * one.trade.output,
    )
    if stage.plan.last < _AFTER_NEW_YEAR:
        return 0
    first = _Agreement(stage, large[0], _output(made, large[0]), "1")
    first.note(2, signed=6)
    _Agreement(stage, large[1], _output(made, large[1]), "2").note(stage.plan.last - 3, signed=None)
    return sum(first.note_year(one) for one in first.terms.years)


def _output(made: DemoWorld, one: DemoEnterprise) -> Decimal:
    """Return what the enterprise produced in its last four quarters that are known."""
    known = [
        fact.number
        for fact in made.facts
        if fact.subject == one.uscc and fact.variable == "enterprise.output"
    ]
    return sum(known[-4:], Decimal(0))


class _Agreement:
    """One agreement: three years, each with a least output."""

    def __init__(self, stage: Stage, enterprise: DemoEnterprise, output: Decimal, number: str) -> None:
        self._stage, self._enterprise, self._output, self._number = stage, enterprise, output, number
        self._command = f"demo:agreement:{number}"
        self._id = agreement_id(f"{self._command}:draft")
        drafted = stage.plan.days[0 if number == "1" else -1].year
        year = drafted if number == "1" else drafted + 1
        least = (output * Decimal("0.9") / 10_000_000).to_integral_value() * 10_000_000
        self.terms = Terms(
            number=f"青经管协〔{drafted}〕{number}号（演示）",
            title=f"{enterprise.name}扶持协议",
            document=stage.policy.number,
            provision=CLAUSE,
            years=tuple(
                Year(year + after, PAID_A_YEAR, (Target(_INDICATOR, least, "元"),)) for after in range(3)
            ),
            claw_back=Decimal("0.5"),
        )
        self._claim = ""
        self._batch: Batch | None = None

    def note(self, drafted: int, *, signed: int | None) -> None:
        """Note that it was drafted, and signed by somebody else."""
        self._stage.note(drafted, time(10, 40), self._draft)
        if signed is not None:
            self._stage.note(signed, time(15, 10), lambda: self._sign(signed))

    def note_year(self, terms: Year) -> bool:
        """Note how a year was settled and paid, as far as there has been time; return whether there is a claim."""
        plan, year = self._stage.plan, terms.year
        after = [number for number, day in enumerate(plan.days) if day.year > year]
        if len(after) <= _AFTER_NEW_YEAR + 4:
            return False
        start = after[0] + _AFTER_NEW_YEAR
        self._stage.note(start, time(11), lambda: self._record(year))
        self._stage.note(start + 4, time(14), lambda: self._settle(year))
        steps = (
            (5, time(10), self._consent),
            (8, time(10), lambda: self._verify(year)),
            (9, time(10), lambda: self._take("publicise", commands.Publicise(PUBLISHED, RULE))),
            (10 + PUBLISHED, time(10), lambda: self._take("approve", commands.Approve())),
            (11 + PUBLISHED, time(16), lambda: self._set_aside(year + 1)),
            (12 + PUBLISHED, time(16), lambda: self._order(year + 1)),
            (12 + PUBLISHED + ANSWERED_AFTER, time(9, 20), self._reconcile),
            (14 + PUBLISHED + ANSWERED_AFTER, time(11), lambda: self._take("close", commands.Close())),
        )
        for days, at, deed in steps:
            if start + 4 + days <= plan.last:
                self._stage.note(start + 4 + days, at, deed)
        return True

    def _draft(self) -> None:
        by = self._stage.by(Role.CASE_OFFICER)
        agreements.draft(
            ZONE_CODE, self._enterprise.uscc, self.terms, by=by, command_id=f"{self._command}:draft"
        )

    def _sign(self, day: int) -> None:
        by = self._stage.by(Role.DECISION_MAKER)
        agreements.sign(self._id, self._stage.plan.days[day], by=by, command_id=f"{self._command}:sign")

    def _record(self, year: int) -> None:
        agreements.record(
            self._id,
            year,
            {_INDICATOR: Achieved(self._output, _MADE_UP)},
            by=self._stage.by(Role.CASE_OFFICER),
            command_id=f"{self._command}:record:{year}",
        )

    def _settle(self, year: int) -> None:
        by = self._stage.by(Role.DECISION_MAKER)
        ended = agreements.settle(self._id, year, by=by, command_id=f"{self._command}:settle:{year}")
        assert ended.claim is not None, "what was achieved is above what was agreed"
        self._claim = ended.claim.id

    def _consent(self) -> None:
        claims.take(
            self._claim,
            consent(self._enterprise),
            by=self._stage.applicant(self._enterprise),
            command_id=f"demo:{self._claim}:consent",
        )

    def _verify(self, year: int) -> None:
        by = self._stage.by(Role.CASE_OFFICER)
        agreements.verify(self._id, year, by=by, command_id=f"demo:{self._claim}:verify")

    def _take(self, name: str, step: claims.Step) -> None:
        role = Role.DECISION_MAKER if name == "approve" else Role.CASE_OFFICER
        claims.take(self._claim, step, by=self._stage.by(role), command_id=f"demo:{self._claim}:{name}")

    def _set_aside(self, year: int) -> None:
        by = self._stage.by(Role.PAYMASTER)
        budgets.set_aside(
            self._claim, f"{ZONE_CODE}/{POOL}/{year}", by=by, command_id=f"demo:{self._claim}:set-aside"
        )

    def _order(self, year: int) -> None:
        by = self._stage.by(Role.PAYMASTER)
        self._batch = payments.prepare_batch(
            f"{ZONE_CODE}/{POOL}/{year}", [self._claim], by=by, command_id=f"demo:{self._claim}:batch"
        )
        payments.hand_over(self._batch.id, by=by, command_id=f"demo:{self._claim}:file")

    def _reconcile(self) -> None:
        assert self._batch is not None, "it was ordered"
        said = answer(self._batch, clock.now().astimezone(CHINA).date())
        payments.reconcile(self._batch.id, said, by=self._stage.by(Role.PAYMASTER))
