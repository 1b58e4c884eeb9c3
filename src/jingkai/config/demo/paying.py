"""The demo's money: what each pool was granted, and the runs that paid. One pool was short once, and was shared out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jingkai.accounts.roles import Role
from jingkai.benefits.budgets.budget import Source
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.payments.batch import Batch
from jingkai.benefits.payments.treasury import ANSWER_HEAD, PAID, REFUSED, TOTAL
from jingkai.benefits.services import budgets, payments
from jingkai.config.demo.journeys import ANSWERED_AFTER, OPEN_BATCH, SET_ASIDE, SHORT, End, Journey, Plan
from jingkai.config.demo.stage import Stage
from jingkai.config.demo.world import ZONE_CODE
from jingkai.kernel import clock

_SHARES = ((Source.TRANSFER, Decimal("0.3")), (Source.REGION, Decimal("0.2")))
"""What others than the city give, as a share of the whole."""

_ROUND, _ROUND_SHORT = Decimal(100_000), Decimal(10_000)
_SPARE = Decimal(2_500_000)
"""So much more than it needs a pool is granted, so that what is claimed on top can be paid."""

_SHARED = Decimal("0.6")
"""So much of what its last run asked for the short pool still had."""

_CAME_TO_NOTHING = {End.REJECTED, End.OBJECTION_UPHELD, End.WITHDRAWN}


def note_grants(stage: Stage) -> None:
    """Note what each pool was granted at the beginning of each year."""
    for (pool, year), total in sorted(grants(stage.plan).items()):
        first = first_day(stage.plan, year)

        def deed(pool: str = pool, year: int = year, total: Decimal = total) -> None:
            _grant(stage, pool, year, total)

        stage.note(first, time(9, 30), deed)


def note_payments(stage: Stage) -> None:
    """Note the runs, then a batch that waits for the bank's answer, and money that waits for a batch."""
    together: dict[tuple[int, str, End | None], list[Journey]] = defaultdict(list)
    plan = stage.plan
    for one in plan.journeys:
        if one.run is not None:
            together[plan.run_day(one.run), one.candidate.pool, None].append(one)
        elif one.end is End.ORDERED:
            together[plan.last - OPEN_BATCH, one.candidate.pool, one.end].append(one)
        elif one.end is End.BUDGETED:
            together[plan.last - SET_ASIDE, one.candidate.pool, one.end].append(one)
    short = (plan.run_day(plan.short_run), SHORT, None)
    for key, journeys in sorted(together.items(), key=lambda each: each[0][:2]):
        day, pool, end = key
        paying = _Paying(stage, pool, day, journeys, short=key == short)
        if key == short or end is not None:
            stage.note(day, time(17, 30), paying.share_out)
        else:
            paying.note_reservations()
        if end is not End.BUDGETED:
            stage.note(day, time(17, 45), paying.order)
        if end is None:
            stage.note(day + ANSWERED_AFTER, time(9, 15), paying.reconcile)


def first_day(plan: Plan, year: int) -> int:
    """Return the first day of a year, on which its money is granted."""
    return next(number for number, day in enumerate(plan.days) if day.year == year)


def grants(plan: Plan) -> dict[tuple[str, int], Decimal]:
    """Return what pools are granted, by pool and year: what they need and some more; the short one less than it needs."""
    needed: dict[tuple[str, int], Decimal] = defaultdict(lambda: ZERO)
    shared = ZERO
    for one in plan.journeys:
        pool = one.candidate.pool
        if one.end in _CAME_TO_NOTHING or (pool == SHORT and one.run is None):
            continue  # what still waits for the short pool waits for money that is not there
        day = plan.last if one.run is None else plan.run_day(one.run)
        needed[pool, plan.days[day].year] += one.candidate.yuan
        if pool == SHORT and one.run == plan.short_run:
            shared += one.candidate.yuan
    short = (SHORT, plan.days[plan.run_day(plan.short_run)].year if shared else 0)
    return {
        key: ((yuan - shared * (1 - _SHARED)) / _ROUND_SHORT).to_integral_value(ROUND_FLOOR) * _ROUND_SHORT
        if key == short
        else ((yuan + _SPARE) / _ROUND).to_integral_value(ROUND_CEILING) * _ROUND
        for key, yuan in needed.items()
    }


