"""Keys that the installation makes for itself."""

from __future__ import annotations

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.key_file import kept_key


def test_who_starts_at_the_same_moment_gets_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as people:
        keys = list(
            people.map(lambda _: kept_key(tmp_path / "key", lambda: secrets.token_hex(16)), range(64))
        )
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_stop_while_a_key_is_made_leaves_none(tmp_path: Path) -> None:
    def stopped() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept_key(tmp_path / "key", stopped)
    assert not any(tmp_path.iterdir())


def test_an_empty_file_is_no_key_and_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n")
    with pytest.raises(JingkaiError, match=re.escape(str(tmp_path / "key"))):
        kept_key(tmp_path / "key", lambda: "another")
    assert (tmp_path / "key").read_text() == "\n"
