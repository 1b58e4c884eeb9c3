"""What an enterprise can get on a day, with everything that it has claimed before: what is left, and what is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from jingkai.accounts.policy import Principal
from jingkai.benefits.claims.claim import Claimant, Right, claim_id, period_key
from jingkai.benefits.claims.deadlines import day_of
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.explaining import Explanation
from jingkai.benefits.known import KnownFacts, values
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.overviewing import Case, Overview, overview
from jingkai.benefits.selectors.earlier import awards_of, standing_claims
from jingkai.benefits.selectors.subjects import cases_of
from jingkai.registry.models import Enterprise


@dataclass(frozen=True)
class Entitlement:
    """All benefits of an enterprise on a day, settled with what it has claimed; ``claims`` are those claims by id."""

    thing: Enterprise
    cases: tuple[Case, ...]
    overview: Overview
    claims: Mapping[str, ClaimRow]

    @cached_property
    def left(self) -> Overview:
        """What is not claimed yet."""
        return Overview(
            self.overview.on,
            tuple(one for one in self.overview.explanations if self.claim_of(one) is None),
        )

    @cached_property
    def claimed(self) -> tuple[tuple[Explanation, ClaimRow], ...]:
        """What is claimed for the same period or recognition, each with its claim."""
        pairs = ((one, self.claim_of(one)) for one in self.overview.explanations)
        return tuple((one, row) for one, row in pairs if row is not None)

    def claim_of(self, one: Explanation) -> ClaimRow | None:
        """Return the claim that stands for a benefit, ``None`` where there is none."""
        right = self.right_of(one)
        return self.claims.get(claim_id(self.claimant_of(one), right)) if right else None

    def claimant_of(self, one: Explanation) -> Claimant:
        """Return who claims it: the enterprise, or one of its projects."""
        return Claimant(self.thing.zone.code, self.thing.uscc, one.subject.kind, one.subject.key)

    def right_of(self, one: Explanation) -> Right | None:
        """Return what would be claimed; ``None`` while it is not known for which period or recognition."""
        project = one.subject.key if one.subject.kind == "project" else ""
        try:
            period = period_key(one.benefit, values(self.facts_of(one)), self.overview.on, project=project)
        except ClaimError:
            return None
        return Right(one.policy.number, one.benefit.provision, one.benefit.id, period)

    def facts_of(self, one: Explanation) -> KnownFacts:
        """Return what is known of the subject of an explanation."""
        return next(
            (
                case.facts
                for case in self.cases
                if case.policy is one.policy and case.subject.key == one.subject.key
                and case.subject.kind == one.subject.kind
            ),
            {},
        )  # fmt: skip


def entitlement(
    user: Principal,
    thing: Enterprise,
    *,
    on: date,
    recorded_on: date,
    known_at: datetime | None = None,
    assumed: Mapping[tuple[str, str], KnownFacts] | None = None,
    without: str = "",
) -> Entitlement:
    """Return what an enterprise can get on a day; ``known_at`` goes back to the rules and facts on record at a moment.

    Claims count from the day on which they were found; ``without`` leaves one out, to have it computed again. ``assumed``
    are facts that are taken as known, by key of the pack and of the subject: answers before they are stated.
    """
    cases = cases_of(user, thing, on=on, known_at=known_at)
    if assumed:
        cases = [
            Case(one.policy, one.subject, {**assumed.get((one.policy.key, one.subject.key), {}), **one.facts})
            for one in cases
        ]
    latest = min(on, recorded_on)
    rows = [row for row in standing_claims(thing.uscc).exclude(claim=without) if day_of(row.found) <= latest]
    seen = overview(cases, on, recorded_on=recorded_on, earlier=awards_of(rows))
    return Entitlement(thing, tuple(cases), seen, {row.claim: row for row in rows})
