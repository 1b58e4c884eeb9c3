"""What is read of the registry: facts in two times, units by any name, things by words, counts by scope."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from world import variable

from jingkai.accounts.roles import Role
from jingkai.kernel.errors import JingkaiError
from jingkai.registry import selectors, services
from jingkai.registry.units import Jurisdiction


@pytest.fixture
def statistician(person):
    return person(Role.STATISTICIAN)


def _day(number):
    return datetime(2024, 3, number, 9, tzinfo=UTC)


def _state(thing, value, *, name="tax_paid", at=1, **more):
    statement = services.Statement(variable(name, **more.pop("rule", {})), value, **more)
    return services.state_fact(thing, statement, user=None, at=_day(at))


def test_a_correction_keeps_what_was_known_before(home, statistician):
    from jingkai.registry.models import Fact

    first = _state(home.enterprise, "300万元", period="2022", at=1)
    second = _state(home.enterprise, "310万元", period="2022", at=5)
    facts = selectors.facts_of(statistician, home.enterprise).filter(period="2022")
    assert [fact.value for fact in facts] == [Decimal(3_100_000)]
    then = selectors.facts_of(statistician, home.enterprise, known_at=_day(3)).filter(period="2022")
    assert [fact.value for fact in then] == [Decimal(3_000_000)]
    assert Fact.objects.get(pk=first.pk).retired == second.recorded
    everything = selectors.facts_of(statistician, home.enterprise, with_retired=True).filter(period="2022")
    assert everything.count() == 2


def test_the_same_statement_twice_changes_nothing(home):
    from jingkai.registry.models import Fact

    first = _state(home.enterprise, "5", period="2022", at=1)
    again = _state(home.enterprise, "5.00", period="2022", at=2)
    assert again.pk == first.pk
    assert Fact.objects.filter(period="2022").count() == 1


def test_a_value_that_holds_until_changed_ends_on_the_day_before_the_next(home, statistician):
    rule = {"label": "蒸汽能力", "subject": "park", "type": "number", "unit": "吨/小时", "period": "none"}
    _state(home.park, "60", name="steam", rule=rule, valid_from=date(2022, 1, 1), at=1)
    _state(home.park, "90", name="steam", rule=rule, valid_from=date(2024, 1, 1), at=2)
    on = {
        year: selectors.facts_of(statistician, home.park, on=date(year, 6, 1)).get().value
        for year in (2023, 2024)
    }
    assert on == {2023: Decimal(60), 2024: Decimal(90)}
    before = selectors.facts_of(statistician, home.park, on=date(2024, 6, 1), known_at=_day(1)).get()
    assert before.value == Decimal(60), "as it was known on the first day, the old value still held"


@pytest.mark.parametrize("written", ["", "-", "—", "未知", "不详", None])
def test_what_is_unknown_is_not_stated_and_never_zero(home, written):
    from jingkai.registry.models import Fact

    count = Fact.objects.count()
    with pytest.raises(JingkaiError) as caught:
        _state(home.enterprise, written, period="2022")
    assert caught.value.place in {"缴纳税收", "Tax paid"}
    assert Fact.objects.count() == count


def test_zero_is_a_value(home):
    assert _state(home.enterprise, "0", period="2022").value == Decimal(0)


@pytest.mark.parametrize(
    ("value", "period"),
    [("-1", "2022"), ("1.005", "2022"), ("一些", "2022"), ("1", "2022Q1"), ("1", ""), ("1", "2022年13月")],
)
def test_what_the_variable_does_not_have_is_refused(home, value, period):
    with pytest.raises(JingkaiError):
        _state(home.enterprise, value, period=period)


def test_a_variable_of_another_subject_is_refused(home):
    with pytest.raises(JingkaiError):
        _state(home.zone, "1", period="2022")


def test_a_withdrawn_fact_is_unknown_again_and_stays_on_record(home, statistician):
    services.withdraw_fact(home.fact)
    assert not selectors.facts_of(statistician, home.enterprise).exists()
    assert selectors.facts_of(statistician, home.enterprise, with_retired=True).count() == 1


def test_facts_of_a_neighbour_are_not_seen(home, neighbour, statistician):
    assert selectors.facts_of(statistician, home.enterprise).exists()
    assert not selectors.facts_of(statistician, neighbour.enterprise).exists()
    assert {fact.zone.code for fact in selectors.facts(statistician)} == {"qinglan"}


def test_an_enterprise_sees_facts_about_itself_and_not_those_of_the_zone(home, neighbour, person):
    from jingkai.registry.models import Fact

    Fact.objects.create(
        variable=variable("zone_gdp", label="地区生产总值", subject="zone"),
        zone=home.zone, subject=home.zone.subject_key, period="2023", number=1, source="zone", recorded=_day(1),
    )  # fmt: skip
    member = person(Role.ENTERPRISE_MEMBER)
    assert [fact.subject for fact in selectors.facts(member)] == [home.enterprise.subject_key]


@pytest.mark.parametrize(
    "name", ["青岚经开区财政局", "青岚财政局", " 青岚 财政局", "青岚经济技术开发区财政局"]
)
def test_a_unit_is_found_by_every_name_it_goes_by(home, neighbour, name):
    if name == "青岚经济技术开发区财政局":
        home.unit.aliases = [*home.unit.aliases, name]
        home.unit.save()
    assert selectors.find_unit(name) == home.unit


def test_a_unit_is_found_through_the_resolver_that_documents_use(db):
    from jingkai.registry.models import Unit

    unit = Unit.objects.create(
        code="chengjiang-drc", name="澄江市发展和改革委员会", level="city", family="development"
    )
    assert selectors.find_unit("澄江市发改委") == unit
    assert selectors.find_unit("市发改委", Jurisdiction("city", ("澄江市",))) == unit
    assert selectors.find_unit("市发改委", Jurisdiction("city", ("临河市",))) is None
    assert selectors.find_unit("澄江市财政局") is None


def test_a_name_that_several_units_share_finds_none(home, neighbour):
    for unit in (home.unit, neighbour.unit):
        unit.aliases = ["财政分局"]
        unit.save()
    assert selectors.find_unit("财政分局") is None


def test_the_search_from_anywhere_keeps_to_the_scope(home, neighbour, statistician):
    found = [thing.words for thing in selectors.find(statistician, "食品")]
    assert found == ["青岚食品有限公司"]
    assert [thing.words for thing in selectors.find(statistician, "91350211")] == ["青岚食品有限公司"]
    assert [thing.words for thing in selectors.find(statistician, "青岚财政")] == ["青岚经开区财政局"]
    assert list(selectors.find(statistician, " ")) == []


def test_counts_say_nothing_of_tables_that_are_not_open(home, neighbour, statistician, person):
    seen = selectors.counts(statistician)
    assert (seen.zones, seen.enterprises, seen.projects, seen.parcels, seen.units) == (1, 1, 1, 1, 1)
    officer = selectors.counts(person(Role.UNIT_OFFICER))
    assert officer.enterprises is None
    assert officer.units == 1


def test_units_above_the_zones_are_a_directory_for_everybody_who_is_signed_in(home, neighbour, person):
    from jingkai.registry.models import Unit

    Unit.objects.create(code="city-finance", name="澄江市财政局", level="city")
    for role in (Role.ENTERPRISE_MEMBER, Role.CASE_OFFICER):
        names = {unit.name for unit in selectors.units(person(role))}
        assert "澄江市财政局" in names
        assert "松海经开区财政局" not in names


def test_a_list_of_facts_names_what_each_is_about(home, neighbour, client_as):
    page = client_as(Role.STATISTICIAN).get(reverse("registry:facts")).content.decode()
    assert "青岚食品有限公司" in page
    assert "松海" not in page
