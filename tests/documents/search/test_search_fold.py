from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.search.fold import compact, compact_offsets, fold, to_simplified
from jingkai.documents.search.tokens import Word, tokens

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_no_ascii_punctuation_is_left_for_the_engine_to_trip_over(text: str) -> None:
    assert all(char.isalnum() for char in compact(fold(text)) if char.isascii())


@given(ANY_TEXT)
def test_offsets_of_the_compact_text_point_at_its_characters(text: str) -> None:
    folded = fold(text)
    plain, kept = compact_offsets(folded)
    assert plain == "".join(folded[at] for at in kept)


@given(ANY_TEXT)
def test_there_is_one_token_for_each_character(text: str) -> None:
    stream = tokens(text)
    assert len(stream.split(" ")) == len(compact(fold(text))) or not stream


def test_width_case_brackets_and_dashes_fold_together() -> None:
    assert fold("ＧＤＰ〔2024〕５Ｇ“优”－[x]") == fold('gdp(2024)5g"优"—(X)')


def test_traditional_characters_fold_to_simplified_one_by_one() -> None:
    assert fold("開發區獎勵") == "开发区奖励"


def test_simplified_text_is_never_converted() -> None:
    assert fold("显著成效，干部后勤") == "显著成效，干部后勤"
    assert to_simplified("显著") == "显著"


def test_a_query_in_traditional_characters_is_converted_by_phrase() -> None:
    assert to_simplified("顯著的開發區") == "显著的开发区"


def test_simplified_queries_do_not_load_the_converter() -> None:
    import subprocess

    code = (
        "import sys; from jingkai.documents.search.query import read_query; read_query('设备补贴 5G');"
        "assert 'opencc' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_word_is_the_phrase_of_its_pairs() -> None:
    assert Word("补贴资金").pairs == ("补贴", "贴资", "资金")
    assert tokens("补贴资金") == "补贴 贴资 资金 金"
    assert Word("补").pairs == ("补",) and Word("补").is_prefix
