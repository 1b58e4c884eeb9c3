"""The pages in a real browser: usable by keyboard, on a phone, in the dark, with a screen reader."""

from __future__ import annotations

import pytest
from axe_rules import COLOURS, WCAG, faults

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/inbox/",
    "/documents/?level=city",
    "/documents/?q=没有这样的文件",
    "/documents/1/",
    "/documents/2/",
    "/documents/1/witnesses/",
    "/documents/1/witnesses/side-by-side/",
    "/documents/1/witnesses/2/",
    "/documents/1/witnesses/2/?repairs=doubtful",
    "/documents/1/witnesses/3/?view=received",
    "/documents/2/findings/",
    "/documents/2/exports/",
    "/compare/",
    "/compare/?lower=2&upper=1",
    "/units/",
    "/units/?by=department",
    "/units/青岚经开区管委会/",
    "/departments/finance/",
    "/targets/",
    "/search/",
    "/search/?q=补贴",
    "/uploads/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_light_and_dark(open_page, path):
    for theme in ("light", "dark"):
        assert faults(open_page(path, theme=theme), WCAG if theme == "light" else COLOURS) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_has_to_be_scrolled_sideways_on_a_phone_even_with_larger_text(open_page, path):
    for size in ("normal", "larger"):
        page = open_page(path, width=360, height=780, size=size)
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0


def test_a_missing_page_is_accessible_too(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site + "/documents/999/")
    assert faults(page) == []
    context.close()


def test_the_first_tab_leads_to_the_content(open_page):
    page = open_page("/documents/1/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_citation_is_copied_from_the_keyboard(open_page):
    page = open_page("/documents/2/")
    page.locator("#art_2__item_11 [data-copy]").focus()
    page.keyboard.press("Enter")
    page.locator("#announcer:not(:empty)").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == "澄政办发〔2025〕11号 第11条"


def test_a_repair_opens_in_place_and_gives_the_focus_back(open_page):
    page = open_page("/documents/1/witnesses/2/")
    fix = page.locator("#sheet .fix, .sheet .fix").nth(3)
    fix.focus()
    page.keyboard.press("Enter")
    card = page.locator("#floating")
    assert card.is_visible()
    assert card.locator("ins").first.text_content()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert fix.evaluate("element => element === document.activeElement")


def test_repairs_are_walked_by_arrow_keys_and_by_the_buttons_of_the_card(open_page):
    page = open_page("/documents/1/witnesses/2/")
    fixes = page.locator(".fix")
    assert fixes.count() > 300
    assert page.locator('.fix[tabindex="0"]').count() == 1, "one stop for the Tab key, not hundreds"
    fixes.first.focus()
    page.keyboard.press("ArrowRight")
    assert fixes.nth(1).evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    card = page.locator("#floating")
    assert card.locator("[data-count]").text_content() == f"2 / {fixes.count()}"
    page.keyboard.press("Enter")  # the card opens with "next" under the key
    page.keyboard.press("Enter")
    assert card.locator("[data-count]").text_content() == f"4 / {fixes.count()}"
    card.locator('[data-walk="-1"]').click()
    assert card.locator("[data-count]").text_content() == f"3 / {fixes.count()}"
    page.keyboard.press("Escape")
    assert fixes.nth(2).evaluate("element => element === document.activeElement")


def test_the_card_of_the_last_repair_in_view_stays_in_the_window(open_page):
    page = open_page("/documents/1/witnesses/2/")
    page.locator(".fix").last.evaluate("element => element.click()")
    box = page.locator("#floating").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 900


def test_filters_are_folded_on_a_phone_and_stay_open_once_used(open_page):
    page = open_page("/documents/", width=360, height=780)
    assert not page.locator("#filter-level").is_visible()
    page.locator("[data-fold] summary").click()
    page.select_option("#filter-level", "city")
    page.wait_for_url("**level=city**")
    page.locator(".table tbody tr:only-child").wait_for()
    assert page.locator("#filter-level").is_visible()
    wide = open_page("/documents/")
    assert wide.locator("#filter-level").is_visible()
    assert not wide.locator("[data-fold] summary").is_visible()


def test_titles_break_between_words(open_page):
    page = open_page("/documents/1/", width=360, height=780)
    title = page.locator(".doc-head__title")
    assert title.locator("wbr").count() >= 1
    assert title.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_a_clause_chip_opens_the_clause_and_leads_there(open_page):
    page = open_page("/targets/")
    page.locator(".clause-chip").first.click()
    card = page.locator("#floating")
    card.wait_for(state="visible")
    card.locator("a").click()
    page.wait_for_url("**/documents/*/#*")
    assert page.locator(":target").count() == 1


def test_a_unit_under_the_pointer_lights_every_mention(open_page):
    page = open_page("/documents/2/")
    unit = page.locator(".note [data-light]").first
    ref = unit.get_attribute("data-light")
    unit.hover()
    lit = page.locator(f'[data-refs~="{ref}"]')
    assert lit.count() > 1
    assert page.locator(".is-lit").count() == lit.count()


def test_suggestions_are_walked_with_the_arrow_keys(open_page):
    page = open_page("/search/")
    field = page.locator("#main-words")
    field.press_sequentially("省发")
    page.locator("#main-suggestions [role=option]").first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "main-option-1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/**")


