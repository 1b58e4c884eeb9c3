"""Pages of fulfilment and of money on its way: the figures of the ledger, and only those of one's own zone."""

from __future__ import annotations

import pytest
from claim_steps import LATER, MAKER, claim_at, granted, take

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.claims.commands import ClawBack, Reject
from jingkai.benefits.claims.states import State


@pytest.fixture
def zone_of_claims():
    """Entitled 1,500,000 in three claims, one paid, of which 100,000 were clawed back; a rejected one counts nowhere."""
    from decimal import Decimal

    granted()
    take(claim_at(State.PAID, period="a"), ClawBack(Decimal("100000.00"), "x", "art_1"), MAKER)
    claim_at(State.DISCOVERED, period="b")
    claim_at(State.PUBLICISED, period="c")
    take(claim_at(State.VERIFIED, period="d"), Reject("x", "art_1"), MAKER, now=LATER)


@pytest.fixture
def leader(client_as):
    client = client_as(Role.ZONE_LEADER)
    client.cookies["jingkai_language"] = "en"
    return client


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("by", ["benefit", "unit", "month", "zone"])
def test_the_rate_is_told_with_its_definition(leader, zone_of_claims, by):
    page = text(leader.get(f"/benefits/fulfilment/?by={by}"))
    assert "26.67%" in page  # 400,000 of 1,500,000
    assert "paid less clawed back ÷ entitled" in page
    assert "1,500,000.00" in page and "400,000.00" in page


@pytest.mark.parametrize("by", ["benefit", "unit", "month", "zone"])
def test_the_table_is_to_be_had_as_a_file(leader, zone_of_claims, by):
    answer = leader.get(f"/benefits/fulfilment/?by={by}&export=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].endswith("3,1500000.00,1000000.00,1000000.00,500000.00,400000.00,0.2667")


def test_money_on_its_way_is_drawn_and_told(leader, zone_of_claims):
    page = text(leader.get("/benefits/money/"))
    assert "<svg" in page and 'role="img"' in page
    for figure in ("1,500,000.00", "1,000,000.00", "400,000.00"):
        assert figure in page
    assert leader.get("/benefits/money/?export=csv").status_code == 200
    assert leader.get("/benefits/money/?export=xlsx").content.startswith(b"PK")


def test_a_year_narrows_and_nonsense_does_not(leader, zone_of_claims):
    from django.utils import timezone

    year = timezone.localdate().year
    for asked in (str(year), "1999", "nonsense"):
        assert "26.67%" in text(leader.get(f"/benefits/fulfilment/?year={asked}"))


def test_another_zone_sees_nothing_of_it(client_as, zone_of_claims):
    client = client_as(Role.ZONE_LEADER, Scope(ScopeKind.ZONE, "songhai"))
    assert "empty" in text(client.get("/benefits/fulfilment/"))
    assert "empty" in text(client.get("/benefits/money/"))


def test_without_claims_the_pages_say_what_comes_here(leader):
    assert "Nothing has been found yet" in text(leader.get("/benefits/fulfilment/"))
    assert "Nothing has been found yet" in text(leader.get("/benefits/money/"))


def test_half_of_the_claims_paid_took_so_many_days(zone_of_claims):
    from datetime import timedelta

    from jingkai.benefits.models import ClaimRow
    from jingkai.benefits.selectors.fulfilment import median_days
    from jingkai.benefits.services.claim_rows import NAME
    from jingkai.ledger.services import catch_up

    catch_up(NAME)
    rows = ClaimRow.objects.all()
    paid = rows.get(paid__isnull=False)
    for days, row in zip((3, 9, 40), rows.exclude(pk=paid.pk), strict=False):
        rows.filter(pk=row.pk).update(paid_on=(row.found + timedelta(days=days)).date())
    rows.filter(pk=paid.pk).update(paid_on=None)
    assert median_days(rows) == 9
    rows.update(paid_on=None)
    assert median_days(rows) is None


def test_a_claim_counts_in_the_month_and_from_the_day_of_its_zone(zone_of_claims):
    from datetime import UTC, date, datetime

    from jingkai.benefits.models import ClaimRow
    from jingkai.benefits.selectors.fulfilment import cells, median_days
    from jingkai.benefits.services.claim_rows import NAME
    from jingkai.ledger.services import catch_up

    catch_up(NAME)
    rows = ClaimRow.objects.order_by("claim")
    moments = (
        datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC),  # still the old year in China
        datetime(2025, 12, 31, 16, tzinfo=UTC),  # midnight
        datetime(2026, 2, 28, 15, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 2, 28, 16, tzinfo=UTC),
    )
    for row, moment in zip(rows, moments, strict=True):
        rows.filter(pk=row.pk).update(found=moment, paid_on=date(2026, 3, 2))
    found = {cell.month: cell.sums.claims for cell in cells(ClaimRow.objects.all(), monthly=True)}
    assert found == {date(2025, 12, 1): 1, date(2026, 1, 1): 1, date(2026, 2, 1): 1, date(2026, 3, 1): 1}
    assert median_days(ClaimRow.objects.filter(found=moments[0])) == 61
    assert median_days(ClaimRow.objects.filter(found=moments[1])) == 60
    assert cells(ClaimRow.objects.none(), monthly=True) == []


def test_months_add_up_to_what_benefits_add_up_to(zone_of_claims):
    from jingkai.benefits.fulfilment import by_benefit, by_month, total
    from jingkai.benefits.models import ClaimRow
    from jingkai.benefits.selectors.fulfilment import cells
    from jingkai.benefits.services.claim_rows import NAME
    from jingkai.ledger.services import catch_up

    catch_up(NAME)
    rows = ClaimRow.objects.all()
    assert total(by_month(cells(rows, monthly=True))) == total(by_benefit(cells(rows)))
