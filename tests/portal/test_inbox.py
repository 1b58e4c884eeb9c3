"""The inbox gathers what waits from every slice, the most urgent first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from jingkai.accounts.roles import Role
from jingkai.documents.models import Document, Stage, Upload, UploadState
from jingkai.kernel.waiting import DueState, Waiting
from jingkai.portal import selectors
from jingkai.portal.calm import CALMS
from jingkai.portal.selectors.menu import door_of
from people import signed_in

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 20)


def _thing(words, due=None, since=datetime(2024, 3, 1, tzinfo=UTC), **values):
    return Waiting("test.thing", words, "/", since, due, **values)


@pytest.fixture
def waits(monkeypatch):
    """Let two slices say that these things wait, on a fixed day."""

    def say(*things):
        halves = (things[::2], things[1::2])
        answers = tuple(lambda _user, half=half: list(half) for half in halves)
        monkeypatch.setattr("jingkai.portal.selectors.waiting.answers_of", lambda _question: answers)
        monkeypatch.setattr(timezone, "localdate", lambda *_a: TODAY)

    return say


def test_what_is_overdue_comes_first_then_by_deadline_then_what_has_none(person, waits):
    waits(
        _thing("none"),
        _thing("far", date(2024, 6, 1)),
        _thing("late", date(2024, 3, 1)),
        _thing("soon", date(2024, 3, 21)),
        _thing("later soon", date(2024, 3, 22)),
        _thing("older none", since=datetime(2023, 1, 1, tzinfo=UTC)),
    )
    found = selectors.inbox(person(Role.STATISTICIAN))
    assert [thing.words for thing in found] == ["late", "soon", "later soon", "far", "older none", "none"]
    groups = selectors.inbox_groups(found)
    assert [group.state for group in groups] == [
        DueState.OVERDUE,
        DueState.AT_RISK,
        DueState.ON_TRACK,
        DueState.UNKNOWN,
    ]
    assert selectors.most_urgent(found) is DueState.OVERDUE


def test_without_anything_there_is_no_urgency():
    assert selectors.most_urgent([]) is None


def test_a_deadline_is_said_in_words_with_its_day(client_as, waits):
    waits(
        _thing("Pay", date(2024, 3, 1)),
        _thing("Decide", date(2024, 3, 21), provisional=True, clause="澄政办发〔2025〕11号 第11条"),
    )
    html = client_as(Role.STATISTICIAN).get("/inbox/").content.decode()
    assert "已逾期" in html or "逾期" in html
    assert '<time datetime="2024-03-21">2024-03-21</time> 暂定' in html
    assert "澄政办发〔2025〕11号 第11条" in html
    assert "count-mark--bad" in html


def test_reviews_and_failed_uploads_wait_for_policy_officers_alone(person, library):
    Document.objects.filter(pk=library["measures"]).update(stage=Stage.DRAFT)
    Upload.objects.create(source="坏.pdf", size=1, state=UploadState.FAILED)
    old = Upload.objects.create(source="旧.pdf", size=1, state=UploadState.FAILED)
    Upload.objects.filter(pk=old.pk).update(entered=timezone.now() - timedelta(days=60))
    found = selectors.inbox(person(Role.POLICY_OFFICER))
    assert {(thing.kind, thing.url) for thing in found} == {
        ("documents.review", f"/documents/{library['measures']}/review/"),
        ("documents.upload", "/uploads/"),
    }
    assert selectors.inbox(person(Role.STATISTICIAN)) == []


def test_who_needs_a_second_factor_is_asked_to_set_it_up(person):
    assert [thing.kind for thing in selectors.inbox(person(Role.PAYMASTER))] == ["accounts.second_factor"]
    assert selectors.inbox(person(Role.STATISTICIAN)) == []


def test_a_password_about_to_expire_waits_with_its_day(person, settings):
    settings.PASSWORD_MAXIMUM_AGE_DAYS = 90
    user = person(Role.STATISTICIAN, password="Lantern-2026")
    assert selectors.inbox(user) == []
    user.password_changed_at = timezone.now() - timedelta(days=80)
    user.save()
    (thing,) = selectors.inbox(user)
    assert thing.kind == "accounts.password"
    assert thing.due == timezone.localdate(user.password_changed_at + timedelta(days=90))


def test_a_role_that_ends_soon_is_told_in_time(person):
    user = person(Role.STATISTICIAN)
    user.assignments.update(until=timezone.now() + timedelta(days=3))
    (thing,) = selectors.inbox(user)
    assert thing.kind == "accounts.role"
    assert "统计" in thing.words
    user.assignments.update(until=timezone.now() + timedelta(days=300))
    assert selectors.inbox(user) == []


def test_the_masthead_counts_what_waits(client_as):
    html = client_as(Role.PAYMASTER).get("/documents/").content.decode()
    assert '<span class="count-mark">1</span>' in html


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PUBLIC}))
def test_an_empty_inbox_says_what_comes_here_in_this_role_and_what_to_do_next(
    person, client_as, monkeypatch, role
):
    monkeypatch.setattr("jingkai.portal.selectors.waiting.answers_of", lambda _question: ())
    calm = CALMS[role]
    client = client_as(person(role))
    for address in ("/inbox/", "/"):
        html = client.get(address).content.decode()
        assert calm.words in html
        assert f'href="{door_of(calm.address).path}"' in html
        assert calm.verb_words in html
    assert client.get(calm.path).status_code == 200, "the way on is open to whoever is sent there"


def test_every_role_has_words_of_its_own_for_an_empty_inbox():
    assert set(CALMS) == set(Role) - {Role.PUBLIC}
    assert len({calm.comes for calm in CALMS.values()}) == len(CALMS)


def test_a_role_that_ends_waits_for_whoever_grants_roles_as_well(person):
    officer = person(Role.CASE_OFFICER, username="lin")
    officer.assignments.update(until=timezone.now() + timedelta(days=3))
    administrator = person(Role.SECURITY_ADMINISTRATOR)
    assert "accounts.renewal" not in [thing.kind for thing in selectors.inbox(administrator)]
    administrator.second_factor = True
    (thing,) = [thing for thing in selectors.inbox(administrator) if thing.kind == "accounts.renewal"]
    assert "lin" in thing.words
    assert thing.due == timezone.localdate(timezone.now() + timedelta(days=3))
    assert thing.url == f"/accounts/people/{officer.public_id}/"
    other = person(Role.AUDIT_ADMINISTRATOR)
    other.second_factor = True
    assert "accounts.renewal" not in [thing.kind for thing in selectors.inbox(other)]


def test_the_inbox_is_not_for_the_public(client):
    assert client.get("/inbox/").headers["Location"].startswith("/accounts/sign-in/")


def test_unread_notifications_are_counted_in_the_masthead(person):
    from jingkai.accounts.services import mark_read, notify

    user = person(Role.STATISTICIAN)
    notify(user, "Published. Lists, units, targets and search now count this document.")
    client = signed_in(user)
    assert "bell__count" in client.get("/documents/").content.decode()
    mark_read(user)
    assert "bell__count" not in client.get("/documents/").content.decode()
