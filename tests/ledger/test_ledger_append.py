"""Appending: versions, commands, conflicts, and what is refused."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from jingkai.ledger import selectors, services
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import CommandReusedError, ConflictError, InvalidEventError
from jingkai.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(
    params=[
        pytest.param(True, id="within a transaction", marks=pytest.mark.django_db),
        pytest.param(False, id="by itself", marks=pytest.mark.django_db(transaction=True)),
    ]
)
def either_way(request):
    """Both ways to append: inside a transaction of the caller, and outside of any."""
    assert connection.in_atomic_block is request.param


def test_numbers_count_all_entries_and_versions_those_of_a_stream(either_way, append):
    first = append("case/1", Event("case.opened"), Event("case.noted"))
    second = append("case/2")
    third = append("case/1")
    assert (first.first, first.last, first.version) == (1, 2, 2)
    assert (second.first, second.version) == (3, 1)
    assert (third.first, third.version) == (4, 3)
    assert [entry.previous for entry in selectors.entries()][1:] == [e.hash for e in selectors.entries()][:-1]


def test_an_entry_tells_what_was_appended(either_way, append):
    done = append(
        "case/1",
        Event("case.opened", {"sum": "12.50", "名称": "青岚"}),
        provision="临政办发〔2025〕6号 art_2",
    )
    (entry,) = selectors.entries("case/1")
    assert entry == done.entries[0]
    assert (entry.type, entry.actor, entry.part, entry.parts) == ("case.opened", "user:7f3c", 0, 1)
    assert entry.data == {"sum": "12.50", "名称": "青岚"}
    assert entry.provision == "临政办发〔2025〕6号 art_2"
    assert entry.time.utcoffset().total_seconds() == 0


def test_a_wrong_expected_version_names_both_and_appends_nothing(either_way, append):
    append("case/1")
    with pytest.raises(ConflictError, match="Version 0 was expected, version 1 was found") as caught:
        append("case/1", expected_version=0)
    assert (caught.value.expected, caught.value.found) == (0, 1)
    assert LedgerEntry.objects.count() == 1
    assert append("case/1", expected_version=1).version == 2


def test_the_same_command_appends_once_and_gets_the_first_answer(either_way, append):
    events = (Event("case.opened", {"a": 1}), Event("case.noted"))
    first = append("case/1", *events, command_id="once", expected_version=0)
    append("case/1")
    again = append("case/1", *events, command_id="once", expected_version=0)
    assert again.repeated
    assert not first.repeated
    assert (again.first, again.last, again.version, again.entries) == (1, 2, 2, first.entries)
    assert LedgerEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        ("case/2", (Event("case.opened"),)),
        ("case/1", (Event("case.closed"),)),
        ("case/1", (Event("case.opened", {"a": 1}),)),
        ("case/1", (Event("case.opened"), Event("case.opened"))),
        ("case/1", (Event("case.opened", personal={"name": ("p", "n")}),)),
    ],
)
def test_a_command_id_given_to_another_command_is_refused(either_way, append, stream, events):
    append("case/1", Event("case.opened"), command_id="once")
    with pytest.raises(CommandReusedError, match="entry 1"):
        append(stream, *events, command_id="once")
    assert LedgerEntry.objects.count() == 1


def test_entries_go_when_the_transaction_around_them_does(transactional_db, append):
    with pytest.raises(RuntimeError), transaction.atomic():
        append("case/1")
        raise RuntimeError
    assert append("case/1").first == 1


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"stream": "case"}, "stream"),
        ({"stream": "Case/1"}, "stream"),
        ({"stream": "case/a b"}, "stream"),
        ({"actor": "zhang"}, "actor"),
        ({"command_id": ""}, "command_id"),
        ({"command_id": "命令"}, "command_id"),
        ({"provision": "x" * 301}, "provision"),
        ({"provision": "art_2\x00"}, "provision"),
        ({"events": ()}, "events"),
        ({"events": (Event("opened"),)}, r"events\[0\].type"),
        ({"events": (Event("case.Opened"),)}, r"events\[0\].type"),
        ({"events": (Event("case.opened", {"sum": 0.5}),)}, r"events\[0\].data.sum"),
        ({"events": (Event("case.opened", {"list": [1, {"x": 2**53}]}),)}, r"events\[0\].data.list\[1\].x"),
        ({"events": (Event("case.opened", {"text": "\ud800"}),)}, r"events\[0\].data.text"),
        ({"events": (Event("case.opened", {"\U00020000": 1}),)}, r"events\[0\].data"),
        ({"events": (Event("case.opened", personal={"name": ("", "x")}),)}, r"events\[0\].personal"),
    ],
)
def test_what_is_not_written_as_the_ledger_writes_is_refused_with_its_place(given, place):
    whole = {
        "stream": "case/1", "events": (Event("case.opened"),), "expected_version": None,
        "command_id": "c", "actor": "system:test", **given,
    }  # fmt: skip
    with pytest.raises(InvalidEventError, match=f"^{place}: "):
        services.append(whole.pop("stream"), whole.pop("events"), **whole)
    assert not LedgerEntry.objects.exists()


def test_fold_gives_state_and_the_version_to_expect(append):
    for amount in (3, 4, 5):
        append("budget/1", Event("budget.spent", {"yuan": amount}))
    folded = selectors.fold("budget/1", lambda total, entry: total + entry.data["yuan"], 0)
    assert (folded.state, folded.version) == (12, 3)
    assert selectors.fold("budget/2", lambda total, entry: total + 1, 0).version == 0


def test_entries_can_be_read_in_pages(append):
    for _ in range(5):
        append("case/1")
    assert [entry.number for entry in selectors.entries(after=2, limit=2)] == [3, 4]
    assert selectors.entry(5).number == 5
    assert selectors.entry(6) is None


def test_entries_are_found_by_actor_and_by_provision(append):
    append("case/1", actor="user:a", provision="art_2")
    append("case/2", actor="user:b", provision="art_2")
    append("case/3", actor="user:a")
    assert [entry.number for entry in selectors.entries(actor="user:a")] == [1, 3]
    assert [entry.number for entry in selectors.entries(provision="art_2", after=1)] == [2]
    assert [entry.number for entry in selectors.entries(actor="user:b", provision="art_3")] == []


@pytest.mark.parametrize("column", ["actor", "provision"])
def test_no_table_is_read_through_to_find_an_actor_or_a_provision(column):
    rows = LedgerEntry.objects.filter(**{column: "x"}).exclude(provision="").order_by("number")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert f"ledger_by_{column}" in rows.explain()
