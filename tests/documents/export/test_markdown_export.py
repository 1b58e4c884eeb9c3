from __future__ import annotations

import pytest
from export_samples import ALL, measures
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.export.markdown import escape, plain, to_markdown


@pytest.mark.parametrize("name", ALL)
def test_every_line_of_the_document_is_there(name: str) -> None:
    record = ALL[name]()
    written = "".join(plain(to_markdown(record)).replace("#", "").split()).replace("**", "")
    for line in record.text.split("\n"):
        assert "".join(line.split()) in written


def test_headings_follow_the_level_and_clauses_have_anchors() -> None:
    lines = to_markdown(measures()).splitlines()
    assert lines[0] == "# 澄江市人民政府办公室关于印发若干措施的通知"
    assert '### <a id="art_1"></a>一、工作目标' in lines
    assert '<a id="art_2__sub_1"></a>（一）奖补。' in " ".join(lines)
    assert any(line.startswith('<a id="art_2__item_1"></a>**1\\.设备补贴。**对购置设备') for line in lines)


def test_the_appendix_tells_every_repair_and_flag() -> None:
    written = to_markdown(measures())
    assert "| byteslip | 謹\\| | 持数 | p2:4 | 0.87 | model |" in written
    assert "| lost\\_word |" in written


@given(st.text(max_size=40))
def test_escaping_can_be_taken_back(text: str) -> None:
    assert plain(escape(text)) == text


def test_markup_in_a_document_is_shown_not_obeyed() -> None:
    assert "\\<绿色\\>" in to_markdown(measures())
    assert "\\*明显\\*" in to_markdown(measures())
