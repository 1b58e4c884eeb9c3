"""Who does what when in the demo's past: deeds are noted with their moments, then done in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from random import Random

from jingkai.accounts.models import User
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.claims.claim import Claimant, claim_id
from jingkai.benefits.claims.commands import Discover
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.officer import Officer
from jingkai.benefits.claims.opening import opening
from jingkai.benefits.packs import Policy
from jingkai.config.demo.journeys import Journey, Plan
from jingkai.config.demo.world import ZONE_CODE, DemoEnterprise
from jingkai.kernel import clock
from jingkai.policy.rules.receipt import receive
from jingkai.portal.selectors.demo import PREFIX

RULE = "青岚经开区管委会惠企资金兑现工作规则（演示）"
"""What the zone's own terms rest on; made up with the zone."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """The people of an enterprise of the demo that nobody signs in for."""

    actor: str
    grants: tuple[Grant, ...]
    second_factor: bool = True
    is_authenticated: bool = True


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something that is done at a moment; ``order`` keeps deeds of one moment apart."""

    moment: datetime
    order: int
    do: Callable[[], object]


class Stage:
    """The people of the demo and everything that they have done, day by day."""

    def __init__(self, policy: Policy, plan: Plan, host: str, seed: int) -> None:
        self.policy, self.plan, self.host = policy, plan, host
        self.random = Random(seed + 6)  # noqa: S311 - makes things up, keeps no secret
        self._people: dict[Role, User] = {}
        self._deeds: list[_Deed] = []

    def note(self, day: int, at: time, deed: Callable[[], object]) -> None:
        """Note what is done on a day of the plan."""
        moment = datetime.combine(self.plan.days[day], at, tzinfo=CHINA)
        self._deeds.append(_Deed(moment, len(self._deeds), deed))

    def play(self, on_progress: Callable[[int, int], None]) -> None:
        """Do everything that was noted, each thing as of its own moment."""
        deeds = sorted(self._deeds, key=lambda one: (one.moment, one.order))
        for number, deed in enumerate(deeds, start=1):
            with clock.telling(deed.moment):
                deed.do()
            if number % 50 == 0 or number == len(deeds):
                on_progress(number, len(deeds))

    def some_time(self, early: int, late: int) -> time:
        """Return some moment between two full hours."""
        minute = self.random.randrange(early * 60, late * 60)
        return time(minute // 60, minute % 60, self.random.randrange(60))

    def by(self, role: Role) -> User:
        """Return whoever holds a role in the demo, two factors shown."""
        if role not in self._people:
            user = User.objects.get(username=f"{PREFIX}{role}")
            user.second_factor = True
            self._people[role] = user
        return self._people[role]

    def applicant(self, one: DemoEnterprise) -> Officer:
        """Return who speaks for an enterprise."""
        if one.uscc == self.host:
            return self.by(Role.ENTERPRISE_ADMINISTRATOR)
        scope = Scope(ScopeKind.ENTERPRISE, one.uscc)
        return Applicant("system:demo", (Grant(Role.ENTERPRISE_ADMINISTRATOR, scope),))

    def opened(self, one: Journey, day: int) -> Discover:
        """Return the command that opens a claim by the rules and facts of a day."""
        found, on = one.candidate, self.plan.days[day]
        _finding, receipt = receive(self.policy.rules, found.benefit.id, found.facts, on=on, recorded_on=on)
        claimant = Claimant(ZONE_CODE, found.enterprise.uscc, found.kind, found.key)
        return opening(receipt, found.benefit, claimant, found.facts, settled=found.yuan)

    def claim(self, one: Journey) -> str:
        """Return the id of a journey's claim."""
        found = self.opened(one, one.found)
        return claim_id(found.claimant, found.right)
