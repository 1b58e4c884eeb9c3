"""Administrative divisions by name, code and the letters of document numbers."""

from __future__ import annotations

from jingkai.kernel.divisions import DIVISIONS, PROVINCES, at_start, by_code, by_letters


def test_there_are_34_divisions_of_province_level_with_codes_of_their_own() -> None:
    assert len(PROVINCES) == 34
    assert len({division.code for division in DIVISIONS}) == len(DIVISIONS)
    assert all(division.code.endswith("0000") and len(division.code) == 6 for division in PROVINCES)


def test_full_names_win_over_short_names() -> None:
    found = at_start("吉林省人民政府")
    assert found is not None
    assert (found.code, found.name) == ("220000", "吉林省")
    short = at_start("内蒙古党委办公厅")
    assert short is not None
    assert short.code == "150000"


def test_a_place_that_is_not_known_has_no_division() -> None:
    assert at_start("澄江市人民政府") is None
    assert by_code("999999") is None


def test_a_city_lies_in_its_province() -> None:
    city = by_code("150800")
    assert city is not None
    assert (city.name, city.level, city.province) == ("巴彦淖尔市", "city", "150000")


def test_letters_of_a_number_name_the_provinces_that_may_have_issued_it() -> None:
    assert [division.code for division in by_letters("内政办发")] == ["150000"]
    assert [division.code for division in by_letters("临政办发")] == []
