"""Which claims the demo has, how far each has come and on which days: plain plans, drawn from the seed.

Days are counted in working days from the first on which the facts hold; the last one lies before today, so that nothing
has happened yet that people would still have to do. Money leaves in runs, two or three pools at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from random import Random
from typing import TYPE_CHECKING

from jingkai.config.demo.entitling import STATED, employer, stated_facts
from jingkai.config.demo.world import DemoEnterprise, DemoWorld
from jingkai.kernel.working_days import is_working_day

if TYPE_CHECKING:
    from jingkai.benefits.packs import Policy
    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.schema.benefits import Benefit

POOLS = ("industry", "science", "opening", "quality", "green")
SHORT = "opening"
"""The pool whose money did not suffice for its last run: it was shared out."""

PUBLISHED = 5
"""Working days of a publication: the fictional zone's own rule."""

RUN_EVERY, ANSWERED_AFTER = 21, 3
LAST_RUN, OPEN_BATCH, SET_ASIDE = 10, 4, 2
"""So many working days before the last one: the last run that was answered, a batch without answer, money set aside."""

_LONGEST = 34
"""So many working days lie at most between a finding and the run that pays it."""

_LINES = {"industry": 3, "science": 2, "opening": 4, "quality": 2, "green": 1}
"""So many claims a run pays from a pool."""


class End(Enum):
    """How far a claim has come, or how it ended."""

    DISCOVERED = auto()
    CONSENTED = auto()
    VERIFIED = auto()
    PUBLICISED = auto()
    TO_DECIDE = auto()
    OBJECTED = auto()
    APPROVED = auto()
    BUDGETED = auto()
    ORDERED = auto()
    REFUSED = auto()
    PAID = auto()
    CLOSED = auto()
    REJECTION_PROPOSED = auto()
    REJECTED = auto()
    OBJECTION_UPHELD = auto()
    WITHDRAWN = auto()
    CLAWED_BACK = auto()
    GIVEN_BACK = auto()


