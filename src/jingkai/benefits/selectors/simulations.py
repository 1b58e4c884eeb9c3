"""Simulations as far as somebody may see them, the packs that can be simulated, and what is shared by a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from jingkai.accounts.policy import Principal, may
from jingkai.accounts.selectors import visible
from jingkai.benefits.budgets.forecast import forecast
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.known import end_of
from jingkai.benefits.models import Simulation, SimulationShare
from jingkai.benefits.packs import Policy, covers
from jingkai.benefits.selectors.claims import the_budget
from jingkai.benefits.simulation.figures import SUBJECTS
from jingkai.benefits.simulation.lasting import Pace, pools_of
from jingkai.benefits.simulation_actions import READ_SHARED, SIMULATE
from jingkai.policy.actions import READ_DRAFTS
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.schema.pack import Pack
from jingkai.policy.selectors import Installed, PackOnRecord, installed, packs_on_record
from jingkai.registry.models import Zone

SALT = "benefits.simulation.share"


def simulations(user: Principal) -> QuerySet[Simulation]:
    """Return the simulations of the zones in which somebody simulates, newest first."""
    return visible(user, Simulation.objects.select_related("zone", "owner"), SIMULATE)


def simulation(user: Principal, pk: int) -> Simulation | None:
    """Return one of them; ``None`` for one that is not there and one that is not theirs alike."""
    return simulations(user).filter(pk=pk).first()


def shared(user: Principal, token: str) -> SimulationShare | None:
    """Return what a link shares with somebody; ``None`` where it is no link, is over or revoked, or is not for them."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = (
        SimulationShare.objects.select_related("simulation__zone", "simulation__owner", "made_by")
        .filter(pk=pk, simulation__in=visible(user, Simulation.objects.all(), READ_SHARED))
        .first()
    )
    return found if found is not None and found.open and found.simulation.done else None


def token_of(share: SimulationShare) -> str:
    """Return what stands in the link of a share."""
    return signing.dumps(share.pk, salt=SALT)


def zones(user: Principal) -> QuerySet[Zone]:
    """Return the zones in which somebody simulates."""
    return visible(user, Zone.objects.order_by("name", "pk"), SIMULATE)


def packs_for(user: Principal, zone: Zone) -> list[Installed]:
    """Return the packs that can be simulated for a zone: those of its jurisdiction, drafts for who may read them.

    One whose expressions cannot be read, or that has no benefit for enterprises or projects, is left out.
    """
    drafts = may(user, READ_DRAFTS)
    return [one for one in installed() if (drafts or not one.draft) and _fits(one, zone)]


def pack_called(name: str, zone: Zone) -> Installed | None:
    """Return the pack of a simulation by its folders, where it is still there and still applies to the zone."""
    return next((one for one in installed() if pack_name(one) == name and _fits(one, zone)), None)


def pack_name(one: Installed) -> str:
    """Return the name of a pack by its folders: ``cn-demo/chengzhengbanfa-2025-11``."""
    return f"{one.jurisdiction}/{one.name}"


def as_on_record(one: Installed, known: date | None) -> Installed | PackOnRecord | None:
    """Return a pack as it was on record at the end of a day, ``None`` where it was not yet (or no more).

    ``None`` for the day is now. A draft is never on record: it is taken as it stands.
    """
    moment = end_of(known)
    if moment is None or one.draft:
        return one
    then = (
        found for found in packs_on_record(moment) if f"{found.jurisdiction}/{found.name}" == pack_name(one)
    )
    found = next(then, None)
    return one if found is not None and found.digest == one.digest else found


def policy_of(one: Installed) -> Policy:
    """Return a pack ready to answer, a draft as well. It is for simulations: nothing else may use a draft."""
    return Policy(one.name, one.pack, prepare(one.pack, one.digest))


def granted(zone: Zone, pack: Pack, on: date) -> dict[str, Decimal | None]:
    """Return what was granted to the zone's pools of a pack for the year of a day; ``None`` where nothing was."""
    return {pool: _granted(zone, pool, on.year) for pool in pools_of(pack)}


def paces(zone: Zone, budgets: Mapping[str, Decimal | None], year: int) -> dict[str, Pace]:
    """Return how the zone's budgets of this year go down, of those pools for which just these sums are taken."""
    today = timezone.localdate()
    if year != today.year:
        return {}
    found = {}
    for pool, sum_ in budgets.items():
        if sum_ is None or _granted(zone, pool, year) != sum_:
            continue
        budget = the_budget(f"{zone.code}/{pool}/{year}")
        foretold = forecast(budget, today)
        if foretold.a_day is not None:
            found[pool] = Pace(foretold.a_day, budget.available, today)
    return found


def _granted(zone: Zone, pool: str, year: int) -> Decimal | None:
    try:
        budget = the_budget(f"{zone.code}/{pool}/{year}")
    except BudgetError:
        return None
    return budget.total if budget.granted else None


def _fits(one: Installed, zone: Zone) -> bool:
    if one.loaded is None:
        return False
    document = one.pack.document
    if document.fictional != zone.synthetic:
        return False
    if not zone.synthetic and not covers(document.jurisdiction, zone.division):
        return False
    if not any(benefit.subject in SUBJECTS for benefit in one.pack.benefits):
        return False
    try:
        policy_of(one)
    except ExpressionError:
        return False
    return True
