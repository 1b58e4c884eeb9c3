"""Every page of a demo, found by following links as each role: accessible in light and dark, on a phone, by keyboard.

New pages are covered by themselves as soon as something links to them.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass
from typing import Any

import pytest
from axe_rules import COLOURS, WCAG, faults
from django.urls import Resolver404, resolve

from jingkai.accounts.roles import Role
from jingkai.portal.navigation import GROUPS
from jingkai.portal.selectors.menu import door_of

pytestmark = pytest.mark.browser

ROLES: tuple[str | None, ...] = (
    None,
    Role.POLICY_OFFICER,
    Role.STATISTICIAN,
    Role.ZONE_LEADER,
    Role.CASE_OFFICER,
    Role.DECISION_MAKER,
    Role.ENTERPRISE_ADMINISTRATOR,
    Role.UNIT_OFFICER,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
)
OF_ONE_KIND = 2
"""How many pages of one address are looked at for links."""

# What a keyboard could not reach: acts on a click and takes no focus.
OUT_OF_REACH = """() => [...document.querySelectorAll("[role=button], [role=switch], [role=tab], [role=menuitem], a, [tabindex]")]
  .filter((element) => element.checkVisibility() && (element.tabIndex > 0
    || (element.tabIndex < 0 && !element.hasAttribute("href") && !element.closest("[role=listbox]") && element.id !== "main"
        && !element.hasAttribute("data-refs") && element.getAttribute("role"))
    || (element.tagName === "A" && !element.hasAttribute("href"))))
  .map((element) => element.outerHTML.slice(0, 120))"""

# A cell has its own label, as a phone shows no heads: it must say what the head of its column says.
CELLS_CALLED_OTHERWISE = """() => [...document.querySelectorAll("table")].flatMap((table) => {
  const heads = [...table.querySelectorAll("thead th")].flatMap((head) => Array(head.colSpan).fill(head.textContent.trim()));
  if (table.tHead?.rows.length !== 1) return [];
  return [...table.querySelectorAll("tbody tr")].flatMap((row) => {
    let at = 0;
    return [...row.cells].flatMap((cell) => {
      const head = heads[at];
      at += cell.colSpan;
      return cell.dataset.label && head && cell.dataset.label !== head ? [[head, cell.dataset.label]] : [];
    });
  });
})"""


def _fetch(address: str, session: str | None) -> str:
    request = urllib.request.Request(address)
    if session:
        request.add_header("Cookie", f"jingkai_session={session}")
    try:
        with urllib.request.urlopen(request) as answer:
            if "text/html" not in answer.headers.get("Content-Type", ""):
                return ""
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        assert error.code < 500, address
        return ""


def _route(path: str) -> str:
    try:
        return resolve(path).route
    except Resolver404:
        return ""


@dataclass(frozen=True)
class Reached:
    """A page as somebody who holds a role finds it."""

    role: str | None
    path: str
    html: str


def _pages_of(site: Any, role: str | None) -> dict[str, Reached]:
    """Follow the links of the site as somebody who holds a role; return a page for each kind of address."""
    session = site.session_of(role) if role else None
    seen: dict[str, list[str]] = {}
    pages: dict[str, Reached] = {}
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        route = _route(path)
        known = seen.setdefault(route, [])
        if path in known or len(known) >= OF_ONE_KIND or (not route and path != "/"):
            continue
        known.append(path)
        html = _fetch(site.address + path, session)
        if "<main" not in html:
            continue
        pages.setdefault(route, Reached(role, path, html))
        for link in re.findall(r'<a\b[^>]*\bhref="(/[^"?#]*)"', html):
            if not link.startswith("/static/") and link not in known:
                waiting.append(link)
    return pages


@pytest.fixture(scope="module")
def pages(demo_site: Any) -> list[Reached]:
    """A page of every kind, with a role that reaches it; home and inbox once a role."""
    found: dict[str, Reached] = {}
    for role in ROLES:
        for route, one in _pages_of(demo_site, role).items():
            found.setdefault(f"{role} {one.path}" if one.path in {"/", "/inbox/"} else route, one)
    return list(found.values())


def test_every_section_of_the_menu_is_reached(pages):
    reached = {one.path for one in pages}
    sections = {door_of(section.address).path for group in GROUPS for section in group.sections} - {""}
    assert sections <= reached
    assert len(pages) > 45


def test_every_page_is_accessible_fits_a_phone_and_is_reached_by_keyboard(chromium, demo_site, pages):
    wrong: list[tuple[object, ...]] = []

    def look(page: Any, where: str, rules: dict[str, Any] = WCAG, *, colours: bool = True) -> None:
        wrong.extend((where, *fault) for fault in faults(page, rules, colours=colours))

    def broke(error: Any) -> None:
        wrong.append(("script", str(error)))

    for role in ROLES:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        if role:
            context.add_cookies(
                [{"name": "jingkai_session", "value": demo_site.session_of(role), "url": demo_site.address}]
            )
        page = context.new_page()
        page.on("pageerror", broke)
        for path in [one.path for one in pages if one.role == role]:
            page.set_viewport_size({"width": 1280, "height": 900})
            answer = page.goto(demo_site.address + path)
            assert answer.status == 200, path
            where = f"{path} as {role}"
            look(page, where)
            wrong += [(where, "out of reach", found) for found in page.evaluate(OUT_OF_REACH)]
            if page.locator("h1").count() != 1:
                wrong.append((where, "one h1 a page", page.locator("h1").count()))
            page.evaluate("document.documentElement.dataset.theme = 'dark'")
            look(page, f"{where} in the dark", COLOURS)
            page.set_viewport_size({"width": 360, "height": 780})
            look(page, f"{where} on a phone", colours=False)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                wrong.append((where, "too wide for a phone by", wide))
        context.close()
    assert wrong == []


def test_cells_carry_on_a_phone_the_words_that_stand_above_them_elsewhere(chromium, demo_site, pages):
    wrong = []
    page = chromium.new_page()
    for one in pages:
        page.set_content(one.html)
        wrong += [(one.path, *pair) for pair in page.evaluate(CELLS_CALLED_OTHERWISE)]
    page.close()
    assert wrong == []


def test_every_page_of_a_demo_carries_its_mark(pages):
    assert [one.path for one in pages if "演示数据" not in one.html] == []
