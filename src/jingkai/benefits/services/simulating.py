"""Simulations: opened, sent off, stopped, copied, shared. No claim and no budget is touched by any of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.benefits.models import SimulatedEnterprise, Simulation, SimulationShare
from jingkai.benefits.models.simulations import UNDER_WAY, Baseline, SimulationState
from jingkai.benefits.selectors.simulations import as_on_record, pack_name
from jingkai.benefits.simulation.changing import change
from jingkai.benefits.simulation.errors import SimulationError
from jingkai.kernel.language import gettext as _
from jingkai.policy.selectors import Installed
from jingkai.registry.models import Zone

SHARED_DAYS = (7, 30, 90)
"""For so many days a link may be given."""

_LONGEST_TITLE = 120


def open_simulation(
    owner: User, zone: Zone, installed: Installed, *, title: str = "", command: UUID | None = None
) -> Simulation:
    """Open a simulation of a pack for a zone; nothing is computed before figures are chosen.

    The same command of the same person opens one simulation, however often it comes.
    """
    document = installed.pack.document
    today = timezone.localdate()
    return _opened_once(
        command,
        owner,
        zone=zone,
        pack=pack_name(installed),
        document=document.number,
        title=(title or f"{document.number} {today.isoformat()}")[:_LONGEST_TITLE],
        on=max(today, document.valid_from),
    )


def send_off(
    simulation: Simulation,
    installed: Installed,
    *,
    typed: Mapping[str, str],
    on: date,
    known: date | None = None,
    title: str,
    baseline: str = Baseline.AS_WRITTEN,
    against: Installed | None = None,
    budgets: Mapping[str, Decimal | None] | None = None,
    language: str = "zh-hans",
) -> Simulation:
    """Keep the figures as typed and queue the computation. What was computed before is forgotten.

    ``known`` goes back to the facts that were known at the end of a day, and to the pack to compare with as it was on
    record then. ``against`` is that pack where ``baseline`` says that it is another one.

    Raises :class:`~jingkai.benefits.simulation.changing.FigureFaults` for figures that the pack cannot have, and
    :class:`~jingkai.benefits.simulation.errors.SimulationError` where nothing would differ, no benefit applies on the
    day, the pack to compare with was not on record, or it is under way. Nothing is kept then.
    """
    changed = change(installed.pack, typed, on)
    if not changed.changes and baseline == Baseline.AS_WRITTEN:
        raise SimulationError(
            _("No figure is changed."),
            mend=_("Change at least one figure, or compare with something else."),
        )
    if not any(installed.pack.applies(one, on) for one in installed.pack.benefits):
        raise SimulationError(
            _("Nothing of this pack applies on %(day)s.") % {"day": on},
            mend=_("Choose another day."),
        )
    base = against if against is not None and baseline == Baseline.PACK else installed
    if baseline != Baseline.NOTHING and as_on_record(base, known) is None:
        raise not_on_record(base, known)
    with transaction.atomic():
        current = Simulation.objects.select_for_update(of=("self",)).get(pk=simulation.pk)
        if current.under_way:
            raise SimulationError(
                _("This simulation is being computed."), mend=_("Wait until it is done, or stop it first.")
            )
        SimulatedEnterprise.objects.filter(simulation=current).delete()
        current.changes = {one.figure.key: one.shown for one in changed.changes}
        current.budgets = {
            pool: None if yuan is None else f"{yuan:f}" for pool, yuan in (budgets or {}).items()
        }
        current.known = known
        current.on, current.baseline, current.title = on, baseline, title.strip()[:_LONGEST_TITLE]
        current.against = pack_name(against) if against is not None and baseline == Baseline.PACK else ""
        current.state, current.percent, current.attempts = SimulationState.WAITING, 0, 0
        current.cancel_asked, current.result, current.ended = False, None, None
        current.problem = current.mend = current.rules_before = current.rules_after = ""
        current.language = language
        current.save()
        _queue(current.pk)
    return current


def not_on_record(one: Installed, known: date | None) -> SimulationError:
    """Return the error of a pack that cannot be compared with, since nobody had it at the end of a day."""
    return SimulationError(
        _("%(number)s was not on record at the end of %(day)s.")
        % {"number": one.pack.document.number, "day": known},
        place="known",
        mend=_("Choose a later day, or compare with no such policy."),
    )


def cancel(simulation: Simulation) -> None:
    """Ask the computation to stop; one that has not begun is stopped at once."""
    waiting = Simulation.objects.filter(pk=simulation.pk, state=SimulationState.WAITING)
    if not waiting.update(state=SimulationState.CANCELLED, ended=timezone.now()):
        Simulation.objects.filter(pk=simulation.pk, state__in=UNDER_WAY).update(cancel_asked=True)


def copy(simulation: Simulation, owner: User, *, command: UUID | None = None) -> Simulation:
    """Open another simulation with the same figures, for somebody who wants to go on from there."""
    return _opened_once(
        command,
        owner,
        zone=simulation.zone,
        pack=simulation.pack,
        document=simulation.document,
        title=_("Copy of %(title)s") % {"title": simulation.title[: _LONGEST_TITLE - 20]},
        on=simulation.on,
        known=simulation.known,
        baseline=simulation.baseline,
        against=simulation.against,
        changes=simulation.changes,
        budgets=simulation.budgets,
    )


def discard(simulation: Simulation) -> None:
    """Forget a simulation with its result and its links. Raises :class:`SimulationError` while it is computed."""
    with transaction.atomic():
        current = Simulation.objects.select_for_update(of=("self",)).get(pk=simulation.pk)
        if current.under_way:
            raise SimulationError(
                _("This simulation is being computed."), mend=_("Wait until it is done, or stop it first.")
            )
        current.delete()


def share(simulation: Simulation, by: User, *, days: int, command: UUID | None = None) -> SimulationShare:
    """Let colleagues of the zone read the result by a link for some days.

    Raises :class:`SimulationError` where there is no result, or for other numbers of days.
    """
    if not simulation.done or days not in SHARED_DAYS:
        raise SimulationError(
            _("This cannot be shared."), mend=_("Wait for the result, and choose how long the link holds.")
        )
    expires = timezone.now() + timedelta(days=days)
    if command is None:
        return SimulationShare.objects.create(simulation=simulation, made_by=by, expires=expires)
    given, _made = SimulationShare.objects.get_or_create(
        command=_own_command(SimulationShare.objects.exclude(made_by=by), command),
        simulation=simulation,
        made_by=by,
        defaults={"expires": expires},
    )
    return given


def revoke(share_: SimulationShare) -> None:
    """End a link at once."""
    SimulationShare.objects.filter(pk=share_.pk, revoked=None).update(revoked=timezone.now())


def _opened_once(command: UUID | None, owner: User, **values: Any) -> Simulation:
    if command is None:
        return Simulation.objects.create(owner=owner, **values)
    command = _own_command(Simulation.objects.exclude(owner=owner), command)
    opened, _made = Simulation.objects.get_or_create(command=command, owner=owner, defaults=values)
    return opened


def _own_command(of_others: QuerySet[Any], command: UUID) -> UUID:
    """Return a command, or a fresh one where somebody else has used it: nobody is led to what is another's by it."""
    return uuid4() if of_others.filter(command=command).exists() else command


def _queue(pk: int) -> None:
    from jingkai.benefits.tasks import simulate

    transaction.on_commit(lambda: simulate.enqueue(pk))
