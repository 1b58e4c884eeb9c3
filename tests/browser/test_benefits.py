"""Benefits in a real browser: an enterprise finds what it gets and why; anybody calculates without an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from axe_rules import COLOURS, faults

from jingkai.benefits.packs import policy_named
from jingkai.policy.rules.receipt import Receipt, replay

pytestmark = pytest.mark.browser

DEMO = "chengzhengbanfa-2025-11"


@pytest.fixture
def open_demo(demo_page: Callable[..., Any]) -> Callable[..., Any]:
    """Open a page of the demo; a script error or a refused script or style fails the test."""

    def open_it(
        path: str,
        *,
        role: str | None = None,
        width: int = 1280,
        theme: str = "light",
        language: str = "zh-hans",
    ) -> Any:
        return demo_page(role, path, width=width, theme=theme, language=language)

    return open_it


def _fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_an_enterprise_finds_what_it_gets_and_why_and_takes_the_receipt_along(open_demo, tmp_path):
    page = open_demo("/", role="enterprise_member")
    page.get_by_role("link", name="惠企政策").first.click()
    page.wait_for_url(re.compile(r"/benefits/enterprises/\w{18}/$"))
    entitled = page.locator("section[aria-labelledby=section-entitled] article")
    sums = [text for text in entitled.locator(".benefit-card__sum").all_inner_texts() if text]
    assert len(sums) >= 2
    assert all(re.fullmatch(r"[\d,]+\.\d\d 元", text) for text in sums)
    assert page.locator("section[aria-labelledby=section-nearly] .gain").count() >= 1
    page.get_by_role("link", name="数字化改造软件补贴", exact=True).click()
    page.wait_for_url(re.compile(r"/digital_retrofit/"))
    assert "1,286,400.00 元 × 30% = 385,920.00 元" in page.locator(".sum-line").inner_text()
    assert page.locator(".truth--true").count() == 1
    assert "第13条" in page.locator("table .clause-chip").first.inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载回执").click()
    file = tmp_path / "receipt.json"
    waiting.value.save_as(file)
    policy = policy_named(DEMO)
    assert policy is not None
    assert replay(Receipt.from_json(Path(file).read_text(encoding="utf-8")), policy.pack).yuan == Decimal(
        "385920"
    )


def test_anybody_calculates_by_keyboard_and_is_asked_only_what_matters(open_demo):
    page = open_demo("/benefits/calculator/")
    page.get_by_role("link", name="重点产业链设备投资补助").click()
    page.get_by_role("button", name="轨道交通零部件").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("chain=rail"))
    field = page.get_by_role("textbox", name="项目固定资产投资多少元？")
    field.fill("2.6亿")
    field.press("Enter")
    page.wait_for_url(re.compile("fixed_investment"))
    page.get_by_role("textbox", name="其中设备投资多少元？").fill("500万")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("equipment_investment"))
    assert page.locator("form.question").count() == 0
    assert "5,000,000.00 元 × 10% = 500,000.00 元，不超过 10,000,000.00 元" in (
        page.locator(".sum-line").inner_text()
    )
    kept = {cookie["name"] for cookie in page.context.cookies()}
    assert kept <= {"csrftoken", "jingkai_theme", "jingkai_language"}


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/benefits/", None),
        (f"/benefits/guide/{DEMO}/equipment_grant/", None),
        ("/benefits/calculator/", None),
        (f"/benefits/calculator/{DEMO}/equipment_grant/", None),
        (f"/benefits/calculator/{DEMO}/platform_match/?platform_recognised=yesterday", None),
        (f"/benefits/calculator/{DEMO}/", None),
        (f"/benefits/calculator/{DEMO}/?for-whom=project&credit_premium=none", None),
        (f"/benefits/calculator/{DEMO}/?for-whom=person&scarce_talent=yes&supported_year=2", None),
        ("/benefits/enterprises/", "enterprise_member"),
        ("/benefits/enterprises/", "case_officer"),
    ],
)
def test_a_page_is_accessible_in_light_and_dark_and_fits_a_phone(open_demo, path, role):
    assert faults(open_demo(path, role=role)) == []
    assert faults(open_demo(path, role=role, theme="dark"), COLOURS) == []
    assert _fits(open_demo(path, role=role, width=360))
    assert _fits(open_demo(path, role=role, width=360, language="en"))


def test_anybody_calculates_a_whole_document_in_a_few_rounds_and_reads_a_table(open_demo):
    page = open_demo("/benefits/calculator/")
    page.get_by_role("link", name="一次测算本文件的全部政策").click()
    page.get_by_role("link", name="企业", exact=True).click()
    rounds = 0
    answers = {"是规模以上工业企业吗？": "是", "是首次通过高新技术企业认定吗？": "是"}
    while page.locator("form[aria-labelledby=questions]").count():
        rounds += 1
        assert rounds < 6
        for question, answer in answers.items():
            group = page.get_by_role("group", name=question)
            if group.count():
                group.get_by_label(answer).check()
        field = page.get_by_label("数字化改造的软件投入多少元？")
        if field.count():
            field.fill("100万")
        page.get_by_role("button", name="继续").click()
        page.wait_for_load_state("networkidle")
    assert rounds == 4, "of the platform nothing is known, fact after fact"
    table = page.locator("table")
    assert "300,000.00 元" in table.locator("tr", has_text="数字化改造软件补贴").inner_text()
    assert "500,000.00 元" in table.locator("tfoot").inner_text()
