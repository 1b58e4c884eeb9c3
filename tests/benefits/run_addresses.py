"""Pages of a run, which lies in a zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest.mock import patch

from jingkai.accounts.scopes import Place


def run_addresses(zone: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each page of a run of the zone."""
    from jingkai.benefits.packs import policy_named
    from jingkai.benefits.services import running
    from jingkai.registry.models import Zone

    policy = policy_named("chengzhengbanfa-2025-11")
    assert policy is not None
    with patch.object(running, "_queue"):
        run = running.start(Zone.objects.get(code=zone), policy, date(2026, 3, 6), owner=None)
    running.work_on(run.pk)
    run.refresh_from_db()
    assert run.has_result
    for page in (
        "",
        "progress/",
        "files/lines/",
        "files/enterprises/",
        "files/projects/",
        "benefits/high_tech_award/",
    ):
        yield f"/benefits/runs/{run.pk}/{page}", "benefits.run.view", run.place()
    yield f"/benefits/runs/{run.pk}/cancel/", "benefits.run.start", run.place()
    yield f"/benefits/runs/{run.pk}/open/", "benefits.run.open_claims", run.place()
