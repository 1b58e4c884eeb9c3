"""Claiming in a real browser without any script: what is missing, a slip and its mend, papers, consent, withdrawal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_rules import WCAG, faults

from jingkai.config.demo.papers import page as paper

pytestmark = pytest.mark.browser

TITLE = "节能节水与光伏补助"


@pytest.fixture
def page(chromium: Any, demo_site: Any) -> Iterator[Any]:
    """A page of the enterprise's administrator on a phone whose browser runs no script."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 780}, java_script_enabled=False, locale="zh-CN"
    )
    session = demo_site.session_of("enterprise_administrator")
    cookies = {"language": "zh-hans", "session": session}
    context.add_cookies(
        [
            {"name": f"jingkai_{name}", "value": value, "url": demo_site.address}
            for name, value in cookies.items()
        ]
    )
    opened = context.new_page()
    opened.goto(f"{demo_site.address}/benefits/enterprises/")
    yield opened
    context.close()


def test_a_claim_is_made_and_taken_back_without_any_script(page: Any, tmp_path: Path) -> None:
    card = page.locator("article", has=page.get_by_role("link", name=TITLE, exact=True))
    card.get_by_role("link", name="补充所缺事实").click()
    page.wait_for_url(re.compile(r"/green_retrofit/claim/"))
    assert page.locator("main form input:visible").count() == 1, "one fact is missing, one is asked"
    page.fill("input[name=green_investment]", "一些")
    page.get_by_role("button", name="计算并申领").click()
    assert page.input_value("input[name=green_investment]") == "一些"
    page.fill("input[name=green_investment]", "820万")
    page.get_by_role("button", name="计算并申领").click()
    page.wait_for_url(re.compile(r"/benefits/claims/\w{32}/consent/$"))
    assert "1,230,000.00 元" in page.locator(".claim-sum").inner_text()
    assert page.locator("input[name=account]").is_hidden(), "the account is known from before"
    assert "•••• " in page.locator(".payee").inner_text()

    page.get_by_role("button", name="同意并申领").click()
    assert page.locator(".error-summary").is_visible(), "the papers are neither here nor promised"
    file = tmp_path / "验收单.pdf"
    file.write_bytes(paper("SYNTHETIC SAMPLE"))
    page.locator("input[type=file]").first.set_input_files(str(file))
    page.locator("input[name=window]").check()
    page.get_by_role("button", name="同意并申领").click()
    page.wait_for_url(re.compile(r"/benefits/claims/\w{32}/$"))
    assert "验收单.pdf" in page.locator("main").inner_text()

    page.get_by_role("link", name="撤回申领").click()
    page.fill("textarea[name=reason]", "投资额尚待审计。")
    page.get_by_role("button", name="撤回申领").click()
    page.wait_for_url(re.compile(r"/benefits/claims/\w{32}/$"))
    assert "投资额尚待审计。" in page.locator("main").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_of_an_objection_is_accessible_with_its_errors(
    chromium: Any, demo_site: Any, theme: str
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
    context.add_cookies([{"name": "jingkai_theme", "value": theme, "url": demo_site.address}])
    page = context.new_page()
    page.goto(f"{demo_site.address}/benefits/published/")
    page.locator("main a[href$='/object/']").first.click()
    page.wait_for_url(re.compile(r"/object/$"))
    assert faults(page, WCAG) == []
    page.fill("textarea[name=grounds]", "不对")
    page.locator("main form button[type=submit]").click()
    assert page.locator(".error-summary a").count() == 3
    assert page.input_value("textarea[name=grounds]") == "不对"
    assert faults(page, WCAG) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
