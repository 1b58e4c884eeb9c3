"""The background's part of a simulation: both sides over everybody in the zone, put side by side, kept.

It reads the registry and writes the tables of simulations. Nothing here knows how to append to the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from jingkai.accounts.services import notify
from jingkai.benefits import words
from jingkai.benefits.bulk.computing import compute
from jingkai.benefits.bulk.population import KINDS, Population
from jingkai.benefits.bulk.settling import Earlier, lines
from jingkai.benefits.known import end_of
from jingkai.benefits.models import SimulatedEnterprise, Simulation
from jingkai.benefits.models.simulations import UNDER_WAY, Baseline, SimulationState
from jingkai.benefits.selectors.population import awards_before, population
from jingkai.benefits.selectors.simulations import as_on_record, paces, pack_called
from jingkai.benefits.services.simulating import not_on_record
from jingkai.benefits.simulation.changing import ChangedPack, change
from jingkai.benefits.simulation.comparing import Comparison, Given, compare
from jingkai.benefits.simulation.errors import SimulationError
from jingkai.benefits.simulation.figures import SUBJECTS
from jingkai.benefits.simulation.lasting import pools
from jingkai.benefits.simulation.stored import Counted, Result, change_line, named, plain
from jingkai.kernel.background import MOST_ATTEMPTS, StoppedError, Watch, ending_in_words, watched
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.policy.rules import ENGINE
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.pack import Pack
from jingkai.policy.selectors import Installed, PackOnRecord
from jingkai.registry.models import Enterprise

_AT_ONCE = 1000


def work_on(pk: int) -> None:
    """Compute the simulation that waits; what is written for people is in its owner's language."""
    claimed = Simulation.objects.filter(pk=pk, state=SimulationState.WAITING).update(
        state=SimulationState.COMPUTING, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    simulation = Simulation.objects.select_related("owner", "zone").get(pk=pk)
    with translation.override(simulation.language):
        _work_on(simulation)


def resume() -> list[int]:
    """Take up simulations that a stop or a killed worker has interrupted; return their numbers, to be queued.

    For the one worker to call as it starts.
    """
    interrupted = Simulation.objects.filter(state=SimulationState.COMPUTING)
    for one in interrupted.filter(attempts__gte=MOST_ATTEMPTS):
        with translation.override(one.language):
            _end(
                one.pk,
                SimulationState.FAILED,
                problem=_("The work was cut off again and again."),
                mend=_("Give the server more memory, and start it again."),
            )
    interrupted.update(state=SimulationState.WAITING)
    return list(Simulation.objects.filter(state__in=UNDER_WAY).order_by("pk").values_list("pk", flat=True))


def _work_on(simulation: Simulation) -> None:
    mine = Simulation.objects.filter(pk=simulation.pk)
    try:
        with ending_in_words(
            lambda problem, mend: _end(simulation.pk, SimulationState.FAILED, problem=problem, mend=mend),
            lambda: mine.update(state=SimulationState.WAITING, attempts=F("attempts") - 1),
            mend=_("Start it again; if it fails once more, the log of the server says why."),
        ):
            _compute(simulation, _watch(simulation))
    except StoppedError:
        _end(simulation.pk, SimulationState.CANCELLED)


def _compute(simulation: Simulation, watch: Watch) -> None:
    watch(0)
    installed = pack_called(simulation.pack, simulation.zone)
    if installed is None:
        raise SimulationError(
            _("The policy pack is not there any more, or does not apply in this zone."),
            mend=_("Open a simulation of another pack."),
        )
    base = _compared_with(simulation, installed)
    changed = change(installed.pack, simulation.changes, simulation.on)
    known_at = end_of(simulation.known)
    people = population(simulation.zone, installed.pack.facts, on=simulation.on, known_at=known_at)
    known_before = people
    if base is not installed:
        known_before = population(simulation.zone, base.pack.facts, on=simulation.on, known_at=known_at)
    watch(20)
    had = _had(simulation, base.pack, installed.pack)
    from_nothing = simulation.baseline == Baseline.NOTHING
    with TemporaryDirectory(prefix="jingkai-simulation-") as folder:
        before = (
            iter(())
            if from_nothing
            else _side(
                base.pack,
                base.digest,
                known_before,
                simulation,
                Path(folder, "before"),
                _part(watch, 20),
                earlier=had or {},
            )
        )
        after = _side(
            changed.pack,
            changed.digest,
            people,
            simulation,
            Path(folder, "after"),
            _part(watch, 55),
            earlier=had or {},
        )
        found = compare(
            before, after, benefits=_of_both(base.pack, changed.pack), industries=people.industries
        )
    watch(90)
    result = _result(simulation, base.pack, changed, found, people)
    if had is not None:
        result = replace(result, earlier=_counted(had, simulation.on.year))
    _keep(simulation, found, plain(result), ("" if from_nothing else base.digest, changed.digest))


def _compared_with(simulation: Simulation, installed: Installed) -> Installed | PackOnRecord:
    """Return the pack that stands on the other side, as it was on record then: the same one unless another is named."""
    if simulation.baseline == Baseline.NOTHING:
        return installed
    found: Installed | None = installed
    if simulation.baseline == Baseline.PACK:
        found = pack_called(simulation.against, simulation.zone)
    if found is None:
        raise SimulationError(
            _("The policy pack is not there any more, or does not apply in this zone."),
            place=simulation.against,
            mend=_("Choose something else to compare with."),
        )
    then = as_on_record(found, simulation.known)
    if then is None:
        raise not_on_record(found, simulation.known)
    return then


def _had(simulation: Simulation, base: Pack, simulated: Pack) -> Earlier | None:
    """Return what everybody was given for the years before the simulated one; ``None`` where it cannot be compared.

    What was given under a document counts under that document alone: between two of them one side would be charged with
    it and the other would not. What was claimed in the simulated year is part of what that year needs.
    """
    number = simulated.document.number
    if base.document.number != number:
        return None
    return awards_before(simulation.zone, number, simulation.on.year, known=simulation.known)


def _counted(had: Earlier, year: int) -> Counted:
    return Counted(year, sum(map(len, had.values())), len(had))


def _of_both(before: Pack, after: Pack) -> list[Benefit]:
    """Return the benefits of two packs, each id once, those of the simulated one first."""
    found = {one.id: one for one in after.benefits}
    found |= {one.id: one for one in before.benefits if one.id not in found}
    return list(found.values())


def _side(  # noqa: PLR0917
    pack: Pack,
    digest: str,
    people: Population,
    simulation: Simulation,
    folder: Path,
    watch: Watch,
    *,
    earlier: Earlier,
) -> Iterator[Given]:
    """Yield what everybody gets by a pack, with what they had ``earlier``."""
    folder.mkdir()
    on = simulation.on
    computed = compute(
        pack,
        digest,
        people,
        on,
        folder,
        progress=lambda _what, done, total: watch(30 * done // max(total, 1)),
    )
    for number, line in enumerate(lines(pack, computed, people, on, earlier=earlier)):
        if not number % _AT_ONCE:
            watch(30)
        yield Given(line.enterprise, line.benefit, line.outcome, line.settled)


def _part(watch: Watch, start: int) -> Watch:
    return lambda percent: watch(start + percent)


def _result(
    simulation: Simulation, base: Pack, changed: ChangedPack, found: Comparison, people: Population
) -> Result:
    on = simulation.on
    budgets = {pool: None if sum_ is None else Decimal(sum_) for pool, sum_ in simulation.budgets.items()}
    names = named(base) | named(changed.pack)
    applying = [one for one in changed.pack.benefits if changed.pack.applies(one, on)]
    return Result(
        comparison=found,
        pools=pools(
            (base, changed.pack),
            found.benefits,
            budgets,
            on.year,
            paces(simulation.zone, budgets, on.year),
        ),
        changes=tuple(change_line(one, changed.pack) for one in changed.changes),
        benefits=tuple(names[one.benefit] for one in found.benefits),
        left_out=tuple(names[one.id] for one in applying if one.subject not in SUBJECTS),
        missing=_known_of_nobody(changed.pack, people),
        engine=ENGINE,
    )


def _known_of_nobody(pack: Pack, people: Population) -> tuple[str, ...]:
    """Return the labels of the variables of which nobody in the zone has a value."""
    empty: set[str] = set()
    for kind in KINDS:
        table = people.tables[kind]
        if table.num_rows:
            empty |= {name for name in table.column_names if table.column(name).null_count == table.num_rows}
    return tuple(words.label(one) for one in pack.facts if one.name in empty and one.subject in SUBJECTS)


def _keep(
    simulation: Simulation, found: Comparison, result: dict[str, object], rules: tuple[str, str]
) -> None:
    rows = Enterprise.objects.filter(zone=simulation.zone).values_list("uscc", "name", "industry")
    known = {uscc: (name, industry) for uscc, name, industry in rows.iterator(chunk_size=5000)}
    with transaction.atomic():
        SimulatedEnterprise.objects.filter(simulation=simulation).delete()
        SimulatedEnterprise.objects.bulk_create(
            (
                SimulatedEnterprise(
                    simulation=simulation,
                    uscc=one.enterprise,
                    name=known[one.enterprise][0],
                    industry=known[one.enterprise][1],
                    before=one.before,
                    after=one.after,
                    change=one.change,
                    parts={name: [f"{sums[0]:f}", f"{sums[1]:f}"] for name, sums in one.parts.items()},
                )
                for one in found.lines
            ),
            batch_size=_AT_ONCE,
        )
        Simulation.objects.filter(pk=simulation.pk).update(
            result=result, rules_before=rules[0], rules_after=rules[1]
        )
        _end(simulation.pk, SimulationState.DONE)


def _watch(simulation: Simulation) -> Watch:
    mine = Simulation.objects.filter(pk=simulation.pk)
    return watched(
        lambda: not mine.filter(cancel_asked=False).exists(), lambda percent: mine.update(percent=percent)
    )


def _end(pk: int, state: SimulationState, *, problem: str = "", mend: str = "") -> None:
    simulation = Simulation.objects.select_related("owner").filter(pk=pk).first()
    if simulation is None:
        return
    simulation.state, simulation.cancel_asked, simulation.ended = state, False, timezone.now()
    simulation.problem, simulation.mend = problem, mend
    simulation.percent = 100 if state == SimulationState.DONE else simulation.percent
    simulation.save(update_fields=["state", "cancel_asked", "ended", "problem", "mend", "percent"])
    if state in _TOLD:
        notify(simulation.owner, _TOLD[state], simulation.get_absolute_url(), title=simulation.title)


_TOLD = {
    SimulationState.DONE: msgid("The simulation “%(title)s” is done."),
    SimulationState.FAILED: msgid("The simulation “%(title)s” has failed; its page says why."),
}
