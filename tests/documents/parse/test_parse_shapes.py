"""Provisions and parts of documents in the shapes of the genre: orders, laws, opinions, plans, notices."""

from __future__ import annotations

import re

import parse_texts as texts
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.documents.parse import parse
from jingkai.documents.provision import BlockKind, Parsed, ProvisionKind


def ids(parsed: Parsed) -> list[str]:
    return [provision.id for provision in parsed.provisions]


def kinds(parsed: Parsed) -> list[str]:
    return [block.kind.value for block in parsed.blocks]


def assert_nothing_is_lost(text: str, parsed: Parsed) -> None:
    """Every character that is not white space has exactly one owner; texts and blocks are slices."""
    owners = [0] * len(text)
    for provision in parsed.provisions:
        assert text[provision.start : provision.end] == provision.text
        assert text[provision.label_start :].startswith(provision.label)
        if provision.kind is ProvisionKind.ENUMERATION:
            parent = parsed.by_id()[provision.parent or ""]
            assert parent.start <= provision.label_start <= provision.start <= provision.end <= parent.end
            continue
        for index in range(provision.label_start, provision.end):
            owners[index] += 1
    for block in parsed.blocks:
        assert text[block.start : block.end] == block.text
        for index in range(block.start, block.end):
            owners[index] += 1
    wrong = [
        index for index, count in enumerate(owners) if count > 1 or (not count and not text[index].isspace())
    ]
    assert not wrong, text[max(0, wrong[0] - 10) : wrong[0] + 10]
    assert len(set(ids(parsed))) == len(parsed.provisions)
    by_id = parsed.by_id()
    for provision in parsed.provisions:
        level = by_id[provision.parent].level if provision.parent else 0
        assert provision.level == level + 1


@pytest.mark.parametrize("name", sorted(texts.ALL))
def test_every_character_of_a_document_has_one_owner(name: str) -> None:
    assert_nothing_is_lost(texts.ALL[name], parse(texts.ALL[name]))


_LINES = sorted({line for text in texts.ALL.values() for line in text.split("\n")})


@given(
    st.lists(
        st.one_of(
            st.sampled_from(_LINES),
            st.text(alphabet="一二三、（）1.2第章节条。；：—附件通知 年月日是印发", max_size=12),
        )
    )
)
def test_whatever_the_order_of_lines_no_character_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert_nothing_is_lost(text, parse(text))


def test_an_order_is_a_notice_around_the_measures_it_publishes() -> None:
    parsed = parse(texts.ORDER)
    assert kinds(parsed) == [
        "title", "number", "notice", "signature", "date", "enclosed_title", "note", "front", "front",
    ]  # fmt: skip
    title = parsed.block(BlockKind.ENCLOSED_TITLE)
    assert title is not None
    assert title.text == "临澜省开发区管理办法"


def test_articles_of_law_are_cited_without_their_chapter() -> None:
    parsed = parse(texts.ORDER)
    clauses = [provision for provision in parsed.provisions if provision.kind is ProvisionKind.CLAUSE]
    assert [clause.id for clause in clauses] == [f"cl_{number}" for number in range(1, 7)]
    assert clauses[2].parent == "chp_2__sec_1"
    assert clauses[2].level == 3


def test_a_second_paragraph_of_an_article_is_its_second_paragraph_also_behind_a_list() -> None:
    parsed = parse(texts.ORDER)
    provisions = parsed.by_id()
    assert provisions["cl_2"].text == ""
    assert provisions["cl_2__para_2"].text.startswith("本办法所称开发区")
    assert provisions["cl_3"].text == "开发区管理机构履行下列职责："
    assert provisions["cl_3__sub_3"].text == "法律、法规规定的其他职责。"
    assert provisions["cl_3__para_2"].text == "前款规定的职责，可以依法委托。"
    assert provisions["cl_5__sub_2__item_1"].text == "未经批准；"


def test_a_table_of_contents_is_not_taken_for_the_chapters() -> None:
    parsed = parse(texts.ORDER)
    assert [
        provision.heading for provision in parsed.provisions if provision.kind is ProvisionKind.CHAPTER
    ] == [
        "总则",
        "规划与建设",
        "附则",
    ]
    assert not parsed.faults


