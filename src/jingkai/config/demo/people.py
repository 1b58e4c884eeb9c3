"""The people of the demo zone: one for each role, an officer for each of twelve units, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import EVERYTHING, Scope, ScopeKind
from jingkai.config.demo.world import CITY, ZONE_CODE, ZONE_NAME
from jingkai.portal.selectors.demo import PREFIX


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit: code, canonical name, level as the resolver has it, whether it is the zone's own, what else it is called."""

    code: str
    name: str
    level: str
    of_the_zone: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as."""

    username: str
    name: str
    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class StandIn:
    """A further role that somebody holds for some days more."""

    username: str
    role: Role
    scope: Scope
    days: int


UNITS = (
    DemoUnit("cj-fgw", f"{CITY}发展改革委", "city"),
    DemoUnit("cj-gxj", f"{CITY}工业和信息化局", "city"),
    DemoUnit("cj-czj", f"{CITY}财政局", "city"),
    DemoUnit("cj-swj", f"{CITY}商务局", "city"),
    DemoUnit("cj-kjj", f"{CITY}科技局", "city"),
    DemoUnit("cj-zrzyj", f"{CITY}自然资源局", "city"),
    DemoUnit("cj-sthjj", f"{CITY}生态环境局", "city"),
    DemoUnit("cj-zjj", f"{CITY}住房城乡建设局", "city"),
    DemoUnit("cj-tjj", f"{CITY}统计局", "city"),
    DemoUnit("cj-scjgj", f"{CITY}市场监管局", "city"),
    DemoUnit("ll-swt", "临澜省商务厅", "province"),
    DemoUnit("ql-gwh", "青岚经济技术开发区管委会", "zone", of_the_zone=True, aliases=("青岚经开区管委会",)),
)

_ZONE = Scope(ScopeKind.ZONE, ZONE_CODE)
_STAFF = (
    (Role.WINDOW_CLERK, "窗口小林"),
    (Role.CASE_OFFICER, "经办小陈"),
    (Role.DECISION_MAKER, "审批老周"),
    (Role.PAYMASTER, "拨付小吴"),
    (Role.STATISTICIAN, "统计小郑"),
    (Role.POLICY_OFFICER, "政策小许"),
    (Role.ZONE_LEADER, "主任老韩"),
)
_WIDE = (
    (Role.REGION_SUPERVISOR, "监管小冯"),
    (Role.AUDITOR, "审计老沈"),
    (Role.SYSTEM_ADMINISTRATOR, "系统管理员"),
    (Role.SECURITY_ADMINISTRATOR, "安全管理员"),
    (Role.AUDIT_ADMINISTRATOR, "审计管理员"),
)
STAND_INS = (
    StandIn(f"{PREFIX}case_officer", Role.WINDOW_CLERK, _ZONE, 3),
    StandIn(f"{PREFIX}cj-gxj", Role.UNIT_OFFICER, Scope(ScopeKind.UNIT, "cj-kjj"), 5),
    StandIn(f"{PREFIX}cj-fgw", Role.UNIT_OFFICER, Scope(ScopeKind.UNIT, "cj-tjj"), 12),
    StandIn(f"{PREFIX}region_supervisor", Role.AUDITOR, _ZONE, 9),
)
"""Some of these roles end soon, which waits for whoever holds them and for whoever grants roles. Nobody is left
without a role when they have ended."""


def people(enterprise: str) -> tuple[DemoPerson, ...]:
    """Everybody, given the credit code of the enterprise whose people sign in."""
    theirs = Scope(ScopeKind.ENTERPRISE, enterprise)
    return (
        DemoPerson(f"{PREFIX}enterprise_member", "企业小何", Role.ENTERPRISE_MEMBER, theirs),
        DemoPerson(f"{PREFIX}enterprise_administrator", "企业老吕", Role.ENTERPRISE_ADMINISTRATOR, theirs),
        *(DemoPerson(f"{PREFIX}{role}", name, role, _ZONE) for role, name in _STAFF),
        *(DemoPerson(f"{PREFIX}{role}", name, role, EVERYTHING) for role, name in _WIDE),
        *(
            DemoPerson(
                f"{PREFIX}{unit.code}",
                f"{unit.name.removeprefix(CITY).removeprefix(ZONE_NAME)}联络员",
                Role.UNIT_OFFICER,
                Scope(ScopeKind.UNIT, unit.code),
            )
            for unit in UNITS
        ),
    )
