"""``jingkai ledger``: a ledger that was bent is found, and the first bad entry named."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cli_command import ROOT, environment, err, jingkai, out

WRITER = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jingkai.ledger import services
from jingkai.ledger.entry import Event
for number in range(10):
    services.append("case/1", [Event("case.noted", {"number": number})], expected_version=None,
                    command_id=f"c{number}", actor="system:test")
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A data folder whose ledger has ten entries."""
    folder = tmp_path_factory.mktemp("ledger")
    given = environment(JINGKAI_DATA=str(folder), DJANGO_SETTINGS_MODULE="jingkai.config.settings")
    given.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", WRITER], env=given, check=True, timeout=300)
    return folder


@pytest.fixture
def folder(written, tmp_path):
    """A copy of it."""
    with (
        sqlite3.connect(written / "jingkai.sqlite3") as source,
        sqlite3.connect(tmp_path / "jingkai.sqlite3") as copy,
    ):
        source.backup(copy)
    return tmp_path


def ledger(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return jingkai("ledger", *arguments, JINGKAI_DATA=str(folder), DATABASE_URL="")


def bend(folder: Path, statement: str) -> None:
    """Do what somebody with the file could do."""
    with sqlite3.connect(folder / "jingkai.sqlite3") as database:
        for what in ("update", "delete", "place"):
            database.execute(f"DROP TRIGGER ledger_ledgerentry_{what}")
        database.execute(statement)


def stranger(folder: Path, *heads: Path) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "tests/ledger/independent_verifier.py", folder / "jingkai.sqlite3", *heads],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_a_whole_ledger_verifies_and_a_stranger_agrees(folder):
    done = ledger(folder, "verify")
    assert done.returncode == 0, err(done)
    assert out(done).startswith("Entries verified: 10\nSigned heads that agree: 0\n")
    assert stranger(folder) == "whole 10\n"


@pytest.mark.parametrize(
    ("statement", "kind", "number"),
    [
        ("UPDATE ledger_ledgerentry SET content = content || ' ' WHERE number = 5", "changed", 5),
        ("DELETE FROM ledger_ledgerentry WHERE number = 3", "missing", 3),
        ("UPDATE ledger_ledgerentry SET actor = 'user:other' WHERE number = 7", "column", 7),
    ],
)  # fmt: skip
def test_the_first_bad_entry_is_named(folder, statement, kind, number):
    bend(folder, statement)
    done = ledger(folder, "verify", "--json")
    assert done.returncode == 1
    fault = json.loads(out(done))["fault"]
    assert (fault["kind"], fault["number"]) == (kind, number)
    said = ledger(folder, "verify")
    assert said.returncode == 1
    assert f"ntry {number} " in err(said)
    assert stranger(folder).startswith(f"{number} ")


def test_a_head_that_was_kept_finds_entries_that_were_cut_off(folder, tmp_path):
    head = tmp_path / "head.json"
    assert ledger(folder, "head", "--out", head).returncode == 0
    assert ledger(folder, "verify", "--head", head).returncode == 0
    assert stranger(folder, head) == "whole 10\n"
    with sqlite3.connect(folder / "jingkai.sqlite3") as database:
        database.execute("DROP TRIGGER ledger_treehead_delete")
        database.execute("DELETE FROM ledger_treehead")
    bend(folder, "DELETE FROM ledger_ledgerentry WHERE number > 8")
    with sqlite3.connect(folder / "jingkai.sqlite3") as database:
        database.execute("DELETE FROM sqlite_sequence")
    assert "triggers are missing" in err(ledger(folder, "verify"))
    done = ledger(folder, "verify", "--head", head)
    assert done.returncode == 1
    assert "Entries 9 to 10 are missing" in err(done)
    assert stranger(folder, head).startswith("9 ")


def test_a_head_is_printed_and_a_file_is_never_overwritten(folder, tmp_path):
    printed = json.loads(out(ledger(folder, "head")))
    assert printed["size"] == 10
    file = tmp_path / "head.json"
    file.write_text("mine")
    done = ledger(folder, "head", "--out", file)
    assert done.returncode == 1
    assert "never overwritten" in err(done)
    assert file.read_text() == "mine"


def test_what_is_no_head_is_named(folder, tmp_path):
    file = tmp_path / "head.json"
    file.write_text("{}")
    done = ledger(folder, "verify", "--head", file)
    assert done.returncode == 1
    assert f"{file}: This is no signed head of a ledger." in err(done)


def test_where_there_is_no_library_nothing_is_made(tmp_path):
    done = ledger(tmp_path / "nowhere", "verify")
    assert done.returncode == 1
    assert "There is no library here" in err(done)
    assert not (tmp_path / "nowhere").exists()
