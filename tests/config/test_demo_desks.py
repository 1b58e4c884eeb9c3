"""What lies on the desks of the demo's people. The demo is made once for all tests of this module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import resolve
from django.utils import timezone
from kept_demo import kept

from jingkai.accounts.models import Notification, User
from jingkai.config.demo import build, desks, history, sheets
from jingkai.documents.models import Document
from jingkai.ledger import selectors as ledger
from jingkai.portal import selectors as portal
from jingkai.portal.selectors import saved_filters
from jingkai.portal.selectors.demo import demo_people
from jingkai.registry.models import Fact, ImportRun
from jingkai.registry.services import importing

pytestmark = pytest.mark.usefixtures("laid_out", "db")


@pytest.fixture(scope="module")
def laid_out(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """A demo as ``jingkai demo`` makes it."""
    with kept(django_db_blocker, tmp_path_factory.mktemp("demo")):
        made = build.build()
        history.tell(made)
        build.load_samples(lambda _line: None)
        desks.lay_out(made)
        yield


def _of(role: str) -> User:
    user = User.objects.get(username=f"demo.{role}")
    user.second_factor = True
    return user


def _kinds(role: str) -> set[str]:
    return {thing.kind for thing in portal.inbox(_of(role))}


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
    assert _kinds("decision_maker") >= {"benefits.approve", "benefits.settle", "benefits.reject"}
    assert _kinds("paymaster") >= {
        "benefits.set_aside",
        "benefits.pay",
        "benefits.answer",
        "benefits.recover",
    }
    document = Document.objects.get(stage="draft")
    assert document.fictional
    assert document.number == "青经管发〔2026〕3号"


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


def test_people_of_the_demo_are_told_of_clauses_that_can_be_opened() -> None:
    told = Notification.objects.filter(url__contains="#")
    assert {line.user.username for line in told} >= {"demo.cj-czj", "demo.ll-swt", "demo.zone_leader"}
    for line in told:
        address, _hash, key = line.url.partition("#")
        document = Document.objects.get(pk=resolve(address).kwargs["pk"])
        assert document.provisions.filter(key=key).exists(), line.url
    assert saved_filters(_of("zone_leader")).exists()


def test_nobody_of_the_demo_is_without_a_role_when_roles_have_ended() -> None:
    later = timezone.now() + timedelta(days=60)
    for user in User.objects.all():
        assert user.assignments.in_force(later).exists(), user.username
    assert len({person.user.pk for person in demo_people()}) == len(demo_people())
