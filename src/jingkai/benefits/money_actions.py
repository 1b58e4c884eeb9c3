"""What can be done with the figures of money, and with agreements, and by whom."""

from __future__ import annotations

from jingkai.accounts.actions import Effect, declare
from jingkai.accounts.roles import ENTERPRISE_ROLES, STAFF_ROLES, Role
from jingkai.kernel.language import msgid

_STAFF = STAFF_ROLES - {Role.UNIT_OFFICER}

READ_FULFILMENT = declare(
    "benefits.fulfilment.view",
    msgid("See how much of what enterprises are entitled to has been paid"),
    _STAFF,
)
READ_AGREEMENTS = declare(
    "benefits.agreement.view", msgid("See agreements with single enterprises"), _STAFF | ENTERPRISE_ROLES
)
DRAFT_AGREEMENT = declare(
    "benefits.agreement.draft",
    msgid("Draft an agreement with an enterprise, and record what it has achieved"),
    {Role.CASE_OFFICER},
    effect=Effect.WRITE,
)
DECIDE_AGREEMENT = declare(
    "benefits.agreement.decide",
    msgid("Put an agreement into force, settle its years, end it"),
    {Role.DECISION_MAKER},
    effect=Effect.DECIDE,
)
