"""What a selector gives is what the policy allows, row by row."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured

from jingkai.accounts.actions import PUBLIC, Action
from jingkai.accounts.models import Assignment, ScopedModel, User
from jingkai.accounts.policy import Nobody, may
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import EVERYTHING, Place, Scope, ScopeKind
from jingkai.accounts.selectors import visible
from people import HOME, NEIGHBOUR, make_person

SEE = Action("test.row.see", "See", frozenset({Role.CASE_OFFICER, Role.ENTERPRISE_MEMBER, Role.AUDITOR}))
READ = Action("test.row.read", "Read", PUBLIC)


class Row(Assignment):
    """Assignments stand in for rows that lie in zones."""

    scope_paths: ClassVar = {ScopeKind.ZONE: "scope_key"}
    place = ScopedModel.place

    class Meta:
        proxy = True
        app_label = "accounts"


class Holder(User):
    """People stand in for rows that lie in several zones at once."""

    scope_paths: ClassVar = {ScopeKind.ZONE: "assignments__scope_key"}
    place = ScopedModel.place

    class Meta:
        proxy = True
        app_label = "accounts"


@pytest.fixture
def rows(db) -> None:
    for places in (HOME, NEIGHBOUR):
        zone = places[ScopeKind.ZONE]
        make_person((Role.STATISTICIAN, zone), (Role.POLICY_OFFICER, zone), username=f"both-{zone.key}")


def _seen(user, action=SEE) -> set[str]:
    return {row.scope_key for row in visible(user, Row.objects.exclude(scope_key=""), action)}


def test_somebody_of_a_zone_sees_its_rows_and_none_of_the_neighbour_s(rows):
    assert _seen(make_person(Role.CASE_OFFICER)) == {"qinglan"}
    assert _seen(make_person((Role.CASE_OFFICER, NEIGHBOUR[ScopeKind.ZONE]))) == {"songhai"}


def test_somebody_of_two_zones_sees_both(rows):
    officer = make_person(*((Role.CASE_OFFICER, places[ScopeKind.ZONE]) for places in (HOME, NEIGHBOUR)))
    assert _seen(officer) == {"qinglan", "songhai"}


def test_everything_shows_everything_and_nobody_nothing(rows):
    assert _seen(make_person((Role.AUDITOR, EVERYTHING))) == {"qinglan", "songhai"}
    assert _seen(Nobody()) == set()
    assert _seen(Nobody(), READ) == {"qinglan", "songhai"}


def test_a_scope_of_a_kind_that_rows_do_not_name_shows_nothing(rows):
    assert _seen(make_person(Role.ENTERPRISE_MEMBER)) == set()


def test_a_row_in_several_zones_is_given_once(rows):
    officer = make_person(Role.CASE_OFFICER)
    found = visible(officer, Holder.objects.filter(username__startswith="both"), SEE)
    assert [holder.username for holder in found] == ["both-qinglan"]
    assert found.count() == 1


def test_a_row_says_where_it_lies_by_the_same_paths(rows):
    holder = Holder.objects.get(username="both-songhai")
    assert holder.place() == Place.of(zone="songhai")
    officer = make_person(Role.CASE_OFFICER)
    for row in Row.objects.exclude(scope_key=""):
        assert may(officer, SEE, row) == (row in set(visible(officer, Row.objects.all(), SEE)))


def test_a_model_that_does_not_say_where_its_rows_lie_is_refused(db):
    with pytest.raises(ImproperlyConfigured, match="scope_paths"):
        visible(Nobody(), User.objects.all(), READ)


def test_a_scope_that_was_withdrawn_shows_nothing_at_the_next_look(rows):
    from jingkai.accounts.services import withdraw_role

    officer = make_person(Role.CASE_OFFICER)
    assert _seen(officer)
    withdraw_role(officer.assignments.get(), actor=None)
    assert _seen(User.objects.get(pk=officer.pk)) == set()


def test_a_scope_covers_no_place_of_another_kind():
    assert not Scope(ScopeKind.ZONE, "x").covers(Place.of(unit="x", enterprise="x"))
