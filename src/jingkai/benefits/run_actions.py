"""What can be done with runs of benefits over a whole zone, and by whom."""

from __future__ import annotations

from jingkai.accounts.actions import Effect, declare
from jingkai.accounts.roles import STAFF_ROLES, Role
from jingkai.kernel.language import msgid

READ_RUNS = declare(
    "benefits.run.view",
    msgid("See what the rules give everybody in a zone"),
    STAFF_ROLES - {Role.UNIT_OFFICER, Role.STATISTICIAN, Role.WINDOW_CLERK},
)
START_RUN = declare(
    "benefits.run.start",
    msgid("Compute what the rules give everybody in a zone"),
    {Role.CASE_OFFICER, Role.DECISION_MAKER, Role.PAYMASTER, Role.POLICY_OFFICER, Role.ZONE_LEADER},
    effect=Effect.WRITE,
)
OPEN_CLAIMS = declare(
    "benefits.run.open_claims",
    msgid("Open the claims of everybody whom the rules give a sum"),
    {Role.CASE_OFFICER},
    effect=Effect.DECIDE,
)
