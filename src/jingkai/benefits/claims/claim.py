"""A claim, and whose it is, and the one key that it has: nobody claims the same thing twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from jingkai.accounts.scopes import Place
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.claims.states import State
from jingkai.kernel.language import gettext as _
from jingkai.ledger.canonical import canonical
from jingkai.ledger.crypto import sm3

if TYPE_CHECKING:
    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.rules.receipt import Receipt
    from jingkai.policy.schema.benefits import Benefit

KIND = "claim"
"""Kind of the streams of claims."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims: the subject of the benefit, the enterprise that speaks for it, the zone whose staff decides.

    ``kind`` is enterprise, project, person or park; ``key`` is the subject's public code (a person: their public id, never
    an identity number).
    """

    zone: str
    enterprise: str
    kind: str
    key: str

    def place(self) -> Place:
        """Where the claim lies, for the policy of rights."""
        return Place.of(zone=self.zone, enterprise=self.enterprise)


@dataclass(frozen=True, slots=True)
class Right:
    """What is claimed: a benefit of a document, under a provision, for a period.

    ``period`` is what :func:`period_key` says: how often the benefit is had is in it.
    """

    document: str
    provision: str
    benefit: str
    period: str

    @property
    def clause(self) -> str:
        """Document number and provision id, as entries name them."""
        return f"{self.document} {self.provision}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a finding rests on: engine, digest of the rules, of the facts and of the whole receipt, and both dates."""

    engine: str
    rules: str
    facts: str
    receipt: str
    valid_on: date
    recorded_on: date
    yuan: Decimal


def proof_of(receipt: Receipt) -> Proof:
    """Return what a claim keeps of a receipt.

    Raises :class:`ClaimError` where the receipt does not say that the subject is entitled, and to how much.
    """
    outcome, yuan = receipt.result.get("outcome"), receipt.result.get("yuan")
    if outcome != "entitled" or yuan is None:
        missing = ", ".join(receipt.result.get("missing", ())) or _("none")
        raise ClaimError(
            _(
                "The rules must answer “entitled” with a sum; they answer “%(outcome)s”. Facts missing: %(missing)s."
            )
            % {"outcome": outcome, "missing": missing},
            place=receipt.benefit,
            mend=_("Supply the facts that are missing and have it computed again."),
        )
    return Proof(
        engine=receipt.engine,
        rules=receipt.rules,
        facts=sm3(canonical(dict(receipt.facts))).hex(),
        receipt=receipt.digest,
        valid_on=receipt.valid_on,
        recorded_on=receipt.recorded_on,
        yuan=Decimal(yuan),
    )


@dataclass(frozen=True, slots=True)
class Publicity:
    """For how long a claim is published 公示: from ``first`` to ``last``, both included; ``basis`` sets the days."""

    first: date
    last: date
    provisional: bool
    days: int
    basis: str


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection 异议; who objects stays sealed. ``upheld`` is ``None`` until it is settled."""

    id: str
    raised: date
    upheld: bool | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rejection that somebody has proposed: why, by which provision, and who."""

    reason: str
    provision: str
    by: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as its entries make it.

    Sums are ``None`` until their step is reached; what was clawed back, and what of it came in, is added up. ``round``
    counts how often it was found (again after a rejection or withdrawal). ``reason`` and ``reason_provision`` are those of
    the last step that needed them.
    """

    id: str
    claimant: Claimant
    right: Right
    state: State
    since: datetime
    version: int
    proof: Proof
    automatic: bool = False
    round: int = 1
    judgements: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    judged: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    verified: Decimal | None = None
    verified_by: str = ""
    publicity: Publicity | None = None
    objections: tuple[Objection, ...] = ()
    approved: Decimal | None = None
    approved_by: str = ""
    budget: str = ""
    budgeted: Decimal | None = None
    batch: str = ""
    paid: Decimal | None = None
    paid_on: date | None = None
    clawed_back: Decimal | None = None
    recovered: Decimal | None = None
    reason: str = ""
    reason_provision: str = ""
    proposal: Proposal | None = None

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return stream_of(self.id)

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """Objections that nobody has settled."""
        return tuple(one for one in self.objections if one.upheld is None)

    @property
    def kept(self) -> Decimal:
        """What was paid and is not clawed back, in yuan: so much can still be."""
        return (self.paid or ZERO) - (self.clawed_back or ZERO)

    @property
    def owed(self) -> Decimal:
        """What was clawed back and has not come in yet, in yuan."""
        return (self.clawed_back or ZERO) - (self.recovered or ZERO)

    def place(self) -> Place:
        """Where it lies, for the policy of rights."""
        return self.claimant.place()


def claim_id(claimant: Claimant, right: Right) -> str:
    """Return the id of the claim that a subject has on a benefit for a period: 32 hexadecimal digits.

    The stream of the ledger is called by it, so that two claims for the same right cannot both stand. Neither the zone
    nor the provision is part of it: an enterprise that moves, and a clause that is renumbered, do not pay twice.
    """
    key = [right.document, right.benefit, claimant.kind, claimant.key, right.period]
    return sm3(canonical(key)).hex()[:32]


def stream_of(claim: str) -> str:
    """Return the stream of a claim."""
    return f"{KIND}/{claim}"


def period_key(benefit: Benefit, facts: Mapping[str, Value | None], on: date, *, project: str = "") -> str:
    """Return what tells one claim of a subject from its next, by the benefit's frequency.

    ==================== ===================================================================================
    once                 ``ever``
    yearly               ``year-2025``
    once_per_recognition ``recognition-<value>``; the value must be known
    per_project          ``project-<code>``; the subject's own where the subject is the project
    unstated             ``unstated``: one claim, until people have decided how often
    ==================== ===================================================================================

    Raises :class:`ClaimError` where what tells them apart is unknown.
    """
    match benefit.frequency:
        case "once":
            return "ever"
        case "yearly":
            return f"year-{on.year}"
        case "once_per_recognition":
            value = facts.get(benefit.recognition)
            if value is None or value is False:
                raise ClaimError(
                    _("It is had once for each recognition, and which one this is is not known."),
                    place=benefit.recognition,
                    mend=_("Supply this fact."),
                )
            return f"recognition-{_plain(value)}"
        case "per_project":
            if not project:
                raise ClaimError(
                    _("It is had once for each project, and no project is named."),
                    place=benefit.id,
                    mend=_("Name the project by its code."),
                )
            return f"project-{project}"
        case _:
            return "unstated"


def _plain(value: Value) -> str:
    """Write a value in one way, however many zeros it came with: 2 and 2.00 are the same recognition."""
    from jingkai.policy.language.expression import plain_decimal

    if isinstance(value, Decimal):
        return format(plain_decimal(value), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
