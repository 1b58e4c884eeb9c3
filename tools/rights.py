"""The published table of rights, role by action: ``write`` docs/rights.md from what the code declares, or ``check`` it."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from itertools import groupby
from pathlib import Path

os.environ["JINGKAI_LANGUAGE"] = "zh"

from jingkai.accounts.actions import ACTIONS, Action, Effect
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.scopes import ScopeKind

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "jingkai"
TABLE = ROOT / "docs" / "rights.md"

_HEAD = """# 权限表 · Who may do what

本表由程序生成：每个操作在代码中声明一次，页面、接口、菜单和本表读的是同一份声明。角色总是在一个范围内持有（开发区、单位、企业或全局），
只对该范围内的事项有效。

This table is generated from the code (`python tools/rights.py write`), and a test compares the two. Every action is declared
once; pages, the interface for programs, menus and this table read the same declaration. A role is always held in a scope (a
zone, a unit, an enterprise, or everything) and holds for what lies there.

● 可以 may　◆ 须第二因素 may, with a second factor　○ 登录后对本人的事项 whoever has signed in, for what is their own
"""
_ROLES_HEAD = "## 角色 · Roles\n\n| 角色 | code | 用途 | 范围 | 第二因素 |\n|---|---|---|---|---|\n"
_SCOPES = {
    ScopeKind.ENTERPRISE: "企业",
    ScopeKind.UNIT: "单位",
    ScopeKind.ZONE: "开发区",
    ScopeKind.EVERYTHING: "全局",
}
_EFFECTS = {Effect.READ: "读 read", Effect.WRITE: "写 write", Effect.DECIDE: "决定 decide"}


def load() -> None:
    """Load every slice as the site does, so that all actions are declared; nothing is written to its data folder."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"JINGKAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "jingkai.config.settings"}
        import django
        from django.utils import translation

        django.setup()
        importlib.import_module("jingkai.config.urls")
        translation.activate("zh-hans")
        for path in sorted(PACKAGE.glob("*/actions.py")):
            importlib.import_module(f"jingkai.{path.parent.name}.{path.stem}")


def table() -> str:
    """Return the page."""
    load()
    lines = [_HEAD, "三员（系统、安全、审计管理员）不得由一人兼任，数据库约束保证这一点。\n"]
    lines.append(
        "No one person may be two of the three administrators (system, security, audit): the database refuses it.\n"
    )
    lines.append(_ROLES_HEAD.rstrip("\n"))
    for role, facts in ROLES.items():
        scopes = "、".join(_SCOPES[kind] for kind in ScopeKind if kind in facts.scopes)
        need = "是" if facts.second_factor else ""
        lines.append(f"| {role.words} | `{role}` | {role.explanation} | {scopes} | {need} |")
    actions = sorted(ACTIONS.values(), key=lambda one: one.name)
    for slice_name, members in groupby(actions, key=lambda one: one.name.partition(".")[0]):
        lines += ["", f"## {slice_name}", ""]
        lines.append("| 操作 | code | 性质 | " + " | ".join(role.words for role in ROLES) + " |")
        lines.append("|---|---|---|" + "---|" * len(ROLES))
        for action in members:
            cells = " | ".join(_cell(action, role) for role in ROLES)
            lines.append(f"| {action.words} | `{action.name}` | {_EFFECTS[action.effect]} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(action: Action, role: Role) -> str:
    if action.own:
        return "" if role is Role.PUBLIC else "○"
    if role not in action.roles and not action.public:
        return ""
    if action.public:
        return "●"
    return "◆" if ROLES[role].second_factor or action.second_factor else "●"


def main() -> int:
    """Write the table, or say whether it is of today."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("write", "check"))
    wanted = parser.parse_args().what
    fresh = table()
    if wanted == "write":
        TABLE.write_text(fresh, encoding="utf-8")
        return 0
    if TABLE.exists() and TABLE.read_text(encoding="utf-8") == fresh:
        return 0
    print("docs/rights.md is not what the code declares: python tools/rights.py write", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
