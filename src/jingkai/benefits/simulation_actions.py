"""What can be done with simulations, and by whom. A simulation decides nothing: it reads the registry and adds up."""

from __future__ import annotations

from jingkai.accounts.actions import Effect, declare
from jingkai.accounts.roles import STAFF_ROLES, Role
from jingkai.kernel.language import msgid

SIMULATE = declare(
    "benefits.simulation.make",
    msgid("Simulate a policy with other figures"),
    {Role.POLICY_OFFICER, Role.ZONE_LEADER},
    effect=Effect.WRITE,
)
READ_SHARED = declare(
    "benefits.simulation.shared",
    msgid("Read a simulation that a colleague has shared"),
    STAFF_ROLES - {Role.UNIT_OFFICER},
)
"""Whoever sees the enterprises of the zone, and has the link; the names of enterprises stand in it."""
