"""What an agreement allows: each step gives the event to record, or an error; then nothing happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from jingkai.benefits.agreements.agreement import (
    Achieved,
    Agreement,
    State,
    Terms,
    Year,
    achieved_data,
    terms_data,
)
from jingkai.benefits.agreements.errors import AgreementError
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.money import FEN, positive
from jingkai.benefits.claims.states import State as ClaimState
from jingkai.kernel.language import gettext as _
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event

_WAS_PAID = frozenset({ClaimState.PAID, ClaimState.CLOSED, ClaimState.CLAWED_BACK})

MOST_YEARS, MOST_TARGETS, MOST_WORDS = 20, 10, 300


def draft(agreement: str, zone: str, enterprise: str, terms: Terms) -> Event:
    """An agreement is drafted. Raises :class:`AgreementError` for terms that are not whole."""
    check_terms(terms)
    data: dict[str, Json] = {
        "agreement": agreement,
        "zone": zone,
        "enterprise": enterprise,
        "terms": terms_data(terms),
    }
    return Event("agreement.drafted", data)


def sign(agreement: Agreement, on: date, *, actor: str, today: date) -> Event:
    """It is put into force, by somebody who has not drafted it. Raises :class:`AgreementError`."""
    _expect(agreement, State.DRAFTED)
    if actor == agreement.drafted_by:
        raise AgreementError(
            _("Whoever drafted an agreement does not put it into force (four eyes)."),
            place=agreement.stream,
            mend=_("Let another decision maker do it."),
        )
    if on > today:
        raise AgreementError(
            _("%(day)s has not come yet.") % {"day": on.isoformat()},
            place="on",
            mend=_("Write the day on which it was signed."),
        )
    return _event(agreement, "signed", {"on": on.isoformat()})


def record(agreement: Agreement, year: int, achieved: Mapping[str, Achieved]) -> Event:
    """What was achieved in a year, as far as it is known. Raises :class:`AgreementError`."""
    _expect(agreement, State.IN_FORCE)
    terms = _year(agreement, year)
    named = {target.indicator for target in terms.targets}
    if not achieved or not achieved.keys() <= named:
        raise AgreementError(
            _("The year has these targets: %(names)s.") % {"names": ", ".join(sorted(named))},
            place="achieved",
            mend=_("Record at least one of them."),
        )
    for name, one in achieved.items():
        if not one.value.is_finite():
            raise AgreementError(_("The figure cannot be read."), place=name, mend=_("Write a number."))
        _said(one.paper, name)
    return _event(agreement, "achieved", {"year": year, "achieved": achieved_data(achieved)})


def settle(agreement: Agreement, year: int, claim: str, *, actor: str, today: date) -> Event:
    """A year that is over is settled by what was achieved; ``claim`` is that of its payment where it was met.

    Unknown is not missed: as long as a figure is unknown and none is missed, nothing can be settled.

    Raises :class:`AgreementError`.
    """
    _expect(agreement, State.IN_FORCE)
    terms = _year(agreement, year)
    if year != agreement.next_year:
        raise AgreementError(
            _("%(year)s comes first: years are settled one after another.") % {"year": agreement.next_year},
            place="year",
            mend=_("Settle that year first."),
        )
    if today <= date(year, 12, 31):
        raise AgreementError(
            _("The year %(year)s is not over.") % {"year": year},
            place="year",
            mend=_("Settle it from 1 January on."),
        )
    if actor in agreement.recorders.get(year, ()):
        raise AgreementError(
            _("Whoever recorded what was achieved does not settle the year (four eyes)."),
            place=agreement.stream,
            mend=_("Let another decision maker do it."),
        )
    met = agreement.is_met(terms)
    if met is None:
        known = agreement.achieved.get(year, {})
        missing = [target.indicator for target in terms.targets if target.indicator not in known]
        raise AgreementError(
            _("It is not known what was achieved: %(names)s.") % {"names": ", ".join(missing)},
            place="achieved",
            mend=_("Record these figures first."),
        )
    return _event(agreement, "year_settled", {"year": year, "met": met, "claim": claim if met else ""})


def terminate(agreement: Agreement, reason: str) -> Event:
    """It ends early: no further year is settled. Raises :class:`AgreementError`."""
    _expect(agreement, State.DRAFTED, State.IN_FORCE)
    return _event(agreement, "terminated", {"reason": _said(reason, "reason")})


def to_give_back(agreement: Agreement, claim: Claim) -> Decimal | None:
    """Return how much of an earlier year's payment is given back where a year is missed; ``None`` where nothing can be.

    The agreed share of what was paid, rounded half up to the fen, for each year that is missed; at most what is left, since
    what was not paid, and what was clawed back before, cannot be clawed back.
    """
    if claim.state not in _WAS_PAID:
        return None
    share = (claim.paid or Decimal(0)) * agreement.terms.claw_back
    return min(share.quantize(FEN, ROUND_HALF_UP), claim.kept) or None


def check_terms(terms: Terms) -> None:
    """Raise :class:`AgreementError` where terms lack something, or hold what cannot be."""
    for name in ("number", "title", "document", "provision"):
        _said(getattr(terms, name), name)
    if not 0 <= terms.claw_back <= 1:
        raise AgreementError(
            _("The share that is given back lies between 0 and 100 %."),
            place="claw_back",
            mend=_("Write it as a percentage."),
        )
    if not 1 <= len(terms.years) <= MOST_YEARS:
        raise AgreementError(
            _("An agreement has 1 to %(most)d years.") % {"most": MOST_YEARS},
            place="years",
            mend=_("Write a line for each year."),
        )
    for before, after in pairwise(terms.years):
        if after.year <= before.year:
            raise AgreementError(
                _("%(year)d does not come after %(before)d.") % {"year": after.year, "before": before.year},
                place="years",
                mend=_("Write each year once, in order."),
            )
    for one in terms.years:
        positive(one.yuan, place=str(one.year))
        names = [target.indicator for target in one.targets]
        if not 1 <= len(names) <= MOST_TARGETS or len(set(names)) < len(names):
            raise AgreementError(
                _("The year %(year)d needs 1 to %(most)d targets, each indicator once.")
                % {"year": one.year, "most": MOST_TARGETS},
                place=str(one.year),
                mend=_("Name what has to be achieved: without a condition it is no agreement."),
            )


def _year(agreement: Agreement, year: int) -> Year:
    found = agreement.terms.of(year)
    if found is None or year in agreement.settled:
        raise AgreementError(
            _("The year %(year)d is settled already, or not part of the agreement.") % {"year": year},
            place="year",
            mend=_("Read the agreement again: somebody may have taken this step already."),
        )
    return found


def _expect(agreement: Agreement, *states: State) -> None:
    if agreement.state not in states:
        raise AgreementError(
            _("The agreement is at “%(state)s”.") % {"state": agreement.state.words},
            place=agreement.stream,
            mend=_("Read the agreement again: somebody may have taken this step already."),
        )


def _said(words: str, field: str) -> str:
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise AgreementError(
            _("“%(field)s” has to be filled in, with at most %(most)d characters.")
            % {"field": field, "most": MOST_WORDS},
            place=field,
            mend=_("Fill it in."),
        )
    return said


def _event(agreement: Agreement, name: str, data: dict[str, Json]) -> Event:
    clause: dict[str, Json] = {
        "document": agreement.terms.document,
        "provision": agreement.terms.provision,
    }
    return Event(f"agreement.{name}", {**clause, **data})
