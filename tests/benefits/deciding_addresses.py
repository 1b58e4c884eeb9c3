"""Pages of steps with one claim, and of a zone's terms."""

from __future__ import annotations

from collections.abc import Iterator

from jingkai.accounts.scopes import Place

STEPS = {
    "verify": "benefits.claim.verify",
    "publicise": "benefits.claim.publicise",
    "settle": "benefits.claim.decide",
    "settle-several": "benefits.claim.decide",
    "objector": "benefits.claim.decide",
    "approve": "benefits.claim.decide",
    "reject": "benefits.claim.decide",
    "propose-rejection": "benefits.claim.verify",
    "examine-again": "benefits.claim.decide",
    "claw-back": "benefits.claim.decide",
    "close": "benefits.claim.publicise",
}


def deciding_addresses(zone: str, claim: str, place: Place) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    for step, action in STEPS.items():
        yield f"/benefits/claims/{claim}/{step}/", action, place
    yield f"/benefits/terms/{zone}/", "benefits.terms.view", Place.of(zone=zone)
