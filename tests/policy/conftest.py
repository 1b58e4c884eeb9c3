"""Beside it lie helpers of the tests of policy, which it makes importable."""

from __future__ import annotations

import pytest

from jingkai.kernel import language


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages be as they stand in the code."""
    monkeypatch.setattr(language, "_translate", lambda message: message)
