"""Verification finds what was changed, removed, inserted or moved, and names the first; so does a stranger's verifier."""

from __future__ import annotations

import independent_verifier
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_rows import head_of, ledger, renumbered, rewritten, rewritten_from

from jingkai.ledger import heads
from jingkai.ledger.verify import verify

SIZE = 12
WHOLE = ledger(SIZE)


def stranger(rows, signed=()):
    """What the second verifier says: the first bad entry, or None."""
    try:
        independent_verifier.verify((row._asdict() for row in rows), [one.to_json() for one in signed])
    except independent_verifier.BadError as bad:
        return bad.args[0]
    return None


def both(rows, signed=()):
    """Return the fault found; both verifiers must name the same entry."""
    found = verify(rows, signed)
    assert stranger(rows, signed) == (found.fault.number if found.fault else None)
    return found.fault


@pytest.mark.parametrize("size", [0, 1, 2, 7, SIZE])
def test_a_ledger_as_it_was_written_is_whole(size):
    rows = ledger(size)
    signed = [head_of(rows, some) for some in range(1, size + 1)]
    assert both(rows, signed) is None
    assert verify(rows, signed).heads == size


@pytest.mark.parametrize("index", range(SIZE))
def test_a_changed_entry_is_named(index):
    row = WHOLE[index]
    for changed in (
        row._replace(content=row.content.replace('"n":', '"m":')),
        row._replace(hash="0" * 64),
        row._replace(content=row.content[:-1]),
        row._replace(content=row.content + " "),
    ):
        fault = both([*WHOLE[:index], changed, *WHOLE[index + 1 :]])
        assert (fault.kind, fault.number) == ("changed", index + 1)


@pytest.mark.parametrize("index", range(SIZE - 1))
def test_an_entry_replaced_together_with_its_hash_is_named(index):
    fault = both([*WHOLE[:index], rewritten(WHOLE[index], data={"n": -1}), *WHOLE[index + 1 :]])
    assert (fault.kind, fault.number) == ("changed", index + 1)


@pytest.mark.parametrize("column", WHOLE[0]._fields[1:-2])
def test_a_column_that_tells_something_else_is_named(column):
    value = getattr(WHOLE[4], column)
    changed = WHOLE[4]._replace(**{column: value + 1 if isinstance(value, int) else value + "x"})
    fault = both([*WHOLE[:4], changed, *WHOLE[5:]])
    assert (fault.kind, fault.number) == ("column", 5)
    assert column in fault.words


@settings(max_examples=80, deadline=None)
@given(st.integers(0, SIZE - 2), st.booleans())
def test_a_removed_entry_is_named_whether_or_not_the_others_close_up(index, close_up):
    rows = [*WHOLE[:index], *WHOLE[index + 1 :]]
    assert both(renumbered(rows) if close_up else rows).number == index + 1


@settings(max_examples=80, deadline=None)
@given(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
def test_entries_that_changed_places_are_named(one, other):
    rows = list(WHOLE)
    rows[one], rows[other] = rows[other], rows[one]
    fault = both(renumbered(rows))
    assert fault is None if one == other else fault.number == min(one, other) + 1


@settings(max_examples=80, deadline=None)
@given(st.integers(1, SIZE - 1))
def test_an_inserted_entry_is_named(index):
    forged = rewritten(WHOLE[index], data={"n": -1})
    assert both(renumbered([*WHOLE[:index], forged, *WHOLE[index:]])).number == index + 1


@pytest.mark.parametrize("size", range(1, SIZE))
def test_entries_cut_off_at_the_end_are_found_by_a_head_that_was_kept(size):
    assert both(WHOLE[:size]) is None
    fault = both(WHOLE[:size], [head_of(WHOLE)])
    assert (fault.kind, fault.number) == ("missing", size + 1)


@pytest.mark.parametrize("index", range(SIZE))
def test_a_chain_written_anew_is_found_by_a_head_that_was_kept(index):
    forged = rewritten_from(WHOLE, index, data={"n": -1})
    assert both(forged) is None
    fault = verify(forged, [head_of(WHOLE)]).fault
    assert fault.kind == "head"
    assert fault.after < index + 1 <= fault.number or index == 0
    assert both(forged, [head_of(WHOLE, size) for size in range(1, SIZE + 1)]).number == index + 1


def test_a_head_that_its_key_did_not_sign_is_refused():
    good = head_of(WHOLE)
    forged = heads.SignedHead(head_of(WHOLE, 5).head, good.key, good.signature)
    assert both(WHOLE, [forged]).kind == "signature"


def test_versions_that_do_not_follow_in_their_stream_are_seen_by_the_stranger():
    row = rewritten(WHOLE[-1], version=WHOLE[-1].version + 1)
    assert stranger([*WHOLE[:-1], row]) == SIZE


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "jingkai-tree-head/1", "size": "many"}'])
def test_what_is_no_head_is_refused_with_its_file(text):
    with pytest.raises(heads.LedgerError, match=r"^file.json: .* --out"):
        heads.read_head(text, place="file.json")


def test_a_head_survives_its_file(tmp_path):
    import json

    head = head_of(WHOLE)
    assert heads.read_head(json.dumps(head.to_json())) == head
    changed = json.dumps(head.to_json() | {"size": 11})
    with pytest.raises(heads.LedgerError, match="signature"):
        heads.read_head(changed)
