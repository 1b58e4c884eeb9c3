"""Who may write. Until people log in, whoever sits at this machine may, and nobody else."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from jingkai.kernel.language import gettext as _

View = Callable[..., HttpResponse]


def may(request: HttpRequest, action: str) -> bool:
    """Whether the request may carry out ``action`` (``documents.upload``, ``documents.publish`` …).

    The one place where a policy on users and roles takes over: ``action`` is already what such a policy asks about.
    """
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def writes(action: str) -> Callable[[View], View]:
    """Let a view through only for those who may carry out ``action``."""

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def check(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may(request, action):
                raise PermissionDenied(
                    _("Only somebody at the machine that runs Jingkai may change the library.")
                )
            return view(request, *args, **kwargs)

        return check

    return guarded
