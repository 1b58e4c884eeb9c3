"""What a reader sets for themselves, and the icon of the site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from jingkai.accounts.views.guard import allowed
from jingkai.portal.actions import PREFER
from jingkai.portal.preferences import CHOICES, COOKIES

_YEAR_SECONDS = 365 * 24 * 3600


@allowed(PREFER)
@require_POST
def set_preference(request: HttpRequest) -> HttpResponse:
    """Keep one preference in a cookie and go back to the page it was set on."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    for name, choices in CHOICES.items():
        if request.POST.get(name) in choices:
            response.set_cookie(
                COOKIES[name],
                request.POST[name],
                max_age=_YEAR_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
    return response


@allowed(PREFER)
@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that guess the old address to the icon."""
    return HttpResponseRedirect(static("portal/icon.svg"))
