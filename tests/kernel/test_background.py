"""Work in the background ends in words, goes to the next worker where its own is stopped, and can be stopped by people."""

from __future__ import annotations

import pytest

from jingkai.kernel import background
from jingkai.kernel.background import StoppedError, ending_in_words, watched
from jingkai.kernel.errors import JingkaiError


@pytest.fixture
def ends():
    """What was told, in order."""
    return []


def _ending(ends, **more):
    return ending_in_words(
        lambda problem, mend: ends.append((problem, mend)),
        lambda: ends.append("handed on"),
        mend="Look into the log.",
        **more,
    )


def test_an_error_made_for_people_is_told_as_it_is_and_goes_no_further(ends):
    with _ending(ends):
        raise JingkaiError("The column is missing.", mend="Add it.")
    assert ends == [("The column is missing.", "Add it.")]


def test_our_own_fault_is_told_as_ours_and_raised_for_the_log(ends):
    with pytest.raises(ZeroDivisionError), _ending(ends):
        raise ZeroDivisionError
    ((problem, mend),) = ends
    assert problem
    assert mend == "Look into the log."


def test_errors_other_than_those_expected_are_our_own_fault(ends):
    class FileError(JingkaiError):
        """An error of the file."""

    with pytest.raises(JingkaiError), _ending(ends, expected=FileError):
        raise JingkaiError("Something else.")
    assert ends[0][1] == "Look into the log."


@pytest.mark.parametrize("stop", [SystemExit, KeyboardInterrupt])
def test_a_worker_that_is_stopped_hands_its_work_on(ends, stop):
    with pytest.raises(stop), _ending(ends):
        raise stop
    assert ends == ["handed on"]


def test_work_that_somebody_stops_has_not_failed(ends):
    with pytest.raises(StoppedError), _ending(ends):
        raise StoppedError
    assert ends == []


def test_the_watch_shows_what_is_done_and_stops_where_somebody_wants_that(monkeypatch):
    monkeypatch.setattr(background, "LOOK_EVERY", 0)
    shown, asked = [], []
    watch = watched(lambda: bool(asked), shown.append)
    watch(10)
    watch(100)
    assert shown == [10, 99]
    asked.append(True)
    with pytest.raises(StoppedError):
        watch(50)


def test_the_watch_looks_no_more_often_than_it_has_to(monkeypatch):
    monkeypatch.setattr(background, "LOOK_EVERY", 3600)
    monkeypatch.setattr(background.time, "monotonic", lambda: 5000.0)
    shown = []
    watch = watched(lambda: False, shown.append)
    for percent in range(50):
        watch(percent)
    assert shown == [0]
