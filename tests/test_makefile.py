"""Set-up says what is missing instead of failing somewhere inside."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "bash", "cat", "echo", "env", "make", "rm", "test", "touch")

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the Makefile, in a path with a space and Chinese characters, and a machine without Python."""
    folder = tmp_path / "经开 clone"
    folder.mkdir()
    for name in (
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "requirements-setup.txt",
        "requirements-dev.txt",
    ):
        shutil.copy(ROOT / name, folder)
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (programs / tool).symlink_to(found)
    return folder


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    programs = folder.parent / "bin"
    return subprocess.run(
        [str(programs / "make"), *arguments],
        cwd=folder,
        env={"PATH": str(programs), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def _program(folder: Path, name: str, script: str) -> None:
    path = folder.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_no_python_at_all_is_said(machine: Path) -> None:
    done = _make(machine, "run")
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr


def test_a_python_that_is_too_old_is_not_taken(machine: Path) -> None:
    _program(machine, "python3", "exit 1")
    assert "needs Python 3.11 or newer" in _make(machine, "run").stderr
    assert "is not Python 3.11 or newer" in _make(machine, "run", "PYTHON=python3").stderr


def test_a_python_without_venv_is_said_and_nothing_is_left(machine: Path) -> None:
    _program(machine, "python3", 'case "$2" in *venv*) exit 1;; *) exit 0;; esac')
    done = _make(machine, "run")
    assert done.returncode != 0
    assert "lacks the module venv" in done.stderr
    assert not (machine / ".venv").exists()


def test_an_environment_that_was_moved_is_made_anew(machine: Path) -> None:
    venv = machine / ".venv"
    venv.mkdir()
    (venv / ".place").write_text("/somewhere/else", encoding="utf-8")
    _make(machine, "help")
    assert not venv.exists()
    venv.mkdir()
    (venv / ".place").write_text(os.path.realpath(machine), encoding="utf-8")
    _make(machine, "help")
    assert venv.exists()
