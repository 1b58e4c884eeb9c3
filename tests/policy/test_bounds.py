"""Targets and standards between two bounds."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from jingkai.policy.schema.commands import Standard, Target


def _target(**changes: Any) -> Target:
    return Target.model_validate(
        {
            "id": "industries",
            "provision": "art_1",
            "title": "主导产业",
            "summary": "主导产业数有上下限。",
            "indicator": "主导产业数",
            "comparator": "between",
            "value": 3,
            "high": 4,
        }
        | changes
    )


def test_a_target_may_lie_between_two_bounds() -> None:
    assert (_target().value, _target().high) == (3, 4)


@pytest.mark.parametrize(
    "changes",
    [{"high": None}, {"comparator": ">="}, {"high": 3}, {"high": 2}],
    ids=["no upper bound", "an upper bound of something else", "both the same", "upside down"],
)
def test_bounds_that_do_not_fit_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"bound|上限|上界"):
        _target(**changes)


def test_a_standard_without_a_value_has_no_upper_bound() -> None:
    standard = {
        "id": "threshold",
        "provision": "art_1",
        "title": "门槛",
        "summary": "进区要过门槛。",
        "quantity": "准入门槛",
    }
    assert Standard.model_validate(standard).high is None
    with pytest.raises(ValidationError):
        Standard.model_validate(standard | {"comparator": "between", "high": 4})
