"""A table brought in by a person with a browser: every page accessible, on a phone, in the dark, by keyboard."""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_rules import faults

sys.path.append(str(Path(__file__).resolve().parent.parent / "registry" / "imports"))
from import_files import codes, workbook

pytestmark = pytest.mark.browser


@pytest.fixture
def page_of(demo_page: Any) -> Any:
    """Open a page of the demo as its statistician."""
    return partial(demo_page, "statistician")


def _is_good(page_of, address: str) -> None:
    for theme in ("light", "dark"):
        assert faults(page_of(address, theme=theme)) == []
    page = page_of(address, width=360, size="larger")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_table_is_brought_in_by_keyboard_and_every_page_is_accessible(page_of, tmp_path):
    rows: list[list[Any]] = [
        ["统一社会信用代码", "单位详细名称", "注册资金（万元）", "成立日期", "联系电话", "备注"]
    ]
    rows += [
        [code, f"青岚第{code[-5:]}号公司", 3000, "2018-05-20", "13812345678"] for code in codes(60, 5000)
    ]
    rows[3][2], rows[4][3], rows[5][0] = "许多", "2018年5月", "9115"
    file = tmp_path / "企业名录.xlsx"
    file.write_bytes(workbook(rows))

    page = page_of("/registry/imports/", language="en")
    _is_good(page_of, page.url)
    page.get_by_role("link", name="Enterprises", exact=True).last.press("Enter")
    page.wait_for_url(re.compile(r"imports/new/\?table=enterprises"))
    _is_good(page_of, page.url)
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Look into the file").press("Enter")
    page.wait_for_url("**/columns/")
    _is_good(page_of, page.url)
    assert page.locator("select[name=column_1]").input_value() == "name"
    page.get_by_role("button", name="Start the dry run").press("Enter")
    page.locator(".import-counts").wait_for(timeout=60_000)
    _is_good(page_of, page.url)
    assert re.findall(r"\d+", page.locator(".import-counts").inner_text()) == ["57", "0", "0", "3"]
    assert page.locator("tbody th strong").all_inner_texts() == ["C4", "D5", "A6"]
    with page.expect_download() as download:
        page.get_by_role("link", name="Refused rows as a workbook").press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("button", name="Import 57 rows").press("Enter")
    page.get_by_text("The import is done.").wait_for(timeout=60_000)
    _is_good(page_of, page.url)