def test_measures_that_a_notice_encloses_as_an_attachment_have_plain_ids() -> None:
    parsed = parse(texts.ATTACHED)
    assert ids(parsed) == ["chp_1", "cl_1", "cl_2", "chp_2", "cl_3"]
    assert kinds(parsed).count("signature") == 3
    assert kinds(parsed)[-2:] == ["attachment_list", "enclosed_title"]


def test_subarticles_that_run_on_through_the_parts_keep_their_part_and_are_no_fault() -> None:
    parsed = parse(texts.OPINION)
    assert "art_2__sub_4" in ids(parsed)
    assert "art_3__sub_8" in ids(parsed)
    assert not parsed.faults


def test_run_in_headings_are_told_from_text() -> None:
    provisions = parse(texts.OPINION).by_id()
    assert provisions["art_2__sub_4"].heading == "扩大市场准入"
    assert provisions["art_2__sub_4"].text.startswith("放宽服务业准入")
    assert provisions["art_2__sub_4"].text.endswith("（商务部、国家发展改革委按职责分工负责）")
    assert provisions["art_1__sub_2__bul_1"].heading == "坚持改革创新"
    assert provisions["art_2__sub_6"].text == "三、四线城市要加强配套。"


def test_items_that_are_single_sentences_with_a_unit_bracket_have_no_heading() -> None:
    text = (
        "一、支持措施\n1.管委会组织实施风险评估并报市委备案。（责任单位：管委会）\n"
        "2.对固定资产投资项目实施区域评估，评估结果由入驻企业共享，不再单独收费。（责任单位：市发改委）\n"
        "3.探索合作办园。支持与沿海城市共建飞地园区，收益按协议分享，统计数据分别核算。（责任单位：市工信局）"
    )
    provisions = parse(text).by_id()
    assert provisions["art_1"].heading == "支持措施"
    assert [provisions[f"art_1__item_{number}"].heading for number in (1, 2, 3)] == ["", "", ""]
    assert provisions["art_1__item_1"].text == "管委会组织实施风险评估并报市委备案。（责任单位：管委会）"


def test_entries_of_a_list_are_text_never_headings() -> None:
    text = (
        "一、申报条件\n（一）注册地在园区；\n（二）信用良好；\n（三）其他条件。\n符合条件的企业可以随时申报。"
    )
    provisions = parse(text).by_id()
    assert [provisions[f"art_1__sub_{number}"].text for number in (1, 2, 3)] == [
        "注册地在园区；",
        "信用良好；",
        "其他条件。",
    ]
    assert provisions["art_1__para_1"].text == "符合条件的企业可以随时申报。"


def test_enumerations_overlap_the_text_they_stand_in() -> None:
    provisions = parse(texts.OPINION).by_id()
    whole = provisions["art_2__sub_5"]
    second = provisions["art_2__sub_5__enum_2"]
    assert (second.label, second.text, second.parent) == ("二是", "压缩时限；", "art_2__sub_5")
    assert "二是压缩时限；" in whole.text


def test_a_sentence_with_yi_shi_alone_is_no_enumeration() -> None:
    parsed = parse("一、总体要求\n这一是一二是二的道理要讲清。一是加强领导。")
    assert not [provision for provision in parsed.provisions if provision.kind is ProvisionKind.ENUMERATION]


def test_attachments_behind_the_date_have_provisions_of_their_own() -> None:
    parsed = parse(texts.OPINION)
    provisions = parsed.by_id()
    assert provisions["att_1"].heading == "重点任务分工表"
    assert provisions["att_2"].label == "附件2"
    assert provisions["att_2__art_1"].heading == "东部城市"
    assert provisions["att_2__art_1"].level == 2
    listed = parsed.block(BlockKind.ATTACHMENT_LIST)
    assert listed is not None
    assert listed.text == "附件：1.重点任务分工表\n2.试点城市名单"


def test_signature_and_date_on_one_line_are_two_parts() -> None:
    parsed = parse(texts.SCHEME)
    signature, date = parsed.block(BlockKind.SIGNATURE), parsed.block(BlockKind.DATE)
    assert signature is not None
    assert date is not None
    assert (signature.text, date.text) == ("青岚经济技术开发区管理委员会", "2023年5月6日")
    assert kinds(parsed)[-2:] == ["copies_to", "colophon"]
    assert kinds(parsed)[0] == "front"


