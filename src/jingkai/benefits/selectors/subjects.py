"""Whom benefits are explained to: visible enterprises with their projects, and the packs of their zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits import actions
from jingkai.benefits.known import Subject
from jingkai.benefits.overviewing import Case
from jingkai.benefits.packs import Policy, policies_of
from jingkai.benefits.selectors.facts import known_facts
from jingkai.benefits.selectors.known_packs import policies_known
from jingkai.registry.models import Enterprise, Project, Zone


def enterprises(user: Principal) -> QuerySet[Enterprise]:
    """Return the enterprises whose benefits somebody may see."""
    return visible(user, Enterprise.objects.select_related("zone", "park"), actions.EXPLAIN)


def enterprise(user: Principal, uscc: str) -> Enterprise | None:
    """Return one of them; ``None`` for one that is not there and one that is not theirs alike."""
    # A NUL is in no code, and PostgreSQL refuses to look for it.
    return None if "\0" in uscc else enterprises(user).filter(uscc=uscc).first()


def policies_for(zone: Zone, on: date, known_at: datetime | None = None) -> tuple[Policy, ...]:
    """Return the packs that apply in a zone on a day: those of this release, or as they were on record at a moment.

    Raises :class:`~jingkai.policy.stored.StoredPackError` for one on record that this release cannot read any more.
    """
    among = None if known_at is None else policies_known(known_at)
    return policies_of(zone.division, synthetic=zone.synthetic, on=on, among=among)


def policies_in_use(on: date) -> tuple[Policy, ...]:
    """Return the packs that apply on a day in any zone of this installation, by key."""
    kinds = Zone.objects.values_list("division", "synthetic").distinct()
    found = {
        one.key: one
        for division, synthetic in kinds
        for one in policies_of(division, synthetic=synthetic, on=on)
    }
    return tuple(found[key] for key in sorted(found))


def cases_of(
    user: Principal,
    thing: Enterprise,
    *,
    on: date,
    known_at: datetime | None = None,
    policies: Iterable[Policy] | None = None,
) -> list[Case]:
    """Return an enterprise and its projects before each pack (those of their zone), with what is known of them.

    ``known_at`` goes back to the rules and the facts that were on record at a moment. A project is asked about with the
    facts of its enterprise as well. An enterprise without a project stands before the rules about projects as one that
    nothing is known of, so that these are not passed over in silence.
    """
    projects = list(visible(user, Project.objects.filter(enterprise=thing), actions.EXPLAIN))
    cases = []
    for policy in policies_for(thing.zone, on, known_at) if policies is None else policies:
        variables = policy.pack.facts
        own = known_facts(user, thing, variables, on=on, known_at=known_at)
        cases.append(Case(policy, Subject("enterprise", thing.uscc, thing.name), own))
        for project in projects:
            known = known_facts(user, project, variables, on=on, known_at=known_at)
            cases.append(Case(policy, Subject("project", project.code, project.name), {**own, **known}))
        if not projects:
            cases.append(Case(policy, Subject("project", "", ""), own))
    return cases
