"""Whatever an author writes becomes an expression or a clear refusal, and never anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from rule_variables import VARIABLES

from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.expression import Expression
from jingkai.policy.language.parse import DEEPEST, LARGEST, parse
from jingkai.policy.language.tokens import LONGEST, RESERVED

_ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "hostile.yaml").read_text(encoding="utf-8")
)
HOSTILE = [row for row in _ROWS if not row.get("fine")]


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    texts = [row["text"] for row in _ROWS]
    assert len(HOSTILE) >= 60
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("row", HOSTILE, ids=lambda row: f"{row['why']}: {row['text']!r}"[:80])
def test_a_hostile_text_is_refused_with_its_place(row: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(row["text"], VARIABLES)
    error = refusal.value
    assert error.position is not None
    assert 0 <= error.position <= len(row["text"])
    assert error.fault.strip()
    if "at" in row:
        assert error.position + 1 == row["at"]


@pytest.mark.parametrize("row", HOSTILE, ids=lambda row: f"{row['why']}: {row['text']!r}"[:80])
def test_a_refusal_can_be_printed_on_any_terminal(row: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(row["text"], VARIABLES)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("(" * 5000 + "1" + ")" * 5000, "characters"),
        ("(" * 400 + "high_tech" + ")" * 400, "nested"),
        ("NOT " * 400 + "high_tech", "nested"),
        ("- " * 900 + "staff", "nested"),
        ("LEAST(1, " * 150 + "staff" + ")" * 150, "nested"),
        ("CASE WHEN high_tech THEN " * 70 + "1" + " ELSE 0 END" * 5, "nested"),
        ("staff" + " + 1" * 400, "nested"),
        ("9" * 1999, "digits"),
        ("0." + "1" * 1990, "digits"),
        ("a" * 1999, "name"),
        ("x" * (LONGEST + 1), "characters"),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_what_is_too_long_too_deep_or_too_wide_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ExpressionError, match=fault):
        parse(text, VARIABLES)


def test_between_within_between_cannot_blow_up() -> None:
    text = "staff"
    while len(text) < LONGEST // 3:
        text = f"CASE WHEN {text} BETWEEN 1 AND 2 THEN 1 ELSE 0 END"
    with pytest.raises(ExpressionError):
        parse(text, VARIABLES)


def test_a_long_chain_of_conditions_is_fine() -> None:
    found = parse(" OR ".join(["high_tech"] * 150), VARIABLES)
    assert found.depth == 2
    assert found.size < LARGEST


def test_fifty_brackets_are_fine() -> None:
    depth = DEEPEST - 1
    assert parse("(" * depth + "high_tech" + ")" * depth, VARIABLES).size == 1


_SIGNS = (
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "=",
    "<>",
    "<",
    "<=",
    "'large'",
    "'2024-01-31'",
    "0.6",
    "3",
    "'",
    "--",
)
_PIECES = st.sampled_from([*VARIABLES, *sorted(RESERVED), *_SIGNS])


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map(" ".join)))
@example("\ud800")
@example("DATE '0000-00-00' = founded")
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        found = parse(text, VARIABLES)
    except ExpressionError as error:
        assert error.position is not None
        assert str(error)
    else:
        assert isinstance(found, Expression)
