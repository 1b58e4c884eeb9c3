"""One document: its text, its witnesses, what was read out of it, its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.documents import selectors
from jingkai.documents.actions import PUBLISH, READ, READ_WITNESSES
from jingkai.documents.models import Document, Witness
from jingkai.documents.reading_page import compose
from jingkai.documents.record import Record
from jingkai.documents.stored import thaw
from jingkai.documents.views.paging import download
from jingkai.kernel.retelling import retold


def frame(request: HttpRequest, document: Document, record: Record, tab: str) -> dict[str, Any]:
    """Return what stands above the tabs on every page of a document."""
    counts = {
        "clauses": sum(1 for provision in record.parsed.provisions if provision.text),
        "units": document.unit_mentions.values("canonical").distinct().count(),
        "targets": document.target_mentions.count(),
        "money": document.money_mentions.count(),
        "witnesses": document.witnesses.count(),
        "variants": document.variants.count(),
        "repairs": len(record.repairs),
        "flags": len(record.flags),
    }
    return {
        "document": document,
        "record": record,
        "counts": counts,
        "tab": tab,
        "may_publish": may(principal(request), PUBLISH),
        "may_see_witnesses": may(principal(request), READ_WITNESSES),
    }


def document_for(request: HttpRequest, pk: int) -> Document:
    """Return a document that whoever asks may read; one that waits for review is not there for the others."""
    return get_object_or_404(selectors.readable(principal(request)), pk=pk)


@allowed(READ)
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text: tree, clauses, margin. ``repairs=all`` or ``repairs=<kind>`` shows repairs in place."""
    found = document_for(request, pk)
    record = selectors.reading(found)
    wanted = request.GET.get("repairs", "")
    context = frame(request, found, record, "text")
    context |= _reading(record, wanted)
    among = selectors.readable(principal(request))
    context |= {
        "cites": selectors.only_readable(selectors.cites(found), among),
        "cited_by": selectors.cited_by(found, among),
    }
    context["cited"] = {
        (citation.provision.key, citation.start): citation.cited
        for citation in context["cites"]
        if citation.cited
    }
    return render(request, "documents/document.html", context)


def _reading(record: Record, wanted: str) -> dict[str, Any]:
    """Return the reading page of a record and its repairs as the page's script needs them."""
    from jingkai.documents.repair.kinds import KINDS, describe

    if wanted not in {"", "all", "doubtful", *KINDS}:
        raise Http404(_("There is no such kind of repair."))

    page = compose(record, repairs=wanted)
    return {
        "reading": page,
        "wanted_repairs": wanted,
        "repair_list": [
            {
                "kind": describe(repair.kind),
                "before": repair.before,
                "after": repair.after,
                "confidence": f"{repair.confidence:.0%}",
                "reason": retold(repair.reason),
                "place": _("line %(place)s of the received file") % {"place": repair.place},
            }
            for repair in page.repairs
        ],
    }


@allowed(READ)
@require_GET
def clause_card(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show one provision in the card that a clause chip opens."""
    provision = get_object_or_404(document_for(request, pk).provisions.select_related("document"), key=key)
    below = [] if provision.text else list(provision.children.order_by("order")[:6])
    return render(request, "documents/parts/clause_card.html", {"provision": provision, "below": below})


@allowed(READ_WITNESSES)
@require_GET
def witnesses(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the copies that the text was established from, and every place where they differ."""
    found = document_for(request, pk)
    context = frame(request, found, selectors.reading(found), "witnesses")
    context["witnesses"] = selectors.witnesses(found)
    blocks = context["record"].parsed.blocks
    context["variants"] = [
        (row, "" if row.provision_id else next((b.kind for b in blocks if b.start <= row.start <= b.end), ""))
        for row in selectors.variants(found)
    ]
    return render(request, "documents/witnesses.html", context)


@allowed(READ_WITNESSES)
@require_GET
def witness(request: HttpRequest, pk: int, witness_pk: int) -> HttpResponse:
    """Show one copy by itself: what was received, or what was read with every repair in place."""
    found = document_for(request, pk)
    copy = get_object_or_404(Witness, pk=witness_pk, document=found)
    record = thaw(copy.reading)
    context = frame(request, found, selectors.reading(found), "witnesses")
    context |= {"witness": copy, "received": request.GET.get("view") == "received"}
    context |= _reading(record, request.GET.get("repairs", "all"))
    context["cited"] = {}
    return render(request, "documents/witness.html", context)


@allowed(READ)
@require_GET
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was read out of the document as tables: targets, payments, units, citations."""
    found = document_for(request, pk)
    context = frame(request, found, selectors.reading(found), "findings")
    context |= {
        "targets": selectors.targets_of(found),
        "money": selectors.money(found),
        "units": selectors.units_of(found),
        "cites": selectors.only_readable(selectors.cites(found), selectors.readable(principal(request))),
    }
    return render(request, "documents/findings.html", context)


@allowed(READ)
@require_GET
def exports(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the document as files."""
    found = document_for(request, pk)
    context = frame(request, found, selectors.reading(found), "exports")
    context["formats"] = [
        ("akn", "Akoma Ntoso 3.0", _("XML for legal systems; every clause keeps its id"), "file-code"),
        ("json", "JSON", _("Everything that was read, for programs; its schema is published"), "braces"),
        ("markdown", "Markdown", _("Readable text with headings"), "file-text"),
        ("docx", "Word", _("Clean copy in the layout of GB/T 9704"), "file-type"),
        ("text", _("Plain text"), _("Title, number and body, a paragraph a line"), "file"),
    ]
    return render(request, "documents/exports.html", context)


@allowed(READ)
@require_GET
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand the document out as a file."""
    from jingkai.documents.retold import retold_record
    from jingkai.documents.views.exporting import exported

    found = document_for(request, pk)
    answer = exported(retold_record(selectors.reading(found)), kind)
    if answer is None:
        raise Http404(_("There is no such format."))
    content, ending, media = answer
    name = (found.number or found.title or f"document-{found.pk}").replace("/", "_")
    if found.fictional:
        name = f"{_('Fictional sample')}-{name}"
    return download(content, f"{name}.{ending}", media)
