"""What people ask of a claim. Each command names all that is recorded; ``decide`` says whether the claim can take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from jingkai.benefits.claims.claim import Claimant, Proof, Right


@dataclass(frozen=True, slots=True)
class Discover:
    """A finding says that a subject is entitled. ``receipt`` (its JSON) is sealed; ``proof`` is what everybody may check.

    ``automatic`` is 免申即享: one consent and no form. ``judgements`` are the ids that people have to decide.
    """

    claimant: Claimant
    right: Right
    proof: Proof
    receipt: str
    judgements: tuple[str, ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """The subject agrees, and says where the money goes, which is sealed.

    ``brought`` are the papers that it brings to the service window instead of handing in files.
    """

    contact: str
    phone: str
    holder: str
    bank: str
    account: str
    brought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a fact was checked: the paper, whose record it is, and its digest where it is a file."""

    fact: str
    paper: str
    source: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person decided of a judgement, and why."""

    holds: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Verify:
    """Somebody has checked evidence, decided the judgements, and had the rules answer again on the checked facts.

    ``yuan`` may be less than the rules say where a reason is given; never more.
    """

    proof: Proof
    receipt: str
    yuan: Decimal
    evidence: tuple[Evidence, ...]
    judged: Mapping[str, Judged] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Publicise:
    """Publish it for objections, for so many working days; ``basis`` names the rule that sets them."""

    days: int
    basis: str


@dataclass(frozen=True, slots=True)
class Raise:
    """Somebody objects; who they are is sealed."""

    objection: str
    grounds: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Settle:
    """An objection is settled. An objection that is upheld rejects the claim.

    ``also`` are further ones that the same reason answers: many that say the same are settled in one step.
    """

    objection: str
    upheld: bool
    reason: str
    provision: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approve:
    """The sum is granted, by somebody who has not verified it."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Money is reserved in a budget; ``yuan`` is less than approved only where the budget is shared out pro rata."""

    budget: str
    yuan: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """It goes to the treasury in a batch."""

    batch: str
    line: int


@dataclass(frozen=True, slots=True)
class Pay:
    """The bank says that it has paid."""

    batch: str
    yuan: Decimal
    on: date
    reference: str


@dataclass(frozen=True, slots=True)
class RefusePayment:
    """The bank says that it has not paid. The claim waits for a next batch."""

    batch: str
    reason: str


@dataclass(frozen=True, slots=True)
class Close:
    """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Reject:
    """It is not granted: why, and by which provision."""

    reason: str
    provision: str


@dataclass(frozen=True, slots=True)
class ProposeRejection:
    """Whoever examines the claim finds that it should not be granted: why, and by which provision. Others decide."""

    reason: str
    provision: str


@dataclass(frozen=True, slots=True)
class DeclineRejection:
    """A decision maker does not follow that: the claim is examined again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The subject takes it back."""

    reason: str


@dataclass(frozen=True, slots=True)
class ClawBack:
    """Money that was paid has to be given back: how much now, why, and by which provision."""

    yuan: Decimal
    reason: str
    provision: str


@dataclass(frozen=True, slots=True)
class Recover:
    """Money that was clawed back has come in on a day, with the bank's reference.

    ``again`` says that the budget that paid may spend it again; else it has gone to the treasury.
    """

    yuan: Decimal
    on: date
    reference: str
    again: bool


Command: TypeAlias = (
    Discover
    | Consent
    | Verify
    | Publicise
    | Raise
    | Settle
    | Approve
    | SetAside
    | Order
    | Pay
    | RefusePayment
    | Close
    | Reject
    | ProposeRejection
    | DeclineRejection
    | Withdraw
    | ClawBack
    | Recover
)
