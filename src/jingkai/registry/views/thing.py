"""Pages of one row: overview, facts, its other rows, history. Every tab has an address of its own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import Principal, may
from jingkai.accounts.views.guard import View, allowed
from jingkai.registry import actions, selectors
from jingkai.registry.schematic_map import outline
from jingkai.registry.views.columns import cells
from jingkai.registry.views.filters import given
from jingkai.registry.views.listing import PAGE_SIZE, exported, list_context, narrowed, offered
from jingkai.registry.views.register import Register, Tab

RECENT_CHANGES = 5


def row_or_404(request: HttpRequest, register: Register, key: str) -> Any:
    """Return a row that the reader may see. Raises ``Http404``, for what does not exist and what is not theirs alike."""
    principal: Principal = request.user  # type: ignore[assignment]
    # A NUL is in no key, and PostgreSQL refuses to look for it.
    row = None if "\0" in key else register.rows(principal).filter(**{register.key: key}).first()
    if row is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return row


def frame(request: HttpRequest, register: Register, row: Any, tab: str) -> dict[str, Any]:
    """Return what stands above the tabs on every page of a row."""
    principal: Principal = request.user  # type: ignore[assignment]
    key = register.key_of(row)
    tabs: list[tuple[str, str, str, str, int | None]] = [
        ("overview", _("Overview"), "layout-list", reverse(f"registry:{register.name}", args=[key]), None)
    ]
    if register.has_facts and may(principal, actions.VIEW_FACTS):
        address = reverse(f"registry:{register.name}_facts", args=[key])
        tabs.append(("facts", _("Facts"), "list-checks", address, selectors.facts_of(principal, row).count()))
    for one in register.tabs:
        other = one.register()
        if may(principal, other.view):
            address = reverse(f"registry:{register.name}_{one.name}", args=[key])
            count = one.narrow(other.rows(principal), row).count()
            tabs.append((one.name, str(other.words), other.icon, address, count))
    if register.has_history:
        address = reverse(f"registry:{register.name}_history", args=[key])
        tabs.append(("history", _("History"), "history", address, None))
    return {
        "register": register,
        "row": row,
        "title": str(register.main.read(row)),
        "key": key,
        "list_address": reverse(f"registry:{register.plural}"),
        "tab": tab,
        "tabs": tabs,
        "tab_words": next((words for name, words, *_rest in tabs if name == tab), ""),
        "figures": register.figures(row, principal) if register.figures else [],
        "badge": register.badge.cell(row) if register.badge else None,
        "may_edit": register.edit is not None and may(principal, register.edit, row),
        "edit_address": reverse(f"registry:{register.name}_edit", args=[key]) if register.form else "",
        "may_state": register.has_facts and may(principal, actions.EDIT_FACTS, row),
    }


def overview(register: Register) -> View:
    """Return the view of a row's first page."""

    @allowed(register.view)
    @require_GET
    def show(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        principal: Principal = request.user  # type: ignore[assignment]
        context = frame(request, register, row, "overview")
        context |= {
            "groups": [(words, cells(columns, row, principal)) for words, columns in register.lines],
            "remarks": register.remarks(row),
            "outline": outline(row.boundary) if getattr(row, "boundary", None) else "",
            "changes": selectors.changes_of(row, limit=RECENT_CHANGES) if register.has_history else None,
            "personal": selectors.personal_of(row),
            "may_reveal": register.keeps_people and may(principal, actions.REVEAL, row),
            "reveal_address": reverse(f"registry:{register.name}_reveal", args=[key])
            if register.keeps_people
            else "",
        }
        return render(request, "registry/overview.html", context)

    show.__name__ = register.name
    return show


def facts(register: Register) -> View:
    """Return the view of the facts about a row: as they hold, and since when they are known."""

    @allowed(actions.VIEW_FACTS)
    @require_GET
    def show(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        principal: Principal = request.user  # type: ignore[assignment]
        context = frame(request, register, row, "facts")
        earlier = request.GET.get("earlier") == "1"
        found = selectors.facts_of(principal, row, with_retired=earlier)
        names = set(found.order_by().values_list("variable", flat=True).distinct())
        variable = given(request, "variable", 120)
        if variable:
            found = found.filter(variable__name=variable)
        paginator: Paginator[Any] = Paginator(found, PAGE_SIZE)
        page = paginator.get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "facts": page.object_list,
            "variables": selectors.variables(principal).filter(pk__in=names).order_by("label"),
            "variable": variable,
            "earlier": earlier,
            "has_retired": selectors.facts_of(principal, row, with_retired=True)
            .exclude(retired=None)
            .exists(),
            "state_address": reverse(f"registry:{register.name}_state", args=[key]),
        }
        return render(request, "registry/facts_of.html", context)

    show.__name__ = f"{register.name}_facts"
    return show


def related(register: Register, tab: Tab) -> View:
    """Return the view of a row's rows in another register, as a list with all that lists can do."""
    other = tab.register()

    @allowed(other.view)
    @require_GET
    def show(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        principal: Principal = request.user  # type: ignore[assignment]
        rows = tab.narrow(other.rows(principal), row)
        if request.GET.get("export"):
            return exported(request, other, narrowed(request, other, rows, offered(request, other, rows)))
        context = list_context(request, other, rows)
        context["listed"] = other
        context |= frame(request, register, row, tab.name)
        return render(request, "registry/related.html", context)

    show.__name__ = f"{register.name}_{tab.name}"
    return show


def history(register: Register) -> View:
    """Return the view of everything that was changed in a row, by whom, when and why."""

    @allowed(register.view)
    @require_GET
    def show(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        context = frame(request, register, row, "history")
        context["changes"] = selectors.changes_of(row)
        return render(request, "registry/history.html", context)

    show.__name__ = f"{register.name}_history"
    return show
