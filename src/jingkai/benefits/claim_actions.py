"""What can be done with claims, budgets and payments, and by whom."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, Effect, declare
from jingkai.accounts.roles import ENTERPRISE_ROLES, STAFF_ROLES, Role
from jingkai.kernel.language import msgid

_STAFF = STAFF_ROLES - {Role.UNIT_OFFICER}

READ = declare("benefits.claim.view", msgid("See claims and how far they are"), _STAFF | ENTERPRISE_ROLES)
READ_PUBLISHED = declare(
    "benefits.claim.published", msgid("See the claims that are published for objections"), frozenset(Role)
)
FIND = declare(
    "benefits.claim.find",
    msgid("Open a claim for what the rules say"),
    ENTERPRISE_ROLES | {Role.WINDOW_CLERK, Role.CASE_OFFICER},
    effect=Effect.WRITE,
)
CONSENT = declare(
    "benefits.claim.consent",
    msgid("Consent to a claim, or withdraw it"),
    {Role.ENTERPRISE_ADMINISTRATOR},
    effect=Effect.DECIDE,
)
VERIFY = declare(
    "benefits.claim.verify",
    msgid("Verify a claim: check its evidence and decide what is left to people"),
    {Role.WINDOW_CLERK, Role.CASE_OFFICER},
    effect=Effect.WRITE,
)
PUBLICISE = declare(
    "benefits.claim.publicise",
    msgid("Publish a claim for objections, and close it"),
    {Role.CASE_OFFICER},
    effect=Effect.WRITE,
)
OBJECT = declare("benefits.claim.object", msgid("Object to a published claim"), PUBLIC, effect=Effect.WRITE)
DECIDE = declare(
    "benefits.claim.decide",
    msgid("Approve or reject a claim, settle objections, claw back"),
    {Role.DECISION_MAKER},
    effect=Effect.DECIDE,
)
READ_TERMS = declare("benefits.terms.view", msgid("See how long each step of a claim may take"), _STAFF)
SET_TERMS = declare(
    "benefits.terms.set",
    msgid("Set how long steps of a claim take where no clause says so"),
    {Role.POLICY_OFFICER},
    effect=Effect.WRITE,
)
READ_BUDGETS = declare("benefits.budget.view", msgid("See budgets and what is left of them"), _STAFF)
GRANT = declare(
    "benefits.budget.grant",
    msgid("Record money granted to a budget, or taken from it"),
    {Role.PAYMASTER},
    effect=Effect.DECIDE,
)
PAY = declare(
    "benefits.payment.order",
    msgid("Set money aside, order payments and take the bank's answers"),
    {Role.PAYMASTER},
    effect=Effect.DECIDE,
)
DECLARE = declare(
    "benefits.claim.declare",
    msgid("Declare facts that a claim of the own enterprise lacks"),
    ENTERPRISE_ROLES,
    effect=Effect.WRITE,
)
HAND_IN = declare(
    "benefits.claim.hand_in",
    msgid("Hand in papers for a claim, or take them back"),
    ENTERPRISE_ROLES | {Role.WINDOW_CLERK},
    effect=Effect.WRITE,
)
READ_EVIDENCE = declare(
    "benefits.claim.evidence",
    msgid("Read the papers of claims"),
    ENTERPRISE_ROLES | {Role.WINDOW_CLERK, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.AUDITOR},
)
