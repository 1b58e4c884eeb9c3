"""A pack on a page: its mandates as cards, each beside the text of the provision it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.accounts.views.guard import principal
from jingkai.documents.models import Document, Provision
from jingkai.documents.pinpoint import short_name
from jingkai.policy import selectors
from jingkai.policy.cards import Card, headline, own_words
from jingkai.policy.claimed_figures import spans_in
from jingkai.policy.law_faults import LawFault, faulted
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.pack import Pack
from jingkai.policy.selectors import Installed, Standing
from jingkai.policy.wording import KIND_NAMES, Wording

_PARTS_SHOWN = 8
"""So many parts of a provision without text of its own are shown beside a mandate."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text; ``spans`` are the figures that the mandate claims."""

    provision: Provision
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A clause that a mandate rests on: ``provision`` where the library has it, else its name alone."""

    key: str
    name: str
    provision: Provision | None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A mandate as a page shows it, with the clauses it rests on."""

    card: Card
    places: tuple[Place, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Mandates in a row that rest on the same clauses: the text stands once beside them."""

    mandates: tuple[Shown, ...]
    places: tuple[Place, ...]


class PackPage:
    """A pack as whoever asks may see it."""

    def __init__(self, request: HttpRequest, installed: Installed) -> None:
        self.installed = installed
        self.english = (get_language() or "").startswith("en")
        self.standing: Standing = selectors.standing_of(principal(request), installed)
        self.variables: Mapping[str, Variable] = {one.name: one for one in self.pack.facts}
        self.wording = Wording(self.variables, english=self.english)
        self._faults: Mapping[str, list[LawFault]] = faulted(self.standing.faults)

    @classmethod
    def asked(cls, request: HttpRequest, jurisdiction: str, name: str) -> PackPage:
        """Return the page of the pack in the address."""
        found = selectors.readable_pack(principal(request), jurisdiction, name)
        if found is None:
            raise Http404(_("There is no such policy pack."))
        return cls(request, found)

    @property
    def pack(self) -> Pack:
        """What the pack says."""
        return self.installed.pack

    @property
    def document(self) -> Document | None:
        """Its document in the library."""
        return self.standing.document

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """The provisions of the document by id."""
        return selectors.provisions_of(self.document)

    @property
    def counts(self) -> dict[str, int]:
        """How many mandates of each kind it has, kinds without any left out."""
        return {kind: total for kind in KIND_NAMES if (total := len(getattr(self.pack, kind)))}

    @property
    def document_faults(self) -> list[LawFault]:
        """Where number and dates of the document differ."""
        return self._faults.get("", [])

    def cards(self, kinds: Iterable[str] = KIND_NAMES) -> list[Card]:
        """Return the mandates of some kinds as cards."""
        return [self.card(kind, mandate) for kind in kinds for mandate in getattr(self.pack, kind)]

    def card(self, kind: str, mandate: Mandate) -> Card:
        """Return one mandate as a card."""
        faults = tuple(
            fault for fault in self._faults.get(mandate.id, ()) if fault.place and fault.place[0] == kind
        )
        return Card(
            kind, mandate, own_words(mandate, english=self.english), headline(mandate, self.wording), faults
        )

    def groups(self, cards: Iterable[Card]) -> list[Group]:
        """Return cards with the text beside them; those of one kind and clause in a row together."""
        found = []
        for _key, rows in groupby(cards, key=lambda card: (card.kind, card.provisions)):
            together = list(rows)
            places = tuple(
                self.place(key, *(card.mandate for card in together)) for key in together[0].provisions
            )
            found.append(Group(tuple(self.shown(card) for card in together), places))
        return found

    def shown(self, card: Card) -> Shown:
        """Return a card with the text of the clauses it rests on."""
        from django.urls import reverse

        address = reverse(
            "policy:mandate",
            args=[self.installed.jurisdiction, self.installed.name, card.kind, card.mandate.id],
        )
        return Shown(card, tuple(self.place(key, card.mandate) for key in card.provisions), address)

    def place(self, key: str, *mandates: Mandate) -> Place:
        """Return a clause of the document; with its text and the figures of mandates where some are given."""
        provision = self.provisions.get(key)
        if provision is None:
            return Place(key, short_name(key), None)
        if not mandates:
            return Place(key, provision.pinpoint, provision)
        return Place(key, provision.pinpoint, provision, tuple(self._passages(provision, mandates)))

    def _passages(self, provision: Provision, mandates: Iterable[Mandate]) -> Iterable[Passage]:
        rows = [provision] if provision.text else self._below(provision)
        for row in rows[:_PARTS_SHOWN]:
            spans = {span for mandate in mandates for span in spans_in(row.text, mandate, self.variables)}
            yield Passage(row, row.text, tuple(sorted(spans)))

    def _below(self, provision: Provision) -> list[Provision]:
        found: list[Provision] = []
        for row in self.provisions.values():
            if row.parent_id == provision.pk:
                found += [row] if row.text else self._below(row)
        return found
