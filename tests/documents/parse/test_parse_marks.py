"""Marks at the start of a line, and what only looks like one."""

from __future__ import annotations

import pytest

from jingkai.documents.parse.marks import Rank, label_like, read_mark


@pytest.mark.parametrize(
    ("line", "rank", "number", "label"),
    [
        ("第一编 总则", Rank.PART, 1, "第一编"),
        ("第十二章 附则", Rank.CHAPTER, 12, "第十二章"),
        ("第二节　建设", Rank.SECTION, 2, "第二节"),
        ("第一百零三条 本办法自公布之日起施行。", Rank.CLAUSE, 103, "第一百零三条"),
        ("第12条 管委会应当公开目录。", Rank.CLAUSE, 12, "第12条"),
        ("三、重点任务", Rank.ARTICLE, 3, "三、"),
        ("二、一体推进改革", Rank.ARTICLE, 2, "二、"),
        ("（十一）加强领导。", Rank.SUBARTICLE, 11, "（十一）"),
        ("(二)加强领导", Rank.SUBARTICLE, 2, "(二)"),
        ("1.推进扩权赋能。", Rank.ITEM, 1, "1."),
        ("10.推动外贸提质。", Rank.ITEM, 10, "10."),
        ("1．推进扩权赋能。", Rank.ITEM, 1, "1．"),
        ("2、完善机制", Rank.ITEM, 2, "2、"),
        ("3.2025年底前完成改造。", Rank.ITEM, 3, "3."),
        ("（3）公示结果", Rank.POINT, 3, "（3）"),
        ("4）公示结果", Rank.POINT, 4, "4）"),
        ("⑤公示结果", Rank.CIRCLE, 5, "⑤"),
        ("——经济总量再上台阶。", Rank.BULLET, None, "——"),
    ],
)
def test_a_mark_is_read_with_its_rank_number_and_label(
    line: str, rank: Rank, number: int | None, label: str
) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert (mark.rank, mark.number, mark.label) == (rank, number, label)


@pytest.mark.parametrize(
    "line",
    [
        "2024年底前完成改造。",
        "1.5倍以上的增长列为优秀。",
        "2024.1.22",
        "5G网络覆盖全部园区。",
        "一是加强领导。",
        "三、四线城市要加强配套。",
        "一、二、三产业融合发展。",
        "一、二级企业优先。",
        "（一）至（三）项材料可以后补。",
        "第三条规定的情形除外。",
        "第三条、第四条的奖励不重复享受。",
        "第一季度完成编制。",
        "10000吨标准煤以下的项目",
        "1、2号楼由管委会统一改造。",
        "——2020年",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_text(line: str) -> None:
    assert read_mark(line) is None


def test_a_figure_behind_the_point_is_an_item_only_where_its_number_is_due() -> None:
    line = "3.5G基站建设纳入园区规划统筹推进。"
    assert read_mark(line) is None
    due = read_mark(line, expected=3)
    assert due is not None
    assert due.number == 3


def test_an_inserted_article_of_law_has_an_ordinal_of_its_own() -> None:
    mark = read_mark("第十条之一 管委会可以委托专业机构。")
    assert mark is not None
    assert (mark.ordinal, mark.label) == ("10-1", "第十条之一")


@pytest.mark.parametrize(
    ("line", "number", "expected"),
    [("（二）加强", 3, "（三）"), ("9.加强", 10, "10."), ("第九章 附则", 10, "第十章"), ("②加强", 3, "③")],
)
def test_an_expected_label_is_written_in_the_style_of_the_marks_around(
    line: str, number: int, expected: str
) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert label_like(mark, number) == expected
