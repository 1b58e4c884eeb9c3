"""What tests of the ledger share: keys that are the tests' own, and short ways to append."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from jingkai.ledger import services
from jingkai.ledger.entry import Event
from jingkai.ledger.services import Appended

ACTOR = "user:7f3c"


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the keys of a test away from those of whoever runs it."""
    settings.DATA = tmp_path
    monkeypatch.delenv("JINGKAI_LEDGER_KEY", raising=False)
    monkeypatch.delenv("JINGKAI_PERSONS_KEY", raising=False)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def append() -> Callable[..., Appended]:
    """Append one event, or several, with a command id of its own."""
    count = 0

    def one(stream: str = "case/1", *events: Event, **more: Any) -> Appended:
        nonlocal count
        count += 1
        given = {"expected_version": None, "command_id": f"command-{count}", "actor": ACTOR, **more}
        return services.append(stream, events or (Event("case.noted", {"number": count}),), **given)

    return one
