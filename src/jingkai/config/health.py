"""Whether the site is alive, whether it can work, and its figures: for load balancers and monitoring."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jingkai.accounts.actions import PUBLIC, SIGNED_IN, declare
from jingkai.accounts.roles import Role
from jingkai.accounts.views.guard import allowed
from jingkai.config import metrics as figures
from jingkai.config import options
from jingkai.kernel.language import msgid

_LOG = logging.getLogger("jingkai.health")

ASK = declare("site.health.ask", msgid("Ask whether the site works"), PUBLIC | SIGNED_IN)
READ_FIGURES = declare(
    "site.metrics.read", msgid("Read the figures for monitoring"), {Role.SYSTEM_ADMINISTRATOR}
)


@never_cache
@require_safe
def _alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def _ready(request: HttpRequest) -> HttpResponse:
    results = {name: _passes(name, check) for name, check in CHECKS.items()}
    return JsonResponse(
        {"ready": all(results.values()), "checks": results}, status=200 if all(results.values()) else 503
    )


def _passes(name: str, check: Callable[[], bool]) -> bool:
    """Run one check; why it failed stands in the log and nowhere else."""
    try:
        passed = check()
    except Exception:  # noqa: BLE001 - whatever it is, the site is not ready; the log says why
        _LOG.exception("readiness check %s failed", name)
        return False
    if not passed:
        _LOG.warning("readiness check %s failed", name)
    return passed


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _tables_are_of_today() -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _data_folder_takes_files() -> bool:
    probe = Path(settings.DATA) / ".ready"
    try:
        probe.write_bytes(b"")
    finally:
        with suppress(OSError):
            probe.unlink()
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "migrations": _tables_are_of_today,
    "data_folder": _data_folder_takes_files,
}
"""What must hold for the site to work, by name."""


@never_cache
@require_safe
def _metrics(request: HttpRequest) -> HttpResponse:
    content, media = figures.exposition()
    return HttpResponse(content, content_type=media)


healthz = allowed(ASK, passive=True)(_alive)
readyz = allowed(ASK, passive=True)(_ready)
_metrics_for_people = allowed(READ_FIGURES, passive=True)(_metrics)


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever shows the token of the settings, else to the system administrator."""
    token = options.METRICS_TOKEN.text()
    shown = request.headers.get("Authorization", "")
    if not shown:
        return _metrics_for_people(request)
    if token and hmac.compare_digest(shown.removeprefix("Bearer ").encode(), token.encode()):
        return _metrics(request)
    # A program is told so, and never led to a page for people.
    refused = HttpResponse("the token does not fit\n", status=401, content_type="text/plain; charset=utf-8")
    refused.headers["WWW-Authenticate"] = 'Bearer realm="metrics"'
    return refused


metrics.action = READ_FIGURES.name  # type: ignore[attr-defined]
metrics.guarded = True  # type: ignore[attr-defined]
