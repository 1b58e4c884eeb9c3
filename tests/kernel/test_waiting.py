"""How urgent something is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jingkai.kernel.waiting import DueState, Waiting, due_state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2024, 3, 15), DueState.ON_TRACK),  # five working days before
        (date(2024, 3, 19), DueState.AT_RISK),
        (date(2024, 3, 22), DueState.AT_RISK),  # the day itself is in time
        (date(2024, 3, 23), DueState.OVERDUE),
    ],
)
def test_a_deadline_is_near_within_three_working_days_and_overdue_after(today: date, state: DueState) -> None:
    assert due_state(date(2024, 3, 22), today) is state


def test_without_deadline_the_state_is_unknown() -> None:
    thing = Waiting("documents.review", "Review", "/", datetime(2024, 3, 1, tzinfo=UTC))
    assert thing.state(date(2024, 3, 1)) is DueState.UNKNOWN


def test_every_state_has_a_word() -> None:
    assert len({state.words for state in DueState}) == 4
