"""Credit codes, project codes, and what of a person is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as library

from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.identifiers import (
    masked_identity,
    masked_mail,
    masked_name,
    masked_phone,
    project_code,
    uscc,
)

_FIRST = st.tuples(
    st.sampled_from("123456789"),
    st.sampled_from("123"),
    st.text("0123456789", min_size=6, max_size=6),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9),
).map("".join)


@given(_FIRST)
def test_a_code_with_its_check_character_is_accepted_here_and_by_the_library(first: str) -> None:
    code = identifiers.uscc_with_check(first)
    assert uscc(code) == code
    assert library.is_valid(code)


@given(_FIRST, st.integers(8, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_any_one_mistyped_character_is_noticed(first: str, place: int, other: str) -> None:
    code = identifiers.uscc_with_check(first)
    mistyped = code[:place] + other + code[place + 1 :]
    if mistyped == code:
        assert uscc(mistyped) == code
    else:
        with pytest.raises(JingkaiError):
            uscc(mistyped)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9111000060003734", "16"),
        ("91110000600037341O", "18"),
        ("91A10000600037341L", "3"),
        ("91110000600037341X", "L"),
    ],
)
def test_a_refusal_says_what_does_not_fit(written: str, said: str) -> None:
    with pytest.raises(JingkaiError) as refused:
        uscc(written)
    assert said in refused.value.what
    assert refused.value.place == written
    assert refused.value.mend


def test_the_organisation_code_within_has_a_check_of_its_own() -> None:
    assert identifiers.organisation_code_fits("91110000600037341L")
    assert not identifiers.organisation_code_fits("91110000600037342L")


def test_a_project_code_gives_its_parts() -> None:
    code = project_code(" 2403-150802-04-01-12345x ")
    assert (code.year, code.month, code.division, code.serial) == (2024, 3, "150802", "12345X")
    assert str(code) == "2403-150802-04-01-12345X"


@pytest.mark.parametrize("written", ["", "2413-150802-04-01-123456", "2403-15080-04-01-123456", "2403150802"])
def test_what_is_no_project_code_is_refused_with_the_form(written: str) -> None:
    with pytest.raises(JingkaiError, match="2403-150802-04-01-123456"):
        project_code(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13812340000", "13812340000"),
        ("＋86 138—1234—0000", "+86 138-1234-0000"),
        ("（0478）8212345转801", "(0478)8212345转801"),
        ("12345", "12345"),
    ],
)
def test_a_phone_number_is_kept_as_written_in_half_width_signs(written: str, kept: str) -> None:
    assert identifiers.phone(written) == kept


@pytest.mark.parametrize("written", ["abc", "", "1234", "123456789012345678901", "8212345 abc", "()-+"])
def test_what_is_no_phone_number_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(JingkaiError, match="0478-8212345") as refused:
        identifiers.phone(written)
    assert refused.value.place == written


@pytest.mark.parametrize("short", ["123456", "12-34", "abcdefghijkl"])
def test_of_a_phone_with_fewer_than_seven_digits_nothing_is_shown(short: str) -> None:
    assert set(masked_phone(short)) == {"*"}


@given(st.text("张王李赵欧阳三四五1234567890", max_size=20))
def test_a_mask_keeps_the_length_and_never_shows_the_whole(text: str) -> None:
    for mask in (masked_name, masked_phone, masked_identity):
        shown = mask(text)
        assert len(shown) == len(text)
        assert not text or shown != text


def test_a_masked_mail_keeps_its_host_and_hides_the_length_of_short_names() -> None:
    assert masked_mail("li@example.com") == "l***@example.com"
    assert masked_mail("no address") == "**********"


def test_a_project_code_lies_in_a_province_that_exists() -> None:
    with pytest.raises(JingkaiError, match="990802"):
        project_code("2403-990802-04-01-123456")
