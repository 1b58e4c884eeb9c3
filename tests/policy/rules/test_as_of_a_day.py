"""Which mandates apply on a day, by what was known on another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from benefit_samples import fixed, pack

from jingkai.policy.rules.as_of import PackVersion, mandates_as_of, packs_known

OLD, NEW, OTHER = "澄政办发〔2020〕1号", "澄政办发〔2024〕3号", "澄政办发〔2022〕9号"
FAR = date(2030, 1, 1)


def version(number: str, valid_from: date, recorded_on: date, *ids: str, **document: object) -> PackVersion:
    return PackVersion(
        pack([fixed(id_, "1") for id_ in ids], number=number, valid_from=valid_from, **document), recorded_on
    )


VERSIONS = [
    version(OLD, date(2020, 1, 1), date(2020, 1, 5), "old"),
    version(NEW, date(2024, 3, 1), date(2024, 3, 10), "new", repeals=(OLD,)),
    version(NEW, date(2024, 3, 1), date(2024, 9, 1), "new", "found_later", version="1.1", repeals=(OLD,)),
    version(OTHER, date(2022, 1, 1), date(2022, 1, 1), "other", valid_to=date(2023, 12, 31)),
]


def applying(valid_on: date, recorded_on: date = FAR, versions: Sequence[PackVersion] = VERSIONS) -> set[str]:
    return {one.mandate.id for one in mandates_as_of(versions, valid_on=valid_on, recorded_on=recorded_on)}


@pytest.mark.parametrize(
    ("valid_on", "expected"),
    [
        (date(2019, 12, 31), set()),
        (date(2020, 1, 1), {"old"}),
        (date(2023, 12, 31), {"old", "other"}),
        (date(2024, 1, 1), {"old"}),
        (date(2024, 2, 29), {"old"}),
        (date(2024, 3, 1), {"new", "found_later"}),
    ],
)
def test_by_the_day_on_which_it_applies(valid_on: date, expected: set[str]) -> None:
    assert applying(valid_on) == expected


@pytest.mark.parametrize(
    ("recorded_on", "expected"),
    [
        (date(2020, 1, 4), set()),
        (date(2024, 3, 9), {"old"}),
        (date(2024, 3, 10), {"new"}),
        (date(2024, 8, 31), {"new"}),
        (date(2024, 9, 1), {"new", "found_later"}),
    ],
)
def test_by_the_day_on_which_we_knew(recorded_on: date, expected: set[str]) -> None:
    assert applying(date(2024, 6, 1), recorded_on) == expected


def test_the_order_in_which_versions_are_given_does_not_matter() -> None:
    assert applying(date(2024, 6, 1), versions=VERSIONS[::-1]) == {"new", "found_later"}


def test_of_two_versions_of_one_day_the_higher_number_holds() -> None:
    day = date(2024, 1, 1)
    versions = [version(NEW, day, day, "ten", version="1.10"), version(NEW, day, day, "nine", version="1.9")]
    assert [one.document.version for one in packs_known(versions, day)] == ["1.10"]


def test_a_repeal_stays_when_the_document_that_repealed_has_ended() -> None:
    versions = [
        VERSIONS[0],
        version(NEW, date(2024, 1, 1), date(2024, 1, 1), "new", repeals=(OLD,), valid_to=date(2024, 6, 30)),
    ]
    assert applying(date(2024, 7, 1), versions=versions) == set()


def test_a_mandate_s_own_days_go_before_those_of_its_document() -> None:
    own = fixed("own", "1", valid_from=date(2024, 5, 1), valid_to=date(2024, 5, 31))
    versions = [PackVersion(pack([own]), date(2024, 1, 1))]
    assert applying(date(2024, 4, 30), versions=versions) == set()
    assert applying(date(2024, 5, 31), versions=versions) == {"own"}
