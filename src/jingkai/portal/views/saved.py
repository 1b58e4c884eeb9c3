"""Filters under a name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.accounts.views.guard import allowed
from jingkai.kernel.errors import JingkaiError
from jingkai.portal import services
from jingkai.portal.actions import KEEP_FILTERS


@allowed(KEEP_FILTERS)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the list that ``address`` names under ``name`` and go back to it."""
    user: Any = request.user
    address = request.POST.get("address", "")
    try:
        kept = services.save_filter(user, name=request.POST.get("name", ""), address=address)
    except JingkaiError as error:
        messages.error(request, f"{error.what} {error.mend}")
    else:
        messages.success(request, _("Kept as “%(name)s”.") % {"name": kept.name})
    return _back(request, address)


@allowed(KEEP_FILTERS)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a filter of whoever asks."""
    user: Any = request.user
    services.delete_filter(user, pk)
    return _back(request, request.POST.get("next", "/"))


def _back(request: HttpRequest, address: str) -> HttpResponse:
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        address = "/"
    return HttpResponseRedirect(address)
