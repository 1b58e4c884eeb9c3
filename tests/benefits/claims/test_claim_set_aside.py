"""Setting money aside: claim and budget move together, and the budget never goes below nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from claim_steps import (
    BUDGET,
    LATER,
    MAKER,
    NEIGHBOUR,
    PAYMASTER,
    ZONE,
    claim_at,
    claim_of,
    command,
    granted,
    person,
)

from jingkai.accounts.roles import Role
from jingkai.benefits.budgets.budget import Hold, Source
from jingkai.benefits.claims.commands import SetAside
from jingkai.benefits.claims.errors import BudgetError, ClaimError, NotAllowedError
from jingkai.benefits.claims.states import State
from jingkai.benefits.claims.transitions import decide
from jingkai.benefits.selectors.claims import the_budget
from jingkai.benefits.services import budgets
from jingkai.ledger import selectors as ledger
from jingkai.ledger.errors import ConflictError
from jingkai.registry.models import Zone


def set_aside(claim, budget=BUDGET, by=PAYMASTER, **more):
    return budgets.set_aside(claim.id, budget, by=by, command_id=command(), now=LATER, **more)


def test_sources_are_listed_separately():
    granted("100.00")
    for source, yuan in ((Source.REGION, "20.00"), (Source.TRANSFER, "3.00"), (Source.CITY, "1.00")):
        budgets.grant(BUDGET, source, Decimal(yuan), basis="x", by=PAYMASTER, command_id=command())
    found = the_budget(BUDGET)
    assert found.granted == {Source.CITY: 101, Source.REGION: 20, Source.TRANSFER: 3}
    assert (found.total, found.available) == (124, 124)


def test_a_claim_that_takes_the_last_fen_is_served_and_the_next_is_not():
    granted("1000000.00")
    first, second, third = (claim_at(State.APPROVED, period=period) for period in "abc")
    assert set_aside(first).state is State.BUDGETED
    assert set_aside(second).budgeted == Decimal("500000.00")
    with pytest.raises(BudgetError, match=r"500000.00 yuan are asked for; 0.00 are left"):
        set_aside(third)
    assert claim_of(third).state is State.APPROVED
    assert ledger.version(third.stream) == third.version
    assert the_budget(BUDGET).held(Hold.RESERVED) == Decimal("1000000.00")


def test_one_fen_short_is_short():
    granted("499999.99")
    with pytest.raises(BudgetError):
        set_aside(claim_at(State.APPROVED))


def test_the_same_command_takes_money_once():
    granted()
    found = claim_at(State.APPROVED)
    for _time in range(2):
        budgets.set_aside(found.id, BUDGET, by=PAYMASTER, command_id="once", now=LATER)
    assert the_budget(BUDGET).held(Hold.RESERVED) == Decimal("500000.00")


def test_less_than_approved_needs_a_reason_and_more_is_refused():
    granted()
    found = claim_at(State.APPROVED)
    with pytest.raises(ClaimError, match="filled in"):
        set_aside(found, yuan=Decimal("499999.99"))
    with pytest.raises(ClaimError, match="more than was approved"):
        set_aside(found, yuan=Decimal("500000.01"))
    assert set_aside(found, yuan=Decimal("499999.99"), reason="按比例").budgeted == Decimal("499999.99")


@pytest.mark.parametrize("state", [State.DISCOVERED, State.VERIFIED, State.PUBLICISED])
def test_without_approval_there_is_no_money(state):
    granted()
    with pytest.raises(ClaimError):
        set_aside(claim_at(state))
    assert the_budget(BUDGET).available == Decimal("2000000.00")


def test_what_is_bound_cannot_be_cut_and_the_rest_can():
    granted("600000.00")
    set_aside(claim_at(State.APPROVED))
    with pytest.raises(BudgetError):
        budgets.cut(BUDGET, Source.CITY, Decimal("100000.01"), reason="x", by=PAYMASTER, command_id=command())
    budgets.cut(BUDGET, Source.CITY, Decimal("100000.00"), reason="x", by=PAYMASTER, command_id=command())
    assert the_budget(BUDGET).available == 0


def test_a_source_is_not_cut_below_nothing():
    granted("100.00")
    with pytest.raises(BudgetError):
        budgets.cut(BUDGET, Source.REGION, Decimal("1.00"), reason="x", by=PAYMASTER, command_id=command())


def test_money_of_another_zone_is_not_taken():
    found = claim_at(State.APPROVED)
    with pytest.raises(BudgetError, match="another zone"):
        set_aside(found, "songhai/innovation/2026")
    with pytest.raises(NotAllowedError):
        set_aside(found, by=person("far", Role.PAYMASTER, zone="songhai"))
    for by in (MAKER, NEIGHBOUR):
        with pytest.raises(NotAllowedError):
            budgets.grant(BUDGET, Source.CITY, Decimal(1), basis="x", by=by, command_id=command())


@pytest.mark.parametrize(
    "name", ["", "qinglan", "qinglan/innovation", "qinglan/innovation/26", "青岚/x/2026", "a/b/2026/x"]
)
def test_what_names_no_budget_is_refused(name):
    with pytest.raises(BudgetError, match="zone/pool/year"):
        the_budget(name)


def test_a_short_budget_is_shared_pro_rata_to_the_fen():
    granted("1000000.00")
    claims = [claim_at(State.APPROVED, period=period) for period in "abc"]
    done = budgets.share_out_budget(
        BUDGET,
        [one.id for one in claims],
        "pro_rata",
        by=PAYMASTER,
        command_id="share",
        reason="资金不足",
        now=LATER,
    )
    assert [str(one.budgeted) for one in done] == ["333333.34", "333333.33", "333333.33"]
    assert the_budget(BUDGET).available == 0
    again = budgets.share_out_budget(
        BUDGET,
        [one.id for one in claims],
        "pro_rata",
        by=PAYMASTER,
        command_id="share",
        reason="资金不足",
        now=LATER,
    )
    assert again == done


def test_first_come_serves_in_order_and_lets_nobody_overtake():
    granted("900000.00")
    first = claim_at(State.APPROVED, period="a", yuan="500000.00")
    second = claim_at(State.APPROVED, period="b", yuan="500000.00")
    third = claim_at(State.APPROVED, period="c", yuan="100000.00")
    ids = [first.id, second.id, third.id]
    done = budgets.share_out_budget(
        BUDGET, ids, "first_come", by=PAYMASTER, command_id=command(), reason="青管办〔2026〕3号", now=LATER
    )
    assert [one.id for one in done] == [first.id]
    with pytest.raises(BudgetError, match="does not say who comes first"):
        budgets.share_out_budget(
            BUDGET, ids[1:], "unstated", by=PAYMASTER, command_id=command(), reason="", now=LATER
        )
    assert the_budget(BUDGET).zone == ZONE


def test_sharing_out_a_second_time_answers_the_first_even_where_the_first_named_got_nothing():
    granted("0.01")
    claims = [
        claim_at(State.APPROVED, period=period, yuan=yuan) for period, yuan in (("a", "1.00"), ("b", "2.00"))
    ]
    ids = [one.id for one in claims]

    def share():
        return budgets.share_out_budget(
            BUDGET, ids, "pro_rata", by=PAYMASTER, command_id="share", reason="资金不足", now=LATER
        )

    first = share()
    assert [one.id for one in first] == [claims[1].id]
    assert share() == first
    assert the_budget(BUDGET).available == 0


def stated(monkeypatch, order, priorities=None):
    """Let the clause of the claims say who comes first where there is too little."""
    ranks = priorities or {}
    monkeypatch.setattr("jingkai.benefits.services.budgets.order_of", lambda _keys: order)
    monkeypatch.setattr("jingkai.benefits.services.budgets.priority_of", lambda key: ranks.get(key[1], 0))


def share(ids, order, reason="青管办〔2026〕3号"):
    return budgets.share_out_budget(
        BUDGET, ids, order, by=PAYMASTER, command_id=command(), reason=reason, now=LATER
    )


def test_claims_of_a_higher_priority_are_served_first_when_shared_out(monkeypatch):
    granted("600000.00")
    stated(monkeypatch, "priority", {"quality_award": 2, "national_standard": 1})
    late = claim_at(State.APPROVED, period="a")
    early = claim_at(State.APPROVED, period="b", benefit="national_standard")
    assert [one.id for one in share([late.id, early.id], "priority", reason="")] == [early.id]


def test_who_was_found_first_comes_first_however_the_claims_are_named():
    granted("600000.00")
    claims = [claim_at(State.APPROVED, period=period) for period in "abc"]
    served = share([one.id for one in reversed(claims)], "first_come")
    assert [one.id for one in served] == [min(claims, key=lambda one: (one.since, one.id)).id]


@pytest.mark.parametrize("asked", ["first_come", "priority", "unstated"])
def test_a_short_budget_is_shared_out_as_the_clause_says_and_not_otherwise(monkeypatch, asked):
    granted("600000.00")
    stated(monkeypatch, "pro_rata")
    ids = [claim_at(State.APPROVED, period=period).id for period in "ab"]
    with pytest.raises(BudgetError, match=r"The clauses say .*pro_rata.*asked was"):
        share(ids, asked)
    assert the_budget(BUDGET).available == Decimal("600000.00")
    assert [one.budgeted for one in share(ids, "pro_rata")] == [Decimal("300000.00")] * 2


@pytest.mark.parametrize("order", ["first_come", "pro_rata"])
def test_an_order_that_people_have_decided_on_has_to_be_named(order):
    granted("600000.00")
    ids = [claim_at(State.APPROVED, period=period).id for period in "ab"]
    with pytest.raises(BudgetError, match="somebody has to decide"):
        share(ids, order, reason=" ")
    assert the_budget(BUDGET).available == Decimal("600000.00")


def test_where_there_is_enough_no_order_has_to_be_decided():
    granted()
    ids = [claim_at(State.APPROVED, period=period).id for period in "ab"]
    assert len(share(ids, "unstated", reason="")) == 2


SCIENCE = f"{ZONE}/science/2026"


def of_science():
    budgets.grant(SCIENCE, Source.CITY, Decimal("900000.00"), basis="x", by=PAYMASTER, command_id=command())
    return claim_at(State.APPROVED)


def test_a_pool_is_not_spent_on_another_clause_claim_by_claim():
    found = of_science()
    with pytest.raises(BudgetError) as refused:
        set_aside(found, SCIENCE)
    assert refused.value.place == f"budget/{SCIENCE}"
    assert SCIENCE in refused.value.what and "澄政办发〔2025〕11号" in refused.value.what
    assert "Quality fund" in refused.value.what and BUDGET in refused.value.mend
    assert claim_of(found).state is State.APPROVED
    assert the_budget(SCIENCE).available == Decimal("900000.00")


def test_a_pool_is_not_spent_on_another_clause_where_it_is_shared_out():
    found = of_science()
    with pytest.raises(BudgetError, match="does not pay for"):
        budgets.share_out_budget(
            SCIENCE, [found.id], "pro_rata", by=PAYMASTER, command_id=command(), reason="x", now=LATER
        )
    assert the_budget(SCIENCE).available == Decimal("900000.00")


def test_no_claim_takes_money_of_another_clause_or_zone_by_itself():
    found = claim_at(State.APPROVED)
    for budget in (SCIENCE, "songhai/quality/2026"):
        with pytest.raises(BudgetError):
            decide(found, SetAside(budget, Decimal("500000.00")), "user:paymaster", LATER)


def test_a_clause_that_names_no_pool_is_paid_from_any_of_its_zone():
    of_science()
    found = claim_at(State.APPROVED, benefit="agreement_0123456789abcdef")
    assert set_aside(found, SCIENCE).budget == SCIENCE


def test_money_is_granted_to_pools_that_clauses_name_alone():
    with pytest.raises(BudgetError, match="paid from a pool “innovation”") as refused:
        budgets.grant(
            f"{ZONE}/innovation/2026", Source.CITY, Decimal(1), basis="x", by=PAYMASTER, command_id=command()
        )
    assert "quality" in refused.value.mend
    assert the_budget(f"{ZONE}/innovation/2026").version == 0


def test_the_pools_of_a_zone_are_those_of_the_packs_that_apply_there():
    Zone.objects.create(code=ZONE, name="青岚经开区", division="150802", synthetic=False)
    with pytest.raises(BudgetError, match=f"zone “{ZONE}”"):
        granted()  # what is made up pays nothing in a real zone


def test_money_that_moved_since_it_was_looked_at_is_not_shared_out():
    granted()
    found = claim_at(State.APPROVED)
    seen = the_budget(BUDGET).version
    granted("1.00")
    with pytest.raises(ConflictError):
        budgets.share_out_budget(
            BUDGET,
            [found.id],
            "pro_rata",
            by=PAYMASTER,
            command_id=command(),
            reason="x",
            now=LATER,
            expected_version=seen,
        )
    assert claim_of(found).state is State.APPROVED
