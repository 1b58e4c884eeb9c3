"""Sign in by name, in a demo."""

from __future__ import annotations

import time

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jingkai.accounts.actions import PUBLIC, SIGNED_IN, Effect, declare
from jingkai.accounts.models import User
from jingkai.accounts.services.signing_in import note_ways
from jingkai.accounts.views.guard import allowed
from jingkai.kernel.language import msgid
from jingkai.portal.selectors.demo import demo_user

ENTER = declare(
    "portal.demo.enter",
    msgid("Sign in as somebody of a demo, by name alone"),
    PUBLIC | SIGNED_IN,
    effect=Effect.WRITE,
)


@require_POST
def _enter(request: HttpRequest) -> HttpResponse:
    user = demo_user(request.POST.get("name", ""))
    if user is None:
        raise Http404
    if request.user.is_authenticated:
        auth.logout(request)
    auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    # Nothing was shown, neither a password nor a code; in a demo the name stands for both.
    note_ways(
        request.session, user, ({"method": "demo", "at": time.time()}, {"method": "mfa", "at": time.time()})
    )
    user_logged_in.send(sender=User, request=request, user=user)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(target if target and safe else "/")


enter = allowed(ENTER)(_enter)
