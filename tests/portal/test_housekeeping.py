"""What is done again and again."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from jingkai.portal.services.housekeeping import Chore, Housekeeping, chores


def test_a_chore_is_done_again_and_one_that_fails_hinders_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done, enough = [], threading.Event()

    def well() -> None:
        done.append("well")
        if len(done) >= 3:
            enough.set()

    def badly() -> None:
        raise RuntimeError("no paper left")

    house = Housekeeping([Chore("print", 0.0, badly), Chore("sweep", 0.0, well)], step=0.001)
    house.start()
    assert enough.wait(20)
    house.stop()
    count = len(done)
    assert "could not print" in caplog.text
    assert "no paper left" in caplog.text
    assert len(done) == count  # stopped is stopped


def test_the_head_of_the_ledger_is_signed_unless_the_installation_says_by_hand(
    settings: Any,
) -> None:
    settings.LEDGER_HEAD_MINUTES = 60
    always = ["feed the read models", "count provisional deadlines anew"]
    assert [chore.name for chore in chores()] == [*always, "sign the ledger's head"]
    settings.LEDGER_HEAD_MINUTES = 0
    assert [chore.name for chore in chores()] == always


def test_claims_are_opened_daily_where_the_installation_says_so(settings: Any) -> None:
    settings.DISCOVER_DAILY = True
    assert chores()[-1].name == "find what everybody is entitled to"


@pytest.mark.django_db
def test_every_chore_can_be_done_on_an_empty_ledger() -> None:
    for chore in chores():
        chore.do()
