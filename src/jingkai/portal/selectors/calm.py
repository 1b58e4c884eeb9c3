"""What an empty inbox says to one person."""

from __future__ import annotations

from dataclasses import replace

from jingkai.accounts.models import User
from jingkai.portal.calm import ANYBODY, CALMS, Calm
from jingkai.portal.selectors.menu import way_to


def calm_for(user: User) -> Calm:
    """Return what an empty inbox says to somebody, with a way on that is open to them."""
    held = {grant.role for grant in user.grants}
    calm = next((calm for role, calm in CALMS.items() if role in held), ANYBODY)
    if path := way_to(user, calm.address):
        return replace(calm, path=path)
    return replace(ANYBODY, path=way_to(user, ANYBODY.address))
