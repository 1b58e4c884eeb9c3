"""Lost ordinals are put back where the structure proves them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.repair.ordinals import infer_ordinals
from jingkai.documents.repair.spacing import close_spaces
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Line, Place, Witness


def revision_of(text: str) -> Revision:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return Revision(Witness("copy.txt", "txt", "0" * 64, lines))


def repaired(text: str) -> str:
    revision = revision_of(text)
    infer_ordinals(revision)
    return revision.text


PLAN = """澄江市开发区发展规划
为促进发展，编制本规划。
第一章 发展基础
第一节 发展成效
规模扩大。
第二节 面临形势
机遇良好。
第二章 主要任务
第一节 做强产业
一、培育集群
延链补链。
二、招引项目
储备项目。
第二节 优化布局
统筹空间。
第三节 强化保障
形成合力。
第三章 附则
本规划由市商务局解释。"""


def test_lost_first_chapters_and_sections_are_put_back_as_logged_insertions() -> None:
    damaged = PLAN.replace("第一", "")
    revision = revision_of(damaged)
    assert infer_ordinals(revision) == 3
    assert revision.text == PLAN
    assert {(one.kind, one.before, one.after) for one in revision.repairs()} == {("ordinal", "", "第一")}
    assert all(revision.text[one.start :].startswith(("第一章", "第一节")) for one in revision.repairs())
    assert revision.undone() == damaged


@given(st.sets(st.sampled_from(["第一章 ", "第一节 做强", "第一节 发展", "第二节 优化"])))
def test_whatever_single_ordinals_were_lost_the_text_comes_back(lost: set[str]) -> None:
    damaged = PLAN
    for label in lost:
        damaged = damaged.replace(label, label[2:], 1)
    assert repaired(damaged) == PLAN


def test_a_clean_text_is_left_alone() -> None:
    assert infer_ordinals(revision_of(PLAN)) == 0


def test_an_ordinal_between_two_neighbours_is_proven_in_the_middle_too() -> None:
    assert (
        repaired("第一条 总则。\n条 任务。\n第三条 附则。") == "第一条 总则。\n第二条 任务。\n第三条 附则。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "章 发展基础\n规模扩大。\n第三章 附则\n解释。",  # 第一 or 第二
        "第一章 总则\n规范。\n第二章 任务\n推进。\n章 附则\n解释。",  # the last one: nothing behind it
        "节能减排要落实到位\n第二节 保障",  # a word that begins with 节
        "章程由管委会制定\n第二章 附则",
        "第一节 基础\n节 任务\n节 保障\n第五节 附则",  # room for three
        "条件成熟的园区先行先试。\n第二条 附则。",
    ],
)
def test_what_is_not_certain_is_not_inferred(text: str) -> None:
    assert repaired(text) == text


def test_several_lost_side_by_side_come_back_where_there_is_room_for_just_them() -> None:
    assert (
        repaired("第一节 基础\n节 任务\n节 保障\n第四节 附则")
        == "第一节 基础\n第二节 任务\n第三节 保障\n第四节 附则"
    )


def test_a_section_is_counted_within_its_chapter() -> None:
    text = "第一章 基础\n第一节 成效\n好。\n第二章 任务\n节 产业\n强。\n第二节 布局\n优。"
    assert repaired(text) == text.replace("\n节 产业", "\n第一节 产业")


def test_a_lone_lost_first_heading_comes_back_before_the_second() -> None:
    text = "各县区人民政府：\n现提出以下意见。\n总体要求\n坚持开放。\n二、重点任务\n推进改革。"
    assert repaired(text) == text.replace("总体要求", "一、总体要求")
    assert repaired(text.replace("总体要求", "、总体要求")) == text.replace("总体要求", "一、总体要求")
    assert repaired("任务如下。\n（）改革。\n（二）开放。") == "任务如下。\n（一）改革。\n（二）开放。"


@pytest.mark.parametrize(
    "text",
    [
        "总体要求\n坚持开放。\n二、重点任务\n推进改革。",  # may be the title
        "现提出以下意见。\n总体要求\n指导思想\n坚持开放。\n二、重点任务\n推进改革。",  # which of two
        "现提出以下意见。\n总体要求\n坚持开放。\n二、推进改革，放宽准入，加强监管。",  # 二、 is no heading
        "现提出以下意见。\n一、总体要求\n基本原则\n坚持开放。\n二、重点任务\n推进改革。",
    ],
)
def test_a_bare_heading_is_not_numbered_where_it_may_be_something_else(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("gap", ["　", " ", ""])
def test_the_first_article_of_rules_comes_back_however_it_is_set(gap: str) -> None:
    rules = (
        f"青岚园区管理办法\n章　总则\n条{gap}为规范园区管理，制定本办法。\n第二条　本办法适用于青岚园区。\n"
        "第三条　管委会负责管理。\n第二章　附则\n第四条　本办法自印发之日起施行。"
    )
    revision = revision_of(rules)
    close_spaces(revision)
    infer_ordinals(revision)
    assert revision.text == rules.replace("\n章", "\n第一章").replace("\n条", "\n第一条")


def test_rules_enclosed_in_a_decision_begin_their_articles_anew() -> None:
    text = "第一条　修改办法。\n第二条　公布。\n管理办法\n条　根据条例，制定本办法。\n第二条　适用于园区。"
    assert repaired(text) == text.replace("\n条", "\n第一条")
    assert repaired(text.replace("第二条　公布。\n", "")) == text.replace("第二条　公布。\n", "")
