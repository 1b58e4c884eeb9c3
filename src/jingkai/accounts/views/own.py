"""The own account: roles, second factor, tokens, notifications, recent sign-ins."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts import places, selectors, services
from jingkai.accounts.account_actions import OWN_ACCOUNT, OWN_NOTIFICATIONS, OWN_TOKENS
from jingkai.accounts.errors import AccountError
from jingkai.accounts.forms import TokenForm
from jingkai.accounts.models import ApiToken, Notification, User
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
    held = list(user.assignments.in_force())
    context = {
        "person": user,
        "held": held,
        "place_names": places.names_of(one.scope for one in held),
        "enrolled": is_enrolled(user),
        "sign_ins": selectors.recent_sign_ins(user),
        "tokens": user.tokens.filter(revoked_at__isnull=True).count(),
        "unread": selectors.unread_count(user),
    }
    return render(request, "accounts/own.html", context)


@allowed(OWN_NOTIFICATIONS)
@require_http_methods(["GET", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """List what one was told; a POST marks all of it as read."""
    user = own_user(request)
    if request.method == "POST":
        services.mark_read(user)
        return redirect("accounts:notifications")
    pages = Paginator(selectors.notifications_of(user), 50)
    page = pages.get_page(request.GET.get("page"))
    numbers = pages.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return render(request, "accounts/notifications.html", {"page": page, "page_numbers": numbers})


@allowed(OWN_NOTIFICATIONS)
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notification as read and go where it leads."""
    row = get_object_or_404(Notification, pk=pk, user=own_user(request))
    services.mark_read(own_user(request), row.pk)
    if row.url and url_has_allowed_host_and_scheme(row.url, allowed_hosts={request.get_host()}):
        return redirect(row.url)
    return redirect("accounts:notifications")


@never_cache
@allowed(OWN_TOKENS)
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the own tokens; give a new one and show it, once."""
    user = own_user(request)
    form = TokenForm(request.POST or None, held=user.grants)
    given = None
    if request.method == "POST" and form.is_valid():
        try:
            given = services.give_token(
                user, name=form.cleaned_data["name"], grants=form.chosen, days=form.cleaned_data["days"]
            )
        except AccountError as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "given": given,
        "tokens": user.tokens.filter(revoked_at__isnull=True),
    }
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@allowed(OWN_TOKENS)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a token back."""
    services.revoke_token(get_object_or_404(ApiToken, pk=pk, user=own_user(request)), actor=own_user(request))
    messages.success(request, _("Taken back, at once."))
    return redirect("accounts:tokens")
