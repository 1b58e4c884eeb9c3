"""Write the demo zone into an empty installation, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from jingkai.accounts import services as accounts
from jingkai.accounts.models import User
from jingkai.accounts.services import trail
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.packs import policy_named
from jingkai.config.demo import entitling, trying, variables, world
from jingkai.config.demo import people as cast
from jingkai.documents import selectors as library
from jingkai.documents import services as documents
from jingkai.kernel import clock
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.periods import Period
from jingkai.ledger import services as ledger
from jingkai.policy.schema.pack import Pack
from jingkai.policy.selectors import installed
from jingkai.policy.services import record_packs
from jingkai.portal import selectors as portal_selectors
from jingkai.portal import services as portal
from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Source, Unit, Variable, Zone
from jingkai.registry.models.facts import PeriodRule
from jingkai.registry.packs import VariablePack, packs_folder, read_variables
from jingkai.registry.services.packs import load_variables

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many of it are done, and how many there are."""

BEGAN = datetime.combine(entitling.STATED, time(8), CHINA)
"""Since when the demo zone is said to have worked with the product: nothing in its ledger is older."""

_BATCH = 2000
_REASON = "演示数据"

M = TypeVar("M", bound=models.Model)


def installation_is_empty() -> bool:
    """Whether nobody has an account here and nothing is registered."""
    return (
        not User.objects.exists()
        and not Zone.objects.filter(synthetic=True).exists()
        and not (Enterprise.objects.exists() or Project.objects.exists() or Parcel.objects.exists())
    )


@transaction.atomic
def build(seed: int = world.SEED, progress: Progress | None = None) -> world.DemoWorld:
    """Make the demo zone and mark the installation as a demo; return what was made.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` where anything real may be here already.
    """
    if portal_selectors.is_demo() or not installation_is_empty():
        raise JingkaiError(
            _(
                "There are accounts or enterprises here already: the demo zone is made in an empty installation only."
            ),
            mend=_("Point JINGKAI_DATA (or DATABASE_URL) to a new place and try again."),
        )
    tell = progress or _silent
    made = world.build_world(seed)
    portal.mark_as_demo()
    zone = _make_zone(made)
    parks = _make_parks(zone, made)
    _make_units(zone)
    enterprises = _make_enterprises(zone, parks, made, tell)
    _make_projects(zone, parks, enterprises, made, tell)
    _make_parcels(zone, parks, enterprises, made, tell)
    _make_facts(zone, made, tell)
    _make_stated_facts(zone, made, seed, tell)
    _make_trial_facts(zone, made)
    with clock.telling(BEGAN):
        _make_people(made, tell)
        _record_packs()
        ledger.publish_head()
    return made


def load_samples(say: Callable[[str], None]) -> None:
    """Load the sample documents into an empty library; one that cannot be read is named and left out."""
    if library.library_is_empty():
        say(_("Loading sample documents …"))
        for name in documents.load_samples().failed:
            say(_("The sample %(name)s could not be loaded and was left out.") % {"name": name})


def _make_zone(made: world.DemoWorld) -> Zone:
    zone = Zone(
        code=world.ZONE_CODE,
        name=world.ZONE_NAME,
        short_name="青岚经开区",
        level="national",
        city=world.CITY,
        approved_year=2013,
        area=made.area,
        industries=["装备制造", "绿色食品", "新材料"],
        boundary=made.boundary,
        source=_REASON,
        synthetic=True,
    )
    return _saved([zone], Zone)[0]


def _make_parks(zone: Zone, made: world.DemoWorld) -> dict[str, Park]:
    rows = [
        Park(
            zone=zone,
            code=park.code,
            name=park.name,
            area=park.area,
            industries=list(park.industries),
            boundary=park.boundary,
            synthetic=True,
        )
        for park in made.parks
    ]
    return {park.code: park for park in _saved(rows, Park)}


def _make_units(zone: Zone) -> None:
    from jingkai.registry.units import resolve

    rows = []
    for unit in cast.UNITS:
        known = resolve(unit.name)
        rows.append(
            Unit(
                code=unit.code,
                name=known.name if known else unit.name,
                level=unit.level,
                family=known.family if known else "",
                zone=zone if unit.of_the_zone else None,
                aliases=[*unit.aliases, *(known.aliases[:6] if known else ())],
                synthetic=True,
            )
        )
    _saved(rows, Unit)


