"""An agreement, folded from its events: what was promised for which achievement, what was achieved, what followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from jingkai.accounts.scopes import Place
from jingkai.benefits.claims.folding import Happened
from jingkai.benefits.claims.money import ZERO, written
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.ledger.canonical import Json
from jingkai.ledger.crypto import sm3

KIND = "agreement"
"""Kind of the streams of agreements."""

BENEFIT_START = "agreement_"
"""How the benefit of a claim is called that an agreement makes, before the agreement's id."""


class State(StrEnum):
    """How far an agreement is."""

    DRAFTED = "drafted"
    IN_FORCE = "in_force"
    COMPLETED = "completed"
    TERMINATED = "terminated"

    @property
    def words(self) -> str:
        """The state in the reader's language."""
        return _(_WORDS[self])


_WORDS = {
    State.DRAFTED: msgid("Drafted, not in force"),
    State.IN_FORCE: msgid("Being carried out"),
    State.COMPLETED: msgid("All years settled"),
    State.TERMINATED: msgid("Ended early"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What has to be achieved in a year: an indicator, and its least figure in a unit."""

    indicator: str
    least: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of an agreement: what is paid where all targets are met."""

    year: int
    yuan: Decimal
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed. ``claw_back`` is the share of what was paid before that is given back for each year that is missed."""

    number: str
    title: str
    document: str
    provision: str
    years: tuple[Year, ...]
    claw_back: Decimal = ZERO

    @property
    def clause(self) -> str:
        """Document number and provision id, as entries name them."""
        return f"{self.document} {self.provision}"

    @property
    def total(self) -> Decimal:
        """What is paid at most, in yuan."""
        return sum((one.yuan for one in self.years), ZERO)

    def of(self, year: int) -> Year | None:
        """Return the terms of a year, ``None`` where it is not part of the agreement."""
        return next((one for one in self.years if one.year == year), None)


@dataclass(frozen=True, slots=True)
class Achieved:
    """A figure that was achieved, and the paper that proves it."""

    value: Decimal
    paper: str


@dataclass(frozen=True, slots=True)
class Settled:
    """How a year ended: ``claim`` is the claim of its payment, empty where it was missed."""

    met: bool
    claim: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as its entries make it.

    ``achieved`` has the figures of each year, by indicator, ``recorders`` everybody who has recorded any of them.
    """

    id: str
    zone: str
    enterprise: str
    terms: Terms
    state: State
    drafted_by: str
    version: int
    signed_on: date | None = None
    achieved: Mapping[int, Mapping[str, Achieved]] = field(default_factory=lambda: MappingProxyType({}))
    recorders: Mapping[int, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    settled: Mapping[int, Settled] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return stream_of(self.id)

    @property
    def benefit(self) -> str:
        """How the benefit of its claims is called."""
        return f"{BENEFIT_START}{self.id}"

    @property
    def next_year(self) -> int | None:
        """The first year that is not settled, ``None`` where all are."""
        return next((one.year for one in self.terms.years if one.year not in self.settled), None)

    def is_met(self, year: Year) -> bool | None:
        """Whether all targets of a year are met; ``None`` as long as a figure is unknown and none is missed."""
        truths = [self._truth(year.year, target) for target in year.targets]
        if False in truths:
            return False
        return None if None in truths else True

    def _truth(self, year: int, target: Target) -> bool | None:
        found = self.achieved.get(year, {}).get(target.indicator)
        return None if found is None else found.value >= target.least

    def place(self) -> Place:
        """Where it lies, for the policy of rights."""
        return Place.of(zone=self.zone, enterprise=self.enterprise)


def agreement_id(command_id: str) -> str:
    """Return the id of the agreement that a command drafts: the same command, the same agreement."""
    return sm3(f"agreement:{command_id}".encode()).hex()[:16]


def stream_of(agreement: str) -> str:
    """Return the stream of an agreement."""
    return f"{KIND}/{agreement}"


def terms_data(terms: Terms) -> dict[str, Json]:
    """Write terms as events hold them."""
    return {
        "number": terms.number,
        "title": terms.title,
        "document": terms.document,
        "provision": terms.provision,
        "claw_back": format(terms.claw_back, "f"),
        "years": [
            {
                "year": one.year,
                "yuan": written(one.yuan),
                "targets": [
                    {
                        "indicator": target.indicator,
                        "least": format(target.least, "f"),
                        "unit": target.unit,
                    }
                    for target in one.targets
                ],
            }
            for one in terms.years
        ],
    }


def achieved_data(achieved: Mapping[str, Achieved]) -> dict[str, Json]:
    """Write achieved figures as events hold them."""
    return {
        name: {"value": format(one.value, "f"), "paper": one.paper} for name, one in sorted(achieved.items())
    }


def step(agreement: Agreement | None, event: Happened) -> Agreement:
    """Return the agreement after one more event. Raises :class:`ValueError` for events of none."""
    data: Any = event.data
    if event.type == "agreement.drafted":
        return Agreement(
            data["agreement"],
            data["zone"],
            data["enterprise"],
            _terms(data["terms"]),
            State.DRAFTED,
            event.actor,
            event.version,
        )
    if agreement is None:
        raise ValueError(f"{event.type} is no event of an agreement at this place")
    match event.type:
        case "agreement.signed":
            after = replace(agreement, state=State.IN_FORCE, signed_on=date.fromisoformat(data["on"]))
        case "agreement.achieved":
            year = int(data["year"])
            figures = {
                name: Achieved(Decimal(one["value"]), one["paper"]) for name, one in data["achieved"].items()
            }
            after = replace(
                agreement,
                achieved={**agreement.achieved, year: {**agreement.achieved.get(year, {}), **figures}},
                recorders={
                    **agreement.recorders,
                    year: agreement.recorders.get(year, frozenset()) | {event.actor},
                },
            )
        case "agreement.year_settled":
            settled = {**agreement.settled, int(data["year"]): Settled(data["met"], data["claim"])}
            after = replace(agreement, settled=settled)
            if after.next_year is None:
                after = replace(after, state=State.COMPLETED)
        case "agreement.terminated":
            after = replace(agreement, state=State.TERMINATED, reason=data["reason"])
        case _:
            raise ValueError(f"{event.type} is no event of an agreement")
    return replace(after, version=event.version)


def _terms(data: Any) -> Terms:
    return Terms(
        data["number"],
        data["title"],
        data["document"],
        data["provision"],
        tuple(
            Year(
                one["year"],
                Decimal(one["yuan"]),
                tuple(
                    Target(target["indicator"], Decimal(target["least"]), target["unit"])
                    for target in one["targets"]
                ),
            )
            for one in data["years"]
        ),
        Decimal(data["claw_back"]),
    )
