"""Many claims decided at once in a real browser, without any script: chosen, confirmed, done; then one is verified."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jingkai.accounts.roles import Role

pytestmark = pytest.mark.browser


@pytest.fixture
def page_of(chromium: Any, demo_site: Any) -> Iterator[Callable[[str], Any]]:
    """Open the demo as somebody who holds a role, in English and with scripts switched off."""
    contexts = []

    def enter(role: str) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
        cookies = {"jingkai_session": demo_site.session_of(role), "jingkai_language": "en"}
        context.add_cookies(
            [{"name": name, "value": value, "url": demo_site.address} for name, value in cookies.items()]
        )
        contexts.append(context)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


def test_claims_are_chosen_confirmed_and_approved_each_by_itself(
    demo_site: Any, page_of: Callable[[str], Any]
) -> None:
    page = page_of(Role.DECISION_MAKER)
    queue = f"{demo_site.address}/benefits/claims/?task=approve"
    page.goto(queue)
    boxes = page.locator('input[name="claim"]')
    waiting = boxes.count()
    assert waiting
    chosen = [boxes.nth(at).get_attribute("value") for at in range(min(2, waiting))]
    for at in range(len(chosen)):
        boxes.nth(at).check()
    page.get_by_role("button", name=re.compile("Chosen ones")).click()
    assert "Nothing has been done yet" in page.locator("main").inner_text()
    assert page.locator("dd").first.inner_text() == str(len(chosen))
    page.get_by_role("button", name=re.compile(r"Approve \(\d+\)")).click()
    assert "dealt with" in page.locator("main").inner_text()
    page.goto(queue)
    assert page.locator('input[name="claim"]').count() == waiting - len(chosen)
    page.goto(f"{demo_site.address}/benefits/claims/{chosen[0]}/")
    assert "Claim approved" in page.locator("main").inner_text()


def test_a_claim_is_verified_fact_by_fact_and_says_what_was_not_compared(
    demo_site: Any, page_of: Callable[[str], Any]
) -> None:
    page = page_of(Role.CASE_OFFICER)
    page.goto(f"{demo_site.address}/benefits/claims/?task=verify")
    page.locator("a.table__main").first.click()
    claim = page.url
    page.get_by_role("link", name="Verify", exact=True).click()
    page.get_by_role("button", name="Verify", exact=True).click()
    assert "Compare this fact with its paper" in page.locator(".error-summary").inner_text()
    for box in page.locator('main input[type="checkbox"]').all():
        box.check()
    for fields in page.locator('main input[type="radio"][value="yes"]').all():
        fields.check()
    for reason in page.locator('main textarea[name^="why_"]').all():
        reason.fill("与省级政策核对，没有重复享受")
    page.get_by_role("button", name="Verify", exact=True).click()
    assert page.url == claim
    assert "What was verified" in page.locator("main").inner_text()
