"""Every expression that the guide to the rule language shows does what the guide says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from rule_variables import VARIABLES

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.evaluate import Value, evaluate
from jingkai.policy.language.parse import parse

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


def rows(*headings: str) -> list[tuple[str, ...]]:
    """The rows of every table with one of these first headings."""
    found: list[tuple[str, ...]] = []
    within = False
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            within = False
            continue
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if within and not set(line) <= set("|- "):
            found.append(cells)
        within = within or cells[0] in headings
    return found


def value(written: str) -> Value | None:
    return None if written in {"未知", "unknown"} else evaluate(parse(written, VARIABLES), {})


VALUES = rows("表达式", "Expression")
REFUSED = rows("Refused")


def test_the_tables_are_found() -> None:
    assert len(VALUES) >= 15
    assert len(REFUSED) >= 8


@pytest.mark.parametrize(("expression", "known", "expected"), VALUES)
def test_an_expression_has_the_value_that_the_guide_gives(expression: str, known: str, expected: str) -> None:
    facts = {}
    for fact in filter(None, known.split(", ")):
        name, _equals, written = fact.partition(" = ")
        facts[name] = value(written)
    found = evaluate(parse(expression.strip("`"), VARIABLES), facts)
    assert found == value(expected)
    assert isinstance(found, bool) == isinstance(value(expected), bool)
    assert found is None or isinstance(found, bool | Decimal)


@pytest.mark.parametrize(("refused", "instead"), REFUSED)
def test_what_the_guide_calls_refused_is_and_its_mend_is_not(refused: str, instead: str) -> None:
    with pytest.raises(ExpressionError):
        parse(refused.strip("`"), VARIABLES)
    assert parse(instead.strip("`"), VARIABLES)
