"""Set how long steps of claims take in a zone; every claim that stands there gets its deadline anew."""

from __future__ import annotations

import uuid

from django.db import transaction

from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.deadlines import STEPS, Standing, due
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import Officer, check_right
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.terms import LONGEST, Step, Terms
from jingkai.benefits.claims.transitions import MOST_DAYS
from jingkai.benefits.models import ClaimRow, ZoneTerm
from jingkai.benefits.selectors.terms import terms_for
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event
from jingkai.ledger.services import catch_up

_LONGEST_BASIS = 200


@transaction.atomic
def set_term(zone: str, step: Step, days: int | None, *, basis: str, by: Officer) -> None:
    """Set the term of a step in a zone and what it rests on; ``None`` takes it back. It goes to the ledger.

    What runs already is counted anew; a publication that has begun keeps its last day. Raises
    :class:`~jingkai.benefits.claims.errors.ClaimError` and :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    from jingkai.benefits.services.claim_rows import NAME

    check_right(by, actions.SET_TERMS, ZoneTerm(zone=zone))
    basis = basis.strip()
    if days is not None:
        _check(step, days, basis)
    row = ZoneTerm.objects.filter(zone=zone, step=step).first()
    if (row.days, row.basis) == (days, basis) if row else days is None:
        return
    data: dict[str, Json] = {"step": step.value, "days": days, "basis": basis}
    ledger.append(
        f"terms/{zone}",
        [Event("claim_terms.set" if days is not None else "claim_terms.taken_back", data)],
        expected_version=None,
        command_id=f"term-{uuid.uuid4().hex}",
        actor=by.actor,
    )
    if days is None:
        ZoneTerm.objects.filter(zone=zone, step=step).delete()
    else:
        ZoneTerm.objects.update_or_create(
            zone=zone, step=step, defaults={"days": days, "basis": basis, "set_by": by.actor}
        )
    catch_up(NAME)
    _count_anew(zone, step)


def count_provisional_anew() -> int:
    """Count deadlines anew that cross a year whose working days were not published; return how many have moved or settled.

    Done again and again: once a release knows the calendar of that year, they are no longer provisional.
    """
    return _keep_due(list(ClaimRow.objects.filter(provisional=True)))


def _count_anew(zone: str, step: Step) -> None:
    states = [state for state, its in STEPS.items() if its is step]
    _keep_due(list(ClaimRow.objects.filter(zone=zone, state__in=states)))


def _keep_due(rows: list[ClaimRow]) -> int:
    known: dict[tuple[str, str, str], Terms] = {}
    moved = []
    for row in rows:
        key = (row.zone, row.document, row.benefit)
        if key not in known:
            known[key] = terms_for(*key)
        found = due(Standing(State(row.state), row.since, row.published_until, row.approved_at), known[key])
        now = (found.date, found.provisional, found.basis) if found else (None, False, "")
        if now != (row.due, row.provisional, row.due_basis):
            row.due, row.provisional, row.due_basis = now
            moved.append(row)
    ClaimRow.objects.bulk_update(moved, ["due", "provisional", "due_basis"], batch_size=500)
    return len(moved)


def _check(step: Step, days: int, basis: str) -> None:
    most = MOST_DAYS if step is Step.PUBLICATION else LONGEST
    if not 1 <= days <= most:
        raise ClaimError(
            _("This step takes 1 to %(most)d working days, not %(days)d.") % {"most": most, "days": days},
            place="days",
            mend=_("Write the number that was decided."),
        )
    if not basis or len(basis) > _LONGEST_BASIS:
        raise ClaimError(
            _("A term rests on a decision, named with at most %(most)d characters.")
            % {"most": _LONGEST_BASIS},
            place="basis",
            mend=_("Name the decision of the zone, such as its number and day."),
        )
