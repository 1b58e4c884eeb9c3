"""A text under repair keeps its whole history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.revision import Edit, Revision
from jingkai.documents.witness import Line, Place, Witness


def revision(text: str) -> Revision:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return Revision(Witness("test.txt", "txt", "", lines))


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, list[list[tuple[float, float, str]]]]:
    """A text and some steps, each of disjoint spans given as shares of the text with their replacement."""
    text = draw(st.text(alphabet="甲乙丙丁，。\n", max_size=40))
    share = st.floats(0, 1)
    edit = st.tuples(share, share, st.text(alphabet="子丑寅卯", max_size=3))
    return text, draw(st.lists(st.lists(edit, max_size=4), max_size=4))


def disjoint(rows: list[tuple[float, float, str]], length: int) -> list[Edit]:
    edits: list[Edit] = []
    for one, other, after in rows:
        start, end = sorted((round(one * length), round(other * length)))
        if all(end <= edit.start or start >= edit.end for edit in edits) and (start, end) not in {
            (edit.start, edit.end) for edit in edits
        }:
            edits.append(Edit(start, end, after, "test", reason="because"))
    return edits


@given(steps())
def test_every_step_can_be_taken_back(case: tuple[str, list[list[tuple[float, float, str]]]]) -> None:
    text, rows = case
    changed = revision(text)
    for row in rows:
        changed.apply(disjoint(row, len(changed.text)))
    assert changed.undone() == text


@given(steps())
def test_offsets_stay_within_the_texts_and_keep_their_order(
    case: tuple[str, list[list[tuple[float, float, str]]]],
) -> None:
    text, rows = case
    changed = revision(text)
    for row in rows:
        changed.apply(disjoint(row, len(changed.text)))
    origins = [changed.origin(offset) for offset in range(len(changed.text) + 1)]
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(text) for origin in origins)
    for repair in changed.repairs():
        assert 0 <= repair.start <= repair.end <= len(changed.text)


def test_repairs_stand_in_reading_order_with_what_stood_there_and_where() -> None:
    changed = revision("第一行甲\n第二行乙")
    changed.apply([Edit(8, 9, "丙", "second", 0.5, "why")])
    changed.apply([Edit(0, 2, "首", "first")])
    found = changed.repairs()
    assert changed.text == "首行甲\n第二行丙"
    assert [(repair.kind, repair.before, repair.after, repair.place) for repair in found] == [
        ("first", "第一", "首", Place(1)),
        ("second", "乙", "丙", Place(2)),
    ]
    assert changed.text[found[1].start : found[1].end] == "丙"
    assert (found[1].confidence, found[1].reason) == (0.5, "why")


def test_an_edit_of_an_edit_is_shown_where_its_trace_is_now() -> None:
    changed = revision("甲乙丙")
    changed.apply([Edit(1, 2, "丁戊", "wide")])
    changed.apply([Edit(2, 4, "己", "over")])
    wide, over = changed.repairs()
    assert changed.text == "甲丁己"
    assert changed.text[wide.start : wide.end] in ("丁", "丁己")
    assert changed.text[over.start : over.end] == "己"
    assert over.before == "戊丙"


def test_a_flag_moves_with_the_text_and_names_the_received_line() -> None:
    changed = revision("甲乙\n丙丁")
    changed.flag("odd", "look", 4)
    changed.flag("whole", "the document")
    changed.apply([Edit(0, 3, "", "cut")])
    odd, whole = changed.flags()
    assert (odd.start, odd.end, odd.place) == (1, 1, Place(2))
    assert (whole.start, whole.place) == (None, None)


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    changed = revision("甲乙")
    assert changed.apply([Edit(0, 1, "甲", "none")]) == 0
    assert changed.repairs() == []


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "", "one"), Edit(1, 3, "", "two")],
        [Edit(2, 9, "", "outside")],
        [Edit(2, 1, "", "backwards")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused_and_nothing_happens(edits: list[Edit]) -> None:
    changed = revision("甲乙丙")
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        changed.apply(edits)
    assert changed.text == "甲乙丙"
    assert changed.undone() == "甲乙丙"


def test_an_empty_file_has_a_place_too() -> None:
    empty = Revision(Witness("empty.txt", "txt", "", ()))
    assert empty.text == ""
    assert empty.place(0) == Place(1)
