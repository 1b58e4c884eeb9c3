"""The frame of the pages in a real browser: search from anywhere, menus, filters under a name, without scripts too."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def _focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_ctrl_k_finds_a_clause_and_enter_opens_it(open_page):
    page = open_page("/targets/")
    page.keyboard.press("Control+k")
    assert _focused(page) == "finder-words"
    page.locator("#finder-list [role=option]").first.wait_for()
    page.keyboard.type("推进放权赋能")
    page.wait_for_function(
        """() => {
          const chosen = document.querySelector('#finder-list [aria-selected="true"]');
          return chosen?.textContent.includes("推进放权赋能")
            && chosen.id === document.getElementById("finder-words").getAttribute("aria-activedescendant");
        }"""
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*/**")


def test_arrow_keys_walk_round_and_escape_gives_the_focus_back(open_page):
    page = open_page("/targets/")
    page.locator("[data-finder-open]").first.focus()
    page.keyboard.press("Enter")
    options = page.locator("#finder-list [role=option]")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert not page.locator("#finder").is_visible()
    assert page.evaluate("document.activeElement.hasAttribute('data-finder-open')")


def test_one_escape_closes_the_search_with_words_in_it_too(open_page):
    page = open_page("/targets/")
    page.keyboard.press("Control+k")
    page.keyboard.type("财政")
    page.keyboard.press("Escape")
    assert not page.locator("#finder").is_visible()


def test_enter_belongs_to_the_input_method_while_it_composes(open_page):
    page = open_page("/targets/")
    page.keyboard.press("Control+k")
    page.keyboard.type("目标")
    page.locator('#finder-list [aria-selected="true"]').wait_for()
    for key in ("Enter", "ArrowDown", "Escape"):
        page.evaluate(
            """key => document.getElementById("finder-words").dispatchEvent(
              new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true, cancelable: true}))""",
            key,
        )
    assert page.locator("#finder").is_visible()
    assert page.locator("#finder-list [role=option]").first.get_attribute("aria-selected") == "true"
    assert page.url.endswith("/targets/")


def test_a_slash_opens_the_search_unless_one_is_writing(open_page):
    page = open_page("/documents/")
    page.locator("#filter-q").focus()
    page.keyboard.press("/")
    assert not page.locator("#finder").is_visible()
    page.locator("main").focus()
    page.keyboard.press("/")
    assert page.locator("#finder").is_visible()


def test_the_search_dialog_is_accessible_in_light_and_dark_and_on_a_phone(open_page):
    from axe_rules import faults

    for theme, width in (("light", 1280), ("dark", 1280), ("light", 360)):
        page = open_page("/targets/", theme=theme, width=width)
        page.keyboard.press("Control+k")
        page.keyboard.type("财政")
        page.locator("#finder-list .found__about").first.wait_for()
        assert faults(page) == []


def test_menus_open_by_keyboard_and_are_accessible(open_page):
    from axe_rules import faults

    page = open_page("/documents/?level=city", theme="dark")
    for menu in (".person-menu", ".saved-filters", ".preferences"):
        summary = page.locator(f"{menu} > summary")
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator(f"{menu} .menu__sheet").is_visible()
        assert faults(page) == []
        page.keyboard.press("Escape")
        assert not page.locator(f"{menu} .menu__sheet").is_visible()
        assert summary.evaluate("element => element === document.activeElement")


def test_on_a_phone_one_menu_holds_every_section(open_page):
    from axe_rules import faults

    page = open_page("/targets/", width=360, height=780, size="larger")
    assert not page.locator(".main-nav").is_visible()
    page.locator(".nav-menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".nav-menu a[aria-current]").text_content().strip() == "目标"
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.locator(".nav-menu a[href='/uploads/']").click()
    page.wait_for_url("**/uploads/")


def test_filters_are_kept_under_a_name_and_taken_away_again(open_page):
    page = open_page("/documents/?level=city")
    page.locator(".saved-filters > summary").click()
    page.fill("#filter-name", "市级")
    page.keyboard.press("Enter")
    page.locator(".notice--good").wait_for()
    page.goto(page.url.split("/documents/")[0] + "/")
    page.locator("main a", has_text="市级").first.click()
    page.wait_for_url("**/documents/?level=city")
    page.locator(".saved-filters > summary").click()
    page.locator(".saved-filters__row button").first.click()
    page.locator(".saved-filters > summary .count").wait_for(state="detached")


def test_the_frame_works_without_scripts(chromium, site):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(site + "/")
    page.locator(".nav-menu > summary").click()
    page.locator(".nav-menu a[href='/targets/']").click()
    assert page.url.endswith("/targets/")
    page.locator("[data-finder-open]").first.click()
    assert page.url.endswith("/search/")
    context.close()


def test_paper_carries_the_mark_of_a_demo_and_nothing_of_the_frame(chromium, demo_site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(demo_site.address + "/documents/")
    page.emulate_media(media="print")
    assert page.locator(".demo-mark").is_visible()
    for part in (".masthead", ".section-nav", ".crumbs", ".footer"):
        assert not page.locator(part).is_visible()
    context.close()
