"""The published table of settings: ``write`` docs/settings.md from what the code declares, or ``check`` it."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import groupby
from pathlib import Path

os.environ["JINGKAI_LANGUAGE"] = "zh"

from jingkai.config.options import OPTIONS
from jingkai.kernel.language import gettext

TABLE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"

_HEAD = """# 设置 · Settings

全部设置来自环境变量；默认值是等级保护实践中的常用值。本表由程序生成，测试逐字核对。

Every setting comes from the environment; the defaults are those of practice under the graded protection scheme. This
table is generated from the code (`python tools/options.py write`), and a test compares the two.
"""


def table() -> str:
    """Return the page."""
    lines = [_HEAD.rstrip("\n")]
    ordered = sorted(OPTIONS.values(), key=lambda option: list(_groups()).index(option.group))
    for group, options in groupby(ordered, key=lambda option: option.group):
        lines += ["", f"## {gettext(group)} · {group}", ""]
        lines += ["| 变量 Variable | 默认 Default | 含义 Meaning |", "|---|---|---|"]
        for option in options:
            default = f"`{option.default}`" if option.default else ""
            mark = " 🔒" if option.secret else ""
            lines.append(
                f"| `{option.name}`{mark} | {default} | {gettext(option.meaning)}<br>{option.meaning} |"
            )
    lines += ["", "🔒 保密：不写入日志，不显示。 A secret: never logged, never shown."]
    return "\n".join(lines) + "\n"


def _groups() -> dict[str, None]:
    return dict.fromkeys(option.group for option in OPTIONS.values())


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
    print("docs/settings.md is not what the code declares: python tools/options.py write", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
