"""Dates as Chinese documents write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.dates import Edge, find_dates, last_day, parse_date
from jingkai.kernel.numerals import to_chinese


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年1月22日", "2024-01-22"),
        ("2024年 1月 22日", "2024-01-22"),
        ("二〇二四年一月二十二日", "2024-01-22"),
        ("二○一七年十二月三十一日", "2017-12-31"),
        ("二O一七年三月", "2017-03"),
        ("2024-01-22", "2024-01-22"),
        ("2024/1/22", "2024-01-22"),
        ("2024.1.22", "2024-01-22"),
        ("20240122", "2024-01-22"),
        ("2024-01-22 09:30:00", "2024-01-22"),
        ("2024年1月", "2024-01"),
        ("2024年", "2024"),
        ("2024", "2024"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text", ["2024年13月", "2023年2月29日", "1.22", "第5次", "", "2024年1月22日至23日", "3.14", "22日"]
)
def test_what_is_no_single_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_from_digits_and_from_characters(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    written = f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"
    assert parse_date(written) == day.isoformat()
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert last_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "iso", "edge", "words"),
    [
        ("到2020年，规模翻番", "2020", Edge.BY, "到2020年"),
        ("2027年末，排名前150名", "2027", Edge.END, "2027年末"),
        ("力争2025年底建成", "2025", Edge.END, "2025年底"),
        ("“十三五”期间新增3家", "2020", Edge.PLAN, "“十三五”期间"),
        ("“十四五”末达到10家", "2025", Edge.END, "“十四五”末"),
        ("国民经济和社会发展第十三个五年规划", "2020", Edge.PLAN, "第十三个五年规划"),
        ("2024年上半年完成", "2024-06", Edge.END, "2024年上半年"),
        ("2024年第三季度完成", "2024-09", Edge.END, "2024年第三季度"),
        ("2024年6月底前完成", "2024-06", Edge.END, "2024年6月底"),
    ],
)
def test_what_the_document_leaves_open_stays_open(text: str, iso: str, edge: Edge, words: str) -> None:
    (found,) = find_dates(text)
    assert (found.iso, found.edge, text[found.start : found.end]) == (iso, edge, words)


@pytest.mark.parametrize(
    "text", ["增长2.5%", "国发〔2023〕11号", "3—5家", "一五一十", "十五五百", "500强", "2024个项目"]
)
def test_figures_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 11, 30)))
def test_the_last_day_of_a_month_is_followed_by_the_first_of_the_next(day: date) -> None:
    assert (last_day(f"{day.year}-{day.month:02d}") + timedelta(days=1)).day == 1
    assert last_day(str(day.year)) == date(day.year, 12, 31)
