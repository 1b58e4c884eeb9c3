"""Pools and previews: which clause is paid from which pool, and what each claim would get before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.benefits import pools
from jingkai.benefits.budgets.budget import Budget, Hold, Line, Source
from jingkai.benefits.budgets.preview import preview
from jingkai.benefits.packs import policies
from jingkai.benefits.words import yuan_about

DEMO = "澄政办发〔2025〕11号"


@dataclass(frozen=True)
class Claim:
    claim: str
    approved: Decimal | None
    document: str = DEMO
    benefit: str = "quality_award"


def budget(yuan: str) -> Budget:
    return Budget("qinglan", "quality", 2026, 3, {Source.CITY: Decimal(yuan)})


def test_every_pool_that_a_pack_names_is_there_with_what_it_pays():
    named = {
        benefit.budget.pool for policy in policies() for benefit in policy.pack.benefits if benefit.budget
    }
    assert set(pools.pools()) == named
    for pool in pools.pools().values():
        assert pool.keys and pool.clauses


def test_a_pool_is_called_by_the_name_that_its_pack_gives_it(monkeypatch):
    for chinese, name in ((True, "质量提升专项资金"), (False, "Quality fund")):
        monkeypatch.setattr("jingkai.benefits.words.in_chinese", lambda is_=chinese: is_)
        assert pools.pool_called("quality").words == name


def test_a_pool_that_no_pack_names_is_called_by_its_id_and_pays_nothing_of_its_own():
    found = pools.pool_called("innovation")
    assert (found.words, found.keys, found.clauses) == ("innovation", (), ())


def test_benefits_without_a_pool_set_no_order():
    assert pools.order_of([(DEMO, "agreement_0000")]) == "unstated"
    assert pools.priority_of((DEMO, "nonsense")) == 0


def test_where_there_is_enough_nothing_has_to_be_decided():
    seen = preview(budget("300.00"), [Claim("a", Decimal("100.00")), Claim("b", Decimal("200.00"))])
    assert (seen.fault, seen.needs_reason, seen.left) == (None, False, 0)
    assert seen.shares == {"a": Decimal("100.00"), "b": Decimal("200.00")}


def test_a_decided_order_counts_only_where_money_is_short():
    claims = [Claim("a", Decimal("100.00")), Claim("b", Decimal("200.00"))]
    assert not preview(budget("300.00"), claims, "pro_rata").is_decided
    short = preview(budget("150.00"), claims, "pro_rata")
    assert short.is_decided and short.is_short and short.needs_reason
    assert short.shares == {"a": Decimal("50.00"), "b": Decimal("100.00")}


def test_without_an_order_a_short_budget_shows_the_fault_and_shares_nothing():
    seen = preview(budget("100.00"), [Claim("a", Decimal("60.00")), Claim("b", Decimal("60.00"))])
    assert seen.fault is not None and not seen.shares
    assert seen.left == Decimal("100.00")


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(1, 10**9), min_size=1, max_size=12),
    st.sampled_from(["unstated", "first_come", "pro_rata"]),
)
def test_nobody_would_get_more_than_was_approved_nor_all_more_than_there_is(fen, wanted, order):
    claims = [Claim(str(at), Decimal(one) / 100) for at, one in enumerate(wanted)]
    seen = preview(budget(str(Decimal(fen) / 100)), claims, order)
    assert seen.given <= seen.available
    for one in claims:
        assert one.approved is not None
        assert seen.shares.get(one.claim, Decimal(0)) <= one.approved


def test_money_that_came_back_is_left_again_and_what_went_to_the_treasury_is_not():
    full = budget("300.00")
    full.lines["a"] = Line(Hold.PAID, Decimal("100.00"), date(2026, 3, 1), surrendered=Decimal("40.00"))
    assert full.available == Decimal("200.00")


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        ("0", "0", "0"),
        ("9999.99", "9,999.99", "9,999.99"),
        ("49315253.85", "4,931.53", "49.32"),
        ("100000000", "1", "100"),
        ("-15000", "-1.5", "-15,000"),
    ],
)
def test_a_sum_is_told_to_two_decimals_of_the_readers_unit(yuan, chinese, english, monkeypatch):
    for is_chinese, told in ((True, chinese), (False, english)):
        monkeypatch.setattr("jingkai.benefits.words.in_chinese", lambda is_=is_chinese: is_)
        assert yuan_about(Decimal(yuan)).split()[0] == told
