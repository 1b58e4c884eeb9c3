"""Everybody in a zone with what is known of them, for rules that are run over all at once.

Nobody's rights are asked here: a run is the product's own work, and who may see its result is asked where it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from jingkai.benefits.bulk.population import Population
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.states import AGAIN
from jingkai.benefits.known import end_of
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.selectors.earlier import awards_of
from jingkai.benefits.selectors.facts import arrow_types, filled_columns, names_in_registry
from jingkai.benefits.services.claim_rows import NAME
from jingkai.ledger.services import catch_up
from jingkai.registry.models import Enterprise, Fact, Project, Zone
from jingkai.registry.models.facts import FactQuerySet
from jingkai.registry.models.subjects import EnterpriseState

if TYPE_CHECKING:
    import pyarrow as pa

    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.rules.settle import EarlierAward
    from jingkai.policy.schema.facts import Variable

_AT_ONCE = 5000
"""Facts of so many subjects are held at once."""

_Stated = Mapping[str, Mapping[str, Sequence[Fact]]]


def population(
    zone: Zone,
    variables: Iterable[Variable],
    *,
    on: date,
    known_at: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Population:
    """Return the enterprises and projects of a zone with the facts that hold on a day; what is unknown is null.

    Enterprises that are deregistered are left out, and so are their projects. ``known_at`` goes back to the register and
    the facts as they were known at a moment (else: now). ``progress`` is told how many subjects are read of how many,
    and may raise, which stops the reading.
    """
    wanted = list(variables)
    enterprises = _as_known(Enterprise, known_at, zone=zone)
    enterprises = [one for one in enterprises if one.state != EnterpriseState.CLOSED]
    credit_codes = {one.pk: one.uscc for one in enterprises}
    projects = [
        one
        for one in _as_known(Project, known_at, enterprise__isnull=False)
        if one.enterprise_id in credit_codes
    ]
    total = len(enterprises) + len(projects)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, total)

    of_enterprises = _filled(
        enterprises, [one for one in wanted if one.subject == "enterprise"], on, known_at, tell
    )
    of_projects = _filled(
        projects,
        [one for one in wanted if one.subject == "project"],
        on,
        known_at,
        lambda done: tell(len(enterprises) + done),
    )
    place = {one.uscc: at for at, one in enumerate(enterprises)}
    owners = {one.code: credit_codes[one.enterprise_id] for one in projects}
    for name, values in of_enterprises.items():
        of_projects[name] = [values[place[owner]] for owner in owners.values()]
    return Population(
        tables={
            "enterprise": _table([one.uscc for one in enterprises], of_enterprises, wanted),
            "project": _table([one.code for one in projects], of_projects, wanted),
        },
        owners=owners,
        industries={one.uscc: one.industry for one in enterprises},
    )


def awards_in(zone: Zone, document: str, *, on: date) -> dict[str, list[EarlierAward]]:
    """Return what everybody in a zone was given under a document, or has claimed, up to a day, by key of the subject."""
    catch_up(NAME)
    rows = ClaimRow.objects.filter(zone=zone.code, document=document).exclude(state__in=AGAIN)
    awards = awards_of(row for row in rows.iterator() if row.found.astimezone(CHINA).date() <= on)
    return {subject: given for (_document, subject), given in awards.items()}


def awards_before(
    zone: Zone, document: str, year: int, *, known: date | None = None
) -> dict[str, list[EarlierAward]]:
    """Return what everybody in a zone was given under a document for the years before ``year``, by key of the subject.

    An award of a year counts in it, whenever it was claimed. ``known`` leaves those that had been found by a day.
    """
    found = awards_in(zone, document, on=known or date.max)
    before = {subject: [one for one in given if one.on.year < year] for subject, given in found.items()}
    return {subject: given for subject, given in before.items() if given}


def claims_in(zone: Zone, document: str, *, until: date | None = None) -> set[str]:
    """Return the ids of the claims that stand in a zone under a document: not rejected, not withdrawn.

    ``until`` leaves those that had been found by the end of a day.
    """
    catch_up(NAME)
    rows = ClaimRow.objects.filter(zone=zone.code, document=document).exclude(state__in=AGAIN)
    last = end_of(until)
    rows = rows if last is None else rows.filter(found__lte=last)
    return set(rows.values_list("claim", flat=True))


def _as_known(model: type[Enterprise | Project], known_at: datetime | None, **among: Any) -> list[Any]:
    """Return the rows of the register as they stand, or as they were known at a moment, in the order they came in."""
    rows: Any = model.objects if known_at is None else model.history.as_of(known_at)
    return sorted(rows.filter(**among), key=lambda one: one.pk)


def _filled(
    things: Sequence[Enterprise | Project],
    wanted: Sequence[Variable],
    on: date,
    known_at: datetime | None,
    tell: Callable[[int], None],
) -> dict[str, list[Value | None]]:
    """Return a value a thing for each variable; facts are read for so many things at once as memory bears."""
    columns: dict[str, list[Value | None]] = {one.name: [] for one in wanted}
    for start in range(0, len(things), _AT_ONCE):
        tell(start)
        some = things[start : start + _AT_ONCE]
        for name, values in filled_columns(some, _stated(wanted, some, known_at), wanted, on).items():
            columns[name] += values
    return columns


def _stated(
    wanted: Sequence[Variable], things: Sequence[Enterprise | Project], known_at: datetime | None
) -> _Stated:
    """Return the facts of these by subject and name in the registry."""
    rows: FactQuerySet = Fact.objects.select_related("variable").known(known_at)
    named = rows.filter(
        variable__name__in=names_in_registry(wanted), subject__in=[one.subject_key for one in things]
    )
    found: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in named.iterator(chunk_size=5000):
        found[fact.subject][fact.variable.name].append(fact)
    return found


def _table(
    subjects: Sequence[str], columns: Mapping[str, list[Value | None]], variables: Sequence[Variable]
) -> pa.Table:
    import pyarrow as pa

    types = arrow_types()
    arrays = {"subject": pa.array(subjects, pa.string())}
    arrays |= {
        one.name: pa.array(columns[one.name], types[one.type]) for one in variables if one.name in columns
    }
    return pa.table(arrays)
