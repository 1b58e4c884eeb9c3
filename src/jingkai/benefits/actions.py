"""What can be done with benefits, and by whom."""

from __future__ import annotations

from jingkai.accounts.actions import declare
from jingkai.accounts.roles import ENTERPRISE_ROLES, STAFF_ROLES, Role
from jingkai.kernel.language import msgid

READERS = (STAFF_ROLES | ENTERPRISE_ROLES) - {Role.UNIT_OFFICER}
"""Who sees what an enterprise can get: its own people, and the staff of its zone."""

EXPLAIN = declare("benefits.explain", msgid("See what an enterprise can get, and why"), READERS)
READ_GUIDE = declare("benefits.guide", msgid("Read the guide to benefits"), frozenset(Role))
CALCULATE = declare("benefits.calculator", msgid("Calculate benefits from a few answers"), frozenset(Role))
