"""The policy answers from roles, scopes and factors alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from jingkai.accounts import policy
from jingkai.accounts.actions import PUBLIC, Action, declare
from jingkai.accounts.policy import Grant, Nobody, lacks_second_factor, may, scopes_for
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import EVERYTHING, Place, Scope, ScopeKind
from jingkai.kernel.errors import JingkaiError

QINGLAN = Scope(ScopeKind.ZONE, "qinglan")
HERE, THERE = Place.of(zone="qinglan"), Place.of(zone="songhai")

READ = Action("test.thing.read", "Read", PUBLIC)
EXAMINE = Action("test.thing.examine", "Examine", frozenset({Role.CASE_OFFICER}))
PAY = Action("test.thing.pay", "Pay", frozenset({Role.PAYMASTER}))
SEAL = Action("test.thing.seal", "Seal", frozenset({Role.CASE_OFFICER}), second_factor=True)
OWN = Action("test.own.see", "See the own", frozenset(Role), own=True)


@dataclass
class Somebody:
    grants: list[Grant] = field(default_factory=list)
    second_factor: bool = False
    is_authenticated: bool = True


def test_nobody_reads_what_is_public_and_nothing_else():
    assert may(Nobody(), READ, HERE)
    assert not may(Nobody(), EXAMINE, HERE)
    assert not may(Nobody(), OWN)


def test_a_role_holds_in_its_zone_and_not_in_the_neighbour_s():
    officer = Somebody([Grant(Role.CASE_OFFICER, QINGLAN)])
    assert may(officer, EXAMINE, HERE)
    assert not may(officer, EXAMINE, THERE)
    assert may(officer, EXAMINE), "there is something on which it may: the menu shows it"


def test_what_lies_nowhere_is_covered_by_everything_alone():
    assert not may(Somebody([Grant(Role.CASE_OFFICER, QINGLAN)]), EXAMINE, Place())
    assert may(Somebody([Grant(Role.CASE_OFFICER, EVERYTHING)]), EXAMINE, Place())


def test_two_zones_of_one_thing_are_both_its_own():
    both = Place(zones=frozenset({"qinglan", "songhai"}))
    assert may(Somebody([Grant(Role.CASE_OFFICER, QINGLAN)]), EXAMINE, both)


def test_a_paymaster_without_a_second_factor_lacks_nothing_else():
    paymaster = Somebody([Grant(Role.PAYMASTER, QINGLAN)])
    assert not may(paymaster, PAY, HERE)
    assert lacks_second_factor(paymaster, PAY, HERE)
    assert not lacks_second_factor(paymaster, PAY, THERE), "a factor would not help there"
    paymaster.second_factor = True
    assert may(paymaster, PAY, HERE)
    assert not lacks_second_factor(paymaster, PAY, HERE)


def test_an_action_may_ask_for_a_second_factor_of_a_role_that_does_not():
    officer = Somebody([Grant(Role.CASE_OFFICER, QINGLAN)])
    assert may(officer, EXAMINE, HERE)
    assert not may(officer, SEAL, HERE)
    assert lacks_second_factor(officer, SEAL, HERE)


def test_an_installation_may_ask_everybody_for_a_second_factor(monkeypatch):
    officer = Somebody([Grant(Role.CASE_OFFICER, QINGLAN)])
    monkeypatch.setattr(policy, "_asks_everybody", lambda: True)
    assert not may(officer, EXAMINE, HERE)
    assert may(officer, READ, HERE), "what is public stays public"
    assert may(Nobody(), READ, HERE)


def test_the_own_needs_no_role():
    assert may(Somebody(), OWN)
    assert not may(Somebody(), EXAMINE)


def test_scopes_are_those_of_the_roles_that_may():
    officer = Somebody([Grant(Role.CASE_OFFICER, QINGLAN), Grant(Role.STATISTICIAN, EVERYTHING)])
    assert scopes_for(officer, EXAMINE) == {QINGLAN}


def test_an_action_that_nobody_declared_is_a_fault_of_the_program():
    with pytest.raises(LookupError, match=r"test\.nothing"):
        may(Nobody(), "test.nothing")


def test_an_action_declared_twice_must_say_the_same():
    declare("test.twice.read", "Read", PUBLIC)
    declare("test.twice.read", "Read", PUBLIC)
    with pytest.raises(ValueError, match="different rights"):
        declare("test.twice.read", "Read", {Role.AUDITOR})


@pytest.mark.parametrize("written", ["zone:qinglan", "unit:qinglan-finance", "everything"])
def test_a_scope_reads_as_it_is_written(written):
    assert str(Scope.read(written)) == written


@pytest.mark.parametrize("written", ["zone", "zone:", "everything:qinglan", "galaxy:far", ""])
def test_a_scope_written_otherwise_is_refused_with_the_mend(written):
    with pytest.raises(JingkaiError) as caught:
        Scope.read(written)
    assert "zone:CODE" in caught.value.mend or "zone:" in caught.value.mend
