from __future__ import annotations

import pytest
from export_samples import ALL, bare, measures

from jingkai.documents.export.layout import rows
from jingkai.documents.export.text import to_text


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ALL)
def test_the_layout_holds_every_character_once(name: str) -> None:
    record = ALL[name]()
    assert squeeze("".join(row.printed for row in rows(record))) == squeeze(record.text)


def test_title_and_number_come_first_then_a_clause_a_line() -> None:
    lines = to_text(measures()).splitlines()
    assert lines[:5] == [
        "澄江市人民政府办公室关于印发若干措施的通知",
        "澄政办发〔2024〕17号",
        "000123",
        "各县区人民政府，市直各部门：",
        "现将《若干措施》印发给你们，请遵照执行。",
    ]
    assert "（一）奖补。" in lines
    assert lines.count("（此件公开发布）") == 1


def test_the_body_without_white_space_is_the_originals() -> None:
    record = measures()
    start, end = "各县区人民政府", "清单由市商务局另行发布。"
    original = squeeze(record.text)
    written = squeeze(to_text(record))
    assert (
        written[written.index(start) : written.index(end)]
        == original[original.index(start) : original.index(end)]
    )


def test_a_text_without_structure_is_kept_line_by_line() -> None:
    assert to_text(bare()) == "欢迎光临本站\n点击登录 & <注册>\n"
