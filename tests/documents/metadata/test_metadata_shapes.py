"""Metadata of documents in the shapes of the genre."""

from __future__ import annotations

import pytest

from jingkai.documents.metadata import read_metadata
from jingkai.documents.metadata.issuers import issuer_division, issuer_level
from jingkai.documents.parse import parse
from jingkai.documents.provision import Metadata


def read(text: str, **table: str) -> Metadata:
    return read_metadata(parse(text), table)


BODY = "各县区人民政府，市政府各部门：\n为促进发展，制定以下意见。\n一、总体要求\n坚持改革开放。\n"


def test_a_state_council_opinion_with_a_date_in_chinese_digits() -> None:
    found = read(
        "国务院关于支持青岚地区发展的若干意见\n国发〔2017〕5号\n各省、自治区、直辖市人民政府：\n现提出以下意见。\n"
        "一、总体要求\n坚持开放。\n国务院\n二〇一七年一月十二日\n（此件公开发布）"
    )
    assert (found.number, found.issuer, found.issuer_level, found.division) == (
        "国发〔2017〕5号",
        "国务院",
        "national",
        None,
    )
    assert (found.title, found.wrapper, found.type) == ("国务院关于支持青岚地区发展的若干意见", None, "意见")
    assert (found.adopted, found.printed, found.status, found.repeals) == ("2017-01-12", None, None, ())


def test_the_number_may_stand_above_the_title_and_the_title_on_several_lines() -> None:
    found = read(
        "澄政办发〔2024〕3 号\n澄江市人民政府办公室关于\n支持青岚经济技术开发区\n高质量发展的实施意见\n" + BODY
        + "澄江市人民政府办公室\n2024年 3月 8日\n澄江市人民政府办公室秘书科 2024年3月9日印发"
    )  # fmt: skip
    assert found.number == "澄政办发〔2024〕3号"
    assert found.title == "澄江市人民政府办公室关于支持青岚经济技术开发区高质量发展的实施意见"
    assert (found.issuer, found.issuer_level, found.division) == ("澄江市人民政府办公室", "city", None)
    assert (found.adopted, found.printed) == ("2024-03-08", "2024-03-09")


def test_joint_issuers_are_joined_and_the_enclosed_measures_give_the_title() -> None:
    found = read(
        "国家发展改革委 财政部\n关于印发《青岚资金管理办法》的通知\n发改环资〔2023〕101号\n"
        "各省、自治区、直辖市发展改革委、财政厅（局）：\n"
        "现将《青岚资金管理办法》印发给你们，请遵照执行。\n国家发展改革委\n财政部\n2023年8月9日\n青岚资金管理办法\n"
        "第一条 为规范使用，制定本办法。\n第二条 本办法自印发之日起施行。"
        "《青岚资金管理暂行办法》（发改环资〔2018〕7号）同时废止。"
    )
    assert found.issuer == "国家发展改革委、财政部"
    assert found.issuer_level == "national"
    assert (found.title, found.wrapper) == ("青岚资金管理办法", "关于印发《青岚资金管理办法》的通知")
    assert found.type == "办法"
    assert found.repeals == ("《青岚资金管理暂行办法》（发改环资〔2018〕7号）",)


def test_an_order_is_numbered_by_its_name_and_says_which_meeting_adopted_it() -> None:
    found = read(
        "临澜省人民政府令\n第52号\n《临澜省开发区管理办法》已经2024年3月5日省人民政府第8次常务会议审议通过，"
        "现予公布，自2024年6月1日起施行。\n"
        "省长 王某某\n2024年3月20日\n临澜省开发区管理办法\n第一条 为规范管理，制定本办法。\n第二条 本办法自2024年6月1日起施行。"
    )
    assert found.number == "临澜省人民政府令第52号"
    assert (found.issuer, found.issuer_level) == ("临澜省人民政府", "province")
    assert found.approval == "2024年3月5日省人民政府第8次常务会议"
    assert (found.title, found.adopted) == ("临澜省开发区管理办法", "2024-03-20")


def test_a_law_says_under_its_title_who_adopted_it() -> None:
    found = read(
        "澄江经济技术开发区条例\n（2021年9月29日临澜省第十三届人民代表大会常务委员会第二十八次会议通过）\n"
        "第一条 为促进发展，制定本条例。"
    )
    assert found.approval == "2021年9月29日临澜省第十三届人民代表大会常务委员会第二十八次会议"
    assert (found.type, found.adopted, found.issuer) == ("条例", "2021-09-29", None)


