"""Departments across levels."""

from __future__ import annotations

import pytest

from jingkai.documents.departments import department_name, family_of


def test_one_department_has_one_key_at_every_level():
    assert (
        len({family_of(name) for name in ("财政部", "省财政厅", "自治区财政厅", "市财政局", "财政局")}) == 1
    )


@pytest.mark.parametrize("name", ["各有关市人民政府", "青岚集团有限公司", "", "不是单位的一句话"])
def test_what_is_no_department_has_no_key(name):
    assert family_of(name) == ""


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("市财政局", "财政部门"),
        ("省发展改革委", "发展改革部门"),
        ("市市场监管局", "市场监管部门"),
        ("市委宣传部", "宣传部"),
        ("市外事办", "外事办"),
    ],
)
def test_a_department_is_named_by_its_subject(unit, name):
    assert department_name(family_of(unit)) == name


def test_an_unknown_key_is_shown_as_it_is():
    assert department_name("no_such_family") == "no_such_family"