def test_points_nest_by_their_style() -> None:
    provisions = parse(texts.SCHEME).by_id()
    assert provisions["art_2__point_2__point_3"].label == "③"
    assert provisions["art_1__item_3"].text == "年进出口1.5亿元以上企业。"
    assert provisions["art_4__sub_2__para_2"].text.startswith("1.5倍")


def test_gaps_and_repeats_name_both_sides_and_ids_stay_apart() -> None:
    faults = parse(texts.SCHEME).faults
    assert [(fault.code, fault.expected, fault.came, fault.after, fault.provision) for fault in faults] == [
        ("gap", "三、", "四、", "art_2", "art_4"),
        ("repeat", "（三）", "（二）", "art_4__sub_2", "art_4__sub_2_2"),
    ]


def test_numbers_that_turn_back_and_marks_of_another_kind_are_faults() -> None:
    backwards = parse("一、总则\n三、任务\n二、保障").faults
    assert [fault.code for fault in backwards] == ["gap", "backwards"]
    mixed = parse(
        "一、任务\n（一）改革\n推进改革。\n1.细化方案。\n二、保障\n1.建机制。\n（一）强领导。"
    ).faults
    assert [(fault.code, fault.came) for fault in mixed] == [("mixed", "（一）")]


def test_a_notice_without_numbers_is_paragraphs() -> None:
    parsed = parse(texts.NOTICE)
    assert ids(parsed) == ["para_1", "para_2", "para_3", "para_4"]
    assert kinds(parsed) == ["title", "addressee", "signature", "date"]


def test_law_without_blanks_and_with_headings_on_the_next_line_is_read_alike() -> None:
    parsed = parse(texts.LAW)
    provisions = parsed.by_id()
    assert provisions["chp_1"].heading == "总则"
    assert provisions["cl_2"].text == "中小企业的扶持适用本条例。"
    assert provisions["cl_4__para_2"].text == "第三条规定的情形除外。"
    assert kinds(parsed) == ["title", "note"]


def test_headed_paragraphs_of_a_plan_have_their_headings_apart() -> None:
    provisions = parse(texts.PLAN).by_id()
    assert provisions["chp_1__sec_1__para_1"].heading == "总量规模持续扩大"
    assert provisions["chp_1__sec_1__para_2"].text == "建成省级以上创新平台41家。"
    assert provisions["chp_2__sec_1__art_1"].text == ""
    assert provisions["chp_2__sec_1__art_1__para_2"].text == "建设共享工厂。"
    assert provisions["chp_2__sec_1__art_2"].text == "建立项目储备库。"
    assert provisions["chp_1__sec_2__enum_2"].text == "开放通道打通。"


def test_the_last_words_of_a_document_stand_under_no_number() -> None:
    text = "一、任务\n（一）改革\n推进改革。\n（二）开放\n扩大开放。\n本意见自印发之日起施行，有效期5年。"
    last = parse(text).provisions[-1]
    assert (last.id, last.parent, last.level) == ("para_1", None, 1)


def test_items_restart_under_each_heading_or_run_on_across_them() -> None:
    restart = parse("一、任务\n（一）改革\n1.放权。\n2.减证。\n（二）开放\n1.通关。\n2.外资。")
    assert [name for name in ids(restart) if "item" in name] == [
        "art_1__sub_1__item_1", "art_1__sub_1__item_2", "art_1__sub_2__item_1", "art_1__sub_2__item_2",
    ]  # fmt: skip
    run_on = parse("一、任务\n（一）改革\n1.放权。\n2.减证。\n（二）开放\n3.通关。\n4.外资。")
    assert [name for name in ids(run_on) if "item" in name] == [
        f"art_1__item_{number}" for number in (1, 2, 3, 4)
    ]
    assert run_on.by_id()["art_1__item_3"].parent == "art_1__sub_2"
    assert not restart.faults
    assert not run_on.faults


def test_several_paragraphs_before_the_first_number_are_children_of_the_preamble() -> None:
    parsed = parse("为推进改革，制定本方案。\n本方案适用于全市。\n一、任务\n推进改革。")
    assert ids(parsed) == ["preamble", "preamble__para_1", "preamble__para_2", "art_1"]


