"""Agreements: promised for achievements, paid like every claim, given back where a year is missed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from claim_steps import (
    CONSENT,
    MAKER,
    OFFICER,
    OWNER,
    PAYMASTER,
    USCC,
    ZONE,
    Person,
    answer,
    claim_of,
    command,
    person,
    rule,
)

from jingkai.accounts.roles import Role
from jingkai.benefits.agreements.agreement import Achieved, State, Target, Terms, Year
from jingkai.benefits.agreements.errors import AgreementError
from jingkai.benefits.agreements.terms_text import EXAMPLE, read_years, write_years
from jingkai.benefits.budgets.budget import Source
from jingkai.benefits.claims import commands
from jingkai.benefits.claims.errors import NotAllowedError
from jingkai.benefits.claims.states import State as ClaimState
from jingkai.benefits.models import AgreementRow
from jingkai.benefits.selectors.agreements import the_agreement
from jingkai.benefits.services import agreements, budgets, claims, payments
from jingkai.benefits.services.agreement_rows import NAME
from jingkai.ledger.errors import ConflictError
from jingkai.ledger.services import catch_up, rebuild
from jingkai.registry.models import Enterprise, Zone

SECOND = person("second", Role.DECISION_MAKER)
POOL = f"{ZONE}/industry/2026"


def at(year: int, month: int = 2, day: int = 2) -> datetime:
    return datetime(year, month, day, 2, tzinfo=UTC)


def terms(claw_back: str = "0.5", last: int = 2025) -> Terms:
    years = tuple(
        Year(
            year,
            Decimal("300000.00"),
            (Target("产值", Decimal(least), "元"), Target("从业人员", Decimal(80), "人")),
        )
        for year, least in ((2024, "10000000"), (2025, "20000000"), (2026, "30000000"))
        if year <= last
    )
    return Terms(
        "青管协〔2024〕1号",
        "装备制造一企一策",
        "澄政办发〔2025〕11号",
        "art_2__item_3",
        years,
        Decimal(claw_back),
    )


def in_force(**more: Any) -> str:
    made = agreements.draft(ZONE, USCC, terms(**more), by=OFFICER, command_id=command())
    agreements.sign(made.id, date(2024, 1, 8), by=MAKER, command_id=command(), now=at(2024, 1, 8))
    return made.id


def achieved(id_: str, year: int, output: str, staff: str = "90") -> None:
    figures = {
        "产值": Achieved(Decimal(output), "审计报告"),
        "从业人员": Achieved(Decimal(staff), "社保清单"),
    }
    agreements.record(id_, year, figures, by=OFFICER, command_id=command())


def settled(id_: str, year: int) -> agreements.Ended:
    return agreements.settle(id_, year, by=MAKER, command_id=command(), now=at(year + 1))


def paid(id_: str, year: int):
    """Take the claim of a settled year through every step to its payment."""
    claim = the_agreement(id_).settled[year].claim
    start, end = at(year + 1, 3, 2), at(year + 1, 3, 20)
    claims.take(claim, CONSENT, by=OWNER, command_id=command(), now=start)
    agreements.verify(id_, year, by=OFFICER, command_id=command(), now=start)
    claims.take(claim, rule(), by=OFFICER, command_id=command(), now=start)
    claims.take(claim, commands.Approve(), by=SECOND, command_id=command(), now=end)
    budgets.grant(POOL, Source.CITY, Decimal("300000.00"), basis="x", by=PAYMASTER, command_id=command())
    budgets.set_aside(claim, POOL, by=PAYMASTER, command_id=command(), now=end)
    batch = payments.prepare_batch(POOL, [claim], by=PAYMASTER, command_id=command(), now=end)
    payments.reconcile(batch.id, answer((f"{batch.id}-0001", "300000.00", "成功")), by=PAYMASTER, now=end)
    found = claims.the_claim(claim)
    assert found.state is ClaimState.PAID
    return found


def test_a_year_that_was_met_is_paid_through_the_same_budget_and_batch():
    id_ = in_force()
    achieved(id_, 2024, "10000000")
    ended = settled(id_, 2024)
    assert ended.claim is not None
    assert (ended.claim.state, ended.claim.proof.yuan) == (ClaimState.DISCOVERED, Decimal("300000.00"))
    assert ended.claim.proof.engine == "agreement/1"
    paid(id_, 2024)


def test_where_a_later_year_is_missed_the_agreed_share_of_what_was_paid_is_clawed_back():
    id_ = in_force()
    achieved(id_, 2024, "10000000")
    settled(id_, 2024)
    first = paid(id_, 2024)
    achieved(id_, 2025, "19999999.99")
    ended = settled(id_, 2025)
    assert ended.claim is None
    assert ended.clawed_back == {first.id: Decimal("150000.00")}
    after = claim_of(first)
    assert after.state is ClaimState.CLAWED_BACK
    assert after.reason_provision == "art_2__item_3"
    assert the_agreement(id_).state is State.COMPLETED


@pytest.mark.parametrize(
    ("share", "second", "third"),
    [("0.3", "90000.00", "90000.00"), ("0.6", "180000.00", "120000.00"), ("1", "300000.00", None)],
)
def test_each_year_that_is_missed_takes_its_share_up_to_what_was_paid(share, second, third):
    id_ = in_force(claw_back=share, last=2026)
    achieved(id_, 2024, "10000000")
    settled(id_, 2024)
    first = paid(id_, 2024)
    for year, yuan in ((2025, second), (2026, third)):
        achieved(id_, year, "0")
        once = command()
        for _time in range(2):  # the same command again tells the same, and takes nothing more
            ended = agreements.settle(id_, year, by=MAKER, command_id=once, now=at(year + 1))
            assert ended.clawed_back == ({first.id: Decimal(yuan)} if yuan else {})
    assert claim_of(first).clawed_back == Decimal(second) + Decimal(third or 0)


def test_without_a_share_nothing_is_clawed_back():
    id_ = in_force(claw_back="0")
    achieved(id_, 2024, "10000000")
    settled(id_, 2024)
    first = paid(id_, 2024)
    achieved(id_, 2025, "0")
    settled(id_, 2025)
    assert claim_of(first).state is ClaimState.PAID


def test_a_share_of_a_fen_is_rounded_half_up():
    from jingkai.benefits.agreements.transitions import to_give_back

    id_ = in_force(claw_back="0.33333335")
    achieved(id_, 2024, "10000000")
    settled(id_, 2024)
    found = paid(id_, 2024)
    assert to_give_back(the_agreement(id_), found) == Decimal("100000.01")  # 100,000.005


def test_unknown_is_not_missed():
    id_ = in_force()
    with pytest.raises(AgreementError, match="产值, 从业人员"):
        settled(id_, 2024)
    agreements.record(
        id_, 2024, {"产值": Achieved(Decimal(10**8), "审计报告")}, by=OFFICER, command_id=command()
    )
    with pytest.raises(AgreementError, match="从业人员"):
        settled(id_, 2024)


def test_one_missed_target_is_enough_though_another_is_unknown():
    id_ = in_force()
    agreements.record(id_, 2024, {"产值": Achieved(Decimal(1), "审计报告")}, by=OFFICER, command_id=command())
    assert settled(id_, 2024).claim is None


def test_a_year_is_settled_after_its_last_day_and_not_before_the_earlier_one():
    id_ = in_force()
    achieved(id_, 2024, "10000000")
    achieved(id_, 2025, "20000000")
    with pytest.raises(AgreementError, match="2024 comes first"):
        settled(id_, 2025)
    with pytest.raises(AgreementError, match="is not over"):
        agreements.settle(id_, 2024, by=MAKER, command_id=command(), now=at(2024, 12, 31))


def test_four_eyes_hold_at_every_step():
    both = person("both", Role.CASE_OFFICER)
    maker = person("both", Role.DECISION_MAKER)
    made = agreements.draft(ZONE, USCC, terms(), by=both, command_id=command())
    with pytest.raises(AgreementError, match="four eyes"):
        agreements.sign(made.id, date(2024, 1, 8), by=maker, command_id=command(), now=at(2024))
    agreements.sign(made.id, date(2024, 1, 8), by=MAKER, command_id=command(), now=at(2024))
    agreements.record(
        made.id, 2024, {"产值": Achieved(Decimal(1), "审计报告")}, by=both, command_id=command()
    )
    with pytest.raises(AgreementError, match="four eyes"):
        agreements.settle(made.id, 2024, by=maker, command_id=command(), now=at(2025))


@pytest.mark.parametrize("who", [OWNER, MAKER, PAYMASTER, person("far", Role.CASE_OFFICER, zone="songhai")])
def test_only_a_case_officer_of_the_zone_drafts(who):
    with pytest.raises(NotAllowedError):
        agreements.draft(ZONE, USCC, terms(), by=who, command_id=command())


def test_the_same_command_settles_once_and_answers_the_same():
    id_ = in_force()
    achieved(id_, 2024, "10000000")
    once = command()
    first, again = (
        agreements.settle(id_, 2024, by=MAKER, command_id=once, now=at(2025)) for _time in range(2)
    )
    assert first.claim and again.claim and first.claim.id == again.claim.id
    assert again.agreement.version == first.agreement.version


def test_somebody_else_who_was_faster_is_a_conflict():
    id_ = in_force()
    with pytest.raises(ConflictError):
        agreements.record(
            id_,
            2024,
            {"产值": Achieved(Decimal(1), "x")},
            by=OFFICER,
            command_id=command(),
            expected_version=1,
        )


def test_an_agreement_that_was_ended_settles_no_further_year():
    id_ = in_force()
    agreements.terminate(id_, "企业迁出", by=MAKER, command_id=command())
    with pytest.raises(AgreementError, match="Ended early"):
        achieved(id_, 2024, "10000000")


def test_a_rebuilt_list_is_the_same():
    in_force()
    catch_up(NAME)
    before = list(AgreementRow.objects.values())
    assert [(row["state"], row["next_year"], row["yuan"]) for row in before] == [
        ("in_force", 2024, Decimal("600000.00"))
    ]
    rebuild(NAME)
    assert list(AgreementRow.objects.values()) == before


def test_years_are_read_as_they_are_written():
    years = read_years(f"{EXAMPLE}\n\n2027｜1,000,000｜产值 ≥ 30,000,000.5 元；从业人员>=100人")
    assert [one.year for one in years] == [2026, 2027]
    assert years[1].yuan == Decimal("1000000.00")
    assert years[1].targets == (
        Target("产值", Decimal("30000000.5"), "元"),
        Target("从业人员", Decimal(100), "人"),
    )
    assert read_years(write_years(years)) == years


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026 | 500000", "three parts"),
        ("26 | 1 | 产值 >= 1", "“26” is no year"),
        ("2026 | much | 产值 >= 1", "“much” is no sum"),
        ("2026 | 0.001 | 产值 >= 1", "no sum"),
        ("2026 | NaN | 产值 >= 1", "no sum"),
        ("2026 | 1 | 产值 = 1", "“产值 = 1” is no target"),
        ("2026 | 1 | 产值 >= much", "is no target"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, said):
    with pytest.raises(AgreementError, match=said) as caught:
        read_years(f"\n{text}")
    assert caught.value.place == "line 2"


@pytest.mark.parametrize(
    "years",
    ["", "2026 | 1 |", "2027 | 1 | a >= 1\n2026 | 1 | a >= 1", "2026 | 1 | a >= 1; a >= 2"],
)
def test_terms_that_are_not_whole_are_refused(years):
    wanted = Terms("1", "t", "d", "p", read_years(years), Decimal(0))
    with pytest.raises(AgreementError):
        agreements.draft(ZONE, USCC, wanted, by=OFFICER, command_id=command())


@pytest.mark.parametrize("share", ["-0.01", "1.01"])
def test_more_than_all_is_never_given_back(share):
    with pytest.raises(AgreementError):
        agreements.draft(ZONE, USCC, terms(claw_back=share), by=OFFICER, command_id=command())


def test_what_waits_follows_the_agreement(person):
    from jingkai.benefits.selectors.waiting_agreements import agreement_waits

    def kinds(user):
        return [one.kind for one in agreement_waits(user)]

    officer, maker = person(Role.CASE_OFFICER), person(Role.DECISION_MAKER)
    maker.second_factor = True
    made = agreements.draft(ZONE, USCC, terms(), by=OFFICER, command_id=command())
    assert (kinds(officer), kinds(maker)) == ([], ["benefits.agreement"])
    agreements.sign(made.id, date(2024, 1, 8), by=MAKER, command_id=command(), now=at(2024, 1, 8))
    assert (kinds(officer), kinds(maker)) == (["benefits.agreement_record"], [])
    achieved(made.id, 2024, "1")
    assert (kinds(officer), kinds(maker)) == ([], ["benefits.agreement_settle"])
    assert kinds(person(Role.ZONE_LEADER)) == []


def test_whoever_recorded_any_figure_of_a_year_does_not_settle_it():
    both = Person("user:both", (*OFFICER.grants, *MAKER.grants))
    id_ = in_force()
    figures = {"产值": Achieved(Decimal(10000000), "审计报告"), "从业人员": Achieved(Decimal(90), "社保清单")}
    agreements.record(id_, 2024, figures, by=both, command_id=command())
    again = {"从业人员": Achieved(Decimal(91), "社保清单")}
    agreements.record(id_, 2024, again, by=OFFICER, command_id=command())
    with pytest.raises(AgreementError, match="four eyes"):
        agreements.settle(id_, 2024, by=both, command_id=command(), now=at(2025))
    assert settled(id_, 2024).claim is not None


def test_an_agreement_is_made_in_the_zone_of_its_enterprise():
    elsewhere = Zone.objects.create(code="songhai", name="松海经开区", synthetic=True)
    Enterprise.objects.create(uscc=USCC, name="青岚样本有限公司", zone=elsewhere)
    with pytest.raises(AgreementError, match="another zone"):
        agreements.draft(ZONE, USCC, terms(), by=OFFICER, command_id=command())
    assert not catch_up(NAME) and not AgreementRow.objects.exists()
