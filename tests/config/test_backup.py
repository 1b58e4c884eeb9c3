"""A backup holds one moment, comes back on either database, and is refused when it is not what was written."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from backup_site import Site, rewritten

from jingkai.config.backup.archive import ArchiveReader
from jingkai.config.backup.manifest import Manifest
from jingkai.ledger import crypto

PASSPHRASE = "the data key of another installation, long enough"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A SQLite installation with something in every corner; tests only read it."""
    site = Site(tmp_path_factory.mktemp("filled") / "data")
    assert site.script("fill").wait(300) == 0
    return site


@pytest.fixture(scope="module")
def kept(filled: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it, with its keys."""
    return filled.backup(tmp_path_factory.mktemp("kept") / "kept.zip", "--with-keys")


@pytest.fixture
def copy(filled: Site, tmp_path: Path) -> Site:
    """The same installation once more, to be written to."""
    shutil.copytree(filled.folder, tmp_path / "copy")
    return Site(tmp_path / "copy")


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    return Site(tmp_path / "empty")


@pytest.fixture
def postgresql(tmp_path: Path) -> Site:
    """An empty PostgreSQL database with a data folder."""
    from postgresql import database_url

    return Site(
        tmp_path / "on postgresql", database_url(f"backup_{hashlib.md5(str(tmp_path).encode()).hexdigest()}")
    )


def test_from_sqlite_to_postgresql_and_back_every_row_and_file_is_the_same(
    filled: Site, kept: Path, postgresql: Site, empty: Site, tmp_path: Path
) -> None:
    done = postgresql.command("restore", kept)
    assert done.returncode == 0, done.stderr
    assert postgresql.command("ledger", "verify").returncode == 0
    again = postgresql.backup(tmp_path / "again.zip", "--with-keys")
    assert empty.command("restore", again).returncode == 0
    before, after = filled.rows(), empty.rows()
    assert before.keys() == after.keys()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert sum(map(len, before.values())) > 200
    assert _files(filled.folder) == _files(postgresql.folder) == _files(empty.folder)
    found = 'm("accounts", "user").objects.get(username="person1").phone'
    assert filled.ask(found) == postgresql.ask(found) == empty.ask(found) == "13800000001"
    assert len(before["policy_recordedpack"]) == 1
    digests = 'm("policy", "recordedpack").objects.values_list("digest", flat=True)[0]'
    rules = (
        f'__import__("jingkai.policy.selectors", fromlist=["x"]).pack_version({digests}).pack.document.number'
    )
    assert filled.ask(rules) == postgresql.ask(rules) == empty.ask(rules) == "澄政办发〔2025〕11号"


def test_what_was_restored_is_searched_and_written_to_as_before(kept: Path, postgresql: Site) -> None:
    assert postgresql.command("restore", kept).returncode == 0
    assert '"total": 0' not in postgresql.command("search", "补贴", "--json").stdout
    user = 'm("accounts", "user")'
    newest = f'{user}.objects.create(username="later").pk > max({user}.objects.exclude(username="later")'
    assert postgresql.ask(f'{newest}.values_list("pk", flat=True))') is True
    writer = postgresql.script("write", 3)
    assert writer.wait(60) == 0
    assert postgresql.command("ledger", "verify").returncode == 0


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_backup_under_writing_holds_one_moment(
    engine: str, filled: Site, kept: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue("copy" if engine == "sqlite" else "postgresql")
    if engine == "postgresql":
        assert site.command("restore", kept).returncode == 0
    enough = tmp_path / "enough"
    writers = [site.script("write", enough) for _number in range(3)]
    sizes: list[int] = []
    try:
        while len(set(sizes)) < 4:
            assert [writer.poll() for writer in writers] == [None] * 3, "a writer has given up"
            path = site.backup(tmp_path / f"moment{len(sizes)}.zip", "--with-keys")
            pairs = {one for one in _words(path, "ledger_ledgerentry") if one}
            told = {one for one in _words(path, "accounts_notification") if len(one) == 32}
            assert pairs == told
            sizes.append(len(pairs))
    finally:
        enough.touch()
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert sizes == sorted(sizes)
    fresh = Site(tmp_path / "fresh")
    assert fresh.command("restore", path).returncode == 0
    assert fresh.command("ledger", "verify").returncode == 0


def test_a_changed_part_is_named_and_nothing_is_restored(kept: Path, empty: Site, tmp_path: Path) -> None:
    forged = rewritten(
        kept,
        tmp_path / "forged.zip",
        lambda name, content: (
            content.replace("林1".encode(), "林7".encode()) if "accounts_user" in name else content
        ),
    )
    done = empty.command("restore", forged)
    assert done.returncode == 1
    assert "tables/accounts_user.jsonl is not what was written" in done.stderr
    assert not empty.database.exists()


@pytest.mark.parametrize("name", ["files/stranger.exe", "../stranger", "manifest.json"])
def test_what_does_not_belong_to_a_backup_is_refused_by_name(
    kept: Path, empty: Site, tmp_path: Path, name: str
) -> None:
    forged = rewritten(kept, tmp_path / "forged.zip", lambda _name, content: content)
    with zipfile.ZipFile(forged, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of a name that is there twice
        archive.writestr(name, archive.read("manifest.json"))
    for options in (("--check",), ()):
        done = empty.command("restore", forged, *options)
        assert done.returncode == 1
        assert f"{name} does not belong to this backup, or is in it twice" in done.stderr
    assert not empty.database.exists()
    assert not (tmp_path / "stranger").exists()


def test_a_part_changed_together_with_its_digest_breaks_the_signature(
    kept: Path, empty: Site, tmp_path: Path
) -> None:
    with zipfile.ZipFile(kept) as source:
        old = source.read("tables/accounts_user.jsonl")
    new = old.replace("林1".encode(), "林7".encode())
    before, after = (hashlib.sha256(one).hexdigest().encode() for one in (old, new))
    forged = rewritten(
        kept, tmp_path / "forged.zip", lambda _name, content: content.replace(old, new).replace(before, after)
    )
    done = empty.command("restore", forged)
    assert (done.returncode, "not what was signed" in done.stderr) == (1, True)


def test_a_ledger_that_does_not_verify_is_told_when_backing_up_and_refused_when_restoring(
    copy: Site, empty: Site, tmp_path: Path
) -> None:
    with sqlite3.connect(copy.database) as raw:
        raw.execute("DROP TRIGGER ledger_ledgerentry_update")
        raw.execute("UPDATE ledger_ledgerentry SET content = replace(content, '一', '二') WHERE number = 17")
    raw.close()
    done = copy.command("backup", tmp_path / "bent.zip", "--with-keys")
    assert done.returncode == 1
    assert "Entry 17 was changed" in done.stderr
    refused = empty.command("restore", tmp_path / "bent.zip")
    assert refused.returncode == 1
    assert "Entry 17 was changed" in refused.stderr
    assert not empty.database.exists()


def test_a_ledger_written_anew_is_refused_by_a_head_that_was_kept(
    filled: Site, kept: Path, empty: Site, tmp_path: Path
) -> None:
    head = json.loads(filled.command("ledger", "head").stdout)
    assert empty.command("restore", "--check", kept).returncode == 0
    other = Site(tmp_path / "other")
    assert other.script("fill").wait(300) == 0
    (tmp_path / "head.json").write_text(json.dumps(head))
    done = other.command("backup", tmp_path / "other.zip")
    assert done.returncode == 0
    refused = empty.command("restore", "--check", tmp_path / "other.zip", "--head", tmp_path / "head.json")
    assert refused.returncode == 1
    assert "another ledger" in refused.stderr


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_off_is_refused(kept: Path, empty: Site, tmp_path: Path, share: float) -> None:
    content = kept.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])
    done = empty.command("restore", tmp_path / "cut.zip")
    assert (done.returncode, "no whole backup" in done.stderr) == (1, True)


def test_a_file_of_another_kind_is_refused(empty: Site, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letter.zip", "w") as other:
        other.writestr("letter.txt", "hello")
    done = empty.command("restore", tmp_path / "letter.zip")
    assert (done.returncode, "manifest.json is missing" in done.stderr) == (1, True)


def test_without_its_key_a_backup_is_not_restored_and_the_key_is_named(
    filled: Site, empty: Site, tmp_path: Path
) -> None:
    bare = filled.backup(tmp_path / "bare.zip")
    missing = empty.command("restore", bare)
    assert missing.returncode == 1
    assert f"{empty.folder / 'data_key'}: The data_key of the backup is not here" in missing.stderr
    wrong = empty.command("restore", bare, JINGKAI_DATA_KEY=PASSPHRASE)
    assert wrong.returncode == 1
    assert "The data_key here is not the one of the backup" in wrong.stderr
    assert not any(empty.folder.iterdir())
    for name in ("data_key", "persons_key"):
        shutil.copy(filled.folder / name, empty.folder)
    assert empty.command("restore", bare).returncode == 0
    assert empty.ask('m("accounts", "user").objects.get(username="person1").phone') == "13800000001"


def test_where_the_key_is_lost_for_good_all_but_the_sealed_can_be_restored(
    filled: Site, empty: Site, tmp_path: Path
) -> None:
    bare = filled.backup(tmp_path / "bare.zip")
    done = empty.command("restore", bare, "--without-sealed")
    assert done.returncode == 0, done.stderr
    assert "data_key" in done.stderr
    assert empty.ask('[u.phone for u in m("accounts", "user").objects.all()]') == ["", "", ""]
    assert empty.command("ledger", "verify").returncode == 0


def test_keys_are_in_a_backup_only_when_asked_for_and_that_is_said(
    filled: Site, kept: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.zip"
    done = filled.command("backup", bare)
    assert "The keys are not in this file" in done.stderr
    loud = filled.command("backup", tmp_path / "loud.zip", "--with-keys")
    assert "THE KEYS ARE IN THIS FILE" in loud.stderr
    secrets = [
        (filled.folder / name).read_bytes()
        for name in ("secret_key", "data_key", "persons_key", "ledger_key")
    ]
    assert not any(secret in part for secret in secrets for part in _parts(bare))
    assert all(any(secret in part for part in _parts(kept)) for secret in secrets)
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_replaced_only_by_its_name_and_kept_aside(kept: Path, copy: Site) -> None:
    extra = copy.script("write", 3)
    assert extra.wait(60) == 0
    changed = copy.rows()
    refused = copy.command("restore", kept)
    assert (refused.returncode, "--replace jingkai.sqlite3" in refused.stderr) == (1, True)
    assert copy.command("restore", kept, "--replace", "zone").returncode == 1
    assert copy.rows() == changed
    assert copy.command("restore", kept, "--replace", "jingkai.sqlite3").returncode == 0
    assert copy.rows() != changed
    aside = next(copy.folder.glob("replaced_*"))
    (aside / "data").mkdir()
    shutil.copy(aside / "jingkai.sqlite3", aside / "data")
    assert Site(aside / "data").rows() == changed


def test_a_running_site_is_not_restored_over(kept: Path, copy: Site) -> None:
    with sqlite3.connect(copy.database) as raw:
        raw.execute("SELECT COUNT(*) FROM accounts_user").fetchone()
        done = copy.command("restore", kept, "--replace", "jingkai.sqlite3")
    raw.close()
    assert (done.returncode, "Somebody still works" in done.stderr) == (1, True)


def test_a_row_that_the_other_engine_refuses_is_named_and_nothing_is_half_restored(
    copy: Site, kept: Path, postgresql: Site, tmp_path: Path
) -> None:
    assert postgresql.command("restore", kept).returncode == 0
    before = postgresql.ask('m("ledger", "ledgerentry").objects.count()')
    files = _files(postgresql.folder)
    with sqlite3.connect(copy.database) as raw:
        raw.execute("UPDATE accounts_user SET display_name = ? WHERE username = 'person1'", ["长" * 5000])
    raw.close()
    odd = copy.backup(tmp_path / "odd.zip", "--with-keys")
    name = postgresql.address.rpartition("/")[2]
    done = postgresql.command("restore", odd, "--replace", name)
    assert done.returncode == 1
    assert "accounts_user, rows 1 to 3" in done.stderr
    assert postgresql.ask('m("ledger", "ledgerentry").objects.count()') == before
    assert _files(postgresql.folder) == files
    assert postgresql.command("restore", kept, "--replace", name).returncode == 0


def test_a_backup_that_another_installation_signed_is_said_to_be(
    kept: Path, copy: Site, tmp_path: Path
) -> None:
    path = _with_manifest(kept, tmp_path / "signed anew.zip", lambda manifest: manifest)
    words = "signed by another installation"
    assert words in copy.command("restore", path, "--replace", "jingkai.sqlite3").stderr
    assert words not in copy.command("restore", kept, "--replace", "jingkai.sqlite3").stderr


def test_a_backup_of_a_later_version_is_refused(kept: Path, empty: Site, tmp_path: Path) -> None:
    path = _with_manifest(
        kept,
        tmp_path / "later.zip",
        lambda manifest: replace(manifest, migrations=(*manifest.migrations, "ledger.9999_later")),
    )
    done = empty.command("restore", path)
    assert (done.returncode, "ledger.9999_later is not known here" in done.stderr) == (1, True)
    assert not empty.database.exists()
    assert not (empty.folder / "received").exists()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    engine: str, filled: Site, kept: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    migration, table = "axes.0010_accessattemptexpiration", "axes_accessattemptexpiration"

    def earlier(manifest: Manifest) -> Manifest:
        assert migration in manifest.migrations
        return replace(
            manifest,
            migrations=tuple(one for one in manifest.migrations if one != migration),
            tables=tuple(one for one in manifest.tables if one.name != table),
        )

    site = request.getfixturevalue("empty" if engine == "sqlite" else "postgresql")
    done = site.command("restore", _with_manifest(kept, tmp_path / "earlier.zip", earlier))
    assert done.returncode == 0, done.stderr
    assert site.ask('m("axes", "accessattemptexpiration").objects.count()') == 0
    assert site.command("backup", tmp_path / "again.zip").returncode == 0, "a migration is missing"


def test_a_backup_never_overwrites_a_file(filled: Site, kept: Path) -> None:
    before = kept.read_bytes()
    done = filled.command("backup", kept)
    assert (done.returncode, "never overwritten" in done.stderr) == (1, True)
    assert kept.read_bytes() == before


def test_every_kind_of_column_has_a_form_in_a_backup() -> None:
    from django.apps import apps

    from jingkai.config.backup.rows import NOT_KEPT, SEALED_TABLES, Table, kept_models

    models = kept_models(apps.get_models(include_auto_created=True))
    for model in models:
        list(Table(model).written([]))
    names = {model._meta.db_table for model in models}
    assert names >= SEALED_TABLES
    assert not names & NOT_KEPT
    place = {name: index for index, name in enumerate(model._meta.db_table for model in models)}
    assert place["accounts_user"] < place["accounts_assignment"]
    assert place["documents_document"] < place["documents_witness"]


def _files(folder: Path) -> dict[str, bytes]:
    received = folder / "received"
    return {
        str(path.relative_to(received)): path.read_bytes() for path in received.rglob("*") if path.is_file()
    }


def _parts(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as source:
        return [source.read(name) for name in source.namelist()]


def _with_manifest(source: Path, target: Path, change: Callable[[Manifest], Manifest]) -> Path:
    """Copy a backup with another description of itself, properly signed, by somebody else's key."""
    seed = bytes(32)
    with ArchiveReader(source) as backup:
        manifest = replace(change(backup.manifest), signed_by=crypto.public_key(seed).hex())
    manifest = replace(manifest, signature=crypto.sign(seed, manifest.signed_bytes()).hex())
    written = manifest.to_json().encode()
    tables = {f"tables/{one.name}.jsonl" for one in manifest.tables}

    def change_part(name: str, content: bytes) -> bytes | None:
        if name == "manifest.json":
            return written
        return None if name.startswith("tables/") and name not in tables else content

    return rewritten(source, target, change_part)


def _words(path: Path, table: str) -> list[str]:
    """What the pairs of the writers are told apart by, from one table of a backup."""
    with zipfile.ZipFile(path) as source:
        columns = next(
            one["columns"]
            for one in json.loads(source.read("manifest.json"))["tables"]
            if one["name"] == table
        )
        rows = [json.loads(line) for line in source.read(f"tables/{table}.jsonl").splitlines()]
    if table == "accounts_notification":
        return [row[columns.index("message")] for row in rows]
    contents = [json.loads(row[columns.index("content")]) for row in rows]
    return [one["data"]["words"] if one["type"] == "pair.written" else "" for one in contents]
