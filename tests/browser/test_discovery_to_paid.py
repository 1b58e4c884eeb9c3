"""One claim in a real browser, from what an enterprise sees that it can get to the money that it sees paid."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from clocked_site import ClockedSite

from jingkai.benefits.payments.treasury import ANSWER_HEAD, HEAD, PAID, TOTAL
from jingkai.config.demo.papers import page as paper

pytestmark = pytest.mark.browser

TITLE = "数字化改造软件补贴"
SUM = "385,920.00"
PUBLISHED_AND_MORE = 21
"""Days after which five working days have passed, whatever holiday lies between."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClockedSite]:
    """A demo of its own, because its claims are changed and its clock is put forward."""
    running = ClockedSite(tmp_path_factory.mktemp("clocked"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture
def sign_in(chromium: Any, site: ClockedSite) -> Iterator[Callable[[str], Any]]:
    """Sign in as somebody of the demo, by name; a script error or a refused script or style fails the test."""
    complaints: list[str] = []
    contexts = []

    def enter(role: str) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        context.add_cookies([{"name": "jingkai_language", "value": "en", "url": site.address}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(f"{site.address}/accounts/sign-in/" if role else site.address)
        if role:
            page.click(f'button[value="demo.{role}"]')
            page.wait_for_load_state("networkidle")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def test_what_was_found_without_an_application_needs_one_click_from_the_inbox(
    sign_in: Callable[[str], Any],
) -> None:
    page = sign_in("enterprise_administrator")
    page.get_by_role("link", name=re.compile("首次认定高新技术企业奖励.*200,000.00")).first.click()
    page.wait_for_url(re.compile("/consent/$"))
    assert page.locator("input[type=file]").count() == 0, "the other unit's record proves it"
    page.get_by_role("button", name="Consent and claim").click()
    page.wait_for_url(re.compile(r"/benefits/claims/\w{32}/$"))
    assert "Consented, waits for verification" in page.locator("main").inner_text()


def test_a_benefit_is_claimed_verified_published_approved_and_paid_once_to_the_fen(
    site: ClockedSite, sign_in: Callable[[str], Any], tmp_path: Path
) -> None:
    address = _claim_with_one_consent(sign_in("enterprise_administrator"), tmp_path)
    officer = sign_in("case_officer")
    _verify(officer, address)
    _publish(officer, address)
    _see_it_published(sign_in(""), site)
    maker = sign_in("decision_maker")
    maker.goto(address)
    assert maker.get_by_role("link", name="Approve").count() == 0, "not before the publication has ended"

    site.let_days_pass(PUBLISHED_AND_MORE)

    _approve(sign_in("decision_maker"), address)
    paymaster = sign_in("paymaster")
    batch = _order(paymaster, site, address)
    _take_the_banks_answer(paymaster, batch, tmp_path)
    _see_it_paid(sign_in("enterprise_administrator"), address)
    _verify_the_ledger(site)


def _claim_with_one_consent(page: Any, folder: Path) -> str:
    """Find the benefit from the home page, claim it, and return the claim's address."""
    page.get_by_role("link", name="Benefits", exact=True).first.click()
    page.wait_for_url(re.compile(r"/benefits/enterprises/\w{18}/$"))
    card = page.locator("article", has=page.get_by_role("link", name=TITLE, exact=True))
    assert f"{SUM} yuan" in card.inner_text()
    card.get_by_role("button", name="Claim this").or_(card.get_by_role("link", name="Claim this")).click()
    page.wait_for_url(re.compile(r"/benefits/claims/\w{32}/consent/$"))
    file = folder / "contract.pdf"
    file.write_bytes(paper("SYNTHETIC SAMPLE"))
    page.locator("input[type=file]").first.set_input_files(str(file))
    assert page.get_by_label("As last time", exact=False).is_checked(), "the account is known from before"
    page.get_by_role("button", name="Consent and claim").click()
    page.wait_for_url(re.compile(r"/benefits/claims/\w{32}/$"))
    assert "Consented, waits for verification" in page.locator("main").inner_text()
    return str(page.url)


def _verify(page: Any, address: str) -> None:
    page.goto(f"{address.rpartition('/claims/')[0]}/claims/")
    assert TITLE in page.locator("main").inner_text()
    page.goto(address)
    page.locator("main").get_by_role("link", name="Verify").click()
    page.wait_for_url(re.compile("/verify/$"))
    assert "contract.pdf" in page.locator("main").inner_text(), "the paper lies beside the fact"
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("main").get_by_role("button", name="Verify").click()
    page.wait_for_url(address)
    assert "Verified, waits for publication" in page.locator("main").inner_text()


def _publish(page: Any, address: str) -> None:
    page.locator("main").get_by_role("link", name="Publish").click()
    page.wait_for_url(re.compile("/publicise/$"))
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url(address)
    assert "Published for objections" in page.locator("main").inner_text()


def _see_it_published(page: Any, site: ClockedSite) -> None:
    page.goto(f"{site.address}/benefits/published/")
    row = page.locator("tbody tr", has_text=SUM)
    assert TITLE in row.inner_text()
    row.get_by_role("link", name=re.compile("Entry")).click()
    page.wait_for_url(re.compile("/ledger/"))


def _approve(page: Any, address: str) -> None:
    page.goto(address)
    page.locator("main").get_by_role("link", name="Approve").click()
    page.wait_for_url(re.compile("/approve/$"))
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url(address)
    assert "Approved, waits for money" in page.locator("main").inner_text()


def _order(page: Any, site: ClockedSite, address: str) -> str:
    """Set the money aside, order the payment, and return the batch's address."""
    claim = address.rstrip("/").rpartition("/")[2]
    page.goto(f"{site.address}/benefits/budgets/")
    budgets = page.locator("main a[href*='/industry/']")
    newest = max(str(link.get_attribute("href")) for link in budgets.all())
    for button, step in (
        ("Look at what each would get", "Set this money aside"),
        ("Put these into a batch", "Prepare the batch"),
    ):
        page.goto(site.address + newest)
        for box in page.locator("main input[type=checkbox][name=claim]").all():
            box.set_checked(box.get_attribute("value") == claim)
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state("networkidle")
        assert SUM in page.locator("main").inner_text()
        page.get_by_role("button", name=step).click()
        page.wait_for_load_state("networkidle")
    page.wait_for_url(re.compile(r"/benefits/batches/\w+/$"))
    return str(page.url)


def _take_the_banks_answer(page: Any, batch: str, folder: Path) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Fetch the file").click()
    ordered = folder / "ordered.csv"
    waiting.value.save_as(ordered)
    rows = list(csv.reader(io.StringIO(ordered.read_text(encoding="utf-8-sig"), newline="")))
    assert tuple(rows[0]) == HEAD
    assert [row[6] for row in rows[1:]] == ["385920.00", "385920.00"], "one payment, and the total"
    answer = folder / "answer.csv"
    lines = [
        ",".join(ANSWER_HEAD),
        f"{rows[1][2]},385920.00,{PAID},2026-03-02,YH0001,",
        f"{TOTAL},1,385920.00",
    ]
    answer.write_text("\r\n".join(lines), encoding="gb18030")
    for _again in range(2):  # the same answer a second time pays nobody twice
        page.goto(batch)
        page.locator("input[type=file]").set_input_files(str(answer))
        page.get_by_role("button", name="Take the answer").click()
        page.wait_for_load_state("networkidle")
    page.goto(batch)
    assert "The bank has decided on every payment." in page.locator("main").inner_text()


def _see_it_paid(page: Any, address: str) -> None:
    page.goto(address)
    words = page.locator("main").inner_text()
    assert "Paid out" in words
    assert f"{SUM} yuan" in words
    assert words.count("Claim paid") == 1
    told = page.locator("main", has_text=f"“{TITLE}” is paid, {SUM} yuan")
    for _turn in range(40):  # whoever keeps the house tells it within moments
        page.goto(f"{address.rpartition('/benefits/')[0]}/accounts/notifications/")
        if told.count():
            break
        page.wait_for_timeout(250)
    assert told.count() == 1


def _verify_the_ledger(site: ClockedSite) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jingkai.cli", "ledger", "verify"],
        env={**os.environ, "JINGKAI_DATA": str(site.folder), "JINGKAI_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
