"""What a decision on a claim rests on: who verified what with which paper, what was judged and why, objections, papers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from jingkai.accounts.models import User
from jingkai.accounts.policy import Principal, may
from jingkai.benefits import claim_actions as actions
from jingkai.benefits import words
from jingkai.benefits.claims.claim import Claim, Proof
from jingkai.benefits.claims.folding import read_proof
from jingkai.benefits.models import ClaimRow, Evidence
from jingkai.benefits.packs import policy_of
from jingkai.benefits.selectors.claims import Moment, the_claim, timeline
from jingkai.benefits.selectors.evidence import papers_of
from jingkai.kernel.language import gettext as _

_STAFF = (actions.VERIFY, actions.PUBLICISE, actions.DECIDE, actions.PAY, actions.READ_TERMS)


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact that was compared: what it is called, with which paper, whose record that is, the digests of its files."""

    label: str
    paper: str
    source: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """What a person decided of a part that is left to people, and why."""

    label: str
    holds: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The last verification of a claim, with the entry that proves it."""

    entry: int
    time: datetime
    yuan: Decimal
    reason: str
    compared: tuple[Compared, ...]
    judged: tuple[JudgedPart, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one claim that somebody may read.

    ``people`` are the names, masked, of those who took its steps, for the staff of its zone alone.
    """

    claim: Claim
    moments: tuple[Moment, ...]
    verified: Verified | None
    papers: tuple[Evidence, ...]
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[tuple[Moment, str]]:
        """Each step with who took it, empty where that is not shown."""
        return [(one, self.people.get(one.actor, "")) for one in self.moments]


def dossier(user: Principal, row: ClaimRow) -> Dossier:
    """Return the dossier of a claim that somebody may see; papers as far as they may read them."""
    claim = the_claim(row.claim)
    moments = tuple(timeline(row.claim))
    of_staff = any(may(user, action, row) for action in _STAFF)
    return Dossier(
        claim=claim,
        moments=moments,
        verified=_verified(claim, moments),
        papers=tuple(papers_of(user, row.claim)),
        people=_people(one.actor for one in moments) if of_staff else {},
    )


def _verified(claim: Claim, moments: Iterable[Moment]) -> Verified | None:
    found = None
    for one in moments:
        if one.type == "claim.verified":
            found = one
        elif one.type == "claim.discovered":
            found = None  # found again after a rejection: what was verified before no longer counts
    if found is None:
        return None
    policy = policy_of(claim.right.document)
    benefit = policy.pack.benefit(claim.right.benefit) if policy else None
    variables: Mapping[str, Any] = policy.rules.variables if policy else {}
    parts = {one.id: one.label for one in benefit.judgements} if benefit else {}
    return Verified(
        entry=found.entry,
        time=found.time,
        yuan=Decimal(found.data["yuan"]),
        reason=found.data.get("reason", ""),
        compared=tuple(
            Compared(
                label=words.label(variables[one["fact"]]) if one["fact"] in variables else one["fact"],
                paper=one["paper"],
                source=one["source"],
                digests=tuple(part for part in one.get("digest", "").split(", ") if part),
            )
            for one in found.data["evidence"]
        ),
        judged=tuple(
            JudgedPart(parts.get(name, name), one["holds"], one["reason"])
            for name, one in found.data["judged"].items()
        ),
        proof=read_proof(found.data["proof"]),
    )


def _people(actors: Iterable[str]) -> dict[str, str]:
    ids = {}
    found: dict[str, str] = {}
    for actor in actors:
        kind, _colon, name = actor.partition(":")
        if kind == "system":
            found[actor] = _("the system")
            continue
        try:
            ids[uuid.UUID(name)] = actor
        except ValueError:
            continue
    for user in User.objects.filter(public_id__in=ids):
        found[ids[user.public_id]] = user.masked_name
    return found
