"""The menu shows what the guard lets in, and knows where a page lies."""

from __future__ import annotations

import pytest
from django.urls import resolve

from jingkai.accounts.policy import Nobody, may
from jingkai.accounts.roles import ROLES, Role
from jingkai.portal.navigation import GROUPS, Section
from jingkai.portal.selectors.menu import door_of, menu, way_to
from people import make_person

pytestmark = pytest.mark.django_db

SECTIONS = [section for group in GROUPS for section in group.sections]


def _addresses(user):
    return {section.address for section in menu(user, "/").sections()}


def test_the_public_sees_what_is_public():
    seen = _addresses(Nobody())
    assert {"portal:home", "documents:library", "documents:targets", "ledger:heads"} <= seen
    assert not seen & {"portal:inbox", "documents:uploads", "registry:enterprises", "accounts:people"}


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        (Role.POLICY_OFFICER, "documents:uploads", "accounts:people"),
        (Role.SECURITY_ADMINISTRATOR, "accounts:people", "documents:uploads"),
        (Role.AUDIT_ADMINISTRATOR, "accounts:trail", "registry:enterprises"),
        (Role.STATISTICIAN, "registry:enterprises", "accounts:trail"),
        (Role.UNIT_OFFICER, "registry:units", "registry:enterprises"),
    ],
)
def test_the_menu_follows_the_role(role, there, not_there):
    user = make_person(role)
    user.second_factor = True
    seen = _addresses(user)
    assert there in seen
    assert not_there not in seen


@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.PUBLIC])
def test_the_menu_shows_exactly_what_the_guard_lets_in(role):
    user = make_person(role)
    user.second_factor = True
    let_in = {
        section.address
        for section in SECTIONS
        if (path := door_of(section.address).path) and may(user, resolve(path).func.action)
    }
    assert _addresses(user) == let_in


def test_a_section_of_a_slice_that_is_not_there_is_left_out():
    assert way_to(Nobody(), "nowhere:list") == ""
    absent = Section("nowhere:list", "Nowhere", "map")
    assert absent.holds("/nowhere/") == 0


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "portal:home"),
        ("/documents/7/witnesses/", "documents:library"),
        ("/departments/finance/", "documents:units"),
        ("/ledger/entries/5/proof", "ledger:entries"),
        ("/ledger/", "ledger:heads"),
    ],
)
def test_a_page_lies_in_the_section_that_leads_furthest_to_it(path, address):
    section = menu(Nobody(), path).section
    assert section is not None
    assert section.address == address


def test_a_page_of_no_section_lies_nowhere():
    found = menu(Nobody(), "/search/")
    assert found.group is None
    assert found.section is None


def test_pages_below_the_own_account_are_no_part_of_it():
    user = make_person(Role.STATISTICIAN)
    assert menu(user, "/accounts/people/").section is None
    assert menu(user, "/accounts/tokens/").section.address == "accounts:tokens"


def test_every_section_has_an_icon_that_exists():
    from jingkai.portal.templatetags.portal import icon

    for group in GROUPS:
        for drawn in (group, *group.sections):
            assert "<svg" in icon(drawn.icon)


def test_the_current_section_is_told_to_screen_readers(client, library):
    html = client.get("/documents/").content.decode()
    assert 'href="/documents/" aria-current="page"' in html
    html = client.get(f"/documents/{library['opinion']}/").content.decode()
    assert 'href="/documents/" aria-current="true"' in html
