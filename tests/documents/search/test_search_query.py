from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.search.query import MAX_LENGTH, MAX_WORDS, read_query


def words(typed: str) -> list[str]:
    return [word.text for word in read_query(typed).words]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("设备补贴", ["设备补贴"]),
        ("设备 补贴", ["设备", "补贴"]),
        ("设备　补贴", ["设备", "补贴"]),
        ("告知承诺、容缺受理", ["告知承诺", "容缺受理"]),
        ("5G，GDP", ["5g", "gdp"]),
        ("２．５％", ["2．5％"]),
        ("10,000吨", ["10，000吨"]),
        ("1:1匹配", ["1：1匹配"]),
        ("R&D", ["r＆d"]),
        ("管委会+公司", ["管委会＋公司"]),
        ("3—4个", ["3—4个"]),
        ("澄政办发[2024]17号", ["澄政办发（2024）17号"]),
        ("依据澄政办发〔2024〕17号、临政发〔2021〕3号", ["依据澄政办发（2024）17号", "临政发（2021）3号"]),
        ("《关于促进开发区的意见》", ["关于促进开发区的意见"]),
        ("补贴 补贴", ["补贴"]),
        ("", []),
        ("  、。 -- ” ", []),
    ],
)
def test_words_are_read_as_people_mean_them(typed: str, expected: list[str]) -> None:
    assert words(typed) == expected


@pytest.mark.parametrize("typed", ["“告知承诺、容缺”", '"告知承诺、容缺"', "„告知承诺、容缺”"])
def test_quotes_make_one_exact_phrase_with_its_punctuation(typed: str) -> None:
    (word,) = read_query(typed).words
    assert word.exact
    assert word.text == "告知承诺、容缺"


def test_a_minus_excludes_a_word_or_a_phrase() -> None:
    wanted = read_query('补贴 -设备 -"市长、质量"')
    assert [word.text for word in wanted.words] == ["补贴"]
    assert [word.text for word in wanted.without] == ["设备", "市长、质量"]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert not read_query("2021-2025 总部-基地").without


def test_an_open_quote_still_searches_for_its_words() -> None:
    assert words('设备 "补贴 资金') == ["设备", "补贴", "资金"]


def test_a_query_that_is_too_long_is_cut_and_says_so() -> None:
    assert read_query("补" * (MAX_LENGTH + 1)).cut
    many = read_query(" ".join(f"词{number}" for number in range(MAX_WORDS + 3)))
    assert many.cut
    assert len(many.words) == MAX_WORDS
    assert not read_query("补贴").cut


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_nothing_typed_raises(typed: str) -> None:
    wanted = read_query(typed)
    assert all(word.text for word in (*wanted.words, *wanted.without))
