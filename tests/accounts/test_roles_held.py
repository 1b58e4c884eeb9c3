"""Granting and taking back: what the rules forbid, the service refuses, and the database too."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import Assignment, User
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import ADMINISTRATORS, ROLES, Role
from jingkai.accounts.scopes import EVERYTHING, Scope, ScopeKind
from jingkai.accounts.services import close_account, grant_role, withdraw_role
from people import HOME, make_person, scope_of

pytestmark = pytest.mark.django_db

PAIRS = sorted(combinations(sorted(ADMINISTRATORS), 2))


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_no_one_is_two_of_the_three_administrators(first, second):
    somebody = make_person(first)
    with pytest.raises(AccountError, match="三个不同的人"):
        grant_role(somebody, second, EVERYTHING, actor=None)
    assert [grant.role for grant in somebody.held_grants()] == [first]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_database_refuses_two_administrators_in_one_person_too(first, second):
    somebody = make_person(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(user=somebody, role=str(second), scope_kind="everything")


def test_an_administrator_s_role_taken_back_makes_room_for_another():
    somebody = make_person(Role.SYSTEM_ADMINISTRATOR)
    withdraw_role(somebody.assignments.get(), actor=None)
    grant_role(somebody, Role.AUDIT_ADMINISTRATOR, EVERYTHING, actor=None)
    assert User.objects.get(pk=somebody.pk).grants == (Grant(Role.AUDIT_ADMINISTRATOR, EVERYTHING),)


def test_an_administrator_s_role_that_ran_out_makes_room_too():
    somebody = make_person(Role.SYSTEM_ADMINISTRATOR)
    past = timezone.now() - timedelta(days=1)
    Assignment.objects.update(since=past - timedelta(days=9), until=past)
    grant_role(somebody, Role.AUDIT_ADMINISTRATOR, EVERYTHING, actor=None)
    assert User.objects.get(pk=somebody.pk).grants == (Grant(Role.AUDIT_ADMINISTRATOR, EVERYTHING),)


def test_nobody_grants_a_role_to_themselves():
    administrator = make_person(Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(AccountError):
        grant_role(administrator, Role.PAYMASTER, HOME[ScopeKind.ZONE], actor=administrator)


@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.PUBLIC])
def test_a_role_is_held_only_where_it_can_be(role):
    somebody = make_person()
    for kind, scope in HOME.items():
        if kind in ROLES[role].scopes:
            continue
        with pytest.raises(AccountError):
            grant_role(somebody, role, scope, actor=None)
    scope = scope_of(role)
    assert scope
    grant_role(somebody, role, scope, actor=None)


def test_the_public_role_is_not_granted():
    with pytest.raises(AccountError):
        grant_role(make_person(), Role.PUBLIC, EVERYTHING, actor=None)


def test_a_grant_that_is_held_already_is_returned_not_doubled():
    somebody = make_person(Role.PAYMASTER)
    again = grant_role(somebody, Role.PAYMASTER, HOME[ScopeKind.ZONE], actor=None)
    assert again == somebody.assignments.get()


def test_a_grant_ends_on_its_last_day():
    somebody = make_person()
    held = grant_role(
        somebody,
        Role.CASE_OFFICER,
        HOME[ScopeKind.ZONE],
        actor=None,
        until=timezone.now() + timedelta(days=1),
    )
    assert User.objects.get(pk=somebody.pk).grants
    Assignment.objects.filter(pk=held.pk).update(
        since=timezone.now() - timedelta(days=2), until=timezone.now() - timedelta(seconds=1)
    )
    assert User.objects.get(pk=somebody.pk).grants == ()
    with pytest.raises(AccountError):
        grant_role(somebody, Role.PAYMASTER, HOME[ScopeKind.ZONE], actor=None, until=timezone.now())


def test_a_closed_account_holds_nothing():
    somebody = make_person(Role.PAYMASTER)
    somebody.is_active = False
    somebody.save()
    assert User.objects.get(pk=somebody.pk).grants == ()


def test_past_roles_stay_on_record():
    somebody = make_person(Role.PAYMASTER)
    administrator = make_person(Role.SECURITY_ADMINISTRATOR)
    withdraw_role(somebody.assignments.get(), actor=administrator)
    kept = Assignment.objects.get(user=somebody)
    assert (kept.role, kept.scope, kept.withdrawn_by) == (
        "paymaster",
        Scope(ScopeKind.ZONE, "qinglan"),
        administrator,
    )


def test_the_last_security_administrator_stays():
    last = make_person(Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(AccountError):
        withdraw_role(last.assignments.get(), actor=last)
    with pytest.raises(AccountError):
        close_account(last, actor=make_person(), reason="leaves")
    make_person(Role.SECURITY_ADMINISTRATOR)
    withdraw_role(last.assignments.get(), actor=last)
    assert last.held_grants() == ()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("leave", ["withdraw", "close"])
def test_security_administrators_who_leave_at_once_wait_for_each_other(leave):
    first, second = make_person(Role.SECURITY_ADMINISTRATOR), make_person(Role.SECURITY_ADMINISTRATOR)
    with CaptureQueriesContext(connection) as asked:
        if leave == "withdraw":
            withdraw_role(first.assignments.get(), actor=second)
        else:
            close_account(first, actor=second, reason="leaves")
    locks = [one["sql"] for one in asked.captured_queries if one["sql"].endswith("FOR UPDATE")]
    assert "'security_administrator'" in locks[0]
    assert "ORDER BY" in locks[0]
