"""Pages of the accounts slice that are about something that lies somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from jingkai.accounts.scopes import Place


def addresses_of(*, zone: str, unit: str, enterprise: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    place = Place.of(enterprise=enterprise)
    yield f"/accounts/enterprises/{enterprise}/people/", "accounts.member.manage", place
    yield f"/accounts/enterprises/{enterprise}/people/1/remove/", "accounts.member.manage", place
