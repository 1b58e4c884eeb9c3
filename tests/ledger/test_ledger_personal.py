"""Personal data: never in the clear, gone when the person is erased, and the chain stays whole."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection

from jingkai.ledger import crypto, personal, selectors, services
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import LedgerError
from jingkai.ledger.models import LedgerEntry, PersonKey

NAME, PHONE = "张青岚", "13900001234"


def event(person: str = "person-1") -> Event:
    return Event("case.opened", {"days": 20}, {"name": (person, NAME), "phone": (person, PHONE)})


@pytest.mark.django_db
def test_personal_fields_are_nowhere_in_the_clear_and_open_again(append):
    done = append("case/1", event())
    stored = LedgerEntry.objects.get().content
    assert NAME not in stored
    assert PHONE not in stored
    assert "person-1" not in stored
    assert selectors.personal_fields(done.entries[0]) == {"name": NAME, "phone": PHONE}


@pytest.mark.django_db(transaction=True)
def test_an_erased_person_is_gone_and_the_chain_is_whole(append):
    kept = append("case/1", event())
    other = append("case/2", event("person-2"))
    services.publish_head()
    secret = bytes(PersonKey.objects.get(person="person-1").secret)
    done = services.erase_person("person-1", actor="user:7f3c", reason="asked for it")
    assert selectors.personal_fields(kept.entries[0]) == {}
    assert selectors.personal_fields(other.entries[0])["name"] == NAME
    assert done.entries[0].data == {"reason": "asked for it"}
    assert not PersonKey.objects.filter(person="person-1").exists()
    assert not PersonKey.objects.filter(secret=secret).exists()
    services.publish_head()
    found = selectors.verify_ledger()
    assert found.is_whole
    assert (found.entries, found.heads) == (3, 2)


@pytest.mark.django_db(transaction=True)
def test_the_file_of_the_database_no_longer_holds_an_erased_key(append, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("looks into SQLite's file")
    append("case/1", event())
    secret = bytes(PersonKey.objects.get().secret)
    name = connection.settings_dict["NAME"]
    if "memory" in str(name):
        with connection.cursor() as cursor:
            assert secret in connection.connection.serialize()
            services.erase_person("person-1", actor="user:7f3c", reason="asked")
            cursor.execute("SELECT 1")
        assert secret not in connection.connection.serialize()


@pytest.mark.django_db
def test_after_an_erasure_the_same_person_gets_another_key(append):
    append("case/1", event())
    services.erase_person("person-1", actor="user:7f3c", reason="asked")
    again = append("case/1", event())
    assert selectors.personal_fields(again.entries[0])["name"] == NAME
    assert PersonKey.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "reason", "place"), [("nobody", "asked", "person"), ("person-1", " ", "reason")]
)
def test_an_erasure_needs_a_person_and_a_reason(append, person, reason, place):
    append("case/1", event())
    with pytest.raises(LedgerError, match=f"^{place}: "):
        services.erase_person(person, actor="user:7f3c", reason=reason)
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("change", [{"stream": "case/2"}, {"type": "case.closed"}, {"field": "phone"}])
def test_a_field_opens_only_where_it_was_sealed(change):
    key = personal.new_key()
    where = {"stream": "case/1", "type": "case.opened", "field": "name"}
    sealed = personal.seal(key, **where, value=NAME)
    assert personal.unseal(key, sealed, **where) == NAME
    with pytest.raises(LedgerError):
        personal.unseal(key, sealed, **where | change)
    with pytest.raises(LedgerError):
        personal.unseal(personal.new_key(), sealed, **where)
    with pytest.raises(LedgerError):
        personal.unseal(key, dataclasses.replace(sealed, box="%%"), **where)


def test_the_ciphers_are_those_of_the_standards():
    assert (
        crypto.sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )
    assert crypto._through_cryptography(b"abc") == crypto.sm3(b"abc") == crypto.sm3_after(b"ab")(b"c")
    # RFC 8998, appendix A.1: SM4-GCM
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    context = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AA" * 8 + "BB" * 8 + "CC" * 8 + "DD" * 8 + "EE" * 8 + "FF" * 8 + "EE" * 8 + "AA" * 8
    )
    cipher = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    tag = bytes.fromhex("83DE3541E4C2B58177E065A9BF7B62EC")
    assert crypto.sm4_open(key, nonce + cipher + tag, context) == plain
    with pytest.raises(LedgerError):
        crypto.sm4_open(key, nonce + cipher + tag, context[:-1])
