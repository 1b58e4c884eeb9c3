"""Heads, proofs, verification and read models over the stored ledger."""

from __future__ import annotations

import pytest
from django.db import connection

from jingkai.ledger import guard, keys, merkle, selectors, services, subscriptions
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.models import ReadPosition, TreeHead, TreeNode
from jingkai.ledger.selectors.proving import head_of_size

pytestmark = pytest.mark.django_db


def many(append, count):
    for begin in range(0, count, 500):
        some = [Event("case.noted", {"n": begin + one}) for one in range(min(500, count - begin))]
        append("case/1", *some)


def test_an_empty_ledger_has_no_head_and_is_whole():
    assert services.publish_head() is None
    assert selectors.latest_head() is None
    assert selectors.verify_ledger().is_whole


def test_a_head_is_published_once_for_a_size_and_goes_on_from_the_last_one(append):
    append()
    first = services.publish_head()
    assert services.publish_head() == first
    append()
    second = services.publish_head()
    assert (first.head.size, second.head.size) == (1, 2)
    assert first.head.ledger == second.head.ledger
    assert selectors.signed_heads() == [second, first]
    assert selectors.verify_ledger().heads == 2


def test_heads_and_proofs_of_a_larger_ledger_agree_with_verification(append):
    many(append, 700)
    first = services.publish_head()
    many(append, 600)
    second = services.publish_head()
    assert TreeNode.objects.filter(level=8).count() == 1300 // 256
    found = selectors.verify_ledger()
    assert found.is_whole
    assert found.root == second.head.root
    root = bytes.fromhex(second.head.root)
    for number in (1, 256, 257, 700, 1024, 1025, 1300):
        proof = selectors.inclusion_proof(number, second)
        leaf = merkle.leaf_hash(bytes.fromhex(proof.hash))
        assert merkle.is_included(leaf, number - 1, 1300, [bytes.fromhex(one) for one in proof.path], root)
    path = [bytes.fromhex(one) for one in selectors.consistency_proof(first, second)]
    assert merkle.is_consistent(700, 1300, path, bytes.fromhex(first.head.root), root)
    TreeNode.objects.all().delete()
    assert [bytes.fromhex(one) for one in selectors.consistency_proof(first, second)] == path


def test_proofs_name_what_cannot_be_proved(append):
    append()
    head = services.publish_head()
    append()
    with pytest.raises(LedgerError, match="Entry 2 is not under the head of 1 entries"):
        selectors.inclusion_proof(2, head)
    with pytest.raises(LedgerError, match="No head of 2 entries"):
        head_of_size(2)
    later = services.publish_head()
    with pytest.raises(LedgerError, match="later than"):
        selectors.consistency_proof(later, head)


def without_triggers(statement, values=()):
    with connection.cursor() as cursor:
        for removal in guard.removal(connection.vendor):
            cursor.execute(removal)
        cursor.execute(statement, values)


def test_what_an_administrator_does_to_the_tables_is_found(append):
    many(append, 20)
    services.publish_head()
    without_triggers(
        f"UPDATE {guard.ENTRIES} SET content = replace(content, '\"n\":6', '\"n\":7') WHERE number = 7"
    )
    fault = selectors.verify_ledger().fault
    assert (fault.kind, fault.number) == ("changed", 7)


def test_a_version_changed_in_the_entry_and_everywhere_after_is_found(append):
    from ledger_rows import rewritten

    from jingkai.ledger.placing import Row

    many(append, 3)
    without_triggers(f"SELECT {', '.join(Row._fields)} FROM {guard.ENTRIES} WHERE number = 3")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(Row._fields)} FROM {guard.ENTRIES} WHERE number = 3")
        row = rewritten(Row(*cursor.fetchone()), version=9)
        cursor.execute(
            f"UPDATE {guard.ENTRIES} SET version = 9, content = %s, hash = %s WHERE number = 3",
            [row.content, row.hash],
        )
    fault = selectors.verify_ledger().fault
    assert (fault.kind, fault.number) == ("version", 3)