_UNDER_WAY: tuple[tuple[End, int, str], ...] = (
    (End.DISCOVERED, 11, ""),
    (End.CONSENTED, 9, ""),
    (End.REJECTION_PROPOSED, 2, ""),
    (End.VERIFIED, 6, ""),
    (End.PUBLICISED, 6, ""),
    (End.TO_DECIDE, 7, ""),
    (End.OBJECTED, 2, ""),
    (End.APPROVED, 6, ""),
    (End.BUDGETED, 4, "industry"),
    (End.ORDERED, 5, "science"),
    (End.PAID, 5, "industry"),
    (End.PAID, 2, "quality"),
    (End.REFUSED, 1, "industry"),
)
_ENDED = ((End.REJECTED, 5), (End.OBJECTION_UPHELD, 1), (End.WITHDRAWN, 4))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the rules entitle to a sum; ``yuan`` is what is left of it under the caps of the enterprise."""

    enterprise: DemoEnterprise
    kind: str
    key: str
    benefit: Benefit
    facts: dict[str, Value]
    yuan: Decimal

    @property
    def pool(self) -> str:
        """The pool that pays it."""
        return self.benefit.budget.pool if self.benefit.budget else ""


@dataclass(frozen=True, slots=True)
class Journey:
    """A claim's way; ``None`` is a step that it has not taken. Days are working days, as the module says.

    ``run`` counts back from the last run (0). ``objected``: somebody objected in vain. ``rejected_before``: the day on
    which the same claim was rejected once before.
    """

    candidate: Candidate
    end: End
    found: int
    consented: int | None = None
    verified: int | None = None
    publicised: int | None = None
    approved: int | None = None
    ended: int | None = None
    run: int | None = None
    objected: bool = False
    rejected_before: int | None = None

    def fits(self, days: int) -> bool:
        """Whether there has been time for it in so many days."""
        steps = (self.found, self.consented, self.verified, self.publicised, self.approved, self.ended)
        return all(step is None or 0 <= step < days for step in steps)


@dataclass(frozen=True, slots=True)
class Plan:
    """All claims of the demo, the days they are counted in, and how many runs there were."""

    days: tuple[date, ...]
    runs: int
    journeys: tuple[Journey, ...]

    @property
    def last(self) -> int:
        """The last day on which something happened."""
        return len(self.days) - 1

    def run_day(self, run: int) -> int:
        """Return the day of a run."""
        return self.last - LAST_RUN - run * RUN_EVERY

    @property
    def short_run(self) -> int:
        """The run in which the short pool was shared out."""
        return POOLS.index(SHORT) % 3


def plan(made: DemoWorld, policy: Policy, today: date, seed: int) -> Plan:
    """Draw the claims that the demo has on a day."""
    random = Random(seed + 5)  # noqa: S311 - makes things up, keeps no secret
    last_in_force = policy.pack.document.valid_to or today
    days = tuple(_working_days(STATED, min(today - timedelta(days=1), last_in_force)))
    runs = max(0, (len(days) - LAST_RUN - _LONGEST) // RUN_EVERY)
    drawing = _Drawing(random, Plan(days, runs, ()), list(_candidates(made, policy, seed)))
    host = employer(made).uscc
    journeys = [
        *drawing.hosts(host),
        *drawing.under_way(),
        *drawing.ended(),
        *drawing.paid(),
    ]
    return replace(drawing.plan, journeys=tuple(one for one in journeys if one.fits(len(days))))


class _Drawing:
    """Draws journeys; each candidate is taken once."""

    def __init__(self, random: Random, empty: Plan, candidates: list[Candidate]) -> None:
        self._random, self.plan = random, empty
        random.shuffle(candidates)
        self._left = candidates

    def hosts(self, host: str) -> Iterator[Journey]:
        """Draw those of the enterprise whose people sign in. What is left of its benefits is there to be claimed."""
        own = {one.benefit.id: one for one in self._left if one.enterprise.uscc == host}
        self._left = [one for one in self._left if one.enterprise.uscc != host]
        ways = (
            ("credit_insurance", End.CLOSED, self.plan.short_run + 3),
            ("high_tech_award", End.DISCOVERED, None),
        )
        for name, end, run in ways:
            if name in own and (run is None or run < self.plan.runs):
                yield self._journey(own[name], end, run)

    def under_way(self) -> Iterator[Journey]:
        """Draw those on whose next step somebody works."""
        for end, count, pool in _UNDER_WAY:
            run = 0 if end in {End.PAID, End.REFUSED} else None
            yield from self._several(end, count, [pool] if pool else POOLS, run)

    def ended(self) -> Iterator[Journey]:
        """Draw those that came to nothing, over the whole time."""
        for end, count in _ENDED:
            yield from self._several(end, count, POOLS, None)

    def paid(self) -> Iterator[Journey]:
        """Draw those that were paid, run after run; some of them have a story."""
        drawn: list[Journey] = []
        for run in range(1, self.plan.runs):
            for pool in served(run):
                drawn += self._several(End.CLOSED, _LINES[pool], [pool], run)
        stories = {
            len(drawn) // 5: {"end": End.CLAWED_BACK},
            len(drawn) // 4: {"end": End.GIVEN_BACK},
            len(drawn) // 3: {"objected": True},
            len(drawn) // 2: {"objected": True},
        }
        for number, one in enumerate(drawn):
            told = replace(one, **stories.get(number, {}))  # type: ignore[arg-type]
            if number == len(drawn) // 6 and one.found > _LONGEST:
                told = replace(told, rejected_before=one.found - 12)
            yield told

    def _several(self, end: End, count: int, pools: Sequence[str], run: int | None) -> list[Journey]:
        found = [one for one in self._left if one.pool in pools][:count]
        self._left = [one for one in self._left if one not in found]
        return [self._journey(one, end, run) for one in found]

    def _journey(self, candidate: Candidate, end: End, run: int | None) -> Journey:
        """Count back from the last step to the finding."""
        some, last = self._random.randint, self.plan.last
        approved: int | None = None
        ended: int | None = None
        match end:
            case End.DISCOVERED:
                return Journey(candidate, end, last - some(0, 12))
            case End.CONSENTED:
                consented = last - some(0, 6)
                return Journey(candidate, end, consented - some(1, 6), consented)
            case End.REJECTION_PROPOSED:
                ended = last - some(0, 2)
                consented = ended - some(1, 3)
                return Journey(candidate, end, consented - some(1, 6), consented, ended=ended)
            case End.VERIFIED:
                verified = last - some(0, 4)
            case End.PUBLICISED | End.OBJECTED:
                publicised = last - some(2, 3)
                verified = publicised - some(1, 3)
            case End.REJECTED | End.WITHDRAWN:
                ended = some(_LONGEST, max(_LONGEST, last - 2))
                consented = ended - some(2, 8)
                return Journey(candidate, end, consented - some(1, 6), consented, ended=ended)
            case End.OBJECTION_UPHELD:
                ended = some(_LONGEST, max(_LONGEST, last - 2))
                publicised = ended - some(3, 5)
                verified = publicised - some(1, 3)
            case End.TO_DECIDE:
                publicised = last - some(PUBLISHED + 1, PUBLISHED + 4)
                verified = publicised - some(1, 3)
            case _:
                if end is End.APPROVED:
                    approved = last - some(0, 1)
                elif end is End.BUDGETED:
                    approved = last - SET_ASIDE - some(1, 3)
                elif end is End.ORDERED:
                    approved = last - OPEN_BATCH - some(1, 4)
                else:
                    approved = self.plan.run_day(run or 0) - some(1, 8)
                publicised = approved - PUBLISHED - some(1, 3)
                verified = publicised - some(1, 3)
        consented = verified - some(2, 8)
        found = consented - some(1, 6)
        published = None if end is End.VERIFIED else publicised
        return Journey(candidate, end, found, consented, verified, published, approved, ended, run)


def served(run: int) -> tuple[str, ...]:
    """Return the pools that pay in a run."""
    return tuple(pool for number, pool in enumerate(POOLS) if number % 3 == run % 3)


def _working_days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if is_working_day(day):
            yield day
        day += timedelta(days=1)


def _candidates(made: DemoWorld, policy: Policy, seed: int) -> Iterator[Candidate]:
    """Give everybody whom the rules entitle to a sum, and who has been in the registry since before the first claim."""
    stated: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    for fact in stated_facts(made, seed):
        stated[fact.kind, fact.subject][fact.variable] = fact.value
    for one in made.enterprises[: len(made.enterprises) * 7 // 10]:
        own = dict(stated["enterprise", one.uscc])
        if one.above_scale is not None:
            own["above_scale"] = one.above_scale
        yield from _entitled(policy, one, "enterprise", one.uscc, own)
        for project in made.projects:
            if project.enterprise == one.uscc:
                facts = {**own, **stated["project", project.code]}
                yield from _entitled(policy, one, "project", project.code, facts)


def _entitled(
    policy: Policy, enterprise: DemoEnterprise, kind: str, key: str, facts: dict[str, Value]
) -> Iterator[Candidate]:
    for rule in policy.rules.benefits.values():
        benefit = rule.benefit
        if benefit.subject != kind or benefit.budget is None:
            continue
        finding = rule.find(facts, STATED)
        if finding.outcome == "entitled" and finding.yuan:
            caps = [cap.yuan for cap in benefit.caps if cap.per == "subject"]
            yield Candidate(enterprise, kind, key, benefit, facts, min([finding.yuan, *caps]))
