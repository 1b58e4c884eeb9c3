"""An enterprise of the demo tries the measures of Bayannur: three sums, one fact short of another, and nothing to claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_rules import COLOURS, WCAG, faults

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Any, demo_site: Any) -> Iterator[Any]:
    """A page of the demo, signed in as somebody of its enterprise; a script error fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    cookies = {"language": "zh-hans", "session": demo_site.session_of("enterprise_member")}
    context.add_cookies(
        [
            {"name": f"jingkai_{name}", "value": value, "url": demo_site.address}
            for name, value in cookies.items()
        ]
    )
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    opened.goto(f"{demo_site.address}/benefits/enterprises/")
    yield opened
    context.close()
    assert complaints == []


def test_one_fact_more_brings_two_hundred_thousand_and_nothing_can_be_claimed(page):
    page.get_by_role("link", name="试算其他文件").click()
    page.get_by_role("link", name="关于支持巴彦淖尔经济技术开发区高质量发展的具体措施").click()
    page.wait_for_url(re.compile(r"/trial/bazhengbanfa-2024-8/$"))
    assert "该文件在这里不适用，不能据此申领" in page.locator(".trial-notice").inner_text()
    sums = page.locator("section[aria-labelledby=section-entitled] .benefit-card__sum").all_inner_texts()
    assert sums == ["3,000,000.00 元", "800,000.00 元", "500,000.00 元"]
    near = page.locator("section[aria-labelledby=section-nearly]").inner_text()
    assert "企业标准“领跑者”补助" in near and "+ 200,000.00 元" in near

    page.get_by_role("group", name="企业是国家级企业标准“领跑者”吗？").get_by_label("是").check()
    page.get_by_role("button", name="按回答试算").click()
    page.wait_for_url(re.compile("standard_leader=yes"))
    assert "4,500,000.00 元" in page.locator(".page-head").inner_text()

    page.get_by_role("link", name="企业标准“领跑者”补助", exact=True).click()
    page.wait_for_url(re.compile(r"/standard_leader_award/\?standard_leader=yes"))
    assert page.locator(".truth--true").count() == 2
    assert "第10条" in page.locator("table .clause-chip").first.inner_text()
    assert "您的回答，仅用于本次试算" in page.locator("table").first.inner_text()
    main = page.locator("main")
    assert main.locator("form[method=post]").count() == 0
    assert main.get_by_role("button", name=re.compile("申领|同意")).count() == 0
    assert main.get_by_role("link", name=re.compile("回执|申领")).count() == 0


def test_the_trial_can_be_read_by_everybody_on_every_screen(page):
    above = page.url + "trial/"
    for path in ("", "bazhengbanfa-2024-8/", "bazhengbanfa-2024-8/standard_leader_award/?standard_leader=x"):
        page.goto(above + path)
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.set_viewport_size({"width": 1280, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert faults(page, WCAG if theme == "light" else COLOURS) == []
