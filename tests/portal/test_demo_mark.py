"""Every page and every file of a demo says that the data are made up."""

from __future__ import annotations

import io
import zipfile

import pytest

from jingkai.accounts.roles import Role
from jingkai.portal.middleware import with_mark
from jingkai.portal.selectors import is_demo
from jingkai.portal.selectors.installation import MARK
from jingkai.portal.services import mark_as_demo

pytestmark = pytest.mark.django_db


def test_a_new_installation_is_no_demo():
    assert not is_demo()


def test_a_demo_can_be_marked_twice_and_the_mark_taken_away():
    mark_as_demo()
    mark_as_demo()
    assert is_demo()
    mark_as_demo(demo=False)
    assert not is_demo()


def test_every_page_carries_the_mark_and_none_without_a_demo(client, client_as, library):
    paths = ["/", "/documents/", f"/documents/{library['opinion']}/", "/search/", "/ledger/", "/nowhere/"]
    officer = client_as(Role.POLICY_OFFICER)
    for path in paths:
        assert MARK not in client.get(path).content.decode(), path
    mark_as_demo()
    for path in [*paths, "/accounts/sign-in/"]:
        assert MARK in client.get(path).content.decode(), path
    for path in ("/", "/inbox/", "/uploads/"):
        assert MARK in officer.get(path).content.decode(), path


def test_files_carry_the_mark_in_their_names_and_workbooks_on_paper_too(client, library):
    for path in (
        "/documents/?export=csv",
        "/targets/?export=xlsx",
        f"/documents/{library['opinion']}/exports/text/",
    ):
        assert "%E6%BC%94" not in client.get(path).headers["Content-Disposition"]
    mark_as_demo()
    for path in ("/documents/?export=csv", f"/documents/{library['opinion']}/exports/text/"):
        assert "%E6%BC%94%E7%A4%BA%E6%95%B0%E6%8D%AE-" in client.get(path).headers["Content-Disposition"]
    book = zipfile.ZipFile(io.BytesIO(client.get("/targets/?export=xlsx").content))
    assert MARK in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_file_name_keeps_its_words_behind_the_mark():
    assert with_mark('attachment; filename="list.csv"', "DEMO") == 'attachment; filename="DEMO-list.csv"'
    assert with_mark("attachment; filename*=utf-8''%E6%9D%A1.csv", "DEMO").endswith("DEMO-%E6%9D%A1.csv")
