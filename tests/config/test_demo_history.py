"""What the demo tells of its claims and its money, up to yesterday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from kept_demo import kept

from jingkai.benefits.budgets.budget import Hold
from jingkai.benefits.claims.states import State
from jingkai.benefits.known import end_of
from jingkai.benefits.models import ClaimRow, Evidence
from jingkai.benefits.packs import policy_named
from jingkai.benefits.selectors import cases_of, policies_for
from jingkai.benefits.selectors.claim_rows import fulfilment
from jingkai.benefits.selectors.claims import all_batches, open_lines, the_budget, the_claim
from jingkai.benefits.services import claim_rows
from jingkai.config.demo import build, entitling, history, journeys, world
from jingkai.config.demo.journeys import End
from jingkai.kernel.working_days import is_working_day
from jingkai.ledger import selectors as ledger
from jingkai.ledger.models import LedgerEntry
from jingkai.ledger.services import catch_up
from jingkai.policy.rules.receipt import Receipt, replay
from jingkai.policy.selectors import pack_version
from jingkai.policy.services import record_packs
from jingkai.registry.models import Enterprise, Zone


@pytest.fixture(scope="module")
def made() -> world.DemoWorld:
    return world.build_world()


@pytest.fixture(scope="module")
def told(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[int]:
    """A demo with its claims, its lists of claims up to date; how many claims there are."""
    with kept(django_db_blocker, tmp_path_factory.mktemp("demo")):
        count = history.tell(build.build())
        catch_up(claim_rows.NAME)
        yield count


def _plan(made: world.DemoWorld, today: date, seed: int = world.SEED) -> journeys.Plan:
    policy = policy_named(entitling.PACK)
    assert policy is not None
    return journeys.plan(made, policy, today, seed)


def test_the_same_seed_and_day_give_the_same_claims_and_another_seed_gives_others(made) -> None:
    today = date(2026, 11, 23)
    assert _plan(made, today) == _plan(made, today)
    assert _plan(made, today).journeys != _plan(made, today, 7).journeys


@pytest.mark.parametrize(
    "today", [date(2026, 5, 6), date(2026, 11, 22), date(2026, 12, 31), date(2030, 3, 1)]
)
def test_on_whatever_day_it_is_made_steps_follow_each_other_and_none_lies_ahead(made, today) -> None:
    drawn = _plan(made, today)
    assert drawn.days[-1] < today
    assert all(is_working_day(day) for day in drawn.days)
    assert {one.end for one in drawn.journeys} == set(End)
    for one in drawn.journeys:
        steps = [one.found, one.consented, one.verified, one.publicised, one.approved]
        taken = [step for step in steps if step is not None]
        assert all(earlier < later for earlier, later in pairwise(taken)), one
        assert taken[0] >= 0
        assert taken[-1] <= drawn.last
        if one.approved is not None:
            assert one.publicised is not None
            assert one.approved > one.publicised + journeys.PUBLISHED, (
                "nothing is approved while it is published"
            )
        if one.run is not None:
            assert one.approved is not None
            assert one.approved < drawn.run_day(one.run)
    keys = [(one.candidate.key, one.candidate.benefit.id) for one in drawn.journeys]
    assert len(set(keys)) == len(keys)


def test_a_demo_on_the_first_days_has_no_past_and_says_nothing_wrong(made) -> None:
    assert _plan(made, entitling.STATED + timedelta(days=3)).runs == 0
    assert all(one.found >= 0 for one in _plan(made, entitling.STATED + timedelta(days=20)).journeys)


@pytest.mark.django_db
def test_there_are_claims_in_every_state_and_the_ledger_reads_like_one_kept_since(told: int, made) -> None:
    states = Counter(ClaimRow.objects.values_list("state", flat=True))
    assert set(states) == set(State)
    assert sum(states.values()) == told
    assert 80 <= told <= 200
    assert ledger.verify_ledger().is_whole
    entries = list(ledger.entries())
    assert all(earlier.time <= later.time for earlier, later in pairwise(entries))
    assert entries[0].time == build.BEGAN
    assert entries[-1].time < timezone.now()
    rounds = [the_claim(claim).round for claim in ClaimRow.objects.values_list("claim", flat=True)]
    assert rounds.count(2) == 1, "one was rejected, found again and paid"
    proposed = [row for row in ClaimRow.objects.exclude(proposed_by="") if row.state == State.CONSENTED]
    assert len(proposed) == 2, "somebody has to decide on their rejection"
    verified = [the_claim(row.claim) for row in ClaimRow.objects.filter(approved__isnull=False)]
    assert all(one.approved_by != one.verified_by for one in verified)


@pytest.mark.django_db
def test_no_pool_is_overdrawn_one_was_shared_out_and_a_batch_waits_for_its_answer(told: int) -> None:
    streams = set(LedgerEntry.objects.filter(stream__startswith="budget/").values_list("stream", flat=True))
    pools = [the_budget(stream.partition("/")[2]) for stream in streams]
    assert all(pool.available >= 0 for pool in pools)
    assert all(len(pool.granted) == 3 for pool in pools), "each source by itself"
    assert len({pool.year for pool in pools}) >= 2 or timezone.localdate().year == entitling.STATED.year
    short = [pool for pool in pools if not pool.available]
    assert [pool.pool for pool in short] == [journeys.SHORT]
    less = ClaimRow.objects.filter(paid__isnull=False).exclude(paid=0)
    shared = [row for row in less if row.paid != row.approved]
    assert shared
    assert all(row.paid < row.approved and row.budget == short[0].id for row in shared)
    paid = sum((pool.held(Hold.PAID) for pool in pools), Decimal(0))
    back = [the_claim(row.claim).recovered or Decimal(0) for row in less]
    assert sum(back) > 0
    assert paid == sum(row.paid for row in less) - sum(back)
    batches = list(all_batches())
    assert [len(open_lines(batch)) == len(batch.lines) for batch in batches].count(True) == 1
    refused = ClaimRow.objects.get(state=State.BUDGETED, batch="", budget__contains="industry", approved__isnull=False,
                                   claim__in=[batch_line.claim for batch in batches for batch_line in batch.lines])  # fmt: skip
    assert the_claim(refused.claim).reason == "户名与账号不符"
    assert all(0 <= one.rate <= 1 for one in fulfilment(ClaimRow.objects.all()) if one.rate is not None)


@pytest.mark.django_db
def test_what_a_claim_of_the_demo_rests_on_is_what_the_rules_say_of_the_registry(told: int, made) -> None:
    policy = policy_named(entitling.PACK)
    assert policy is not None
    reader = build.User.objects.get(username="demo.case_officer")
    checked = 0
    for row in ClaimRow.objects.filter(state=State.CONSENTED, subject_kind="enterprise")[:4]:
        enterprise = Enterprise.objects.get(uscc=row.enterprise)
        found = row.found.date()
        own = cases_of(reader, enterprise, on=found, known_at=row.found)[0].facts
        entry = next(one for one in ledger.entries(f"claim/{row.claim}") if one.type == "claim.discovered")
        receipt = Receipt.from_json(str(ledger.personal_fields(entry)["receipt"]))
        assert receipt.digest == entry.data["proof"]["receipt"]
        caps = [cap.yuan for cap in policy.rules.benefits[row.benefit].benefit.caps if cap.per == "subject"]
        on_record = pack_version(receipt.rules)
        assert on_record is not None
        said = replay(receipt, on_record.pack).yuan
        assert said is not None
        assert min([said, *caps]) == row.entitled
        again = policy.rules.find(row.benefit, {name: known.value for name, known in own.items()}, found)
        assert again.yuan == said
        checked += 1
    assert checked
    assert Evidence.objects.filter(
        claim__in=ClaimRow.objects.filter(state=State.CONSENTED).values("claim")
    ).exists()


@pytest.mark.django_db
def test_on_every_day_of_its_past_the_rules_of_the_demo_were_on_record_and_before_it_none(
    told: int, made
) -> None:
    zone = Zone.objects.get(synthetic=True)
    for day in _plan(made, timezone.localdate()).days:
        assert [one.key for one in policies_for(zone, day, end_of(day))] == [entitling.PACK]
    eve = build.BEGAN.date() - timedelta(days=1)
    assert policies_for(zone, build.BEGAN.date(), end_of(eve)) == ()
    (entry,) = ledger.entries(f"pack/cn-demo/{entitling.PACK}")
    assert entry.time == build.BEGAN
    assert record_packs() == 0, "the first start finds everything on record"


@pytest.mark.django_db
def test_the_enterprise_whose_people_sign_in_was_paid_waits_for_something_and_has_something_to_claim(
    told: int, made
) -> None:
    host = entitling.employer(made).uscc
    states = dict(ClaimRow.objects.filter(enterprise=host).values_list("benefit", "state"))
    assert states == {
        "credit_insurance": State.CLOSED,
        "high_tech_award": State.DISCOVERED,
    }
