"""The ledger through the interface for programs: what anybody needs to check it, and nothing that entries say."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from jingkai.accounts.roles import Role
from jingkai.ledger.heads import read_head
from people import make_person


@pytest.fixture
def two_heads(db, settings):
    """Two published heads, an entry or more between them."""
    from jingkai.ledger.services import publish_head

    settings.API_ADDRESS_RATE = 0
    make_person(Role.CASE_OFFICER, name="欧阳明月")
    first = publish_head()
    make_person(Role.AUDITOR)
    second = publish_head()
    assert first and second
    return first.head.size, second.head.size


def ask(path: str) -> dict:
    answer = Client().get(f"/api/v1/ledger/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_head_is_one_that_the_command_line_takes(two_heads):
    found = read_head(json.dumps(ask(f"heads/{two_heads[1]}")))
    assert found.is_genuine
    assert [head["size"] for head in ask("heads")["items"]] == [two_heads[1], two_heads[0]]


def test_entries_say_when_and_what_kind_but_not_what(two_heads):
    listed = ask("entries")
    assert [entry["number"] for entry in listed["items"]] == list(range(1, listed["total"] + 1))
    assert set(listed["items"][0]) == {"number", "type", "time", "hash"}
    assert "欧阳" not in str(listed)


def test_entries_are_read_on_from_where_one_stopped(two_heads):
    first = ask("entries?limit=1")
    second = ask(f"entries?limit=500&after={first['next']}")
    assert first["items"] + second["items"] == ask("entries?limit=500")["items"]
    assert second["next"] is None


def test_every_entry_is_proved_under_a_head(two_heads):
    from jingkai.ledger import merkle

    for number in range(1, two_heads[1] + 1):
        proof = ask(f"entries/{number}/proof")
        assert merkle.is_included(
            merkle.leaf_hash(bytes.fromhex(proof["hash"])),
            number - 1,
            proof["head"]["size"],
            [bytes.fromhex(one) for one in proof["path"]],
            bytes.fromhex(proof["head"]["root"]),
        )


def test_what_is_under_no_head_yet_is_not_proved(two_heads):
    assert Client().get(f"/api/v1/ledger/entries/{two_heads[1]}/proof?size={two_heads[0]}").status_code == 404
    assert Client().get("/api/v1/ledger/entries/987654").status_code == 404


def test_heads_are_proved_to_continue_one_another(two_heads):
    proof = ask(f"consistency?first={two_heads[0]}&second={two_heads[1]}")
    assert (proof["first"]["size"], proof["second"]["size"]) == two_heads
    turned = Client().get(f"/api/v1/ledger/consistency?first={two_heads[1]}&second={two_heads[0]}")
    assert turned.status_code == 422
