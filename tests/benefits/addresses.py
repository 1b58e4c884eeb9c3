"""Pages of benefits that are about one enterprise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jingkai.accounts.scopes import Place


def addresses_of(*, zone: str, unit: str, enterprise: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    from claiming_addresses import claiming_addresses
    from deciding_addresses import deciding_addresses
    from money_addresses import money_addresses
    from run_addresses import run_addresses
    from simulation_addresses import simulation_addresses

    from neighbours import settle

    settled = settle(zone)
    assert settled.enterprise.uscc == enterprise
    place = settled.enterprise.place()
    above = f"/benefits/enterprises/{enterprise}/"
    for page in (
        "",
        "chengzhengbanfa-2025-11/high_tech_award/",
        "chengzhengbanfa-2025-11/high_tech_award/receipt/",
        "trial/",
        "trial/bazhengbanfa-2024-8/",
        "trial/bazhengbanfa-2024-8/chairman_quality_award/",
    ):
        yield above + page, "benefits.explain", place
    claim = _claim(zone, enterprise)
    yield f"/benefits/claims/{claim}/", "benefits.claim.view", place
    yield from claiming_addresses(zone, enterprise, claim, place)
    yield from deciding_addresses(zone, claim, place)
    yield from money_addresses(zone, enterprise)
    yield from run_addresses(zone)
    yield from simulation_addresses(zone)


def _claim(zone: str, enterprise: str) -> str:
    """Open a claim of the enterprise, and return its id."""
    from jingkai.benefits.claims.claim import Claimant, Proof, Right
    from jingkai.benefits.claims.commands import Discover
    from jingkai.benefits.claims.officer import Machine
    from jingkai.benefits.services import claims

    day = date(2026, 3, 6)
    proof = Proof("rules/1", "a" * 64, "b" * 64, "c" * 64, day, day, Decimal("200000.00"))
    right = Right("澄政办发〔2025〕11号", "art_2__item_6", "high_tech_award", "ever")
    wanted = Discover(Claimant(zone, enterprise, "enterprise", enterprise), right, proof, "{}")
    return claims.discover(wanted, by=Machine(), command_id=f"opened-{enterprise}").id
