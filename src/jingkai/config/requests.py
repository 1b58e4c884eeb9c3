"""Every request gets an id, a line in the log, and its place in the figures that monitoring reads."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jingkai.config import metrics
from jingkai.config.logs import REQUEST_ID

Handler = Callable[[HttpRequest], HttpResponse]

_LOG = logging.getLogger("jingkai.requests")
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_QUIET = frozenset({"healthz", "readyz", "metrics"})


class RequestMiddleware:
    """Name, time, count and log each request. The path is logged without its query, which may hold what people typed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the id in ``X-Request-ID`` (a well-formed one from a proxy is kept)."""
        given = request.headers.get("X-Request-ID", "")
        name = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        token = REQUEST_ID.set(name)
        request.request_id = name  # type: ignore[attr-defined]
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = name
            self._noted(request, response, time.perf_counter() - begun)
        finally:
            REQUEST_ID.reset(token)
        return response

    @staticmethod
    def _noted(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        view = (match.view_name if match else "") or "-"
        metrics.note_request(view, request.method or "-", response.status_code, seconds)
        if view in _QUIET:
            return
        _LOG.info(
            "%s %s %d",
            request.method,
            request.path,
            response.status_code,
            extra={
                "view": view,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
                "person": getattr(getattr(request, "_principal", None), "actor", ""),
            },
        )