@pytest.mark.parametrize("stage", ["征求意见稿", "草案", "送审稿"])
def test_a_draft_is_known_by_its_title(stage: str) -> None:
    found = read(
        f"澄江市绿色园区建设若干措施（{stage}）\n为推动建设，制定如下措施。\n一、支持改造。按投资额给予补助。"
    )
    assert (found.status, found.type) == ("draft", "措施")


def test_the_pages_table_comes_first_and_empty_fields_are_unknown() -> None:
    found = read(
        BODY + "2024年1月3日",
        **{
            "索 引 号": "",
            "主题分类：": "商贸、海关 \\ 外资",
            "发布机构": "省政府办公厅",
            "文  号": "临政办发[2024]1号",
            "成文日期": "2024/01/02",
            "有效性": "有效",
            "公开方式": "主动公开",
        },
    )
    assert (found.number, found.issuer, found.adopted) == (
        "临政办发〔2024〕1号",
        "省政府办公厅",
        "2024-01-02",
    )
    assert (found.index_number, found.subject, found.status) == (None, "商贸、海关 \\ 外资", "in_force")
    assert found.other == {"公开方式": "主动公开"}
    assert found.title is None


@pytest.mark.parametrize(
    ("said", "status"),
    [("废止", "repealed"), ("已失效", "repealed"), ("现行有效", "in_force"), ("是", "in_force")],
)
def test_the_status_of_the_table_is_read(said: str, status: str) -> None:
    assert read(BODY, 有效性=said).status == status


def test_the_signature_names_the_issuer_where_the_title_does_not() -> None:
    found = read("关于促进青岚园区发展的意见\n" + BODY + "澄江市商务局（章）\n2024年5月6日")
    assert (found.issuer, found.issuer_level) == ("澄江市商务局", "city")


def test_the_colophon_names_the_issuer_where_nothing_else_does() -> None:
    found = read(BODY + "2024年5月6日\n澄江市人民政府办公室秘书科 2024年5月7日印发")
    assert found.issuer == "澄江市人民政府办公室"


def test_a_document_that_says_nothing_of_itself_has_nothing() -> None:
    assert read("一、任务\n推进改革。") == Metadata()


def test_numbers_stand_for_repealed_documents_without_title() -> None:
    found = read("一、附则\n本意见自印发之日起施行，澄政发〔2019〕3号和澄政办发〔2020〕7号同时废止。")
    assert found.repeals == ("澄政发〔2019〕3号", "澄政办发〔2020〕7号")


def test_what_may_be_repealed_by_others_is_not_repealed_here() -> None:
    assert read("一、附则\n各县对照《临澜省开发区条例》清理文件，与之不符的应当废止。").repeals == ()


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国务院办公厅", "national"),
        ("国家税务总局", "national"),
        ("工业和信息化部", "national"),
        ("国家税务总局临澜省税务局", "province"),
        ("临澜省商务厅", "province"),
        ("广西壮族自治区人民政府办公厅", "province"),
        ("上海市人民政府", "province"),
        ("上海市浦东新区人民政府", "county"),
        ("澄江市发展和改革委员会", "city"),
        ("锡林郭勒盟行政公署", "city"),
        ("澄江市柳溪区人民政府", "county"),
        ("澄江市白石县人民政府办公室", "county"),
        ("青岚经济技术开发区管理委员会", "zone"),
        ("中共澄江市委宣传部", "city"),
        ("中国共产党澄江市委员会", "city"),
        ("中国证券监督管理委员会", "national"),
        ("文化和旅游部", "national"),
        ("某某联盟", None),
    ],
)
def test_the_level_of_an_issuer(issuer: str, level: str | None) -> None:
    assert issuer_level(issuer) == level


@pytest.mark.parametrize(
    ("issuer", "level", "number", "code"),
    [
        ("内蒙古自治区人民政府", "province", None, "150000"),
        ("自治区人民政府办公厅", "province", "内政办发〔2024〕5号", "150000"),
        ("自治区人民政府办公厅", "province", "新政办发〔2024〕5号", "650000"),
        ("省人民政府", "province", "新政发〔2024〕5号", None),
        ("北京市海淀区人民政府", "county", None, None),
        ("呼伦贝尔市人民政府", "city", None, "150700"),
        ("澄江市人民政府", "city", "澄政发〔2024〕5号", None),
        ("国务院", "national", "国发〔2024〕5号", None),
    ],
)
def test_a_division_is_named_only_where_it_is_sure(
    issuer: str, level: str, number: str | None, code: str | None
) -> None:
    assert issuer_division(issuer, level, number) == code


