from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.search.fold import compact, fold
from jingkai.documents.search.snippet import ELLIPSIS, mark, snippet
from jingkai.documents.search.tokens import Word

TEXTS = st.text(alphabet="设备补贴资金，。、 5Ｇg\n“”", max_size=200)
WORDS = st.lists(st.text(alphabet="设备补贴5g，", min_size=1, max_size=3).map(Word), max_size=3)


@given(TEXTS, WORDS)
def test_marked_pieces_join_to_the_text(text: str, words: list[Word]) -> None:
    assert "".join(piece.text for piece in mark(text, words)) == text


@given(TEXTS, WORDS)
def test_something_is_marked_exactly_where_a_word_occurs(text: str, words: list[Word]) -> None:
    occurs = any(word.text in compact(fold(text)) for word in words)
    assert any(piece.marked for piece in mark(text, words)) == occurs


@given(TEXTS, WORDS, st.integers(10, 60))
def test_a_snippet_is_a_stretch_of_the_text_and_shows_a_word(
    text: str, words: list[Word], width: int
) -> None:
    pieces = list(snippet(text, words, width))
    cut_before = bool(pieces) and pieces[0].text == ELLIPSIS
    cut_after = bool(pieces) and len(pieces) > 1 and pieces[-1].text == ELLIPSIS
    inner = pieces[cut_before : len(pieces) - cut_after]
    assert "".join(piece.text for piece in inner) in text
    occurs = any(word.text in compact(fold(text)) for word in words)
    assert any(piece.marked for piece in inner) == occurs


def test_the_window_with_most_different_words_wins() -> None:
    text = "补贴补贴补贴。" + "其他事项另行规定，" * 20 + "设备补贴按年发放。" + "其他事项另行规定，" * 20
    shown = "".join(piece.text for piece in snippet(text, [Word("设备"), Word("补贴")], 30))
    assert "设备补贴" in shown
    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)


def test_words_are_marked_across_width_and_white_space() -> None:
    pieces = mark("开通５ Ｇ绿色通道", [Word("5g绿")])
    assert [piece.text for piece in pieces if piece.marked] == ["５ Ｇ绿"]


def test_neighbouring_words_are_marked_as_one() -> None:
    assert [piece.text for piece in mark("设备补贴", [Word("设备"), Word("备补贴")]) if piece.marked] == [
        "设备补贴"
    ]


def test_markup_in_a_text_stays_text() -> None:
    assert "".join(piece.text for piece in mark("<b>补贴</b>", [Word("补贴")])) == "<b>补贴</b>"
