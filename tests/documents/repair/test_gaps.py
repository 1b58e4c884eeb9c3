"""Places where a figure, a word or half of a pair is missing are flagged; whole sentences are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from jingkai.documents.repair.deletions import flag_deletions
from jingkai.documents.repair.gaps import gaps
from jingkai.documents.revision import Revision
from jingkai.documents.samples import MEASURES, OPINION
from jingkai.documents.witness import Line, Place, Witness


@pytest.mark.parametrize(
    ("sentence", "lost", "what"),
    [
        ("研发投入占比提高2个百分点。", "2", "number"),
        ("本办法有效期36个月。", "36", "number"),
        ("本措施有效期为3年。", "3", "number"),
        ("应在5个工作日内办结。", "5", "number"),
        ("工业增加值年均增长8%以上，税收同步增长。", "8", "number"),
        ("对入库企业一次性奖励20万元。", "20", "number"),
        ("实际投资增长10%左右。", "10%", "number"),
        ("按照本办法第六条规定执行。", "六", "number"),
        ("评审专家不少于5人。", "5", "number"),
        ("到2027年，青岚经开区进入全省前列。", "2027", "year"),
        ("自2025年3月1日起施行。", "2025", "year"),
        ("自1990年代以来，园区不断扩大。", "1990", "year"),
        ("青岚经开区是全省重要的增长极之一。", "增长极", "words"),
        ("参股比例不得低于30%。", "低", "words"),
        ("完善供水、供电、供热设施。", "供电", "words"),
        ("依据《青岚条例》办理。", "青岚条例", "words"),
        ("青岚经开区（以下简称经开区）起步较早。", "以下简称经开区", "words"),
        ("依据《青岚条例》办理。", "》", "half"),
        ("实施“标准地”改革。", "”", "half"),
        ("由省商务厅（自贸办）负责。", "（", "half"),
    ],
)
def test_a_sentence_with_a_gap_is_told_from_the_whole_one(sentence: str, lost: str, what: str) -> None:
    assert list(gaps(sentence)) == []
    found = list(gaps(sentence.replace(lost, "", 1)))
    assert [gap.what for gap in found] == [what]
    if what != "half":
        assert found[0].place == sentence.index(lost)


@pytest.mark.parametrize(
    "sentence",
    [
        "到年底，全省开发区完成整合。",
        "发展数字经济是主要目的之一，也是改革目标之一。",
        "产值突破亿元的企业，单位产值能耗下降。",
        "企业申报须提供：1）营业执照；2）审计报告。",
        "会议指出：“要改革。”“要开放。”",
        "各个工作日均可办理，每个百分点计1分，几个月内见效。",
        "不得于夜间施工，不低于上年水平。",
        "……等事项，由管委会负责。",
        "本年1月1日以来，同年2月3日之前。",
        "二〇二五年三月一日起施行。",
        "第一条规定的门第条款。",
    ],
)
def test_whole_sentences_that_resemble_one_are_left_alone(sentence: str) -> None:
    assert list(gaps(sentence)) == []


@pytest.mark.parametrize("path", [OPINION, MEASURES])
def test_the_sample_documents_have_no_gaps(path: Path) -> None:
    text = "\n".join(line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    assert list(gaps(text)) == []


def test_a_gap_is_flagged_and_never_filled() -> None:
    text = "研发投入占比提高个百分点。"
    revision = Revision(Witness("copy.txt", "txt", "", (Line(text, Place(1)),)))
    assert flag_deletions(revision) == 1
    assert revision.text == text
    (flag,) = revision.flags()
    assert flag.code == "suspected_deletion"
    assert flag.start == flag.end == text.index("个")
