"""Public pages: heads, the list of entries without their content, and proofs.

What an entry says is shown by the slice that it belongs to, to whom may see it. Here are numbers, hashes, times and
types: enough for anybody to check that nothing was bent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.ledger import selectors
from jingkai.ledger.entry import read_time
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.event_names import words_of
from jingkai.ledger.heads import SignedHead
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.selectors.proving import head_of_size

_PAGE = 50
_HEADS = 20


class _Listed(Sequence[Any]):
    """All entries, the latest first. Numbers have no gaps, so that nothing need be counted."""

    def __init__(self) -> None:
        self._last = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0

    def __len__(self) -> int:
        return self._last

    def __getitem__(self, place: Any) -> Any:
        high, low = self._last - place.start, self._last - place.stop
        rows = LedgerEntry.objects.filter(number__gt=low, number__lte=high).order_by("-number")
        return [
            {
                "number": number,
                "hash": hash_,
                "type": type_,
                "words": words_of(type_),
                "time": read_time(time),
            }
            for number, hash_, type_, time in rows.values_list("number", "hash", "type", "time")
        ]


@require_GET
def heads(request: HttpRequest) -> HttpResponse:
    """Say what the ledger is, show its signed heads, and how anybody can verify it."""
    signed = selectors.signed_heads(_HEADS)
    return render(
        request,
        "ledger/heads.html",
        {
            "heads": [(one.head, read_time(one.head.time), one) for one in signed],
            "latest": signed[0] if signed else None,
            "latest_time": read_time(signed[0].head.time) if signed else None,
            "entries": len(_Listed()),
        },
    )


@require_GET
def heads_json(request: HttpRequest) -> HttpResponse:
    """Publish the heads, the latest first; ``size`` picks one."""
    if request.GET.get("size"):
        return _json(_asked_head(request, "size").to_json())
    return _json({"heads": [one.to_json() for one in selectors.signed_heads()]})


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """List entries by number, time, type and hash; a number that is asked for leads to its proof."""
    asked = request.GET.get("number", "").strip()
    listed = _Listed()
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:18]) <= len(listed):
        return HttpResponseRedirect(reverse("ledger:proof", args=[int(asked)]))
    paginator: Paginator[Any] = Paginator(listed, _PAGE)
    page = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "ledger/entries.html",
        {
            "page": page,
            "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "asked": asked,
        },
    )


@require_GET
def proof(request: HttpRequest, number: int) -> HttpResponse:
    """Prove that an entry is in the ledger: in words, and as JSON (``format=json``) under the latest head or ``size``."""
    found = LedgerEntry.objects.filter(number=number).values("number", "hash", "type", "time").first()
    if found is None:
        raise Http404(_("The ledger has no entry %(number)d.") % {"number": number})
    as_json = request.GET.get("format") == "json"
    head = _asked_head(request, "size") if request.GET.get("size") else selectors.latest_head()
    proved = None
    if head is not None and number <= head.head.size:
        proved = selectors.inclusion_proof(number, head)
    if not as_json:
        entry = found | {"words": words_of(found["type"])}
        return render(
            request,
            "ledger/proof.html",
            {
                "entry": entry,
                "time": read_time(found["time"]),
                "head": head,
                "proof": proved,
            },
        )
    if proved is None:
        return _json(
            {"error": _("Entry %(number)d is not under a signed head yet.") % {"number": number}}, status=404
        )
    return _json(
        {"number": number, "hash": proved.hash, "path": list(proved.path), "head": proved.head.to_json()}
    )


@require_GET
def consistency(request: HttpRequest) -> HttpResponse:
    """Prove that one head's ledger is the beginning of a later one's (``first`` and ``second`` are their sizes)."""
    first, second = _asked_head(request, "first"), _asked_head(request, "second")
    try:
        path = selectors.consistency_proof(first, second)
    except LedgerError as error:
        return _json({"error": str(error)}, status=400)
    return _json({"first": first.to_json(), "second": second.to_json(), "path": list(path)})


def _asked_head(request: HttpRequest, name: str) -> SignedHead:
    """Return the head whose size a parameter of the address gives; there is no page where there is none."""
    given = request.GET.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Http404(_("“%(name)s” is the size of a signed head.") % {"name": name})
    try:
        return head_of_size(int(given))
    except LedgerError as error:
        raise Http404(str(error)) from error


def _json(value: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})


# Declared by the accounts slice, which lies above this one: everybody may see them.
_ACTIONS: dict[str, tuple[Callable[..., HttpResponse], ...]] = {
    "ledger.head.view": (heads, heads_json, consistency),
    "ledger.entry.view": (entries, proof),
}
for _action, _views in _ACTIONS.items():
    for _view in _views:
        _view.action = _action  # type: ignore[attr-defined]
