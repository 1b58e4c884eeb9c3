"""Marks over a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.annotate import Mark, pieces

marks = st.lists(
    st.tuples(st.integers(-3, 40), st.integers(0, 12), st.sampled_from(["unit", "fix", "target"])).map(
        lambda given: Mark(given[0], given[0] + given[1], given[2], f"{given[2]}-{given[0]}")
    ),
    max_size=12,
)


@given(st.text("年均增长8%以上，", max_size=30), marks)
def test_the_pieces_joined_are_the_text(text, given_marks):
    assert "".join(piece.text for piece in pieces(text, given_marks)) == text


@given(st.text("年均增长8%以上，", min_size=1, max_size=30), marks)
def test_every_character_lies_under_exactly_the_marks_that_cover_it(text, given_marks):
    at = 0
    for piece in pieces(text, given_marks):
        for offset in range(at, at + len(piece.text)):
            covering = {mark.ref for mark in given_marks if mark.start <= offset < mark.end}
            assert {mark.ref for mark in piece.marks} == covering
        at += len(piece.text)


def test_a_mark_of_no_length_is_a_piece_of_its_own_in_its_place():
    found = list(pieces("增长以上", [Mark(2, 2, "fix-out", "fix-0")]))
    assert [(piece.text, piece.kinds) for piece in found] == [("增长", ""), ("", "fix-out"), ("以上", "")]
