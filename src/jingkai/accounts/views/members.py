"""Who works for an enterprise: its administrator opens their accounts and takes them back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jingkai.accounts import selectors, services
from jingkai.accounts.account_actions import MANAGE_MEMBERS
from jingkai.accounts.errors import AccountError
from jingkai.accounts.forms import MemberForm
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Place, Scope, ScopeKind
from jingkai.accounts.views.guard import allowed
from jingkai.accounts.views.own import own_user


def _enterprise(request: HttpRequest, *, uscc: str, **_parts: Any) -> Place:
    return Place.of(enterprise=uscc)


@never_cache
@allowed(MANAGE_MEMBERS, thing=_enterprise)
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, uscc: str) -> HttpResponse:
    """List who works for the enterprise; open an account for somebody new and show the first password, once."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = _open(request, uscc, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            return render(
                request, "accounts/handed_over.html", {"opened": opened, "fresh": True, "enterprise": uscc}
            )
    context = {"uscc": uscc, "members": selectors.members_of(uscc), "form": form}
    return render(request, "accounts/members.html", context, status=422 if form.errors else 200)


@allowed(MANAGE_MEMBERS, thing=_enterprise)
@require_POST
def remove(request: HttpRequest, uscc: str, pk: int) -> HttpResponse:
    """Take back what somebody may do for the enterprise; the account itself stays."""
    assignment = get_object_or_404(selectors.members_of(uscc), pk=pk)
    if assignment.user == request.user:
        messages.error(request, _("Nobody takes their own role back: another administrator does."))
    else:
        services.withdraw_role(assignment, actor=own_user(request))
        messages.success(request, _("Taken back, at once."))
    return redirect("accounts:members", uscc)


@transaction.atomic
def _open(request: HttpRequest, uscc: str, *, administrator: bool, **fields: str) -> services.Opened:
    actor = own_user(request)
    opened = services.open_account(actor=actor, **fields)
    role = Role.ENTERPRISE_ADMINISTRATOR if administrator else Role.ENTERPRISE_MEMBER
    services.grant_role(opened.user, role, Scope(ScopeKind.ENTERPRISE, uscc), actor=actor)
    return opened