def test_an_inferred_ordinal_marks_its_provision() -> None:
    text = "第一章 总则\n第一节 任务\n推进改革。"
    parsed = parse(text, frozenset({text.index("第一节")}))
    assert [provision.id for provision in parsed.provisions if provision.inferred] == ["chp_1__sec_1"]


@pytest.mark.parametrize("text", ["", "\n\n", "你好", "。", "附件", "一、", "（一）\n（一）", "第一章"])
def test_texts_without_structure_are_read_without_complaint(text: str) -> None:
    parsed = parse(text)
    assert_nothing_is_lost(text, parsed)
    assert bool(re.sub(r"\s", "", text)) == bool(parsed.provisions or parsed.blocks)


def test_emergency_plans_are_numbered_in_decimals() -> None:
    text = (
        "1 总则\n1.1 编制目的\n规范应对工作。\n1.2 适用范围\n本预案适用于全省开发区。\n2 组织体系\n2.1 省级组织\n2.1.1 指挥部\n"
        "由省领导任总指挥。\n2.2 市级组织\n各市参照设立，人员不少于\n1.5倍编制。"
    )
    parsed = parse(text)
    provisions = parsed.by_id()
    assert provisions["art_1__sub_2"].text == "本预案适用于全省开发区。"
    assert (provisions["art_2__sub_1__item_1"].label, provisions["art_2__sub_1__item_1"].heading) == (
        "2.1.1",
        "指挥部",
    )
    assert [one.text for one in parsed.children("art_2__sub_2")] == [
        "各市参照设立，人员不少于",
        "1.5倍编制。",
    ]
    assert not parsed.faults


def test_a_period_or_a_stage_under_a_title_belongs_to_the_title() -> None:
    parsed = parse(
        "澄江市数字园区行动方案\n（2024—2026年）\n（征求意见稿）\n为加快建设，制定本方案。\n一、目标\n建成园区。"
    )
    title = parsed.block(BlockKind.TITLE)
    assert title is not None
    assert title.text == "澄江市数字园区行动方案\n（2024—2026年）\n（征求意见稿）"


def test_the_plan_follows_a_notice_that_lost_its_signature_and_date() -> None:
    parsed = parse(
        "澄江市人民政府办公室关于印发澄江市数字园区行动方案的通知\n各县区人民政府：\n"
        "经市政府同意，现将《澄江市数字园区行动方案》印发给你们，请认真贯彻执行。\n澄江市数字园区行动方案\n"
        "为加快建设，制定本方案。\n一、目标\n建成园区。"
    )
    assert kinds(parsed) == ["title", "addressee", "notice", "enclosed_title"]
    assert ids(parsed) == ["preamble", "art_1"]


def test_a_note_at_the_very_end_is_no_provision() -> None:
    parsed = parse("一、任务\n推进改革。\n二、附则\n负责解释。\n（本文仅供参考）")
    assert kinds(parsed) == ["note"]
    assert ids(parsed) == ["art_1", "art_2"]
    listed = parse("一、任务\n推进改革。\n（责任单位：市商务局）")
    assert kinds(listed) == []


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        (
            "三、提升利用外资水平（外资处牵头，投资促进中心配合）",
            "提升利用外资水平",
            "（外资处牵头，投资促进中心配合）",
        ),
        ("三、提升利用外资水平（市商务局、市财政局）", "提升利用外资水平", "（市商务局、市财政局）"),
        ("三、提升利用外资水平（责任单位：市商务局）", "提升利用外资水平", "（责任单位：市商务局）"),
        ("三、办好青岚博览会（试行）", "办好青岚博览会（试行）", ""),
    ],
)
def test_units_behind_a_heading_belong_to_its_provision(line: str, heading: str, text: str) -> None:
    document = f"青岚经济技术开发区工作方案\n{line}\n1.新设企业35家，增长4%。\n2.推动重大项目开工建设，形成实物工作量。"
    parsed = parse(document)
    assert_nothing_is_lost(document, parsed)
    found = next(one for one in parsed.provisions if one.kind is ProvisionKind.ARTICLE)
    assert (found.heading, found.text) == (heading, text)
