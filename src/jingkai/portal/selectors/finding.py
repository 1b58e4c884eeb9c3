"""Find pages, clauses, units and things of the registry by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from jingkai.accounts.policy import Principal
from jingkai.documents import selectors as documents
from jingkai.kernel.finding import Found
from jingkai.kernel.language import gettext as _
from jingkai.portal.navigation import Menu
from jingkai.portal.recent import RecentPage
from jingkai.portal.selectors.slices import answers_of

CLAUSES = 6
UNITS = 4
THINGS = 6


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Things of one kind."""

    words: str
    things: tuple[Found, ...]


def find(user: Principal, words: str, *, menu: Menu, recent: Sequence[RecentPage] = ()) -> list[FoundGroup]:
    """Return what ``words`` find, group by group; without words, recent pages and where one may go.

    Things by name are those that ``user`` may see; everything else is public or their own.
    """
    sections = [
        Found(section.words, section.path, section.icon, section.explanation) for section in menu.sections()
    ]
    seen = [Found(page.words, page.address, "history") for page in recent]
    if words:
        groups = [
            (_("Go to"), _named(sections, words)),
            (_("Recent"), _named(seen, words)),
            (_("By name"), tuple(_things(user, words))),
            (_("Units"), tuple(_units(words))),
            (_("Clauses and documents"), tuple(_clauses(words))),
        ]
    else:
        groups = [(_("Recent"), tuple(seen[:THINGS])), (_("Go to"), tuple(sections))]
    return [FoundGroup(name, things) for name, things in groups if things]


def _named(things: Iterable[Found], words: str) -> tuple[Found, ...]:
    wanted = words.casefold().split()
    return tuple(thing for thing in things if all(word in thing.words.casefold() for word in wanted))


def _things(user: Principal, words: str) -> Iterable[Found]:
    """Ask each slice for things by name or code."""
    for answer in answers_of("find"):
        yield from answer(user, words)


def _units(words: str) -> Iterable[Found]:
    for row in documents.units(words=words)[:UNITS]:
        asked = _("named in %(clauses)d clauses") % {"clauses": row.clauses}
        yield Found(row.name, reverse("documents:unit", args=[row.name]), "building-2", asked)


def _clauses(words: str) -> Iterable[Found]:
    from jingkai.documents.search import Query

    results = documents.search(Query(words=words, limit=CLAUSES))
    for hit in results.hits:
        place = f"#{hit.provision}" if hit.provision else ""
        heading = (
            "".join(piece.text for piece in hit.heading) or "".join(piece.text for piece in hit.snippet)[:60]
        )
        yield Found(
            heading or (hit.title or hit.citation),
            reverse("documents:document", args=[hit.document]) + place,
            "book-open" if hit.provision else "file-text",
            hit.citation if hit.provision else (hit.number or ""),
        )
    if results.total > CLAUSES:
        yield Found(
            _("All %(total)d clauses") % {"total": results.total},
            f"{reverse('documents:search')}?{urlencode({'q': words})}",
            "search",
        )
