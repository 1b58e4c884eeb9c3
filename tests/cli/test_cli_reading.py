"""Many files: none can spoil another, whatever happens to its reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_tasks import work

from jingkai.cli.reading import read_each
from jingkai.kernel.errors import JingkaiError


def _answers(names: list[str], jobs: int) -> list[str]:
    answers = read_each([Path("in") / name for name in names], work, jobs)
    return [str(answer) if isinstance(answer, JingkaiError) else answer for answer in answers]


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_the_order_of_the_files(jobs: int) -> None:
    names = ["slow1", *(f"quick{number}" for number in range(20)), "slow2", "quick"]
    assert _answers(names, jobs) == names


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_stand_in_the_place_of_their_file_under_the_name_it_was_given_by(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JINGKAI_LANGUAGE", "en")
    first, second, third, fourth, fifth = _answers(["a", "refused", "faulty", "hungry", "b"], jobs)
    assert (first, fifth) == ("a", "b")
    assert second == "in/refused:7: It is refused. Mend it."
    assert third.startswith("in/faulty: ")
    assert "ZeroDivisionError: a fault of the program" in third
    assert fourth.startswith("in/hungry: ")


def test_a_reader_that_dies_is_named_and_the_others_are_read() -> None:
    names = ["a", "b", "dies1", *(f"c{number}" for number in range(12)), "dies2"]
    answers = _answers(names, 2)
    dead = [name for name, answer in zip(names, answers, strict=True) if answer != name]
    assert dead == ["dies1", "dies2"]
    assert all(answer.startswith("in/dies") for answer in answers if answer not in names)
