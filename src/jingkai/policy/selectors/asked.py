"""What the portal asks every slice: things by name for the search from anywhere, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from jingkai.accounts.policy import Principal, may
from jingkai.documents import selectors as documents
from jingkai.kernel.finding import Found
from jingkai.kernel.language import gettext as _
from jingkai.kernel.waiting import Waiting
from jingkai.policy.actions import READ_DRAFTS
from jingkai.policy.selectors.law import standing_to
from jingkai.policy.selectors.shelf import Installed, readable_packs
from jingkai.policy.wording import KIND_ICONS, kind_words

_PACKS = 3
_MANDATES = 5
"""So many packs and mandates at most."""


def find(user: Principal, words: str) -> Iterator[Found]:
    """Give packs by title or number and mandates by name, those that begin with the words first."""
    wanted = words.casefold().split()
    if not wanted:
        return
    packs = [one for one in readable_packs(user) if one.loaded]
    named = [one for one in packs if _holds(f"{one.pack.document.title} {one.pack.document.number}", wanted)]
    for one in named[:_PACKS]:
        info = one.pack.document
        address = reverse("policy:pack", args=[one.jurisdiction, one.name])
        yield Found(info.title, address, "package-check", f"{_('Policy packs')} {info.number}")
    mandates = sorted(_mandates(packs, wanted), key=lambda found: not found.words.startswith(words.strip()))
    yield from mandates[:_MANDATES]


def _mandates(packs: Iterable[Installed], wanted: list[str]) -> Iterator[Found]:
    for one in packs:
        for kind, icon in KIND_ICONS.items():
            for mandate in getattr(one.pack, kind):
                if _holds(mandate.title, wanted):
                    address = reverse("policy:mandate", args=[one.jurisdiction, one.name, kind, mandate.id])
                    about = f"{kind_words(kind)} {one.pack.document.number}"
                    yield Found(mandate.title, address, icon, about)


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text.casefold() for word in wanted)


def waiting_for(user: Principal) -> list[Waiting]:
    """Return the packs that differ from their documents, for those who keep packs. No rule sets a deadline."""
    if not may(user, READ_DRAFTS):
        return []
    waiting = []
    packs = [one for one in readable_packs(user) if one.loaded]
    numbers = [one.pack.document.number for one in packs]
    library = {row.number: row for row in documents.readable(user).filter(number__in=numbers)}
    for one in packs:
        standing = standing_to(one, library.get(one.pack.document.number))
        if standing.document is None or not standing.faults:
            continue
        words = _("Look at the policy pack of %(number)s: it differs from its document in %(count)d places")
        waiting.append(
            Waiting(
                "policy.differs",
                words % {"number": one.pack.document.number, "count": len(standing.faults)},
                reverse("policy:pack", args=[one.jurisdiction, one.name]) + "?differs=1",
                standing.document.changed,
            )
        )
    return waiting
