"""The registry in a real browser: by keyboard, on a phone, in the dark, with a screen reader."""

from __future__ import annotations

import re

import pytest
from axe_rules import COLOURS, WCAG, faults

pytestmark = pytest.mark.browser

PAGES = [
    ("/registry/catalogue/", None),
    ("/registry/catalogue/?level=national", None),
    ("/registry/catalogue/?q=没有这样的开发区", None),
    ("/registry/catalogue/zones/bayannur-etdz/", None),
    ("/registry/variables/", "statistician"),
    ("/registry/variables/enterprise_equipment_spending/", "statistician"),
    ("/registry/variables/enterprise_output/facts/", "statistician"),
    ("/registry/facts/", "statistician"),
    ("/registry/enterprises/", "case_officer"),
    ("/registry/enterprises/new/", "case_officer"),
    ("/registry/projects/", "case_officer"),
    ("/registry/parcels/", "case_officer"),
    ("/registry/parcels/new/", "case_officer"),
    ("/registry/zones/", "policy_officer"),
    ("/registry/parks/", "policy_officer"),
    ("/registry/units/", "policy_officer"),
    ("/registry/units/new/", "policy_officer"),
]


def _fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("path", "role"), PAGES)
def test_a_page_is_accessible_in_light_and_dark_and_fits_a_phone(open_page, path, role):
    for theme in ("light", "dark"):
        assert faults(open_page(path, role=role, theme=theme), WCAG if theme == "light" else COLOURS) == []
    _fits(open_page(path, role=role, width=360, height=780, size="larger"))


def test_a_zone_is_reached_from_the_map_by_keyboard(open_page):
    page = open_page("/registry/catalogue/", role=None)
    points = page.locator("a.map-point")
    assert points.count() >= 39
    point = page.locator('a.map-point[aria-label="巴彦淖尔经济技术开发区"]')
    point.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalogue/zones/bayannur-etdz/")
    assert "农畜产品精深加工" in page.content()
    assert page.locator(".details-list").get_by_text("未知").count() >= 2


def test_the_map_and_the_table_follow_the_filter_and_the_address_keeps_it(open_page):
    page = open_page("/registry/catalogue/", role=None)
    page.select_option("#filter-level", "national")
    page.wait_for_url("**level=national**")
    page.locator(".chip-on").wait_for()
    assert page.locator("a.map-point").count() == page.locator(".table tbody tr").count() == 4
    page.locator(".chip-on").click()
    page.wait_for_url(re.compile(r"catalogue/(\?[^l]*)?$"))


def test_what_is_wrong_in_a_form_is_told_and_led_to(chromium, running_site):
    # Not by open_page: the browser writes an answer of 422 to its console as if it were a fault of the page.
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    session = {"name": "jingkai_session", "value": running_site.session_of("policy_officer")}
    context.add_cookies([session | {"url": running_site.address}])
    page = context.new_page()
    page.goto(running_site.address + "/registry/parks/new/")
    page.fill("#id_name", "东园")
    page.fill("#id_boundary", '{"type": "Point"}')
    page.locator("button[value=check]").click()
    summary = page.locator(".error-summary")
    summary.wait_for()
    assert faults(page) == []
    _fits(page)
    summary.get_by_role("link").last.click()
    assert page.evaluate("document.activeElement.id") == "id_boundary"
    assert page.input_value("#id_name") == "东园", "what was written stays"
    context.close()