def answer(batch: Batch, on: date, *, refused: Collection[str] = ()) -> bytes:
    """Return what a bank answers to a batch: all is paid on a day, but for the claims ``refused``."""
    rows, total = [",".join(ANSWER_HEAD)], ZERO
    for line in batch.lines:
        result = f"{PAID},{on},YH{batch.id[:8]}{line.number:04},"
        if line.claim in refused:
            result = f"{REFUSED},,,户名与账号不符"
        rows.append(f"{batch.reference(line)},{line.yuan},{result}")
        total += line.yuan
    return "\r\n".join([*rows, f"{TOTAL},{len(batch.lines)},{total},,,", ""]).encode()


def _grant(stage: Stage, pool: str, year: int, total: Decimal) -> None:
    parts = [(source, (total * share / 10_000).to_integral_value() * 10_000) for source, share in _SHARES]
    parts.append((Source.CITY, total - sum((yuan for _source, yuan in parts), ZERO)))
    for number, (source, yuan) in enumerate(parts, start=2):
        budgets.grant(
            f"{ZONE_CODE}/{pool}/{year}",
            source,
            yuan.quantize(Decimal("0.01")),
            basis=f"澄财预〔{year}〕{number}号（演示）",
            by=stage.by(Role.PAYMASTER),
            command_id=f"demo:grant:{pool}:{year}:{source.value}",
        )


class _Paying:
    """One payment of several claims from one pool."""

    def __init__(
        self, stage: Stage, pool: str, day: int, journeys: Sequence[Journey], *, short: bool
    ) -> None:
        self._stage, self._short, self._journeys = stage, short, journeys
        self._year = stage.plan.days[day].year
        self._budget = f"{ZONE_CODE}/{pool}/{self._year}"
        self._claims = [stage.claim(one) for one in journeys]
        self._refused = {stage.claim(one) for one in journeys if one.end is End.REFUSED}
        self._name = f"demo:pay:{pool}:{stage.plan.days[day]}"
        self._batch: Batch | None = None

    def note_reservations(self) -> None:
        """Note that money was set aside for each claim on the day after it was approved, or once its year's was granted."""
        granted = first_day(self._stage.plan, self._year)
        for journey, claim in zip(self._journeys, self._claims, strict=True):
            assert journey.approved is not None, "whoever is paid was approved"

            def deed(claim: str = claim) -> None:
                by = self._stage.by(Role.PAYMASTER)
                budgets.set_aside(claim, self._budget, by=by, command_id=f"demo:{claim}:set-aside")

            self._stage.note(max(journey.approved + 1, granted), time(17), deed)

    def share_out(self) -> None:
        """Set money aside for all at once; where there is too little, as the zone's leaders decided."""
        minutes = f"青岚经开区主任办公会议纪要〔{self._year}〕8号（演示）：资金不足，按比例兑现。"
        budgets.share_out_budget(
            self._budget,
            self._claims,
            "pro_rata" if self._short else "first_come",
            by=self._stage.by(Role.PAYMASTER),
            command_id=f"{self._name}:share",
            reason=minutes if self._short else "",
        )

    def order(self) -> None:
        """Order the payments and hand the file over."""
        by = self._stage.by(Role.PAYMASTER)
        self._batch = payments.prepare_batch(
            self._budget, self._claims, by=by, command_id=f"{self._name}:batch"
        )
        payments.hand_over(self._batch.id, by=by, command_id=f"{self._name}:file")

    def reconcile(self) -> None:
        """Take the bank's answer, which comes some working days later."""
        assert self._batch is not None, "it was ordered"
        said = answer(self._batch, clock.now().astimezone(CHINA).date(), refused=self._refused)
        payments.reconcile(self._batch.id, said, by=self._stage.by(Role.PAYMASTER))
