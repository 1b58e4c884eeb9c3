"""A budget, folded from its events: what was granted by whom, and for which claim how much is bound or gone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingkai.accounts.scopes import Place
from jingkai.benefits.claims.deadlines import CHINA
from jingkai.benefits.claims.errors import BudgetError
from jingkai.benefits.claims.folding import Happened
from jingkai.benefits.claims.money import ZERO
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

KIND = "budget"
"""Kind of the streams of budgets."""

_ID = re.compile(r"(?P<zone>[a-z0-9_-]{1,40})/(?P<pool>[a-z][a-z0-9_]{0,79})/(?P<year>20[0-9]{2})")


class Source(StrEnum):
    """Whose money it is."""

    CITY = "city"
    REGION = "region"
    TRANSFER = "transfer"

    @property
    def words(self) -> str:
        """The source in the reader's language."""
        return _(_SOURCES[self])


_SOURCES = {
    Source.CITY: msgid("City budget"),
    Source.REGION: msgid("Region budget"),
    Source.TRANSFER: msgid("Transfer payment"),
}


class Hold(StrEnum):
    """How firmly money is bound to a claim."""

    RESERVED = "reserved"
    COMMITTED = "committed"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Line:
    """Money bound to a claim, or paid for it; ``since`` is the day on which it was reserved.

    ``surrendered`` is what of it came back and went to the treasury: this budget does not have it again.
    """

    hold: Hold
    yuan: Decimal
    since: date
    surrendered: Decimal = ZERO


@dataclass(slots=True)
class Budget:
    """A pool of money of a zone for a year. ``lines`` has every claim once."""

    zone: str
    pool: str
    year: int
    version: int = 0
    granted: dict[Source, Decimal] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Zone, pool and year: ``qinglan/innovation/2025``."""
        return f"{self.zone}/{self.pool}/{self.year}"

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return f"{KIND}/{self.id}"

    @property
    def total(self) -> Decimal:
        """All that was granted, in yuan."""
        return sum(self.granted.values(), ZERO)

    @property
    def available(self) -> Decimal:
        """What is neither bound nor paid, in yuan; never below nothing."""
        return self.total - sum((line.yuan for line in self.lines.values()), ZERO)

    def held(self, hold: Hold) -> Decimal:
        """Return how much is reserved, committed or paid, in yuan."""
        return sum((line.yuan for line in self.lines.values() if line.hold is hold), ZERO)

    def place(self) -> Place:
        """Where it lies, for the policy of rights."""
        return Place.of(zone=self.zone)


def read_id(written: str) -> Budget:
    """Return the empty budget with an id. Raises :class:`BudgetError` for what is none."""
    found = _ID.fullmatch(written)
    if found is None:
        raise BudgetError(
            _("“%(given)s” names no budget.") % {"given": written},
            place="budget",
            mend=_("Write zone/pool/year, such as qinglan/innovation/2025."),
        )
    return Budget(found["zone"], found["pool"], int(found["year"]))


def fold(budget: Budget, events: Iterable[Happened]) -> Budget:
    """Return ``budget`` after events, in their order (the object itself is changed)."""
    for event in events:
        step(budget, event)
    return budget


def step(budget: Budget, event: Happened) -> Budget:
    """Return ``budget`` after one more event (the object itself is changed). Raises :class:`ValueError` for others."""
    data, name = event.data, event.type.partition(".")[2]
    yuan = Decimal(data["yuan"])
    match name:
        case "granted" | "cut":
            source = Source(data["source"])
            before = budget.granted.get(source, ZERO)
            budget.granted[source] = before + yuan if name == "granted" else before - yuan
        case "reserved":
            day = event.time.astimezone(CHINA).date()
            budget.lines[data["claim"]] = Line(Hold.RESERVED, yuan, day)
        case "committed" | "returned" | "paid":
            hold = {"committed": Hold.COMMITTED, "returned": Hold.RESERVED, "paid": Hold.PAID}[name]
            budget.lines[data["claim"]] = Line(hold, yuan, budget.lines[data["claim"]].since)
        case "released":
            del budget.lines[data["claim"]]
        case "recovered":
            line = budget.lines[data["claim"]]
            budget.lines[data["claim"]] = replace(line, yuan=line.yuan - yuan)
        case "surrendered":
            line = budget.lines[data["claim"]]
            budget.lines[data["claim"]] = replace(line, surrendered=line.surrendered + yuan)
        case _:
            raise ValueError(f"{event.type} is no event of a budget")
    budget.version = event.version
    return budget
