"""Objections to a claim with what they say, opened; who raised them stays sealed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jingkai.benefits.claims.claim import Claim
from jingkai.ledger import selectors as ledger

OBJECTOR = ("name", "phone")
"""Fields of an objection that say who raised it."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """An objection: when it was raised, on which grounds (empty where they were erased), and what became of it.

    ``same`` counts the other objections to the claim that came from the same telephone; whose it is stays sealed.
    """

    id: str
    raised: date
    grounds: str
    upheld: bool | None
    same: int = 0


def objector_of(claim: Claim, objection: str) -> dict[str, str]:
    """Return name and telephone of whoever raised an objection, opened; nothing where they were erased.

    Whoever asks has the look recorded first (:func:`jingkai.accounts.services.revealing.note_reveal`).
    """
    for entry in ledger.entries(claim.stream):
        if entry.type == "claim.objected" and entry.data["objection"] == objection:
            opened = ledger.personal_fields(entry)
            return {name: str(opened[name]) for name in OBJECTOR if name in opened}
    return {}


def objections_of(claim: Claim) -> list[Grounds]:
    """Return the objections to a claim, the first first."""
    opened = _opened(claim)
    lines = Counter(_line(fields) for fields in opened.values())
    return [
        Grounds(
            one.id,
            one.raised,
            opened.get(one.id, {}).get("grounds", ""),
            one.upheld,
            max(lines[line] - 1, 0) if (line := _line(opened.get(one.id, {}))) else 0,
        )
        for one in claim.objections
    ]


def said_before(claim: Claim, grounds: str) -> str:
    """Return the number of the first objection to a claim that says the same, empty where none does.

    White space, width and punctuation make no difference; what was erased cannot be compared any more. It is the same
    whoever says it: to ask whose words they are would tell an enterprise who has objected.
    """
    wanted = _bare(grounds)
    opened = _opened(claim) if claim.objections else {}
    same = (id_ for id_, fields in opened.items() if _bare(fields.get("grounds", "")) == wanted)
    return next(same, "") if wanted else ""


def _opened(claim: Claim) -> dict[str, dict[str, str]]:
    """Return the sealed fields of each objection that can still be opened, by its number, the first first."""
    return {
        str(entry.data["objection"]): {
            name: str(value) for name, value in ledger.personal_fields(entry).items()
        }
        for entry in ledger.entries(claim.stream)
        if entry.type == "claim.objected"
    }


def _line(fields: Mapping[str, str]) -> str:
    """Return the digits of a telephone: however it is written, it is one."""
    return "".join(char for char in unicodedata.normalize("NFKC", fields.get("phone", "")) if char.isdigit())


def _bare(words: str) -> str:
    """Return words without what makes no difference between them."""
    return "".join(char for char in unicodedata.normalize("NFKC", words).casefold() if char.isalnum())
