"""What can be done with accounts, and who may."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, Effect, declare, declare_own
from jingkai.accounts.roles import Role
from jingkai.kernel.language import msgid

SIGN_IN = declare("accounts.session.begin", msgid("Sign in"), PUBLIC)
SIGN_OUT = declare("accounts.session.end", msgid("Sign out"), PUBLIC)

OWN_ACCOUNT = declare_own("accounts.own.view", msgid("See the own account"), effect=Effect.READ)
OWN_PASSWORD = declare_own("accounts.own.password", msgid("Change the own password"))
OWN_SECOND_FACTOR = declare_own("accounts.own.second_factor", msgid("Set up the own second factor"))
OWN_NOTIFICATIONS = declare_own("accounts.own.notifications", msgid("Read what one was told"))
OWN_TOKENS = declare_own("accounts.own.tokens", msgid("Give tokens to programs"))

VIEW_PEOPLE = declare(
    "accounts.person.view",
    msgid("See accounts and their roles"),
    {Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR},
)
OPEN = declare(
    "accounts.person.open", msgid("Open an account"), {Role.SECURITY_ADMINISTRATOR}, effect=Effect.WRITE
)
CLOSE = declare(
    "accounts.person.close",
    msgid("Close an account or open it again"),
    {Role.SECURITY_ADMINISTRATOR},
    effect=Effect.WRITE,
)
RESET = declare(
    "accounts.person.reset",
    msgid("Reset somebody's password, second factor or lock"),
    {Role.SECURITY_ADMINISTRATOR},
    effect=Effect.WRITE,
)
GRANT = declare(
    "accounts.role.grant",
    msgid("Grant roles and take them back"),
    {Role.SECURITY_ADMINISTRATOR},
    effect=Effect.DECIDE,
)
REVEAL = declare(
    "accounts.personal.reveal",
    msgid("See personal data unmasked, giving a reason"),
    {Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR},
)
VIEW_TRAIL = declare(
    "accounts.trail.view",
    msgid("Read what was done with accounts"),
    {Role.AUDIT_ADMINISTRATOR, Role.AUDITOR},
)
MANAGE_MEMBERS = declare(
    "accounts.member.manage",
    msgid("Say who works for an enterprise"),
    {Role.ENTERPRISE_ADMINISTRATOR},
    effect=Effect.WRITE,
)
READ_INTERFACE = declare("accounts.interface.read", msgid("Read how programs ask this site"), PUBLIC)

BEFORE_ANYTHING_ELSE = frozenset(
    action.name for action in (SIGN_IN, SIGN_OUT, OWN_PASSWORD, OWN_SECOND_FACTOR)
)
"""What remains open to somebody who has to change the password first."""
