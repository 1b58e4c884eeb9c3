"""The packs that are installed, and the mandates of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.documents.views.paging import given, paged, table_file
from jingkai.policy import selectors
from jingkai.policy.actions import READ, READ_DRAFTS
from jingkai.policy.cards import Card, term_words
from jingkai.policy.views.beside import PackPage
from jingkai.policy.wording import KIND_ICONS, KIND_NAMES, kind_words

MANDATES_A_PAGE = 20


@allowed(READ)
@require_GET
def packs(request: HttpRequest) -> HttpResponse:
    """List the packs with how many mandates they hold and how they stand to their documents."""
    found = selectors.readable_packs(principal(request))
    pages = [PackPage(request, one) for one in found if one.loaded]
    pages.sort(key=lambda page: page.pack.document.adopted or page.pack.document.valid_from, reverse=True)
    kinds = [kind for kind in KIND_NAMES if any(kind in page.counts for page in pages)]
    context = {
        "rows": [
            {"page": page, "counts": [(kind_words(kind), page.counts.get(kind, 0)) for kind in kinds]}
            for page in pages
        ],
        "kinds": [kind_words(kind) for kind in kinds],
        "broken": [one for one in found if one.loaded is None],
        "mandates": sum(sum(page.counts.values()) for page in pages),
        "may_see_drafts": may(principal(request), READ_DRAFTS),
    }
    return render(request, "policy/packs.html", context)


@allowed(READ)
@require_GET
def pack(request: HttpRequest, jurisdiction: str, name: str) -> HttpResponse:
    """List the mandates of a pack under the filters in the address, each beside the text it rests on."""
    page = PackPage.asked(request, jurisdiction, name)
    kind = given(request, "kind", 20)
    kind = kind if kind in page.counts else ""
    chosen = {key: given(request, key) for key in ("unit", "clause", "q", "differs")}
    every = page.cards([kind] if kind else page.counts)
    cards = [card for card in every if _fits(card, chosen)]
    if request.GET.get("export") in {"xlsx", "csv"}:
        return _exported(request.GET["export"], page, cards)
    listed = paged(request, cards, size=MANDATES_A_PAGE)
    context: dict[str, Any] = {
        "pack_page": page,
        "info": page.pack.document,
        "term": term_words(page.pack.document.valid_from, page.pack.document.valid_to),
        "kind": kind,
        "tabs": [(code, kind_words(code), KIND_ICONS[code], total) for code, total in page.counts.items()],
        "total": sum(page.counts.values()),
        "chosen": chosen,
        "chips": [(key, _chip(key, value, page)) for key, value in chosen.items() if value],
        "units": _units(every),
        "clauses": _clauses(every, page),
        "differing": sum(1 for card in every if card.faults),
        "groups": page.groups(listed["page"].object_list),
        **listed,
    }
    return render(request, "policy/pack.html", context)


def _fits(card: Card, chosen: dict[str, str]) -> bool:
    mandate = card.mandate
    if chosen["unit"] and chosen["unit"] not in (mandate.lead, *mandate.units):
        return False
    if chosen["clause"] and chosen["clause"] not in card.provisions:
        return False
    if chosen["differs"] and not card.faults:
        return False
    text = f"{mandate.title} {mandate.summary} {mandate.english} {card.headline}".lower()
    return all(word.lower() in text for word in chosen["q"].split())


def _units(cards: Iterable[Card]) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for card in cards:
        for unit in dict.fromkeys((card.mandate.lead, *card.mandate.units)):
            if unit:
                counted[unit] = counted.get(unit, 0) + 1
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _clauses(cards: Iterable[Card], page: PackPage) -> list[tuple[str, str, int]]:
    counted: dict[str, int] = {}
    for card in cards:
        for key in card.provisions:
            counted[key] = counted.get(key, 0) + 1
    order = {key: at for at, key in enumerate(page.provisions)}
    keys = sorted(counted, key=lambda key: order.get(key, len(order)))
    return [(key, page.place(key).name, counted[key]) for key in keys]


def _chip(name: str, value: str, page: PackPage) -> str:
    if name == "clause":
        return page.place(value).name
    return _("Differs from its clause") if name == "differs" else value


def _exported(kind: str, page: PackPage, cards: Iterable[Card]) -> HttpResponse:
    info = page.pack.document
    heads = [
        _("Document number"), _("Kind"), _("Name of the mandate"), _("Clause"), _("Provision"), _("In our words"), _("In short"),
        _("Lead unit"), _("Units"), _("First day"), _("Last day"), _("Differs from its clause"), _("Remark"),
    ]  # fmt: skip
    table = [
        [
            info.number,
            kind_words(card.kind),
            card.mandate.title,
            "、".join(page.place(key).name for key in card.provisions),
            " ".join(card.provisions),
            card.summary,
            card.headline,
            card.mandate.lead,
            "、".join(card.mandate.units),
            (card.mandate.valid_from or info.valid_from).isoformat(),
            last.isoformat() if (last := card.mandate.valid_to or info.valid_to) else "",
            "\n".join(str(fault) for fault in card.faults),
            _("Fictional sample") if info.fictional else "",
        ]
        for card in cards
    ]
    return table_file(kind, _("Mandates"), heads, table)
