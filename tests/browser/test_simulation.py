"""A simulation in a real browser: from a pack over a bad figure to both sides, a file, a link; no claim is touched."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from axe_rules import COLOURS, faults

pytestmark = pytest.mark.browser

RATE = '[name="digital_retrofit.amount.rate"]'


@pytest.fixture
def visit(chromium: Any, demo_site: Any) -> Iterator[Callable[..., Any]]:
    """Open a page of the demo as somebody; a script error or a refused script or style fails the test."""
    contexts, complaints = [], []

    def heard(line: Any) -> None:
        # An answer of 4xx is told on the console as well: those are looked at where they are expected.
        if line.type == "error" and "the server responded with a status of 4" not in line.text:
            complaints.append(line.text)

    def open_it(path: str, role: str | None, *, allowed: int = 200, **options: Any) -> Any:
        context = chromium.new_context(
            **({"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN"} | options)
        )
        if role:
            session = {
                "name": "jingkai_session",
                "value": demo_site.session_of(role),
                "url": demo_site.address,
            }
            context.add_cookies([session])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", heard)
        answer = page.goto(path if path.startswith("http") else demo_site.address + path)
        assert answer.status == allowed, path
        page.wait_for_load_state("networkidle")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def _rights_and_money(site: Any) -> list[tuple[Any, ...]]:
    """Return what the ledger holds of claims, budgets and payments, and the lists that it feeds."""
    with sqlite3.connect(f"file:{site.folder / 'jingkai.sqlite3'}?mode=ro", uri=True) as database:
        entries = database.execute(
            "SELECT number, stream, hash FROM ledger_ledgerentry"
            " WHERE stream LIKE 'claim/%' OR stream LIKE 'budget/%' OR stream LIKE 'batch/%' ORDER BY number"
        ).fetchall()
        rows = database.execute(
            "SELECT claim, state, version FROM benefits_claimrow ORDER BY claim"
        ).fetchall()
    return entries + rows


def _sum(text: str) -> Decimal:
    found = re.search(r"[+−]?[\d,]+\.\d\d", text)
    assert found, text
    return Decimal(found[0].replace(",", "").replace("−", "-"))


def test_a_policy_officer_changes_a_rate_and_sees_what_it_would_cost(visit, demo_site, tmp_path):
    before = _rights_and_money(demo_site)
    page = visit("/benefits/simulations/", "policy_officer")
    page.get_by_role("link", name="新建模拟").first.click()
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox", name="模拟名称").fill("软件补贴提到四成半")
    assert faults(page) == []
    page.get_by_role("button", name="选择数字").click()
    page.wait_for_url(re.compile(r"/figures/$"))
    assert faults(page) == []
    row = page.locator("tr", has=page.locator(RATE))
    assert "第13条" in row.inner_text()
    assert page.input_value(RATE) == "30%"

    page.fill(RATE, "-45%")  # what the schema refuses is named, and nothing runs
    page.get_by_role("button", name="核对并计算").click()
    page.wait_for_selector(".error-summary")
    assert "应大于 0" in page.locator(".error-summary").inner_text()
    assert page.input_value(RATE) == "-45%"
    assert faults(page) == []
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "digital_retrofit.amount.rate"

    page.fill(RATE, "45%")
    page.fill('[name="budget~industry"]', "2000万")
    page.get_by_role("button", name="核对并计算").click()
    page.wait_for_url(re.compile(r"/benefits/simulations/\d+/$"))
    page.wait_for_selector("#benefits-heading", timeout=60_000)  # the page shows itself anew when it is done
    facts = page.locator("dl.facts .fact dd").all_inner_texts()
    stands, simulated, more = (_sum(text) for text in facts[:3])
    assert simulated - stands == more > 0
    line = page.locator("section[aria-labelledby=benefits-heading] tr", has_text="数字化改造软件补贴")
    assert _sum(line.locator("td").last.inner_text()) == more  # of this benefit alone
    assert "第13条" in page.locator("section[aria-labelledby=changes-heading]").inner_text()
    assert page.locator(".sides").count() > 8
    digests = page.locator("section[aria-labelledby=rules-heading] dd.digest").all_inner_texts()
    assert len({*digests}) == 2
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in digests)
    pool = page.locator("section[aria-labelledby=pools-heading] tbody tr").first
    assert pool.locator("time").count() == 2  # the day on either side
    days = pool.locator("time").all_inner_texts()
    assert days[1] < days[0]
    assert faults(page) == []

    page.get_by_role("link", name=re.compile("^减少")).click()
    page.wait_for_url(re.compile("who=less"))
    assert "没有企业" in page.locator("section[aria-labelledby=enterprises-heading]").inner_text()
    page.get_by_role("link", name=re.compile("^增加")).click()
    page.wait_for_url(re.compile("who=more"))
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="按企业，CSV").click()
    file = tmp_path / "simulated.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert sum(Decimal(row["差额（元）"]) for row in rows) == more
    assert all("模拟结果" in row["备注"] for row in rows)

    page.get_by_role("button", name="生成链接").click()
    link = page.locator(".share-link").get_attribute("href")
    assert link
    shared = visit(link, "case_officer")
    assert _sum(shared.locator("dl.facts .fact dd").nth(2).inner_text()) == more
    assert shared.get_by_role("link", name="修改数字").count() == 0
    assert faults(shared) == []
    assert "/accounts/sign-in/" in visit(link, None).url
    visit(link, "enterprise_administrator", allowed=403)
    page.get_by_role("button", name="撤销").click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".share-link").count() == 0
    visit(link, "case_officer", allowed=404)

    assert _rights_and_money(demo_site) == before


@pytest.mark.parametrize(
    "path", ["/benefits/simulations/", "/benefits/simulations/1/", "/benefits/simulations/1/figures/"]
)
def test_pages_of_simulations_are_accessible_in_the_dark_and_fit_a_phone_in_both_languages(visit, path):
    assert faults(visit(path, "policy_officer", color_scheme="dark"), COLOURS) == []
    phone = visit(path, "policy_officer", viewport={"width": 360, "height": 780})
    assert faults(phone) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.evaluate(wide) <= 0
    phone.context.add_cookies([{"name": "jingkai_language", "value": "en", "url": phone.url}])
    phone.reload()
    assert phone.evaluate(wide) <= 0
    assert phone.locator("html").get_attribute("lang") == "en"
