"""The demo zone."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Q
from django.urls import resolve
from django.utils import timezone

from jingkai.accounts.models import Notification, User
from jingkai.accounts.policy import may
from jingkai.accounts.roles import Role
from jingkai.config.demo import build, desks, history, people, sheets, world
from jingkai.documents.models import Document
from jingkai.kernel import identifiers
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger import selectors as ledger
from jingkai.portal import selectors as portal
from jingkai.portal.selectors import saved_filters
from jingkai.portal.selectors.demo import demo_people
from jingkai.registry.geometry import boundary
from jingkai.registry.models import Enterprise, Fact, ImportRun, Parcel, Park, Project, Unit, Zone
from jingkai.registry.services import importing


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
    entries = list(ledger.entries())
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


@pytest.fixture
def received(settings, tmp_path: Path) -> None:
    settings.RECEIVED_FILES = tmp_path / "received"
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"


@pytest.fixture
def laid_out(db, received: None) -> None:
    """A demo as ``jingkai demo`` makes it."""
    made = build.build()
    history.tell(made)
    build.load_samples(lambda _line: None)
    desks.lay_out(made)


def _of(role: str) -> User:
    user = User.objects.get(username=f"demo.{role}")
    user.second_factor = True
    return user


def _kinds(role: str) -> set[str]:
    return {thing.kind for thing in portal.inbox(_of(role))}


@pytest.mark.usefixtures("laid_out")
def test_work_lies_on_the_desks_of_the_demo() -> None:
    assert _kinds("statistician") == {"registry.import"}
    assert _kinds("policy_officer") >= {"documents.review", "documents.upload"}
    assert _kinds("case_officer") >= {"accounts.role", "registry.import"}
    assert _kinds("cj-gxj") == {"accounts.role"}
    assert "accounts.renewal" in _kinds("security_administrator")
    assert "documents.review" not in _kinds("paymaster")
    assert _kinds("enterprise_administrator") >= {"benefits.consent"}
    assert _kinds("window_clerk") >= {"benefits.verify"}
    assert _kinds("case_officer") >= {"benefits.verify", "benefits.publicise", "benefits.close"}
    assert _kinds("decision_maker") >= {"benefits.approve", "benefits.settle"}
    assert _kinds("paymaster") >= {
        "benefits.set_aside",
        "benefits.pay",
        "benefits.answer",
        "benefits.recover",
    }
    document = Document.objects.get(stage="draft")
    assert document.fictional
    assert document.number == "青经管发〔2026〕3号"


@pytest.mark.usefixtures("laid_out")
def test_the_returns_of_the_demo_passed_their_dry_run_with_bad_cells_named() -> None:
    run = ImportRun.objects.get(filename=sheets.RETURNS)
    assert (run.state, run.owner) == ("checked", _of("statistician"))
    faults = [fault for row in run.refused_rows.all() for fault in row.faults]
    assert {fault["column"] for fault in faults} == {"指标名称", "统一社会信用代码", "报告期", "数值"}
    assert all(fault["cell"] and fault["what"] and fault["mend"] for fault in faults)
    assert run.inserted == run.done - len(faults)
    assert not Fact.objects.filter(period="2026Q1").exists(), "a dry run writes nothing"
    importing.begin_run(run)
    importing.work_on(run.pk)
    assert Fact.objects.filter(period="2026Q1").count() == run.inserted


@pytest.mark.usefixtures("laid_out")
def test_tables_of_the_demo_are_labelled_and_went_the_way_of_all_imports() -> None:
    states = dict(ImportRun.objects.values_list("filename", "state"))
    assert states == {sheets.RETURNS: "checked", sheets.NEWCOMERS: "mapping", sheets.PROGRESS: "done"}
    assert all(sheets.LABEL in name for name in states)
    done = ImportRun.objects.get(state="done")
    assert (done.updated, done.refused) == (4, 0)
    assert [entry.type for entry in ledger.entries() if entry.stream == f"import/{done.pk}"] == [
        "import.finished"
    ]
    newcomers = ImportRun.objects.get(state="mapping")
    importing.begin_check(newcomers)
    importing.work_on(newcomers.pk)
    newcomers.refresh_from_db()
    assert (newcomers.inserted, newcomers.refused) == (6, 0)


@pytest.mark.usefixtures("laid_out")
def test_people_of_the_demo_are_told_of_clauses_that_can_be_opened() -> None:
    told = Notification.objects.filter(url__contains="#")
    assert {line.user.username for line in told} >= {"demo.cj-czj", "demo.ll-swt", "demo.zone_leader"}
    for line in told:
        address, _hash, key = line.url.partition("#")
        document = Document.objects.get(pk=resolve(address).kwargs["pk"])
        assert document.provisions.filter(key=key).exists(), line.url
    assert saved_filters(_of("zone_leader")).exists()


@pytest.mark.usefixtures("laid_out")
def test_nobody_of_the_demo_is_without_a_role_when_roles_have_ended() -> None:
    later = timezone.now() + timedelta(days=60)
    for user in User.objects.all():
        assert user.assignments.in_force(later).exists(), user.username
    assert len({person.user.pk for person in demo_people()}) == len(demo_people())


def test_tables_of_the_demo_are_the_same_to_the_last_byte_from_the_same_seed(made: world.DemoWorld) -> None:
    for table in (sheets.returns, sheets.newcomers, sheets.progress):
        assert table(made, 1) == table(made, 1)
    assert sheets.returns(made, 1) != sheets.returns(made, 2)
