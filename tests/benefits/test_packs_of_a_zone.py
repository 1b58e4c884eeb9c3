"""Which packs apply in which zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from benefit_facts import DEMO, ON

from jingkai.benefits.packs import policies_of


def _real(policy, *, jurisdiction="150800", repeals=(), number="甲〔2025〕1号", first=date(2025, 1, 1)):
    document = policy.pack.document.model_copy(
        update={
            "fictional": False,
            "jurisdiction": jurisdiction,
            "repeals": repeals,
            "number": number,
            "valid_from": first,
        }
    )
    return replace(policy, pack=policy.pack.model_copy(update={"document": document}))


def test_a_synthetic_zone_has_fictional_packs_and_nothing_else():
    assert [one.key for one in policies_of("", synthetic=True, on=ON)] == [DEMO]
    assert all(not one.fictional for one in policies_of("150802", synthetic=False, on=ON))


def test_a_pack_of_a_city_applies_in_its_counties_and_not_in_the_next_city(policy):
    among = [_real(policy)]
    assert len(policies_of("150802", synthetic=False, on=ON, among=among)) == 1
    assert len(policies_of("150800", synthetic=False, on=ON, among=among)) == 1
    assert policies_of("150702", synthetic=False, on=ON, among=among) == ()
    assert policies_of("150802", synthetic=True, on=ON, among=among) == ()


def test_a_pack_of_a_province_applies_in_every_city_of_it(policy):
    among = [_real(policy, jurisdiction="150000")]
    assert len(policies_of("150802", synthetic=False, on=ON, among=among)) == 1
    assert policies_of("140802", synthetic=False, on=ON, among=among) == ()


def test_a_zone_whose_division_is_not_known_has_no_packs(policy):
    assert policies_of("", synthetic=False, on=ON, among=[_real(policy, jurisdiction="150000")]) == ()


def test_a_repealed_document_applies_until_the_day_of_its_successor(policy):
    old = _real(policy)
    new = _real(policy, number="甲〔2026〕1号", repeals=("甲〔2025〕1号",), first=ON)
    numbers = lambda on: [  # noqa: E731
        one.number for one in policies_of("150802", synthetic=False, on=on, among=[old, new])
    ]
    assert numbers(date(2026, 2, 28)) == ["甲〔2025〕1号", "甲〔2026〕1号"]
    assert numbers(ON) == ["甲〔2026〕1号"]
