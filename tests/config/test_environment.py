"""What the settings take from the machine."""

from __future__ import annotations

import os

import pytest

from jingkai.config import environment, serve
from jingkai.kernel.errors import JingkaiError


def test_the_key_is_made_once_and_for_the_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("JINGKAI_SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path)
    assert len(key) >= 50
    assert environment.secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_sqlite_in_the_data_folder_is_the_default(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = environment.database(tmp_path)
    assert found["NAME"] == tmp_path / "jingkai.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_without_its_driver_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://jk:secret@db:5433/zone")
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(JingkaiError) as caught:
        environment.database(tmp_path)
    assert "jingkai[postgresql]" in caught.value.mend


def test_a_postgresql_address_is_taken_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://jk:s%40cret@db:5433/zone")
    monkeypatch.setattr(environment, "find_spec", lambda name: object())
    found = environment.database(tmp_path)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db", "5433", "zone")
    assert (found["USER"], found["PASSWORD"]) == ("jk", "s@cret")


def test_an_address_of_another_database_is_refused_with_the_right_form(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://db/zone")
    with pytest.raises(JingkaiError) as caught:
        environment.database(tmp_path)
    assert "postgresql://" in caught.value.mend


@pytest.mark.parametrize(
    ("hosts", "https", "missing"),
    [
        ("", "", "JINGKAI_HOSTS"),
        ("localhost", "1", "JINGKAI_HOSTS"),
        ("jingkai.example.cn", "", "JINGKAI_HTTPS"),
    ],
)
def test_others_are_served_only_under_a_name_and_behind_https(monkeypatch, hosts, https, missing):
    monkeypatch.setenv("JINGKAI_HOSTS", hosts)
    monkeypatch.setenv("JINGKAI_HTTPS", https)
    monkeypatch.setenv("JINGKAI_PROXY", "1" if https else "0")
    with pytest.raises(JingkaiError) as caught:
        serve.serve(host="0.0.0.0")
    assert missing in caught.value.mend


def test_a_named_site_behind_https_may_be_reached(monkeypatch):
    monkeypatch.setenv("JINGKAI_HOSTS", "jingkai.example.cn")
    monkeypatch.setenv("JINGKAI_HTTPS", "1")
    monkeypatch.setenv("JINGKAI_PROXY", "1")
    serve.check_reach("0.0.0.0")


def test_https_without_a_proxy_that_says_so_would_lead_in_a_circle(monkeypatch):
    monkeypatch.setenv("JINGKAI_HTTPS", "1")
    monkeypatch.setenv("JINGKAI_PROXY", "0")
    with pytest.raises(JingkaiError) as caught:
        serve.check_reach("127.0.0.1")
    assert caught.value.place == "JINGKAI_PROXY"


def test_a_port_that_is_taken_is_named_and_the_next_one_is_found():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(JingkaiError) as caught:
            serve.choose_port("127.0.0.1", port)
        assert str(port) in caught.value.what
    assert serve.DEFAULT_PORT <= serve.choose_port("127.0.0.1", None) < serve.DEFAULT_PORT + serve.TRIED_PORTS


def test_what_is_written_into_an_open_folder_is_for_its_owner_alone(tmp_path, monkeypatch):
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("JINGKAI_DATA", str(folder))
    before = os.umask(0o022)
    try:
        environment.data_folder()
        (folder / "database").write_bytes(b"")
        assert (folder / "database").stat().st_mode & 0o077 == 0
    finally:
        os.umask(before)
