"""The masthead stays on one line: what does not fit folds into the menu, whoever reads, in whatever language and size."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 992, 1010, 1100, 1150, 1280, 1440, 1920)
READERS = ("auditor", "zone_leader", "enterprise_administrator", None)

STANDING = """() => {
  const seen = (selector) => {
    const found = document.querySelector(selector);
    return found?.checkVisibility({ visibilityProperty: true }) ? found.getBoundingClientRect() : null;
  };
  const parts = [".brand", ".main-nav ul", ".nav-menu > summary", ".masthead__tools"].map(seen).filter(Boolean)
    .sort((one, other) => one.left - other.left);
  const words = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    lines: Math.round(document.querySelector(".masthead").getBoundingClientRect().height / (3.5 * words)),
    groups: Boolean(seen(".main-nav")),
    menu: Boolean(seen(".nav-menu")),
    touching: parts.some((one, place) => parts.slice(place + 1).some((other) => other.left < one.right - 0.5)),
    beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", READERS)
def test_the_masthead_is_one_line_at_every_width(open_page, role, language):
    for size in ("normal", "larger"):
        page = open_page("/documents/", role=role, language=language, size=size)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            standing = page.evaluate(STANDING)
            place = (width, size, standing)
            assert standing["lines"] == 1, place
            assert standing["groups"] != standing["menu"], place
            assert not standing["touching"], place
            assert standing["beyond"] <= 0, place


def test_the_groups_fold_only_where_they_do_not_fit(open_page):
    for role, width, folded in (("auditor", 1280, False), ("auditor", 1010, True), (None, 1010, False)):
        page = open_page("/documents/", role=role, language="en", width=width)
        assert page.locator(".nav-menu").is_visible() is folded
        assert page.locator(".main-nav").is_visible() is not folded


def test_what_is_folded_is_reached_by_keyboard_without_scripts(chromium, running_site):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1010, "height": 780})
    kept = {"jingkai_session": running_site.session_of("auditor"), "jingkai_language": "en"}
    context.add_cookies([{"name": name, "value": kept[name], "url": running_site.address} for name in kept])
    page = context.new_page()
    page.goto(running_site.address + "/documents/")
    for _ in ("the skip link", "the brand", "the menu"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.nav-menu > summary')")
    page.keyboard.press("Enter")
    page.locator(".nav-menu a[href='/ledger/entries/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledger/entries/")
    context.close()
