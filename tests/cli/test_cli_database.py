"""What is said when the database cannot be used."""

from __future__ import annotations

from pathlib import Path

from cli_command import err, jingkai


def test_a_server_that_does_not_answer_is_no_reason_to_restore_a_backup(tmp_path: Path) -> None:
    done = jingkai(
        "account",
        "somebody",
        cwd=tmp_path,
        DATABASE_URL="postgresql://u:geheim@127.0.0.1:1/x",
        JINGKAI_LANGUAGE="en",
    )
    said = err(done)
    assert done.returncode == 1
    assert "127.0.0.1:1/x" in said
    assert "whether it runs" in said
    assert "backup" not in said
    assert "geheim" not in said


def test_an_address_without_a_kind_is_named_by_its_beginning(tmp_path: Path) -> None:
    done = jingkai(
        "account", "somebody", cwd=tmp_path, DATABASE_URL="postgres//oops:geheim", JINGKAI_LANGUAGE="en"
    )
    said = err(done)
    assert done.returncode == 1
    assert "“postgres”" in said or "“postgres" in said
    assert "geheim" not in said
