"""The queue of claims: tabs by what one can do now, filters that stand in the address, many dealt with at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import refusal
from jingkai.benefits.claim_actions import READ_TERMS
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import titles
from jingkai.benefits.selectors.claim_rows import claims_for
from jingkai.benefits.selectors.tasks import Task, claims_to, tasks_of
from jingkai.benefits.views.one_claim import user_of
from jingkai.benefits.views.rows import told
from jingkai.documents.views.paging import given, paged, table_file
from jingkai.kernel.finding import asked_for
from jingkai.kernel.waiting import SOON_WORKING_DAYS, DueState
from jingkai.kernel.working_days import add_working_days
from jingkai.registry.actions import EXPORT
from jingkai.registry.models import Enterprise, Zone

PARAMETERS = ("task", "state", "benefit", "due", "q")
"""What stands in the address of the queue."""

_NO_TASK = "all"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its name in the address, its heading, and how many claims stand there."""

    name: str
    words: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the queue shows: the rows, the task of its tab (``None``: all claims), and the filters that are on."""

    rows: QuerySet[ClaimRow]
    task: Task | None
    tabs: tuple[Tab, ...]
    filters: dict[str, str]


def queue(request: HttpRequest) -> HttpResponse:
    """Show the claims that somebody may see: those that wait for them first, what is due before the rest."""
    today = timezone.localdate()
    shown = shown_by(request, today)
    export = request.GET.get("export", "")
    if export in {"csv", "xlsx"}:
        if refused := refusal(request, EXPORT.name):
            return refused
        return table_file(export, _("claims"), _heads(), _lines(shown.rows))
    page = paged(request, shown.rows)
    context = page | {
        "rows": told(page["page"].object_list),
        "counted": page["page"].paginator.count,
        "shown": shown,
        "states": [(one.value, one.words) for one in State],
        "benefits": _benefits(request),
        "dues": [(one.value, one.words) for one in DueState],
        "narrowed": any(shown.filters.values()),
        "query": _query(request),
        "may_export": may(user_of(request), EXPORT),
        "may_terms": may(user_of(request), READ_TERMS),
        "is_empty": not shown.tabs and not any(shown.filters.values()) and not page["page"].paginator.count,
    }
    return render(request, "benefits/queue.html", context)


def shown_by(request: HttpRequest, today: date) -> Shown:
    """Return what the address (``GET``) of the queue asks for, as far as somebody may see it."""
    user = user_of(request)
    everything = claims_for(user)
    mine = tasks_of(user)
    counts = {task.name: claims_to(task, user, today).count() for task in mine}
    asked = given(request, "task", 20)
    first = next((task.name for task in mine if counts[task.name]), _NO_TASK)
    name = asked if asked in {*counts, _NO_TASK} else first
    task = next((one for one in mine if one.name == name), None)
    tabs = [Tab(one.name, one.heading_words, counts[one.name], one is task) for one in mine]
    if mine:
        tabs.append(Tab(_NO_TASK, _("All claims"), everything.count(), task is None))
    filters = {each: given(request, each, 100) for each in PARAMETERS if each != "task"}
    rows = claims_to(task, user, today) if task else everything
    return Shown(_narrowed(rows, filters, today), task, tuple(tabs), filters)


def _narrowed(rows: QuerySet[ClaimRow], filters: dict[str, str], today: date) -> QuerySet[ClaimRow]:
    if filters["state"] in list(State):
        rows = rows.filter(state=filters["state"])
    if filters["benefit"]:
        number, _space, benefit = filters["benefit"].rpartition(" ")
        rows = rows.filter(document=number, benefit=benefit)
    if filters["due"] in list(DueState):
        rows = rows.filter(_due(DueState(filters["due"]), today))
    if words := asked_for(filters["q"]):
        named = Enterprise.objects.filter(Q(name__icontains=words) | Q(uscc__icontains=words))
        rows = rows.filter(enterprise__in=named.values("uscc"))
    return rows


def _due(state: DueState, today: date) -> Q:
    soon = add_working_days(today, SOON_WORKING_DAYS + 1).date
    match state:
        case DueState.OVERDUE:
            return Q(due__lt=today)
        case DueState.AT_RISK:
            return Q(due__gte=today, due__lt=soon)
        case DueState.ON_TRACK:
            return Q(due__gte=soon)
        case _:
            return Q(due=None)


def _benefits(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the benefits of which there are claims, as the filter offers them."""
    pairs = claims_for(user_of(request)).order_by("document", "benefit").values_list("document", "benefit")
    named = titles()
    return [(f"{number} {one}", named.get((number, one), one)) for number, one in pairs.distinct()]


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    for passing in ("page", "export"):
        query.pop(passing, None)
    return query.urlencode()


def _heads() -> list[str]:
    return [
        _("Claim"), _("Benefit"), _("Enterprise"), _("Credit code"), _("Clause"), _("Period claimed"), _("State"),
        _("Entitled to (yuan)"), _("Verified (yuan)"), _("Approved (yuan)"), _("Paid (yuan)"), _("Due"), _("Remark"),
    ]  # fmt: skip


def _lines(rows: QuerySet[ClaimRow]) -> Iterable[list[object]]:
    made_up = set(Zone.objects.filter(synthetic=True).values_list("code", flat=True))
    for one in told(rows):
        row: ClaimRow = one["claim"]
        yield [
            row.claim, one["title"], one["enterprise"], row.enterprise, one["clause"], row.period, row.state_words,
            row.entitled, row.verified, row.approved, row.paid, row.due,
            _("demonstration data") if row.zone in made_up else "",
        ]  # fmt: skip