def _make_enterprises(
    zone: Zone, parks: dict[str, Park], made: world.DemoWorld, tell: Progress
) -> dict[str, Enterprise]:
    rows = [
        Enterprise(
            uscc=one.uscc,
            name=one.name,
            zone=zone,
            park=parks[one.park],
            industry=one.trade.industry,
            state=one.state,
            foreign=one.foreign,
            above_scale=one.above_scale,
            registered_capital=one.capital,
            founded=one.founded,
            address=one.address,
            representative=one.representative,
            contact=one.contact,
            phone=one.phone,
            synthetic=True,
        )
        for one in made.enterprises
    ]
    saved = _saved(rows, Enterprise)
    tell(_("Enterprises"), len(saved), len(saved))
    return {row.uscc: row for row in saved}


def _entered(row: models.Model, number: int, count: int) -> None:
    """Let rows come into the registry one after another over the years, the last of them lately."""
    first = timezone.now() - timedelta(days=365 * world.YEARS)
    row._history_date = first + timedelta(days=365 * world.YEARS * (number + 0.5) / count)  # type: ignore[attr-defined]


def _make_projects(
    zone: Zone,
    parks: dict[str, Park],
    enterprises: dict[str, Enterprise],
    made: world.DemoWorld,
    tell: Progress,
) -> None:
    rows = [
        Project(
            code=one.code,
            name=one.name,
            zone=zone,
            park=parks[one.park],
            enterprise=enterprises.get(one.enterprise or ""),
            industry=one.industry,
            stage=one.stage,
            investment=one.investment,
            started=one.started,
            completed=one.completed,
            synthetic=True,
        )
        for one in made.projects
    ]
    tell(_("Projects"), len(_saved(rows, Project)), len(rows))


def _make_parcels(
    zone: Zone,
    parks: dict[str, Park],
    enterprises: dict[str, Enterprise],
    made: world.DemoWorld,
    tell: Progress,
) -> None:
    rows = [
        Parcel(
            number=one.number,
            zone=zone,
            park=parks[one.park],
            enterprise=enterprises.get(one.enterprise or ""),
            area=one.area,
            use=one.use,
            state=one.state,
            boundary=one.boundary,
            synthetic=True,
        )
        for one in made.parcels
    ]
    tell(_("Parcels"), len(_saved(rows, Parcel)), len(rows))


def _make_facts(zone: Zone, made: world.DemoWorld, tell: Progress) -> None:
    known = {
        name: Variable.objects.get_or_create(
            name=name,
            defaults={
                "label": variable.label,
                "english": variable.english,
                "subject": subject,
                "type": variable.type,
                "unit": variable.unit,
                "period": "quarter",
                "least": 0,
            },
        )[0]
        for subject in variables.SUBJECTS
        for variable in variables.QUARTERLY
        for name in [f"{subject}_{variable.name}"]
    }
    now, total, done = timezone.now(), len(made.facts), 0
    spans = {text: Period.read(text) for text in {fact.period for fact in made.facts}}
    for batch in _batches(made.facts, _BATCH):
        Fact.objects.bulk_create(
            Fact(
                variable=known[fact.variable.replace(".", "_")],
                zone=zone,
                subject=f"{fact.subject_kind}/{fact.subject}",
                enterprise=fact.subject if fact.subject_kind == "enterprise" else "",
                period=fact.period,
                number=fact.number,
                source=Source.SYNTHETIC,
                source_words=_REASON,
                valid_from=spans[fact.period].first,
                valid_to=spans[fact.period].last,
                recorded=now,
                recorded_by="system:demo",
            )
            for fact in batch
        )
        done += len(batch)
        tell(_("Figures of five years"), done, total)