def test_fields_that_a_page_prints_above_the_text_are_read_like_its_table() -> None:
    found = read(
        "发文机关：临澜省人民政府\n发布日期：2018年03月27日\n时效性 ：现行有效\n文号 ：临政发〔2018〕13号\n各市、县人民政府：\n"
        "现将《临澜省园区增收方案》印发给你们，请认真组织实施。\n临澜省人民政府\n2018年3月26日\n临澜省园区增收方案\n"
        "为增收，制定本方案。\n一、目标\n收入增长。"
    )
    assert (found.number, found.issuer, found.status) == ("临政发〔2018〕13号", "临澜省人民政府", "in_force")
    assert (found.title, found.wrapper, found.adopted) == ("临澜省园区增收方案", None, "2018-03-26")


def test_party_and_government_offices_issue_together() -> None:
    found = read(
        "中共澄江市委办公室 澄江市人民政府办公室\n印发《关于开发区改革的实施方案》的通知\n各县委和人民政府：\n"
        "《关于开发区改革的实施方案》已经市委、市政府同意，现印发给你们。\n中共澄江市委办公室\n澄江市人民政府办公室\n2021年7月1日\n"
        "关于开发区改革的实施方案\n为加快改革，制定本方案。\n一、目标\n建成园区。"
    )
    assert found.issuer == "中共澄江市委办公室、澄江市人民政府办公室"
    assert (found.approval, found.issuer_level) == ("市委、市政府", "city")


def test_a_title_printed_twice_is_one_title() -> None:
    found = read(
        "临政发〔2014〕20号《临澜省人民政府关于预算改革的实施意见》\n临澜省人民政府关于预算改革的实施意见\n临政发〔2014〕20号\n"
        + BODY
    )
    assert found.title == "临澜省人民政府关于预算改革的实施意见"
    assert found.issuer == "临澜省人民政府"


def test_a_title_of_which_only_the_end_was_read_is_taken_from_the_page() -> None:
    stated = "澄江市人民政府关于规范文件审核机制的指导意见"
    found = read("文件审核机制的指导意见\n澄政发〔2024〕8号\n" + BODY, 标题=stated)
    assert found.title == stated


def test_a_text_without_a_title_gets_that_of_the_page() -> None:
    for field in ("标题", "ArticleTitle", "文件标题"):
        found = read("一、要求\n各单位要认真审核。", **{field: "青岚园区审核制度"})
        assert found.title == "青岚园区审核制度"
        assert field not in found.other


def test_an_order_without_its_regulation_has_the_title_that_the_page_states() -> None:
    found = read(
        "临澜省人民政府令\n第61号\n现公布修订后的细则，自2025年1月1日起施行。",
        标题="临澜省开发区条例实施细则",
    )
    assert (found.title, found.wrapper, found.type) == (
        "临澜省开发区条例实施细则",
        "临澜省人民政府令",
        "细则",
    )


def test_the_signature_of_a_forwarded_report_is_no_issuer() -> None:
    found = read(
        "关于转发《青岚园区防灾工作报告》的通知\n澄政办发〔2024〕8号\n各县区人民政府：\n《青岚园区防灾工作报告》已经市政府同意，现转发给你们。\n"
        "澄江市人民政府办公室\n2024年3月8日\n青岚园区防灾工作报告\n市人民政府：\n现报告如下：\n一、情况\n总体平稳。\n澄江市应急管理局\n2024年2月1日"
    )
    assert (found.issuer, found.adopted) == ("澄江市人民政府办公室", "2024-03-08")


def test_a_reply_to_a_proposal_is_a_reply() -> None:
    found = read(
        "澄江市人民政府办公室对第12号提案的答复\n澄政办函〔2024〕5号\n王某某委员：\n现答复如下：\n已经采纳。"
    )
    assert found.type == "答复"


def test_an_order_whose_regulation_has_no_title_line_is_named_by_its_text() -> None:
    found = read(
        "中华人民共和国国务院令\n第227号\n现发布《青岚机构管理条例》，自发布之日起施行。\n总理王某某\n1997年8月3日\n第一章总则\n第一条为了规范，制定本条例。\n"
        "第二条本条例适用于机构。\n第三条国务院负责管理。"
    )
    assert (found.title, found.wrapper) == ("青岚机构管理条例", "中华人民共和国国务院令")
    assert (found.number, found.issuer) == ("国务院令第227号", "国务院")


