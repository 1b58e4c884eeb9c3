"""How many working days are left, in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from jingkai.benefits.templatetags.claims import days_left


@pytest.mark.parametrize(
    ("today", "due", "said"),
    [
        (date(2024, 3, 19), date(2024, 3, 20), "1 working day left"),
        (date(2024, 3, 20), date(2024, 3, 20), "the last day is today"),
        # Friday is over, and the week-end has no working day to be over by.
        (date(2024, 3, 24), date(2024, 3, 22), "the last day has gone by"),
        (date(2024, 3, 25), date(2024, 3, 22), "1 working day over"),
    ],
)
def test_a_day_that_has_gone_by_is_never_called_today(monkeypatch, today, due, said):
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    assert days_left(due) == said