def test_the_signing_key_is_kept_for_its_owner_only_and_stays(tmp_path, append):
    append()
    services.publish_head()
    file = tmp_path / "ledger_key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.signing_seed(file) == keys.signing_seed(file)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger_key"]


def test_a_key_that_is_none_is_named(tmp_path, monkeypatch):
    (tmp_path / "broken").write_text("not a key")
    with pytest.raises(LedgerError, match="64 hex digits"):
        keys.signing_seed(tmp_path / "broken")
    monkeypatch.setenv("JINGKAI_LEDGER_KEY", "00")
    with pytest.raises(LedgerError, match=r"^JINGKAI_LEDGER_KEY: "):
        keys.signing_seed(tmp_path / "broken")
    monkeypatch.setenv("JINGKAI_LEDGER_KEY", "11" * 32)
    assert keys.signing_seed(tmp_path / "broken") == b"\x11" * 32


@pytest.fixture
def read_model(monkeypatch):
    monkeypatch.setattr(subscriptions, "_known", {})  # those of other slices see these entries too
    seen: list[int] = []
    subscriptions.subscribe("seen", lambda entry: seen.append(entry.number), clear=seen.clear)
    return seen


def test_a_read_model_is_fed_every_entry_once_and_in_order(append, read_model):
    many(append, 600)
    assert services.catch_up("seen") == 600
    append()
    assert services.catch_up_all() == 1
    assert services.catch_up("seen") == 0
    assert read_model == list(range(1, 602))
    assert services.rebuild("seen") == 601
    assert read_model == list(range(1, 602))


def test_a_read_model_that_fails_goes_on_where_it_was(append):
    seen: list[int] = []

    def handle(entry):
        if entry.number == 3 and not broken.pop():
            raise RuntimeError
        seen.append(entry.number)

    broken = [True, False]
    subscriptions.subscribe("broken", handle)
    try:
        append()
        append()
        assert services.catch_up("broken") == 2
        append()
        with pytest.raises(RuntimeError):
            services.catch_up("broken")
        assert ReadPosition.objects.get(name="broken").number == 2
        assert services.catch_up("broken") == 1
    finally:
        subscriptions.unsubscribe("broken")
    assert seen == [1, 2, 3]


def test_a_read_model_may_want_some_streams_only(append):
    seen: list[str] = []
    subscriptions.subscribe("cases", lambda entry: seen.append(entry.stream), kinds=frozenset({"case"}))
    try:
        append("case/1")
        append("claim/1")
        append("case/2")
        assert services.catch_up("cases") == 3
    finally:
        subscriptions.unsubscribe("cases")
    assert seen == ["case/1", "case/2"]


def test_two_read_models_cannot_have_one_name(read_model):
    with pytest.raises(ValueError, match="seen"):
        subscriptions.subscribe("seen", lambda entry: None)


@pytest.mark.parametrize(
    "forgery",
    [
        f"DELETE FROM {guard.ENTRIES} WHERE number = 2",
        f"DELETE FROM {guard.ENTRIES} WHERE number = 301",
        f"DELETE FROM {guard.ENTRIES} WHERE number > 250",
        f"UPDATE {guard.ENTRIES} SET hash = '{'0' * 64}' WHERE number = 299",
        f"UPDATE {guard.ENTRIES} SET content = replace(content, 'noted', 'moved') WHERE number = 302",
    ],
)
def test_nothing_is_signed_where_the_ledger_is_not_what_was_written(append, forgery):
    many(append, 300)
    services.publish_head()
    many(append, 3)
    without_triggers(forgery)
    if "number = 2" in forgery and "29" not in forgery:
        TreeNode.objects.all().delete()
    with pytest.raises(LedgerError, match=r"nothing was signed|missing"):
        services.publish_head()
    assert TreeHead.objects.count() == 1
    assert not selectors.verify_ledger().is_whole


