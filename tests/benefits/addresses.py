"""Pages of benefits that are about one enterprise."""

from __future__ import annotations

from collections.abc import Iterator

from jingkai.accounts.scopes import Place


def addresses_of(*, zone: str, unit: str, enterprise: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    from neighbours import settle

    settled = settle(zone)
    assert settled.enterprise.uscc == enterprise
    place = settled.enterprise.place()
    above = f"/benefits/enterprises/{enterprise}/"
    for page in (
        "",
        "chengzhengbanfa-2025-11/high_tech_award/",
        "chengzhengbanfa-2025-11/high_tech_award/receipt/",
    ):
        yield above + page, "benefits.explain", place
