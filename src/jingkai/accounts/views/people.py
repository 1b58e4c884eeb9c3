"""Accounts for the security administrator: find, open, close, help back in, grant, reveal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts import places, selectors, services
from jingkai.accounts.account_actions import CLOSE, GRANT, OPEN, RESET, REVEAL, VIEW_PEOPLE
from jingkai.accounts.errors import AccountError
from jingkai.accounts.forms import GrantForm, OpenAccountForm, ReasonForm
from jingkai.accounts.models import Assignment, User
from jingkai.accounts.models.user import words_of
from jingkai.accounts.policy import may
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.services.signing_in import is_connected, is_enrolled
from jingkai.accounts.views.guard import allowed
from jingkai.accounts.views.lookup import person_or_404
from jingkai.accounts.views.own import own_user
from jingkai.kernel.finding import asked_for

PAGE_SIZE = 50


@allowed(VIEW_PEOPLE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List accounts under the filters in the address."""
    narrowed = selectors.PeopleFilter(
        words=asked_for(request.GET.get("q", ""), 80),
        role=request.GET.get("role", ""),
        scope=request.GET.get("scope", "").strip()[:64],
        state=request.GET.get("state", ""),
    )
    pages = Paginator(selectors.people(narrowed), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "narrowed": narrowed,
        "page": page,
        "place_names": places.names_of(
            {one.scope for row in page.object_list for one in getattr(row, "held", ())}
        ),
        "page_numbers": pages.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "roles": [role for role in ROLES if role is not Role.PUBLIC],
        "may_open": may(own_user(request), OPEN),
    }
    return render(request, "accounts/people.html", context)


@never_cache
@allowed(OPEN)
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account and show its first password, once."""
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_account(actor=own_user(request), **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "accounts/handed_over.html", {"opened": opened, "fresh": True})
    status = 422 if form.errors else 200
    return render(request, "accounts/open.html", {"form": form}, status=status)


@allowed(VIEW_PEOPLE)
@require_GET
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one account, masked."""
    return _page(request, person_or_404(public_id))


@allowed(GRANT)
@require_POST
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Grant a role."""
    found = person_or_404(public_id)
    form = GrantForm(request.POST)
    if form.is_valid():
        try:
            services.grant_role(
                found,
                Role(form.cleaned_data["role"]),
                form.cleaned_data["scope"],
                actor=own_user(request),
                until=form.end,
            )
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Granted. It holds from the next page on."))
            return redirect("accounts:person", public_id)
    return _page(request, found, form=form, status=422)


@allowed(GRANT)
@require_POST
def withdraw(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take a role back."""
    assignment = get_object_or_404(Assignment, pk=pk, user=person_or_404(public_id))
    try:
        services.withdraw_role(assignment, actor=own_user(request))
    except AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back, at once."))
    return redirect("accounts:person", public_id)


@allowed(CLOSE)
@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close an account, or open it again."""
    found = person_or_404(public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        given = request.POST.get("reason", "").strip()
        messages.error(request, str(form.errors["reason"][0]) if given else _("Say why; the reason is kept."))
        return redirect("accounts:person", public_id)
    try:
        if found.is_active:
            services.close_account(found, actor=own_user(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("Closed. Open sessions and tokens have ended."))
        else:
            services.reopen_account(found, actor=own_user(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("Open again, with the roles it held."))
    except AccountError as error:
        messages.error(request, str(error))
    return redirect("accounts:person", public_id)


@never_cache
@allowed(RESET)
@require_POST
def reset(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Give a new password, take away a lost second factor or a connection, or lift a lock."""
    found, actor = person_or_404(public_id), own_user(request)
    try:
        match what:
            case "password":
                opened = services.reset_password(found, actor=actor)
                return render(request, "accounts/handed_over.html", {"opened": opened, "fresh": False})
            case "second-factor":
                services.reset_second_factor(found, actor=actor)
                messages.success(request, _("Taken away. Another is set up at the next sign-in."))
            case "other-system":
                services.disconnect(found, actor=actor)
                messages.success(request, _("Parted. Whoever comes next under this name is connected anew."))
            case "lock":
                services.unlock(found, actor=actor)
                messages.success(request, _("The lock is lifted."))
            case _other:
                raise Http404
    except AccountError as error:
        messages.error(request, str(error))
    return redirect("accounts:person", public_id)


@never_cache
@allowed(REVEAL)
@require_POST
def reveal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show personal data unmasked, once, for the reason given."""
    found = person_or_404(public_id)
    try:
        shown = services.reveal(found, actor=own_user(request), reason=request.POST.get("reason", "")[:200])
    except AccountError as error:
        messages.error(request, str(error))
        return redirect("accounts:person", public_id)
    named = [(words_of(field), value) for field, value in shown.items()]
    return render(request, "accounts/revealed.html", {"person": found, "shown": named})


def _page(
    request: HttpRequest, found: User, *, form: GrantForm | None = None, status: int = 200
) -> HttpResponse:
    asker = own_user(request)
    held = list(found.assignments.in_force())
    context: dict[str, Any] = {
        "person": found,
        "held": held,
        "place_names": places.names_of(one.scope for one in held),
        "past": found.assignments.exclude(pk__in=found.assignments.in_force().values("pk")),
        "enrolled": is_enrolled(found),
        "connected": is_connected(found),
        "form": form or GrantForm(),
        "reason": ReasonForm(auto_id="close_%s"),
        "steps": selectors.trail(found, limit=20),
        "rights": {
            name: may(asker, action)
            for name, action in {"grant": GRANT, "close": CLOSE, "reset": RESET, "reveal": REVEAL}.items()
        },
    }
    return render(request, "accounts/person.html", context, status=status)