def test_a_filter_changes_list_and_address_without_losing_the_way_back(open_page):
    page = open_page("/documents/")
    page.select_option("#filter-level", "city")
    page.wait_for_url("**level=city**")
    page.locator(".table tbody tr:only-child").wait_for()
    page.go_back()
    page.locator(".table tbody tr:first-child:nth-last-child(2)").wait_for()


def test_the_tree_follows_the_text(open_page):
    page = open_page("/documents/2/#art_2__item_11")
    page.locator(".tree [aria-current]").wait_for()
    assert page.locator(".tree [aria-current]").get_attribute("href") == "#art_2__item_11"


def test_a_page_works_without_scripts(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/documents/")
    page.select_option("#filter-level", "city")
    page.locator(".filters button[type=submit]").click()
    assert page.locator(".table tbody tr").count() == 1
    page.locator(".table__main").click()
    assert page.locator(".clause").count() > 10
    context.close()


def test_print_leaves_the_text_alone(open_page):
    page = open_page("/documents/2/")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert not page.locator(".tree").is_visible()
    assert page.locator(".clause__body").first.is_visible()


def test_a_file_is_read_reviewed_and_published(open_page, tmp_path):
    path = tmp_path / "青岚通知.txt"
    path.write_text(
        "青岚经济技术开发区管理委员会关于做好夜间照明的通知\n青管发〔2025〕21号\n各园区、各企业：\n"
        "为方便夜班职工出行，现通知如下。\n一、工作目标\n到2026年，路灯完好率达到98%以上。\n"
        "二、工作任务\n1.更换老旧灯具，对自行更换的企业按实际投入的30%给予补贴，最高不超过5万元。"
        "（责任单位：建设局、财政局）\n青岚经济技术开发区管理委员会\n2025年6月3日\n",
        encoding="utf-8",
    )
    page = open_page("/uploads/")
    page.set_input_files("#id_copies", str(path))
    assert "青岚通知.txt" in page.locator("[data-chosen]").text_content()
    page.locator("form[enctype] button[type=submit]").click()
    page.locator("#uploads a[href$='/review/']").wait_for(timeout=30_000)
    assert faults(page) == []
    page.locator("#uploads a[href$='/review/']").first.click()
    assert faults(page) == []
    page.locator("form[novalidate] button[type=submit]").first.click()
    page.wait_for_url("**/documents/*/")
    assert page.locator("#art_2__item_1").count() == 1


def test_a_reader_in_the_dark_prints_dark_words_on_white(open_page):
    page = open_page("/documents/2/", theme="dark")
    ink = "getComputedStyle(document.querySelector('.clause__body')).color"
    on_screen = page.evaluate(ink)
    page.emulate_media(media="print")
    assert page.evaluate(ink) != on_screen
    assert page.evaluate(ink) == open_page("/documents/2/", theme="light").evaluate(ink)
