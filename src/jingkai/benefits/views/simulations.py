"""Simulations: open one of a pack, choose its figures, follow its computation, read both sides, share it by a link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import selectors
from jingkai.benefits.forms.simulating import CopyForm, FiguresForm, OpenForm, ShareForm
from jingkai.benefits.models import Simulation
from jingkai.benefits.selectors import simulations as selected
from jingkai.benefits.services import simulating
from jingkai.benefits.simulation_actions import READ_SHARED, SIMULATE
from jingkai.benefits.views.simulation_page import exported, result_context
from jingkai.documents.views.paging import given
from jingkai.kernel.errors import JingkaiError
from jingkai.registry.actions import EXPORT

PAGE_SIZE = 25


@allowed(SIMULATE)
@require_GET
def simulations(request: HttpRequest) -> HttpResponse:
    """List the simulations of the reader's zones."""
    paginator: Paginator[Simulation] = Paginator(selected.simulations(principal(request)), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "counted": paginator.count,
    }
    return render(request, "benefits/simulations.html", context)


@allowed(SIMULATE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a simulation of a pack."""
    user: Any = request.user
    offered = [(zone, one) for zone in selected.zones(user) for one in selected.packs_for(user, zone)]
    asked = given(request, "pack", 80)
    chosen = [
        f"{zone.code}:{selected.pack_name(one)}" for zone, one in offered if asked and one.name == asked
    ]
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        initial={"pack": chosen[0]} if chosen else {},
    )
    if request.method == "POST" and form.is_valid():
        zone, installed = form.chosen()
        found = simulating.open_simulation(
            user,
            zone,
            installed,
            title=form.cleaned_data["title"].strip(),
            command=form.cleaned_data["command"],
        )
        return redirect("benefits:simulation_figures", found.pk)
    status = 422 if form.errors else 200
    return render(request, "benefits/simulation_new.html", {"form": form, "offered": offered}, status=status)


@allowed(SIMULATE)
@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the figures, the day and the budgets, then send it off; a figure the schema refuses is named."""
    one, user = _seen(request, pk), request.user
    if one.owner_id != user.pk:
        messages.error(request, _("This simulation is a colleague's: make a copy to change it."))
        return redirect(one)
    if one.under_way:
        return redirect(one)
    installed = selected.pack_called(one.pack, one.zone)
    if installed is None:
        messages.error(request, _("The policy pack is not there any more, or does not apply in this zone."))
        return redirect("benefits:simulations")
    policy = selected.policy_of(installed)
    granted = selected.granted(one.zone, installed.pack, one.on)
    sent = request.POST if request.method == "POST" else None
    others = [other for other in selected.packs_for(user, one.zone) if selected.pack_name(other) != one.pack]
    form = FiguresForm(sent, simulation=one, policy=policy, granted=granted, others=others)
    if sent is not None and form.is_valid():
        baseline, against = form.compared_with()
        try:
            simulating.send_off(
                one,
                installed,
                typed=form.typed(),
                on=form.cleaned_data["on"],
                known=form.cleaned_data["known"],
                title=form.cleaned_data["title"],
                baseline=baseline,
                against=against,
                budgets=form.budgets(),
                language=request.LANGUAGE_CODE,
            )
        except JingkaiError as error:
            form.add_error(None, f"{error.what} {error.mend}".strip())
        else:
            return redirect(one)
    context = {
        "one": one,
        "form": form,
        "policy": policy,
        "draft": installed.draft,
        "benefits": list(form.benefits()),
        "clauses": selectors.clauses(principal(request), [policy]),
    }
    return render(request, "benefits/simulation_figures.html", context, status=422 if form.errors else 200)


@allowed(SIMULATE)
@require_GET
def simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the progress of a simulation, why it stopped, or both sides; ``export`` gives a table as a file."""
    one = _seen(request, pk)
    user: Any = request.user
    mine = one.owner_id == user.pk
    if one.state == "draft":
        return redirect(
            "benefits:simulation_figures" if mine else "benefits:simulations", *([pk] if mine else [])
        )
    may_export = may(user, EXPORT, one)
    if one.done and request.GET.get("export") in {"csv", "xlsx"}:
        if not may_export:
            raise Http404(_("You may not take tables along."))
        return exported(request, one)
    context: dict[str, Any] = {"one": one, "mine": mine, "may_export": may_export, "copy_form": CopyForm()}
    if one.done:
        context |= result_context(request, one)
        context["share_form"] = ShareForm()
        context["shares"] = [
            (
                share,
                request.build_absolute_uri(
                    reverse("benefits:simulation_shared", args=[selected.token_of(share)])
                ),
            )
            for share in one.shares.select_related("made_by")
            if share.open
        ]
    return render(request, "benefits/simulation.html", context)


@allowed(SIMULATE, passive=True)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the progress alone; the page asks for it until the end, and is then shown anew."""
    one = _seen(request, pk)
    if not one.under_way:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "benefits/parts/simulation_progress.html", {"one": one})


