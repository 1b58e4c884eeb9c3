"""Settings from the environment: each is declared once, read strictly, and published."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import jingkai
from jingkai.config.options import OPTIONS, Option
from jingkai.kernel.errors import JingkaiError

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {"JINGKAI_LANGUAGE"}
"""Read by the command line, before and without the site."""


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("Yes", True), ("", False), ("off", False), ("0", False)]
)
def test_a_switch_is_on_or_off(monkeypatch, value, on):
    monkeypatch.setenv("TEST_SWITCH", value)
    assert Option("TEST_SWITCH", "0", "", "").switch() is on


@pytest.mark.parametrize("value", ["perhaps", "2"])
def test_a_switch_that_is_neither_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("TEST_SWITCH", value)
    with pytest.raises(JingkaiError) as caught:
        Option("TEST_SWITCH", "0", "", "").switch()
    assert caught.value.place == "TEST_SWITCH"


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "１"])
def test_a_number_that_is_none_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("TEST_NUMBER", value)
    with pytest.raises(JingkaiError) as caught:
        Option("TEST_NUMBER", "30", "", "").number()
    assert caught.value.place == "TEST_NUMBER"
    assert "30" in caught.value.mend


def test_the_defaults_are_those_of_practice():
    read = {name: option.default for name, option in OPTIONS.items()}
    assert read["JINGKAI_PASSWORD_LENGTH"] == "8"
    assert read["JINGKAI_PASSWORD_DAYS"] == "90"
    assert read["JINGKAI_SIGN_IN_FAILURES"] == "5"
    assert read["JINGKAI_IDLE_MINUTES"] == "30"


def test_no_setting_is_read_that_is_not_declared():
    named: set[str] = set()
    for path in Path(jingkai.__file__).parent.rglob("*.py"):
        named |= set(
            re.findall(r"environ[^\n]*[\"'](JINGKAI_[A-Z_]+|DATABASE_URL)[\"']", path.read_text("utf-8"))
        )
    assert named - set(OPTIONS) - ELSEWHERE == set()


@pytest.mark.parametrize("table", ["options", "rights"])
def test_the_published_tables_are_what_the_code_declares(table):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / f"{table}.py", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