def test_a_number_in_brackets_at_the_end_of_the_title_is_the_number() -> None:
    found = read(
        "中共澄江市委办公室澄江市人民政府办公室印发《关于推进公开的意见》的通知（澄办发〔2017〕2号）\n各县区：\n"
        "《关于推进公开的意见》已经市委同意，现印发给你们。\n中共澄江市委办公室\n澄江市人民政府办公室\n2017年1月10日\n关于推进公开的意见\n"
        "一、要求\n公开。\n二、保障\n落实。"
    )
    assert found.number == "澄办发〔2017〕2号"
    assert found.wrapper == "印发《关于推进公开的意见》的通知"
    assert found.issuer == "中共澄江市委办公室、澄江市人民政府办公室"


def test_a_plan_behind_the_date_without_a_title_line_is_named_by_its_notice() -> None:
    found = read(
        "《澄江市人民政府办公厅关于印发〈澄江市2024年公开要点〉的通知》\n澄政办发〔2024〕26号\n各区人民政府：\n"
        "《澄江市2024年公开要点》已经市政府同意，现印发给你们。\n澄江市人民政府办公厅\n2024年5月28日\n今年的总体要求是：深入公开。\n"
        "一、围绕改革公开\n公开清单。\n二、围绕民生公开\n公开民生。\n三、围绕保障公开\n加强保障。"
    )
    assert found.title == "澄江市2024年公开要点"
    assert found.wrapper == "关于印发〈澄江市2024年公开要点〉的通知"
    assert found.issuer == "澄江市人民政府办公厅"


def test_an_order_under_the_name_of_its_regulation_has_no_wrapper() -> None:
    found = read(
        "临澜省天气管理规定\n政府令〔2010〕第15号\n《临澜省天气管理规定》已经省政府第76次常务会议通过，现予公布。\n省长\n"
        "二○一○年十二月二十五日\n临澜省天气管理规定\n第一章总则\n第一条为加强管理，制定本规定。\n第二条本规定适用于全省。"
    )
    assert (found.title, found.wrapper, found.adopted) == ("临澜省天气管理规定", None, "2010-12-25")


@pytest.mark.parametrize(
    ("sentence", "repeals"),
    [
        (
            "同时废止《青岚园区管理办法》（澄政发〔2010〕19号）。",
            ("《青岚园区管理办法》（澄政发〔2010〕19号）",),
        ),
        (
            "《青岚园区管理办法》（澄政发〔2010〕19号）、《青岚资金管理暂行办法》同时废止。",
            ("《青岚园区管理办法》（澄政发〔2010〕19号）", "青岚资金管理暂行办法"),
        ),
        (
            "根据《临澜省开发区条例》，同时废止《青岚园区管理办法》。",
            ("青岚园区管理办法",),
        ),
        ("按《关于废止《青岚园区管理办法》的决定》执行。", ()),
        ("不再执行或废止企业承诺的，按《青岚园区管理办法》处理。", ()),
    ],
)
def test_a_repealed_document_keeps_title_and_number(sentence: str, repeals: tuple[str, ...]) -> None:
    assert read(f"一、附则\n本办法自印发之日起施行。{sentence}").repeals == repeals


def test_a_table_in_traditional_characters_is_read_as_a_simplified_one() -> None:
    table = {
        "索引號": "001/2024-5566",
        "主題分類": "工業",
        "發文機關": "澄江市人民政府辦公室",
        "文號": "澄政辦發﹝2024﹞29號",
        "有效性": "有效",
    }
    found = read(BODY, **table)
    assert (found.number, found.index_number, found.subject, found.status) == (
        "澄政办发〔2024〕29号",
        "001/2024-5566",
        "工业",
        "in_force",
    )
    assert found.issuer == "澄江市人民政府办公室"
    assert found.other == {}


def test_a_traditional_name_in_a_simplified_table_stays() -> None:
    found = read(BODY, 索引号="001", 联系人="陳某", 备注="成效显著")
    assert found.other == {"联系人": "陳某", "备注": "成效显著"}


def test_of_a_field_in_both_scripts_the_simplified_one_counts() -> None:
    found = read(BODY, 主题分类="工业", 主題分類="商業")
    assert (found.subject, found.other) == ("工业", {})
