"""Fixtures of the benefits' tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from benefit_facts import DEMO

from jingkai.benefits.packs import Policy, policy_named


@pytest.fixture
def policy() -> Policy:
    """The fictional pack."""
    found = policy_named(DEMO)
    assert found is not None
    return found


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Words are those of Chinese readers."""
    from django.utils import translation

    monkeypatch.setenv("JINGKAI_LANGUAGE", "zh")
    with translation.override("zh-hans"):
        yield


State = Callable[..., None]


@pytest.fixture
def state(db: None) -> State:
    """State facts about a subject of the registry: ``state(enterprise, high_tech_first=True)``."""
    from django.utils import timezone

    from jingkai.registry.models import Fact, Source, Variable

    def write(thing: Any, *, source: str = Source.ZONE, first: date | None = None, last: date | None = None,
              period: str = "", recorded: Any = None, unit: str = "", **facts: Any) -> None:  # fmt: skip
        for name, value in facts.items():
            types = {bool: "flag", Decimal: "money", date: "day", str: "choice"}
            variable, _made = Variable.objects.get_or_create(
                name=name,
                defaults={
                    "label": name,
                    "subject": thing.subject_key.partition("/")[0],
                    "type": types[type(value)],
                    "period": "year" if period else "none",
                    "unit": unit,
                },
            )
            Fact.objects.create(
                variable=variable,
                zone=thing.zone,
                subject=thing.subject_key,
                enterprise=getattr(thing, "uscc", "") or thing.enterprise.uscc,
                period=period,
                number=value if isinstance(value, Decimal) else None,
                flag=value if isinstance(value, bool) else None,
                day=value if isinstance(value, date) else None,
                text=value if isinstance(value, str) else "",
                source=source,
                valid_from=first,
                valid_to=last,
                recorded=recorded or timezone.now(),
            )

    return write
