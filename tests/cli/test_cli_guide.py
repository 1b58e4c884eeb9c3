"""The guide to the command line shows what the commands print, and leaves none out."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest
from cli_command import ROOT, environment

from jingkai.cli.group import cli

GUIDE = ROOT / "docs" / "guides" / "command-line.md"


SHOWING_COMMANDS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if "\n```console\n" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("guide", SHOWING_COMMANDS)
def test_guides_show_what_is_printed_today(guide: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "transcripts.py", "check", ROOT / guide],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, f"run: python tools/transcripts.py write {guide}\n{done.stdout}{done.stderr}"


def test_both_halves_name_every_command_option_and_exit_code() -> None:
    chinese, _mark, english = GUIDE.read_text(encoding="utf-8").partition('<a id="english"></a>')
    assert chinese
    assert english
    for name, command in cli.commands.items():
        for half in (chinese, english):
            section = re.search(rf"^## [^\n]*`jingkai {name}\b.*?(?=^## |\Z)", half, re.DOTALL | re.MULTILINE)
            assert section, name
            for parameter in command.params:
                if isinstance(parameter, click.Option):
                    assert f"`{parameter.opts[0]}" in section[0], f"{name} {parameter.opts[0]}"
    for half in (chinese, english):
        assert all(f"| {code} |" in half for code in (0, 1, 2, 130))
        for variable in ("JINGKAI_LANGUAGE", "JINGKAI_DATA", "JINGKAI_DEBUG", "NO_COLOR"):
            assert f"`{variable}" in half
