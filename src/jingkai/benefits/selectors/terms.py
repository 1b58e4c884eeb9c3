"""The terms of steps: what packs and zones say, for one claim, and for a zone as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jingkai.benefits.claims.terms import Step, Term, Terms, terms_of
from jingkai.benefits.models import ZoneTerm
from jingkai.benefits.packs import policy_of

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit


def terms_for(zone: str, number: str, benefit: str) -> Terms:
    """Return the terms of the claims of a benefit in a zone, by step."""
    policy = policy_of(number)
    return terms_of(number, policy.pack.benefit(benefit) if policy else None, zone_terms(zone))


def zone_terms(zone: str) -> list[Term]:
    """Return what a zone has decided itself."""
    return [_term(row) for row in ZoneTerm.objects.filter(zone=zone)]


def terms_in(zones: Iterable[str]) -> dict[str, list[Term]]:
    """Return what several zones have decided, asked for at once."""
    found: dict[str, list[Term]] = {zone: [] for zone in zones}
    for row in ZoneTerm.objects.filter(zone__in=found):
        found[row.zone].append(_term(row))
    return found


def zone_term_rows(zone: str) -> dict[Step, ZoneTerm]:
    """Return the rows of a zone by step, for the page that sets them."""
    return {Step(row.step): row for row in ZoneTerm.objects.filter(zone=zone)}


def in_force(benefits: Iterable[tuple[str, Benefit]], zone: str) -> dict[tuple[str, str], Terms]:
    """Return the terms of several benefits (document number and benefit) in a zone, the zone asked once."""
    of_zone = zone_terms(zone)
    return {(number, benefit.id): terms_of(number, benefit, of_zone) for number, benefit in benefits}


def _term(row: ZoneTerm) -> Term:
    return Term(Step(row.step), row.days, row.basis, official=False)
