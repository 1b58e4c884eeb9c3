"""The demo zone."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Q

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.accounts.roles import Role
from jingkai.config.demo import build, people, sheets, world
from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger import selectors as ledger
from jingkai.portal import selectors as portal
from jingkai.registry.geometry import boundary
from jingkai.registry.models import Enterprise, Fact, Parcel, Park, Project, Unit, Zone


@pytest.fixture(scope="module")
def made() -> world.DemoWorld:
    return world.build_world()


def test_the_same_seed_makes_the_same_zone_to_the_last_digit(made: world.DemoWorld) -> None:
    assert world.build_world() == made
    assert world.build_world(1) != made


def test_the_zone_has_what_it_is_said_to_have(made: world.DemoWorld) -> None:
    assert (len(made.parks), len(made.enterprises), len(made.projects), len(made.parcels)) == (
        3,
        300,
        80,
        120,
    )
    quarters = {fact.period for fact in made.facts}
    assert len(quarters) == 20
    assert len(people.UNITS) == 12


def test_every_code_is_well_formed_and_none_can_belong_to_somebody_real(made: world.DemoWorld) -> None:
    codes = [identifiers.uscc(one.uscc) for one in made.enterprises]
    assert len(set(codes)) == 300
    assert {code[2:8] for code in codes} == {"159999"}  # a division that does not exist
    assert {identifiers.project_code(one.code).division for one in made.projects} == {"159999"}
    assert {one.phone[:3] for one in made.enterprises} == {"100"}  # a series that is given to nobody
    for parcel in made.parcels:
        boundary(parcel.boundary)


def test_some_things_are_unknown_and_never_zero_instead(made: world.DemoWorld) -> None:
    assert any(one.capital is None for one in made.enterprises)
    assert any(one.investment is None for one in made.projects)
    assert any(one.foreign is None for one in made.enterprises)
    stated = Counter(fact.subject for fact in made.facts if fact.variable == "enterprise.output")
    assert len(set(stated.values())) > 1  # returns are missing


def test_totals_of_the_zone_are_those_of_its_parks_and_not_less_than_what_is_known(
    made: world.DemoWorld,
) -> None:
    sums: dict[tuple[str, str], Decimal] = {}
    for fact in made.facts:
        key = (fact.variable, fact.period)
        sums[key] = sums.get(key, Decimal()) + fact.number
    for name in ("output", "tax", "employees"):
        zone = sums[(f"zone.{name}", "2025Q4")]
        assert zone == sums[(f"park.{name}", "2025Q4")]
        assert zone >= sums[(f"enterprise.{name}", "2025Q4")]


def test_there_is_somebody_for_every_role(made: world.DemoWorld) -> None:
    everybody = people.people(made.enterprises[0].uscc)
    assert {person.role for person in everybody} == set(Role) - {Role.PUBLIC}
    assert sum(person.role is Role.UNIT_OFFICER for person in everybody) == 12
    assert len({person.username for person in everybody}) == len(everybody)


@pytest.mark.django_db
def test_everything_that_is_made_says_that_it_is_synthetic() -> None:
    steps = []
    build.build(progress=lambda what, done, total: steps.append((what, done, total)))
    assert portal.is_demo()
    counts = {model: model.objects.count() for model in (Zone, Park, Enterprise, Project, Parcel, Unit)}
    assert list(counts.values()) == [1, 3, 300, 80, 120, 12]
    assert not any(model.objects.filter(synthetic=False).exists() for model in counts)
    assert not Fact.objects.filter(~Q(source="synthetic")).exists()
    assert Enterprise.history.count() == 300
    entered = dict(Enterprise.history.values_list("uscc", "history_date"))
    assert dict(Enterprise.objects.values_list("uscc", "changed")) == entered
    assert steps[-1][1] == steps[-1][2]
    for row in (
        *Zone.objects.all(),
        *Park.objects.all(),
        *Unit.objects.all(),
        *Enterprise.objects.all()[:20],
    ):
        row.full_clean()
    for row in (*Project.objects.all()[:20], *Parcel.objects.all()[:20]):
        row.full_clean()


@pytest.mark.django_db
def test_people_of_the_demo_hold_their_roles_where_they_should_and_have_no_password() -> None:
    build.build()
    officer = User.objects.get(username="demo.case_officer")
    enterprise = Enterprise.objects.first()
    assert enterprise is not None
    assert may(officer, "registry.enterprise.view", enterprise)
    assert not officer.has_usable_password()
    member = User.objects.get(username="demo.enterprise_member")
    own = [one for one in Enterprise.objects.all() if may(member, "registry.enterprise.view", one)]
    assert len(own) == 1
    entries = [one for one in ledger.entries() if one.stream.startswith("account/")]
    assert len(entries) == 2 * User.objects.count() + len(people.STAND_INS)


@pytest.mark.django_db
def test_a_demo_is_made_in_an_empty_installation_only() -> None:
    User.objects.create(username="somebody", display_name="某人")
    with pytest.raises(JingkaiError, match="JINGKAI_DATA"):
        build.build()
    assert not Zone.objects.exists()
    assert not portal.is_demo()


@pytest.mark.django_db
def test_a_demo_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(build, "_make_people", broken)
    with pytest.raises(RuntimeError):
        build.build()
    assert not Enterprise.objects.exists()
    assert not portal.is_demo()


def test_tables_of_the_demo_are_the_same_to_the_last_byte_from_the_same_seed(made: world.DemoWorld) -> None:
    for table in (sheets.returns, sheets.newcomers, sheets.progress):
        assert table(made, 1) == table(made, 1)
    assert sheets.returns(made, 1) != sheets.returns(made, 2)
