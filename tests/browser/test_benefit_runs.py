"""A run over the demo's zone by a person with a browser: started, watched, read benefit by benefit, taken as a file."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_rules import faults

pytestmark = pytest.mark.browser


@pytest.fixture
def page_of(demo_page: Any) -> Any:
    """Open a page of the demo as its policy officer."""
    return partial(demo_page, "policy_officer")


def test_a_policy_officer_computes_the_zone_and_reads_whom_a_benefit_gives_what(page_of, tmp_path: Path):
    page = page_of("/benefits/runs/")
    page.click("form[action$='/runs/start/'] button")
    page.wait_for_selector("#benefits-heading", timeout=60_000)
    address = page.url
    assert page.locator("#run-progress").count() == 0
    with page.expect_download() as download:
        page.click("a[href$='/files/lines/']")
    path = tmp_path / "lines.csv"
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    page.click("tbody a.table__main >> nth=2")
    assert page.locator("h1").inner_text()
    first = page.locator("tbody tr").first
    name = first.locator("a").inner_text()
    sum_ = first.locator("td.figure").first.inner_text()
    assert any(row[0] == name and f"{Decimal(row[7] or 0):,.2f}" in sum_ for row in rows[1:])
    missing = f"{address}benefits/high_tech_award/?outcome=unknown"
    for shown in (address, page.url, missing, "/benefits/runs/"):
        for theme in ("light", "dark"):
            assert faults(page_of(shown, theme=theme)) == []
        narrow = page_of(shown, width=360, size="larger")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert narrow.evaluate(wide) <= 0