def _make_stated_facts(zone: Zone, made: world.DemoWorld, seed: int, tell: Progress) -> None:
    """State what the rules of the fictional pack ask about."""
    policy = policy_named(entitling.PACK)
    if policy is None:
        return
    asked = policy.rules.variables
    types = {"count": "number"}
    known = {
        name: Variable.objects.get_or_create(
            name=name,
            defaults={
                "label": one.label,
                "english": one.english,
                "subject": one.subject,
                "type": types.get(one.type, one.type),
                "unit": one.unit,
                "period": "none",
                "least": one.least,
                "most": one.most,
                "choices": [choice.label for choice in one.choices],
                "provision": policy.number,
            },
        )[0]
        for name, one in asked.items()
        if one.subject in {"enterprise", "project"}
    }
    labels = {(name, choice.value): choice.label for name, one in asked.items() for choice in one.choices}
    rows = [
        Fact(
            variable=known[fact.variable],
            zone=zone,
            subject=f"{fact.kind}/{fact.subject}",
            enterprise=fact.enterprise,
            number=fact.value if isinstance(fact.value, Decimal) else None,
            flag=fact.value if isinstance(fact.value, bool) else None,
            day=fact.value if isinstance(fact.value, date) else None,
            text=labels[fact.variable, fact.value] if isinstance(fact.value, str) else "",
            source=Source.SYNTHETIC,
            source_words=_REASON,
            valid_from=entitling.STATED,
            recorded=BEGAN,
            recorded_by="system:demo",
        )
        for fact in entitling.stated_facts(made, seed)
    ]
    Fact.objects.bulk_create(rows, batch_size=_BATCH)
    tell(_("Facts that benefits rest on"), len(rows), len(rows))


def _make_trial_facts(zone: Zone, made: world.DemoWorld) -> None:
    """State what a real document asks about, so that it can be tried; a figure of a year is that of last year."""
    stated = list(trying.trial_facts(made))
    names = {one.variable for one in stated}
    pack = read_variables(packs_folder() / "variables.yaml")
    load_variables(VariablePack(variables=tuple(one for one in pack.variables if one.name in names)))
    known = Variable.objects.in_bulk(names, field_name="name")
    last_year = Period.read(str(timezone.localdate().year - 1))
    now = timezone.now()
    rows = []
    for one in stated:
        variable = known[one.variable]
        yearly = variable.period == PeriodRule.YEAR
        rows.append(
            Fact(
                variable=variable,
                zone=zone,
                subject=f"{one.kind}/{one.subject}",
                enterprise=one.enterprise,
                period=str(last_year) if yearly else "",
                number=one.value if isinstance(one.value, Decimal) else None,
                flag=one.value if isinstance(one.value, bool) else None,
                text=one.value if isinstance(one.value, str) else "",
                source=Source.SYNTHETIC,
                source_words=_REASON,
                valid_from=last_year.first if yearly else entitling.STATED,
                valid_to=last_year.last if yearly else None,
                recorded=now,
                recorded_by="system:demo",
            )
        )
    Fact.objects.bulk_create(rows)


def _make_people(made: world.DemoWorld, tell: Progress) -> None:
    """Open the accounts. They have no password: a demo's sign-in page lets people in by name."""
    everybody = cast.people(entitling.employer(made).uscc)
    for number, person in enumerate(everybody, start=1):
        user = User(username=person.username, display_name=person.name)
        user.set_unusable_password()
        user.full_clean()
        user.save()
        trail.record(
            user, "opened", actor=None, personal={"username": user.username, "name": user.display_name}
        )
        accounts.grant_role(user, person.role, person.scope, actor=None)
        accounts.notify(user, msgid("Welcome to the demo zone. Look around: nothing here is real."))
        tell(_("People"), number, len(everybody))
    for stand_in in cast.STAND_INS:
        user = User.objects.get(username=stand_in.username)
        day = timezone.localdate() + timedelta(days=stand_in.days)
        until = timezone.make_aware(datetime.combine(day, time.max))
        accounts.grant_role(user, stand_in.role, stand_in.scope, actor=None, until=until)


def _record_packs() -> None:
    """Put those packs on record whose documents were there already; later ones come when the product starts."""
    record_packs(one for one in installed() if one.loaded and _known_since(one.pack) <= BEGAN.date())


def _known_since(pack: Pack) -> date:
    return pack.document.adopted or pack.document.valid_from


def _saved(rows: list[M], model: type[M]) -> list[M]:
    """Write rows with their history."""
    for number, row in enumerate(rows):
        _entered(row, number, len(rows))
    saved: list[M] = bulk_create_with_history(rows, model, batch_size=500, default_change_reason=_REASON)
    for row, made in zip(saved, rows, strict=True):
        row.changed = made._history_date  # type: ignore[attr-defined]
    model._default_manager.bulk_update(saved, ["changed"], batch_size=500)
    return saved


def _batches(rows: Iterable[Any], size: int) -> Iterable[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def _silent(_what: str, _done: int, _total: int) -> None:
    pass
