"""Other documents that a provision names."""

from __future__ import annotations

import pytest
from extract_reading import ADOPTED, provision, read, read_all

from jingkai.documents.mentions import Citation
from jingkai.documents.provision import Metadata


def told(citations: tuple[Citation, ...]) -> list[tuple[str | None, str | None]]:
    """Title and number, one a citation."""
    return [(citation.title, citation.number) for citation in citations]


def test_a_title_and_the_number_behind_it_are_one_citation() -> None:
    (one,) = read("根据《临澜省开发区促进意见》（临政发〔2023〕11号）规定执行。").citations
    assert (one.title, one.number) == ("临澜省开发区促进意见", "临政发〔2023〕11号")
    assert one.words == "《临澜省开发区促进意见》（临政发〔2023〕11号）"
    assert one.enacted


def test_a_number_with_a_short_name_in_the_same_brackets_still_belongs_to_the_title() -> None:
    mentions = read(
        "落实《临澜省开发区促进意见》（临政发〔2023〕11号，以下简称《意见》）。按《意见》要求推进。"
    )
    assert told(mentions.citations) == [("临澜省开发区促进意见", "临政发〔2023〕11号")] * 2


@pytest.mark.parametrize(
    "text",
    ["根据临政办发〔2014〕54号文件精神，推进工作。", "按照临政办发[2014]54 号要求推进。"],
)
def test_a_number_alone_is_cut_from_the_words_before_it(text: str) -> None:
    assert told(read(text).citations) == [(None, "临政办发〔2014〕54号")]


def test_a_title_alone_is_a_citation() -> None:
    assert told(read("实施《制造强省2035》。").citations) == [("制造强省2035", None)]


def test_titles_keep_brackets_and_inner_titles() -> None:
    text = "按《关于印发〈园区办法（试行）〉的通知》和《省政府关于修改《园区条例》的决定》执行。"
    assert [title for title, _ in told(read(text).citations)] == [
        "关于印发〈园区办法（试行）〉的通知",
        "省政府关于修改《园区条例》的决定",
    ]


@pytest.mark.parametrize(
    ("text", "enacted"),
    [
        ("研究制定《青岚开发区条例》。", False),
        ("抓紧起草《青岚开发区条例》。", False),
        ("出台《青岚开发区条例》。", False),
        ("制定出台了《青岚开发区条例》。", True),
        ("修订《青岚开发区条例》。", True),
        ("落实《青岚开发区条例》。", True),
    ],
)
def test_a_document_that_is_still_to_be_made_is_not_enacted(text: str, enacted: bool) -> None:
    (one,) = read(text).citations
    assert one.enacted is enacted


@pytest.mark.parametrize(
    "text",
    [
        "现将《澄江市支持青岚经济技术开发区发展若干措施》印发给你们。",
        "现将《支持青岚经济技术开发区发展若干措施》印发给你们。",
        "澄政发〔2024〕7号自印发之日起施行。",
        "弘扬“制造强市2030”精神。",
    ],
)
def test_the_document_does_not_cite_itself(text: str) -> None:
    assert read(text).citations == ()


def test_the_short_name_a_document_gives_itself_is_no_citation() -> None:
    found = read_all(
        provision("编制《澄江市支持青岚经济技术开发区发展若干措施》（以下简称《措施》）。"),
        provision("各单位落实《措施》。", id="art_2"),
    )
    assert found["art_1"].citations == found["art_2"].citations == ()


def test_a_document_that_does_not_say_its_title_cites_all_it_names() -> None:
    text = f"落实《{ADOPTED.title}》。"
    assert told(read(text, metadata=Metadata()).citations) == [(ADOPTED.title, None)]


def test_the_same_title_in_two_places_is_cited_twice() -> None:
    assert len(read("按《园区办法》执行。对照《园区办法》检查。").citations) == 2


def test_a_title_that_is_never_closed_is_no_citation() -> None:
    assert read("落实《园区办法。推进工作").citations == ()


@pytest.mark.parametrize(
    "text",
    [
        "企业填写《项目申报表》并签署《信用承诺书》。",
        "《青岚日报》刊发消息，企业签订《投资协议书》。",
        "负责人由《章程》规定。",
        "国家制定《考核指标》（见附件）供各地使用。",
    ],
)
def test_forms_and_what_is_enclosed_are_no_other_documents(text: str) -> None:
    assert read(text).citations == ()


def test_a_law_named_in_the_own_title_is_another_document() -> None:
    own = Metadata(title="关于暂时调整实施《临澜省开发区条例》有关规定的决定", adopted="2024-05-06")
    text = "决定暂时调整实施《临澜省开发区条例》第十条的规定。"
    assert told(read(text, metadata=own).citations) == [("临澜省开发区条例", None)]
    issued = Metadata(title="关于印发《临澜省开发区办法》的通知", adopted="2024-05-06")
    assert read("现将《临澜省开发区办法》印发给你们。", metadata=issued).citations == ()


def test_the_version_before_has_the_same_title_and_another_number() -> None:
    own = Metadata(number="澄财〔2026〕5号", title="澄江市培训费管理办法", adopted="2026-02-01")
    text = "《澄江市培训费管理办法》（澄财〔2020〕9号）同时废止，《澄江市培训费管理办法》（澄财〔2026〕5号）施行。"
    assert told(read(text, metadata=own).citations) == [("澄江市培训费管理办法", "澄财〔2020〕9号")]


def test_a_number_without_its_issuer_stays_a_number() -> None:
    assert told(read("《关于园区道路有关问题的会议纪要》（〔2023〕9号）继续执行。").citations) == [
        ("关于园区道路有关问题的会议纪要", "〔2023〕9号")
    ]


def test_white_space_between_issuers_is_left_out_of_titles_and_numbers() -> None:
    text = (
        "落实《省委办公厅 省政府办公厅关于开发区改革的方案》和《校园食品规定》（教育部 卫生健康委令第12号）。"
    )
    assert told(read(text).citations) == [
        ("省委办公厅省政府办公厅关于开发区改革的方案", None),
        ("校园食品规定", "教育部卫生健康委令第12号"),
    ]
