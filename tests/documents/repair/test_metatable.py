"""Metadata tables leave the text in whatever layout they came; lines of the document never do."""

from __future__ import annotations

import pytest
from repair_texts import CLEAN, received, with_kinds

from jingkai.documents.repair import repair
from jingkai.documents.repair.metatable import move_metadata
from jingkai.documents.witness import LineKind

EXPECTED = {
    "索引号": "QL0001/2025-00031",
    "主题分类": "综合政务、其他",
    "发文机关": "澄江市人民政府办公室",
    "文号": "澄政办发〔2025〕7号",
}

OFFICE, NUMBER = "澄江市人民政府办公室", "澄政办发〔2025〕7号"
LAYOUTS = {
    "bars": "索 引 号 | QL0001/2025-00031 | 主题分类 | 综合政务、其他 |\n"
    f"发文机关 | {OFFICE} | 文 号 | {NUMBER} |",
    "tabs": "索引号：\tQL0001/2025-00031\t主题分类：\t综合政务、其他\n"
    f"发文机关：\t{OFFICE}\t文　　号：\t{NUMBER}",
    "spaces": f"索引号  QL0001/2025-00031  主题分类  综合政务、其他\n发文机关  {OFFICE}  文号  {NUMBER}",
    "colons": f"索引号：QL0001/2025-00031 主题分类：综合政务、其他\n发文机关：{OFFICE} 文号：{NUMBER}",
    "one a line": f"索引号：QL0001/2025-00031\n主题分类：综合政务、其他\n发文机关：{OFFICE}\n文 号：{NUMBER}",
    "label over value": f"索引号\nQL0001/2025-00031\n主题分类\n综合政务、其他\n发文机关\n{OFFICE}\n文号\n{NUMBER}",
    "twice": "索引号 | | 主题分类 | 其他 |\n文号 | 澄政办发〔2025〕7号 |\n\n"
    "索引号 | QL0001/2025-00031 |\n主题分类 | 综合政务、其他 |\n发文机关 | 澄江市人民政府办公室 |\n成文日期 | |",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_at_the_head_becomes_metadata(layout: str) -> None:
    revision = received(f"{LAYOUTS[layout]}\n{CLEAN}")
    repair(revision)
    assert revision.metadata == EXPECTED
    assert revision.text == CLEAN
    assert revision.undone() == revision.received


def test_a_table_of_bars_at_the_tail_becomes_metadata() -> None:
    revision = received(f"{CLEAN}\n{LAYOUTS['bars']}")
    repair(revision)
    assert revision.metadata == EXPECTED
    assert revision.text == CLEAN


def test_a_table_between_title_and_body_becomes_metadata() -> None:
    title, rest = CLEAN.split("\n", 1)
    revision = received(f"{title}\n{LAYOUTS['one a line']}\n{rest}")
    repair(revision)
    assert revision.metadata == EXPECTED
    assert revision.text == CLEAN


def test_a_traditional_glossed_table_is_read_in_simplified_characters() -> None:
    revision = received(
        "索 引 號 | | |\n發(fā)布機(jī)構(gòu) | 青嵐開發(fā)區(qū)管委會 | 文 號 | 青管發(fā)〔2024〕5號 |\n各有關(guān)單位:"
    )
    repair(revision)
    assert revision.metadata == {"发布机构": "青岚开发区管委会", "文号": "青管发〔2024〕5号"}
    assert revision.text == "各有关单位："


def test_the_head_line_of_a_web_page_becomes_metadata_and_its_buttons_go() -> None:
    revision = received(
        f"发布时间：2025-03-10 10:20  来源：市政府办公室  浏览次数：12  字号：[ 大 中 小 ]\n{CLEAN}"
    )
    repair(revision)
    assert revision.metadata == {"发布时间": "2025-03-10 10:20", "来源": "市政府办公室"}
    assert revision.text == CLEAN


def test_a_head_line_in_brackets_becomes_metadata() -> None:
    revision = received(f"【发布日期：2025-02-01】 【来源：青岚管委会】 【字号：大 中 小】\n{CLEAN}")
    repair(revision)
    assert revision.metadata == {"发布日期": "2025-02-01", "来源": "青岚管委会"}
    assert revision.text == CLEAN


def test_of_two_values_the_fuller_one_stays_also_against_what_the_format_carried() -> None:
    revision = received(f"主题分类：其他\n{CLEAN}")
    revision.metadata["主题分类"] = "综合政务、其他"
    move_metadata(revision)
    assert revision.metadata["主题分类"] == "综合政务、其他"


def test_a_table_that_the_reader_marked_is_read_too() -> None:
    rows = [
        ("索引号 | QL-1 | 文号 | 澄政发〔2025〕1号", LineKind.TABLE),
        ("各有关单位：", LineKind.TEXT),
        ("现予印发。", LineKind.TEXT),
    ]
    revision = with_kinds(rows)
    repair(revision)
    assert revision.metadata == {"索引号": "QL-1", "文号": "澄政发〔2025〕1号"}


@pytest.mark.parametrize(
    "line",
    [
        "名称 | 面积 | 四至范围",
        "备注：以上数据不含飞地。",
        "来源：青岚日报",
        "主题词：开发区 通知",
        "有效期：三年。",
        "分类 | 标准 | 文号",
    ],
)
def test_tables_and_lines_of_the_body_stay(line: str) -> None:
    text = CLEAN.replace("三、附则", f"{line}\n三、附则")
    revision = received(text)
    assert move_metadata(revision) == 0
    assert revision.metadata == {}
    tail = received(f"{CLEAN}\n{line}")
    assert move_metadata(tail) == 0
