"""Roles: what somebody is in the work of a zone. A person holds a role only together with a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jingkai.accounts.scopes import ScopeKind
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


class Role(StrEnum):
    """Every role there is. The value is stored and travels; the words are in :data:`ROLES`."""

    PUBLIC = "public"
    ENTERPRISE_MEMBER = "enterprise_member"
    ENTERPRISE_ADMINISTRATOR = "enterprise_administrator"
    WINDOW_CLERK = "window_clerk"
    CASE_OFFICER = "case_officer"
    DECISION_MAKER = "decision_maker"
    PAYMASTER = "paymaster"
    STATISTICIAN = "statistician"
    POLICY_OFFICER = "policy_officer"
    ZONE_LEADER = "zone_leader"
    UNIT_OFFICER = "unit_officer"
    REGION_SUPERVISOR = "region_supervisor"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"

    @property
    def words(self) -> str:
        """The role's name in the reader's language."""
        return _(ROLES[self].name)

    @property
    def explanation(self) -> str:
        """What the role is for, one sentence in the reader's language."""
        return _(ROLES[self].purpose)


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What is fixed about a role.

    ``name`` and ``purpose`` are message ids; ``scopes`` are the kinds of scope it may be held in;
    ``second_factor`` is true where whoever holds it must sign in with two factors.
    """

    name: str
    purpose: str
    scopes: frozenset[ScopeKind]
    second_factor: bool = False


_ANYWHERE = frozenset({ScopeKind.EVERYTHING})
_ENTERPRISE = frozenset({ScopeKind.ENTERPRISE})
_ZONE = frozenset({ScopeKind.ZONE})
_UNIT = frozenset({ScopeKind.UNIT})

ROLES: Mapping[Role, RoleFacts] = MappingProxyType(
    {
        Role.PUBLIC: RoleFacts(msgid("Public"), msgid("Whoever reads without signing in."), _ANYWHERE),
        Role.ENTERPRISE_MEMBER: RoleFacts(
            msgid("Enterprise member"),
            msgid("Prepares what an enterprise files and follows it."),
            _ENTERPRISE,
        ),
        Role.ENTERPRISE_ADMINISTRATOR: RoleFacts(
            msgid("Enterprise administrator"),
            msgid("Files and consents in the name of an enterprise, and says who else may work for it."),
            _ENTERPRISE,
        ),
        Role.WINDOW_CLERK: RoleFacts(
            msgid("Service-window clerk"), msgid("Receives applications and materials at the window."), _ZONE
        ),
        Role.CASE_OFFICER: RoleFacts(
            msgid("Case officer"), msgid("Examines cases and claims and proposes a decision."), _ZONE
        ),
        Role.DECISION_MAKER: RoleFacts(
            msgid("Decision maker"), msgid("Decides on what a case officer has examined."), _ZONE, True
        ),
        Role.PAYMASTER: RoleFacts(msgid("Paymaster"), msgid("Pays what has been approved."), _ZONE, True),
        Role.STATISTICIAN: RoleFacts(
            msgid("Statistician"), msgid("Collects, checks and publishes the figures of a zone."), _ZONE
        ),
        Role.POLICY_OFFICER: RoleFacts(
            msgid("Policy officer"), msgid("Keeps the library and the policy packs."), _ZONE
        ),
        Role.ZONE_LEADER: RoleFacts(
            msgid("Zone leader"), msgid("Sees everything of a zone and changes nothing."), _ZONE
        ),
        Role.UNIT_OFFICER: RoleFacts(
            msgid("Unit officer"), msgid("Answers for what a city or region department owes."), _UNIT
        ),
        Role.REGION_SUPERVISOR: RoleFacts(
            msgid("Region supervisor"),
            msgid("Compares and supervises the zones of a region."),
            frozenset({ScopeKind.EVERYTHING, ScopeKind.ZONE}),
        ),
        Role.AUDITOR: RoleFacts(
            msgid("Auditor"),
            msgid("Reads every decision, payment and entry of the ledger, and changes nothing."),
            frozenset({ScopeKind.EVERYTHING, ScopeKind.ZONE}),
        ),
        Role.SYSTEM_ADMINISTRATOR: RoleFacts(
            msgid("System administrator"), msgid("Keeps the installation running."), _ANYWHERE, True
        ),
        Role.SECURITY_ADMINISTRATOR: RoleFacts(
            msgid("Security administrator"),
            msgid("Opens and closes accounts and grants roles."),
            _ANYWHERE,
            True,
        ),
        Role.AUDIT_ADMINISTRATOR: RoleFacts(
            msgid("Audit administrator"), msgid("Reads the records of what the others did."), _ANYWHERE, True
        ),
    }
)

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
"""The three administrators of the graded protection scheme (等保): no one person may hold two of them."""

ENTERPRISE_ROLES = frozenset({Role.ENTERPRISE_MEMBER, Role.ENTERPRISE_ADMINISTRATOR})

STAFF_ROLES = frozenset(Role) - ENTERPRISE_ROLES - ADMINISTRATORS - {Role.PUBLIC}
"""Who works for a zone, a department or a supervising body."""


def combined_against_the_rule(roles: Iterable[Role]) -> frozenset[Role]:
    """Return the administrators among ``roles`` where there are two or more of them, else nothing."""
    held = ADMINISTRATORS & frozenset(roles)
    return held if len(held) > 1 else frozenset()