@allowed(SIMULATE)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the computation."""
    one = _own(request, pk)
    simulating.cancel(one)
    return redirect(one)


@allowed(SIMULATE)
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on from the figures of a simulation, one's own or a colleague's."""
    user: Any = request.user
    form = CopyForm(request.POST)
    command = form.cleaned_data["command"] if form.is_valid() else None
    found = simulating.copy(_seen(request, pk), user, command=command)
    return redirect("benefits:simulation_figures", found.pk)


@allowed(SIMULATE)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a simulation with its result and its links."""
    one = _own(request, pk)
    try:
        simulating.discard(one)
    except JingkaiError as error:
        messages.error(request, f"{error.what} {error.mend}".strip())
        return redirect(one)
    messages.success(request, _("Forgotten, with its result and its links."))
    return redirect("benefits:simulations")


@allowed(SIMULATE)
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link under which colleagues of the zone read the result."""
    one = _own(request, pk)
    user: Any = request.user
    form = ShareForm(request.POST)
    try:
        valid = form.is_valid()
        simulating.share(
            one,
            user,
            days=form.cleaned_data["days"] if valid else 0,
            command=form.cleaned_data["command"] if valid else None,
        )
    except JingkaiError as error:
        messages.error(request, f"{error.what} {error.mend}".strip())
    else:
        messages.success(request, _("The link stands below. Give it to colleagues who may see the zone."))
    return redirect(f"{one.get_absolute_url()}#share")


@allowed(SIMULATE)
@require_POST
def revoke(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    """End a link at once."""
    one = _own(request, pk)
    found = one.shares.filter(pk=share).first()
    if found is None:
        raise Http404(_("There is no such link."))
    simulating.revoke(found)
    messages.success(request, _("The link leads nowhere any more."))
    return redirect(f"{one.get_absolute_url()}#share")


@allowed(READ_SHARED)
@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a shared result: to be read by colleagues who may see the zone, as long as the link holds."""
    found = selected.shared(principal(request), token)
    if found is None:
        raise Http404(_("This link leads nowhere: it is over, it was revoked, or it is not meant for you."))
    context = {"one": found.simulation, "share": found, "mine": False, "may_export": False}
    return render(request, "benefits/simulation.html", context | result_context(request, found.simulation))


def _seen(request: HttpRequest, pk: int) -> Simulation:
    found = selected.simulation(principal(request), pk)
    if found is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": pk})
    return found


def _own(request: HttpRequest, pk: int) -> Simulation:
    """Return a simulation that the reader has made. Raises ``Http404`` for those of colleagues: they may be copied."""
    found = _seen(request, pk)
    user: Any = request.user
    if found.owner_id != user.pk:
        raise Http404(_("This simulation is a colleague's: make a copy to change it."))
    return found
