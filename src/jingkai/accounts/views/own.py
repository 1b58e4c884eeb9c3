"""The own account: roles, second factor, tokens, notifications, recent sign-ins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jingkai.accounts import selectors
from jingkai.accounts.account_actions import OWN_ACCOUNT
from jingkai.accounts.models import User
from jingkai.accounts.services.signing_in import is_enrolled
from jingkai.accounts.views.guard import allowed


def own_user(request: HttpRequest) -> User:
    """Return who asks, as a row of the database (the guard has seen to it that there is one)."""
    user = request.user
    assert isinstance(user, User)
    return user


@allowed(OWN_ACCOUNT)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Show the own account."""
    user = own_user(request)
    context = {
        "person": user,
        "held": user.assignments.in_force(),
        "enrolled": is_enrolled(user),
        "unread": selectors.unread_count(user),
    }
    return render(request, "accounts/own.html", context)
