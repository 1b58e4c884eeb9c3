"""Budgets: the list, one with its moves and what waits for its money, money granted and cut, money set aside."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits.budgets.budget import Budget, Source
from jingkai.benefits.budgets.course import course
from jingkai.benefits.budgets.forecast import forecast
from jingkai.benefits.budgets.preview import preview
from jingkai.benefits.claim_actions import GRANT, PAY, READ_BUDGETS
from jingkai.benefits.claims.money import ZERO
from jingkai.benefits.forms.money import CutForm, GrantForm, SharesForm
from jingkai.benefits.models import BudgetRow, ClaimRow
from jingkai.benefits.pools import Order, pool_called
from jingkai.benefits.selectors import money
from jingkai.benefits.selectors.claims import the_budget
from jingkai.benefits.selectors.pools import pools_of
from jingkai.benefits.services import budgets as services
from jingkai.benefits.views.bars import bar
from jingkai.benefits.views.rows import chosen, told
from jingkai.documents.views.paging import given, paged
from jingkai.kernel.errors import JingkaiError
from jingkai.registry import selectors as registry
from jingkai.registry.models import Zone
from jingkai.registry.models.checks import said

REFUSED = 422
MOVES_A_PAGE = 25
SHOWN = 100
"""So many claims of a section are shown; those found first come first."""

DECIDED: Mapping[str, Order] = {"first_come": "first_come", "pro_rata": "pro_rata"}
"""The orders that people can decide on where a clause sets none."""


class _Shown:
    """Claims of a section: the first of them, with how many and how much there are altogether."""

    def __init__(self, rows: QuerySet[ClaimRow], column: str) -> None:
        found = rows.order_by().aggregate(count=Count("claim"), yuan=Sum(column))
        self.count: int = found["count"]
        self.yuan: Decimal = found["yuan"] or ZERO
        self.rows = told(rows[:SHOWN])
        self.more = max(self.count - SHOWN, 0)


@allowed(READ_BUDGETS)
@require_GET
def budgets(request: HttpRequest) -> HttpResponse:
    """List the budgets of a year: granted by source, reserved, committed, paid, what is left and until when it lasts."""
    rows = money.budgets_for(principal(request))
    years = sorted(set(rows.values_list("year", flat=True)), reverse=True)
    asked = given(request, "year", 4)
    today = timezone.localdate()
    usual = today.year if today.year in years else (years[0] if years else today.year)
    year = int(asked) if asked.isdecimal() and int(asked) in years else usual
    pages = paged(request, rows.filter(year=year))
    shown = list(pages["page"].object_list)
    names = dict(Zone.objects.filter(code__in={row.zone for row in shown}).values_list("code", "name"))
    context = pages | {
        "rows": [_listed(row, names, today=today) for row in shown],
        "years": years,
        "year": year,
        "zones": len(names),
        "may_grant": may(principal(request), GRANT),
    }
    return render(request, "benefits/budgets.html", context)


@allowed(READ_BUDGETS)
@require_GET
def budget(request: HttpRequest, zone: str, pool: str, year: int) -> HttpResponse:
    """Show one budget: what it has and holds, what waits for its money and for payment, and every move with its proof."""
    user = principal(request)
    row = _row(request, zone, pool, year)
    folded = the_budget(row.budget)
    claims = money.claims_to_pay(user, READ_BUDGETS)
    waiting = _Shown(money.waiting_for_money(claims, row), "approved")
    ready = _Shown(money.waiting_for_payment(claims, row), "budgeted")
    back = list(money.owing(claims.filter(budget=row.budget))[:SHOWN])
    found = paged(request, money.entries_of(folded.stream), size=MOVES_A_PAGE)
    batches = list(money.batches_for(user).filter(budget=row.budget)[:20])
    known = money.progress_of(batches)
    context = found | {
        "row": row,
        "zone": Zone.objects.filter(code=zone).first(),
        "pool": pool_called(pool),
        "sources": [(one.words, folded.granted.get(one, ZERO)) for one in Source],
        "bar": _bar(row),
        "forecast": forecast(folded, timezone.localdate()),
        "course": course(folded, timezone.localdate()),
        "waiting": waiting,
        "ready": ready,
        "back": told(back),
        "batches": [(one, known[one.batch], "") for one in batches],
        "moves": money.moves(found["page"].object_list),
        "source_words": {one.value: one.words for one in Source},
        "may_pay": may(user, PAY, row),
        "may_grant": may(user, GRANT, row),
    }
    return render(request, "benefits/budget.html", context)


@never_cache
@allowed(GRANT)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest) -> HttpResponse:
    """Record money granted to a budget; the first grant opens it."""
    zones = registry.kept_zones(principal(request), GRANT)
    start = {name: given(request, name, 80) for name in ("zone", "pool", "year") if given(request, name, 80)}
    form = GrantForm(request.POST or None, zones=zones, pools=list(pools_of(zones).values()), initial=start)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            after = services.grant(
                form.budget,
                Source(cleaned["source"]),
                cleaned["yuan"],
                basis=cleaned["basis"],
                by=request.user,  # type: ignore[arg-type]
                command_id=form.command_id,
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Recorded. The budget has it now."))
            return HttpResponseRedirect(address(after))
    context = {"form": form, "heading": _("Record money granted"), "verb": _("Record it")}
    return render(request, "benefits/money_form.html", context, status=REFUSED if form.errors else 200)


@never_cache
@allowed(GRANT)
@require_http_methods(["GET", "POST"])
def cut(request: HttpRequest, zone: str, pool: str, year: int) -> HttpResponse:
    """Record money taken from a budget; what is bound to claims cannot be taken."""
    row = _row(request, zone, pool, year, GRANT)
    form = CutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            services.cut(
                row.budget,
                Source(cleaned["source"]),
                cleaned["yuan"],
                reason=cleaned["reason"],
                by=request.user,  # type: ignore[arg-type]
                command_id=form.command_id,
            )
        except JingkaiError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("Recorded. The budget no longer has it."))
            return HttpResponseRedirect(address(row))
    context = {
        "form": form,
        "heading": _("Record money taken away"),
        "verb": _("Record it"),
        "row": row,
        "pool": pool_called(pool),
    }
    return render(request, "benefits/money_form.html", context, status=REFUSED if form.errors else 200)


@never_cache
@allowed(PAY)
@require_POST
def set_aside(request: HttpRequest, zone: str, pool: str, year: int) -> HttpResponse:
    """Set money aside for chosen claims: first a look at what each would get, then the deed."""
    user = principal(request)
    row = _row(request, zone, pool, year, PAY)
    found = list(chosen(request, money.waiting_for_money(money.claims_to_pay(user), row)))
    if not found:
        messages.error(request, _("No claim was chosen that waits for this money. Choose at least one."))
        return HttpResponseRedirect(address(row))
    folded = the_budget(row.budget)
    is_deed = request.POST.get("step") == "do"
    form = SharesForm(request.POST if is_deed else None, initial={"version": folded.version})
    decided = request.POST.get("order", "")
    seen = preview(folded, found, DECIDED.get(decided, "unstated"))
    if is_deed and form.is_valid():
        if seen.is_short and not form.cleaned_data["reason"]:
            form.add_error(
                "reason", _("Claims get less than was approved: say which decision shares it out.")
            )
        else:
            try:
                served = services.share_out_budget(
                    row.budget,
                    [one.claim for one in found],
                    seen.order,
                    by=request.user,  # type: ignore[arg-type]
                    command_id=form.command_id,
                    reason=form.cleaned_data["reason"],
                    expected_version=form.cleaned_data["version"],
                )
            except JingkaiError as error:
                form.add_error("reason" if error.place == "reason" else None, said(error))
            else:
                messages.success(
                    request,
                    _("Money is set aside for %(count)d claims. They can be paid.") % {"count": len(served)},
                )
                return HttpResponseRedirect(address(row))
    context = {
        "row": row,
        "pool": pool_called(pool),
        "seen": seen,
        "rows": [(one, seen.shares.get(one["claim"].claim)) for one in told(found)],
        "left_out": _left_out(request, found),
        "may_decide": seen.stated == "unstated" and folded.available > 0 and seen.asked > folded.available,
        "form": form,
        "back": address(row),
    }
    return render(request, "benefits/set_aside.html", context, status=REFUSED if form.errors else 200)


def address(thing: Budget | BudgetRow) -> str:
    """Return the address of a budget."""
    return reverse("benefits:budget", args=[thing.zone, thing.pool, thing.year])


def _row(request: HttpRequest, zone: str, pool: str, year: int, action: Any = READ_BUDGETS) -> BudgetRow:
    rows = money.budgets_for(principal(request), action)
    row = rows.filter(zone=zone, pool=pool, year=min(year, 9999)).first()
    if row is None:
        raise Http404(
            _("Nothing within your scope has the key “%(key)s”.") % {"key": f"{zone}/{pool}/{year}"}
        )
    return row


def _left_out(request: HttpRequest, found: list[Any]) -> int:
    return len(set(request.POST.getlist("claim"))) - len(found)


def _listed(row: BudgetRow, names: dict[str, str], *, today: Any) -> dict[str, Any]:
    return {
        "budget": row,
        "address": address(row),
        "words": pool_called(row.pool).words,
        "zone": names.get(row.zone, row.zone),
        "bar": _bar(row),
        "forecast": forecast(the_budget(row.budget), today) if row.year >= today.year else None,
    }


def _bar(row: BudgetRow) -> Any:
    parts = [
        (_("paid"), row.paid),
        (_("committed"), row.committed),
        (_("reserved"), row.reserved),
    ]
    return bar(parts, row.total)
