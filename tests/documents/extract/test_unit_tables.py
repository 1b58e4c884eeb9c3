"""Rows of task tables that come as lines: the units stand in their columns."""

from __future__ import annotations

import pytest
from extract_reading import provision, read_all

from jingkai.documents.extract.unit_tables import tables_of

HEADS = ("序号", "任务", "目标要求", "牵头单位", "配合单位", "完成时限")
ROW = ("3", "岸线整治", "清退养殖2万亩", "市水利局", "市财政局、各县区政府", "2025年9月")


@pytest.mark.parametrize("joint", [" ", " | ", "\u3000"])
def test_each_column_gives_its_units_their_part(joint: str) -> None:
    found = read_all(provision(joint.join(HEADS), id="a"), provision(joint.join(ROW), id="b"))
    assert found["a"].units == ()
    assert [(one.canonical, one.role.value) for one in found["b"].units] == [
        ("市水利局", "lead"),
        ("市财政局", "cooperating"),
        ("各县区政府", "cooperating"),
    ]
    assert [one.deadline for one in found["b"].targets] == ["2025"]


def test_a_row_without_its_first_cell_is_read_from_the_right() -> None:
    found = read_all(provision(" ".join(HEADS), id="a"), provision(" ".join(ROW[1:]), id="b"))
    assert [one.canonical for one in found["b"].units] == ["市水利局", "市财政局", "各县区政府"]


def test_a_sentence_that_speaks_of_units_heads_no_table() -> None:
    assert tables_of([provision("各责任单位 要抓好落实 确保完成任务。")]) == {}
