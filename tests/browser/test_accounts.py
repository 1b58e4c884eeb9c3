"""Signing in and the pages of accounts in a real browser: by keyboard, on a phone, with a screen reader."""

from __future__ import annotations

import re

import pytest
from axe_rules import COLOURS, WCAG, faults

from people import code_now

pytestmark = pytest.mark.browser

PAGES = [
    ("/accounts/", "paymaster"),
    ("/accounts/notifications/", "paymaster"),
    ("/accounts/tokens/", "paymaster"),
    ("/accounts/second-factor/", "paymaster"),
    ("/accounts/password/none/", "paymaster"),
    ("/accounts/people/", "security_administrator"),
    ("/accounts/people/?q=nobody-like-this", "security_administrator"),
    ("/accounts/people/open/", "security_administrator"),
    ("/accounts/trail/", "audit_administrator"),
    ("/accounts/enterprises/91350211M000100Y46/people/", "enterprise_administrator"),
    ("/accounts/sign-in/", None),
    ("/accounts/sign-in/no-account/", None),
    ("/accounts/signed-out/", None),
]

A_ZONE = "baotou-rare-earth"
"""A zone that every site has, from the packs."""


@pytest.mark.parametrize(("path", "role"), PAGES)
def test_a_page_is_accessible_in_light_and_dark_and_fits_a_phone(open_page, path, role):
    for theme in ("light", "dark"):
        assert faults(open_page(path, role=role, theme=theme), WCAG if theme == "light" else COLOURS) == []
    page = open_page(path, role=role, width=360, height=780, size="larger")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def _fits(page) -> None:
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_an_administrator_opens_an_account_and_its_holder_signs_in_with_two_factors(open_page):
    page = open_page("/accounts/people/open/", role="security_administrator", width=360, height=780)
    page.fill("#id_username", "song.yu")
    page.fill("#id_display_name", "宋雨")
    page.fill("#id_phone", "13812340000")
    page.keyboard.press("Enter")
    page.locator(".one-time").first.wait_for()
    _fits(page)
    password = page.locator(".one-time code").nth(1).text_content()
    page.locator("main a.button").click()
    page.wait_for_url("**/people/*-*/")
    assert "138****0000" in page.content()
    assert "13812340000" not in page.content()
    page.select_option("#id_role", "paymaster")
    page.fill("#id_key", A_ZONE)
    page.locator("form[action$='/grant/'] button").click()
    page.locator(".held").wait_for()
    _fits(page)
    page.locator("details:has(#reveal-reason) summary").click()
    page.fill("#reveal-reason", "call back about a payment")
    page.keyboard.press("Enter")
    page.get_by_text("13812340000").wait_for()

    page = open_page("/accounts/sign-in/?next=/accounts/tokens/", role=None, width=360, height=780)
    page.focus("#id_login")
    page.keyboard.type("Song.Yu")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/password/**")
    _fits(page)
    page.fill("#id_oldpassword", password)
    for field in ("#id_password1", "#id_password2"):
        page.fill(field, "Harbour-2027!")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/tokens/")
    page.goto(page.url.replace("/tokens/", "/second-factor/needed/"))
    _fits(page)
    page.locator("main a.button").click()
    page.wait_for_url("**/second-factor/set-up/")
    _fits(page)
    assert page.locator(".qr img").evaluate("image => image.naturalWidth") > 0
    secret = page.locator(".secret").text_content()
    page.fill("#id_code", code_now(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-factor/codes/")
    _fits(page)
    codes = page.locator(".codes code").all_text_contents()
    assert len(codes) == 10
    page.locator("details:has(form[action='/accounts/sign-out/']) > summary").click()
    page.locator("form[action='/accounts/sign-out/'] button").click()
    page.wait_for_url("**/accounts/signed-out/")

    page.locator("main a.button").first.click()
    page.fill("#id_login", "song.yu")
    page.fill("#id_password", "Harbour-2027!")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code/")
    _fits(page)
    page.fill("#id_code", codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"//[^/]+/$"))
    page.goto(page.url + "accounts/")
    assert "138****0000" in page.content()
    _fits(page)


def test_somebody_without_the_role_is_told_who_can_help(open_page):
    page = open_page("/accounts/", role="statistician")
    address = page.url.replace("/accounts/", "/accounts/people/")
    context = page.context
    refused = context.new_page()
    refused.goto(address)
    assert refused.locator(".error-page .badge").count() == 2
    assert faults(refused) == []
