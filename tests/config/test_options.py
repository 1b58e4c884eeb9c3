"""Settings: declared in one place, read in one way, published as they are."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jingkai.config.options import OPTIONS, Option
from jingkai.kernel.errors import JingkaiError

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "jingkai"

READ_ELSEWHERE = {
    "config/options.py": "the one place",
    "config/environment.py": "opens files",
    "config/identity.py": "opens files",
    "config/serve.py": "names settings and lifeline to the processes it starts",
    "config/wsgi.py": "names the settings to Django",
    "cli/library.py": "names the settings to Django",
    "cli/reading.py": "lifeline of reader processes",
    "cli/run.py": "NO_COLOR, TERM, and JINGKAI_DEBUG before anything else works",
    "cli/terminal.py": "the terminal's own variables",
    "documents/reader_process.py": "hands the language to a reader process",
    "kernel/language.py": "the terminal's language, below all slices",
    "kernel/lifeline.py": "who started this process",
    "kernel/pinyin.py": "switches of a library",
    "config/supervisor.py": "where systemd wants to be told that the site is ready",
    "policy/engines/spark.py": "Spark's own variables, SPARK_REMOTE and JAVA_HOME",
    "ledger/keys.py": "its two keys, below the settings; declared as options",
}
"""Modules that touch the environment, each with its reason. A setting belongs into ``config/options.py``."""

INTERNAL = frozenset({"JINGKAI_SERVED_BY"})
"""What processes tell each other: no setting."""


def test_the_published_table_is_what_the_code_declares() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "options.py", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_environment_is_read_only_where_settings_are_declared() -> None:
    found = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if _touches_the_environment(path)}
    assert found - READ_ELSEWHERE.keys() == set(), "declare it in config/options.py"
    assert all((SOURCE / name).exists() for name in READ_ELSEWHERE)


def test_every_setting_that_code_and_guides_name_is_declared() -> None:
    places = [
        *SOURCE.rglob("*.py"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("*.md"),
        *(ROOT / "deploy").glob("*"),
    ]
    named = {
        (name, str(path.relative_to(ROOT)))
        for path in places
        for name in re.findall(r"\bJINGKAI_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    }
    unknown = {(name, path) for name, path in named if name not in OPTIONS and name not in INTERNAL}
    assert unknown == set()


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("", False), ("no", False)]
)
def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, value: str, on: bool) -> None:
    monkeypatch.setenv("JINGKAI_TRIED", value)
    assert Option("JINGKAI_TRIED", "0", "", "").switch() is on


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (Option.switch, "maybe"),
        (Option.number, "-3"),
        (Option.number, "٣"),
        (lambda option: option.one_of("text", "json"), "xml"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_name_of_the_setting(
    monkeypatch: pytest.MonkeyPatch, read, value: str
) -> None:
    monkeypatch.setenv("JINGKAI_TRIED", value)
    with pytest.raises(JingkaiError) as caught:
        read(Option("JINGKAI_TRIED", "0", "", ""))
    assert caught.value.place == "JINGKAI_TRIED"
    assert value in caught.value.what
    assert caught.value.mend


def test_a_setting_that_is_empty_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINGKAI_TRIED", "  ")
    assert Option("JINGKAI_TRIED", "a, b", "", "").words() == ["a", "b"]


def _touches_the_environment(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb", "putenv"}:
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            return any(name.name in {"environ", "getenv"} for name in node.names)
    return False
