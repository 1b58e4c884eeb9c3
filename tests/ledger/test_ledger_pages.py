"""The public pages: heads, entries without what they say, proofs that a stranger can check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.utils.html import escape

from jingkai.accounts.roles import Role
from jingkai.ledger import heads, merkle, services
from jingkai.ledger.entry import Event
from jingkai.ledger.event_names import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.cookies["jingkai_language"] = "en"
    return client


@pytest.fixture
def two_heads(append):
    append("case/secret-stream", Event("case.opened", {"secret": "content"}))
    append()
    first = services.publish_head()
    append()
    append()
    return first, services.publish_head()


@pytest.mark.parametrize("address", ["/ledger/", "/ledger/entries/"])
def test_an_empty_ledger_says_what_comes(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200
    assert b"empty" in answer.content


def test_heads_are_published_on_a_page_and_as_json(reader, two_heads):
    first, second = two_heads
    page = reader.get("/ledger/").content.decode()
    assert first.head.root in page
    assert second.signature in page
    published = reader.get("/ledger/heads.json").json()["heads"]
    assert [heads.read_head(json.dumps(one)) for one in published] == [second, first]
    assert reader.get("/ledger/heads.json?size=2").json() == first.to_json()


def test_entries_are_listed_without_what_they_say(reader, two_heads):
    page = reader.get("/ledger/entries/").content.decode()
    assert "case.opened" in page
    assert page.index(">4</a>") < page.index(">1</a>")
    for hidden in ("content", "secret-stream", "user:7f3c"):
        assert f">{hidden}<" not in page
        assert "secret" not in page


def test_a_list_of_many_entries_has_pages(reader, append):
    append("case/1", *[Event("case.noted")] * 120)
    first, last = (reader.get(f"/ledger/entries/?page={page}").content.decode() for page in (1, 3))
    assert ">120</a>" in first
    assert ">71</a>" in first
    assert ">70</a>" not in first
    assert ">20</a>" in last
    assert ">1</a>" in last


def test_a_number_leads_to_its_proof_and_a_wrong_one_says_what_there_is(reader, two_heads):
    assert reader.get("/ledger/entries/?number=3").headers["Location"] == "/ledger/entries/3/proof"
    assert "from 1 to 4" in reader.get("/ledger/entries/?number=5").content.decode()
    assert reader.get("/ledger/entries/?number=²").status_code == 200


def test_a_proof_can_be_checked_by_whoever_reads_it(reader, two_heads):
    for number in (1, 2, 3, 4):
        found = reader.get(f"/ledger/entries/{number}/proof?format=json").json()
        head = heads.read_head(json.dumps(found["head"])).head
        leaf = merkle.leaf_hash(bytes.fromhex(found["hash"]))
        path = [bytes.fromhex(one) for one in found["path"]]
        assert merkle.is_included(leaf, number - 1, head.size, path, bytes.fromhex(head.root))
        page = reader.get(f"/ledger/entries/{number}/proof").content.decode()
        assert all(one in page for one in (*found["path"], found["hash"], head.root))


def test_an_entry_that_no_head_covers_yet_says_so(reader, two_heads, append):
    append()
    assert (
        escape("No signed head covers this entry yet")
        in reader.get("/ledger/entries/5/proof").content.decode()
    )
    assert reader.get("/ledger/entries/5/proof?format=json").status_code == 404
    assert reader.get("/ledger/entries/3/proof?format=json&size=2").status_code == 404


def test_consistency_of_two_heads_can_be_checked_by_whoever_reads_it(reader, two_heads):
    found = reader.get("/ledger/consistency.json?first=2&second=4").json()
    roots = [bytes.fromhex(found[name]["root"]) for name in ("first", "second")]
    assert merkle.is_consistent(2, 4, [bytes.fromhex(one) for one in found["path"]], *roots)
    assert (
        "Name the smaller one first"
        in reader.get("/ledger/consistency.json?first=4&second=2").json()["error"]
    )


@pytest.mark.parametrize(
    "address",
    [
        "/ledger/entries/99/proof",
        "/ledger/heads.json?size=3",
        "/ledger/heads.json?size=many",
        "/ledger/consistency.json",
        "/ledger/consistency.json?first=2&second=99999999999999999999999",
    ],
)
def test_what_is_not_there_is_not_found(reader, two_heads, address):
    assert reader.get(address).status_code == 404


def test_every_kind_of_event_that_is_written_has_a_name():
    source = Path(__file__).resolve().parents[2] / "src" / "jingkai"
    written = set()
    for path in source.rglob("services/*.py"):
        code = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'Event\(\s*"([a-z_.]+)"', code))
        written |= {f"account.{name}" for name in re.findall(r'trail\.record\(\s*\w+,\s*"(\w+)"', code)}
    assert {"person.erased", "account.opened"} <= written
    assert [event for event in sorted(written) if not words_of(event)] == []


def test_an_event_is_listed_with_its_name_and_its_type(client_as):
    client = client_as(Role.CASE_OFFICER)
    client.cookies["jingkai_language"] = "en"
    page = client.get("/ledger/entries/").content.decode()
    assert 'Role granted <code class="small quiet">account.role_granted</code>' in page