COPY = (
    f"INSERT INTO {guard.HEADS} (size, ledger, root, last, time, key, signature) "
    f"SELECT {{size}}, ledger, root, last, time, {{key}}, {{signature}} FROM {guard.HEADS} LIMIT 1"
)


@pytest.mark.parametrize(
    ("size", "key", "signature", "said"),
    [
        ("size + 500", "key", "signature", "The head of 503 entries was not signed by its key."),
        ("size - 2", "key", "signature", "The head of 1 entries was not signed by its key."),
        ("size + 3", f"'{'0' * 64}'", "signature", "The head of 6 entries was not signed by its key."),
        ("size + 3", "'no key'", "'none'", "The head of 6 entries was not signed by its key."),
        ("-5", "key", "signature", "A head of “-5” entries is on the list"),
    ],
)
def test_a_forged_head_is_found_though_its_signature_is_that_of_another(append, size, key, signature, said):
    many(append, 3)
    services.publish_head()
    with connection.cursor() as cursor:
        cursor.execute(COPY.format(size=size, key=key, signature=signature))
    assert said in selectors.verify_ledger().fault.words


def test_a_genuine_head_of_more_entries_than_there_are_is_named(append):
    from ledger_rows import head_of, ledger

    append()
    signed = head_of(ledger(4))
    head = signed.head
    TreeHead.objects.create(
        size=4, ledger=head.ledger, root=head.root, last=head.last, time=head.time,
        key=signed.key, signature=signed.signature,
    )  # fmt: skip
    assert "a head of 4 entries was signed" in selectors.verify_ledger().fault.words


def test_triggers_that_are_gone_are_named(append):
    append()
    where = f" ON {guard.HEADS}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard.HEADS}_update{where}")
    fault = selectors.verify_database().fault
    assert (fault.kind, fault.number) == ("guard", 0)
    assert fault.words.endswith(f"{guard.HEADS}_update.")


def test_a_trigger_that_is_switched_off_counts_as_missing(append):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite switches no trigger off")
    append()
    assert selectors.verify_database().is_whole
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {guard.ENTRIES} DISABLE TRIGGER {guard.ENTRIES}_place")
    assert f"{guard.ENTRIES}_place" in selectors.verify_database().fault.words


def test_every_trigger_that_is_put_in_place_is_looked_for():
    for vendor in ("sqlite", "postgresql"):
        made = [words for words in guard.statements(vendor) if words.startswith("CREATE TRIGGER")]
        assert {words.split()[2] for words in made} == {name for _table, name in guard.names(vendor)}


def test_a_ledger_that_was_emptied_is_not_whole(append, read_model):
    many(append, 300)
    services.catch_up("seen")
    services.publish_head()
    assert selectors.verify_database().is_whole
    without_triggers(f"DELETE FROM {guard.ENTRIES}")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {guard.HEADS}")
        cursor.execute("DELETE FROM ledger_treenode")
        for statement in guard.statements(connection.vendor):
            cursor.execute(statement)
    fault = selectors.verify_database().fault
    assert (fault.kind, fault.number) == ("missing", 1)
    assert fault.words == "Entries 1 to 300 are missing: the database shows that there were 300."


@pytest.mark.parametrize("trace", ["nodes", "count"])
def test_each_trace_alone_tells_of_entries_cut_off(append, trace):
    if trace == "count" and connection.vendor != "sqlite":
        pytest.skip("only SQLite counts")
    many(append, 300)
    services.publish_head()
    without_triggers(f"DELETE FROM {guard.ENTRIES} WHERE number > 200")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {guard.HEADS}")
        cursor.execute("DELETE FROM ledger_treenode" if trace == "count" else "SELECT 1")
        if trace == "nodes" and connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")
    assert selectors.verify_database().fault.number == 201
