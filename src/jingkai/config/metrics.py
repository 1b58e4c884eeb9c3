"""Figures for monitoring, in the format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram
    from prometheus_client.core import Metric

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@lru_cache(maxsize=1)
def _collectors() -> tuple[CollectorRegistry, Counter, Histogram]:
    from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    requests = Counter(
        "jingkai_requests", "Requests answered", ("view", "method", "status"), registry=registry
    )
    seconds = Histogram(
        "jingkai_request_seconds", "Time to answer", ("view",), buckets=_SECONDS, registry=registry
    )
    registry.register(_Stored())
    return registry, requests, seconds


def note_request(view: str, method: str, status: int, seconds: float) -> None:
    """Count one request. ``view`` is the name of an address, never the address: labels must stay few."""
    _registry, requests, times = _collectors()
    requests.labels(view, method if method in _KNOWN_METHODS else "other", str(status)).inc()
    times.labels(view).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """Return the figures as text, and its media type."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    return generate_latest(_collectors()[0]), CONTENT_TYPE_LATEST


class _Stored:
    """What the database knows, asked when somebody reads the figures: the work that waits, the length of the ledger."""

    def collect(self) -> Iterator[Metric]:
        """Return a gauge for each figure."""
        from django.db.models import Count
        from django_tasks_db.models import DBTaskResult
        from prometheus_client.core import GaugeMetricFamily

        from jingkai.documents.models import Document
        from jingkai.ledger.models import LedgerEntry

        tasks = GaugeMetricFamily("jingkai_tasks", "Background tasks by state", labels=["state"])
        for row in DBTaskResult.objects.values("status").annotate(count=Count("pk")).order_by("status"):
            tasks.add_metric([str(row["status"]).lower()], row["count"])
        yield tasks
        documents = GaugeMetricFamily("jingkai_documents", "Documents by stage", labels=["stage"])
        for stage in Document.objects.values("stage").annotate(count=Count("pk")).order_by("stage"):
            documents.add_metric([stage["stage"]], stage["count"])
        yield documents
        last = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first()
        yield GaugeMetricFamily("jingkai_ledger_entries", "Entries in the ledger", value=last or 0)
