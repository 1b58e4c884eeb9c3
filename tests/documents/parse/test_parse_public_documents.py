"""Shapes met in documents that governments publish: replies, orders, lists, several texts under one notice."""

from __future__ import annotations

from jingkai.documents.parse import parse
from jingkai.documents.provision import BlockKind, Parsed

HEAD = "澄江市人民政府关于加快园区发展的意见\n澄政发〔2024〕7号\n各县区人民政府，市政府各部门：\n现提出以下意见。\n"
TAIL = "\n澄江市人民政府\n2024年3月8日"


def texts(parsed: Parsed, kind: BlockKind) -> list[str]:
    return [block.text for block in parsed.blocks if block.kind is kind]


def ids(parsed: Parsed) -> list[str]:
    return [provision.id for provision in parsed.provisions]


def test_a_number_in_brackets_may_be_followed_by_a_preposition_or_by_projects() -> None:
    parsed = parse(
        "一、任务\n（一）及时报告情况。\n（二）到2027年，建成三个园区。\n（三）与企业建立联系。\n（四）项目建设提速。\n（五）款项及时拨付。"
    )
    assert ids(parsed) == ["art_1", *(f"art_1__sub_{number}" for number in range(1, 6))]
    assert not parsed.faults


def test_a_reference_to_numbers_in_brackets_opens_no_provision() -> None:
    for words in (
        "（一）至（三）项所列情形除外。",
        "（二）、（三）项的规定不适用。",
        "（二）项规定的材料可以后补。",
    ):
        parsed = parse(f"第一条 申请人提交材料。\n{words}")
        assert ids(parsed) == ["cl_1", "cl_1__para_1", "cl_1__para_2"]


def test_rows_of_a_table_are_paragraphs_and_no_provisions() -> None:
    parsed = parse(
        HEAD + "一、目标\n产值增长。\n附件：园区考核指标" + TAIL + "\n附件\n园区考核指标\n一级指标 | 二级指标 | 说明\n"
        "一、规模 | 1.产值 | 医院填报。\n2.税收 | 定量\n（二）质量 | 3.研发 | 定量\n注：\n1.本表每年填报。\n2.数据为全口径。"
    )  # fmt: skip
    attachment = parsed.by_id()["att_1"]
    assert (attachment.label, attachment.heading) == ("附件", "园区考核指标")
    assert [name for name in ids(parsed) if name.startswith("att_1__")] == [
        *(f"att_1__para_{number}" for number in range(1, 6)),
        "att_1__item_1",
        "att_1__item_2",
    ]
    assert not parsed.faults


def test_closing_paragraphs_to_everybody_belong_to_no_number() -> None:
    items = "".join(f"（{number}）做好工作。要抓好第{number}项工作落实。\n" for number in "一二三四")
    closing = "各县区、各部门要于2024年6月底前制定实施方案，并报市发展改革委备案。"
    parsed = parse(f"{HEAD}一、总体要求\n{items}{closing}{TAIL}")
    assert parsed.by_id()["para_1"].text == closing
    assert parsed.by_id()["art_1__sub_4"].text == "要抓好第四项工作落实。"


def test_a_further_paragraph_of_the_last_item_stays_where_other_items_have_several_too() -> None:
    parsed = parse(
        f"{HEAD}（一）扩大开放\n园区对外开放。\n各部门协同推进。\n（二）加强监管\n部门加强检查。\n各县区落实责任。{TAIL}"
    )
    assert parsed.by_id()["sub_2__para_2"].text == "各县区落实责任。"


def test_thanks_and_a_sentence_behind_a_list_of_members_belong_to_the_document() -> None:
    reply = parse("一、建设情况\n已经建成。\n已经验收。\n二、下一步\n抓紧推进。\n感谢您对园区工作的关心。")
    assert reply.by_id()["para_1"].text == "感谢您对园区工作的关心。"
    members = parse(
        f"{HEAD}（一）部门委员\n王某某　　市商务局局长\n李某某　　市财政局局长\n赵某某　　市科技局局长\n"
        f"委员会办公室设在市商务局。{TAIL}"
    )
    assert members.by_id()["para_1"].text == "委员会办公室设在市商务局。"


def test_an_emergency_plan_is_numbered_in_decimals_from_its_first_section_on() -> None:
    parsed = parse(
        "青岚园区应急预案\n1　总则\n1.1　编制目的\n为了应对事故，制定本预案。\n1.2　适用范围\n本预案适用于园区。\n"
        "2　组织\n2.1　指挥部\n指挥部负责指挥。\n2.1.1　职责\n（1）发布命令。\n"
        "2.2　办公室\n办公室负责值守。\n2.3　专家组\n提供咨询。"
    )
    assert ids(parsed)[:5] == ["art_1", "art_1__sub_1", "art_1__sub_2", "art_2", "art_2__sub_1"]
    assert parsed.by_id()["art_1__sub_1"].heading == "编制目的"
    assert parsed.by_id()["art_2__sub_1__item_1__point_1"].text == "发布命令。"
    assert not parsed.faults


def test_chapters_of_a_decimal_scheme_may_carry_a_point() -> None:
    parsed = parse(
        "1.总则\n1.1编制目的\n甲。\n1.2编制依据\n乙。\n2.组织体系\n2.1领导机构\n丙。\n2.2工作机构\n丁。"
    )
    assert [one.id for one in parsed.provisions if one.level == 1] == ["art_1", "art_2"]
    assert not parsed.faults


def test_an_order_that_publishes_a_revised_regulation_is_its_cover() -> None:
    parsed = parse(
        "临澜省人民政府令\n第61号\n现公布修订后的《临澜省开发区条例实施细则》，自2025年1月1日起施行。\n"
        "省长　　王某某\n2024年12月1日\n"
        "临澜省开发区条例实施细则\n（2019年3月1日临澜省人民政府令第40号公布　2024年12月1日修订）\n"
        "第一条　为规范管理，制定本细则。\n"
        "第二条　本细则适用于开发区。\n第三条　本细则自2025年1月1日起施行。"
    )
    assert ids(parsed) == ["cl_1", "cl_2", "cl_3"]
    assert texts(parsed, BlockKind.ENCLOSED_TITLE) == ["临澜省开发区条例实施细则"]
    assert len(texts(parsed, BlockKind.NOTE)) == 1


def test_provisions_that_stand_only_behind_the_date_are_the_body() -> None:
    parsed = parse(
        "关于公布有关制度的函\n澄函〔2024〕3号\n各有关单位：\n有关制度随函送达，请遵照执行。\n澄江市商务局\n2024年5月6日\n"
        "青岚园区值班制度\n第一条　值班分日班和夜班。\n第二条　交接班须登记。\n第三条　本制度自发文之日起执行。"
    )
    assert ids(parsed) == ["cl_1", "cl_2", "cl_3"]


def test_the_second_of_two_rules_under_one_notice_is_a_text_of_its_own() -> None:
    parsed = parse(
        "澄江市人民政府办公室关于印发园区招商和园区服务两个规定的通知\n澄政办发〔2024〕9号\n各县区人民政府：\n现印发给你们，请认真执行。\n"
        "澄江市人民政府办公室\n2024年4月2日\n园区招商的规定\n为加强招商，作以下规定：\n一、关于机构\n设立招商局。\n二、关于经费\n列入预算。\n"
        "园区服务的规定\n为改进服务，作以下规定：\n一、关于窗口\n设立窗口。\n二、关于时限\n限时办结。"
    )
    second = parsed.by_id()["att_1"]
    assert (second.label, second.heading, second.text) == ("", "园区服务的规定", "为改进服务，作以下规定：")
    assert parsed.by_id()["att_1__art_2"].text == "限时办结。"
    assert not parsed.faults


def test_a_list_of_members_behind_an_attached_system_has_its_own_title() -> None:
    parsed = parse(
        HEAD + "一、同意\n请执行。\n附件：园区联席会议制度" + TAIL + "\n附件\n园区联席会议制度\n一、职能\n统筹协调。\n二、要求\n"
        "各单位要密切配合。\n园区工作\n联席会议成员名单\n召 集 人：王某某　　副市长\n成　　员：李某某　　市商务局局长"
    )  # fmt: skip
    assert parsed.by_id()["att_1_2"].heading == "园区工作联席会议成员名单"
    assert parsed.by_id()["att_1__art_2"].text == "各单位要密切配合。"


def test_attachments_may_be_called_fu_or_carry_a_point_and_may_be_signed() -> None:
    table = parse(
        HEAD
        + "一、同意\n请执行。\n附：园区招生计划表"
        + TAIL
        + "\n附：\n园区招生计划表\n单位 | 人数\n甲校 | 40"
    )
    assert (table.by_id()["att_1"].label, table.by_id()["att_1"].heading) == ("附", "园区招生计划表")
    points = parse(
        HEAD + "一、同意\n请执行。\n附件1.青岚园区界址点坐标\n2.青岚园区桥面坐标" + TAIL + "\n附件1.\n"
        "青岚园区\n界址点坐标\n编号 | X\n1 | 2"
        "\n附件2.\n青岚园区桥面坐标\n桥面以竣工图为准。\n澄江市自然资源局\n2024年2月1日"
    )  # fmt: skip
    assert [points.by_id()[name].heading for name in ("att_1", "att_2")] == [
        "青岚园区界址点坐标",
        "青岚园区桥面坐标",
    ]
    assert texts(points, BlockKind.SIGNATURE)[-1] == "澄江市自然资源局"
    assert points.by_id()["att_2"].text == "桥面以竣工图为准。"


def test_a_reply_to_a_delegate_names_a_person_as_addressee() -> None:
    for name in ("王某某代表：", "王某某等代表：", "李某某、赵某某委员：", "孙某某副主席："):
        parsed = parse(
            f"澄江市人民政府办公室对第12号提案的答复\n澄政办函〔2024〕5号\n{name}\n您的提案收悉，现答复如下：\n已经采纳。"
        )
        assert texts(parsed, BlockKind.ADDRESSEE) == [name]


def test_a_title_line_that_ends_with_file_is_no_red_head() -> None:
    parsed = parse(
        "澄江市人民政府关于规范行政文件\n审核机制的指导意见\n澄政发〔2024〕8号\n各县区人民政府：\n现提出以下意见。\n一、要求\n审核。"
    )
    assert texts(parsed, BlockKind.TITLE) == ["澄江市人民政府关于规范行政文件\n审核机制的指导意见"]
    assert texts(parse("澄江市人民政府文件\n" + HEAD + "一、要求\n审核。"), BlockKind.FRONT) == [
        "澄江市人民政府文件"
    ]


def test_the_paragraph_on_the_line_of_a_heading_has_a_heading_where_the_ones_below_it_have() -> None:
    parsed = parse(
        f"{HEAD}（一）提升能力。筑牢防线。企业要落实制度。\n夯实基础。部门要登记造册。\n完善标准。协会要编制标准。\n"
        f"（二）激发活力。提高效率。部门要压缩时限。\n发展产业。企业要扩大投资。\n培育市场。协会要组织展会。{TAIL}"
    )
    assert parsed.by_id()["sub_1__para_1"].heading == "筑牢防线"
    assert parsed.by_id()["sub_2__para_1"].text == "部门要压缩时限。"


def test_a_long_sentence_among_articles_without_headings_is_no_heading() -> None:
    parsed = parse(
        "第一章 职责\n一、园区管委会由主任、副主任和委员组成。\n二、管委会实行主任负责制。\n"
        "三、各局局长、各中心主任负责本单位的全部工作。\n"
        "各局根据职责制定制度。\n四、会议每月召开。"
    )
    assert not parsed.by_id()["chp_1__art_3"].heading
    assert parsed.by_id()["chp_1__art_3__para_1"].text == "各局局长、各中心主任负责本单位的全部工作。"


def test_a_first_number_inside_the_line_above_is_no_gap() -> None:
    assert not parse("一、说明\n注：1、坐标为独立坐标。\n2、单位为米。\n3、红线为边界。").faults
    assert [fault.code for fault in parse("一、说明\n注：坐标为独立坐标。\n2、单位为米。").faults] == ["gap"]


SITE = "澄江市人民政府关于加快园区发展的意见\n简介：本站为您整理了园区发展的资料，希望对您有帮助。\n第一篇：园区发展的意见\n"


def test_what_a_site_says_above_the_number_is_front_and_the_title_stands_below() -> None:
    parsed = parse(
        f"{SITE}澄江市人民政府文件\n澄政发〔2024〕7号\n澄江市人民政府关于加快园区发展的意见\n各县区人民政府：\n现提出意见。\n一、要求\n落实。"
    )
    assert texts(parsed, BlockKind.TITLE) == ["澄江市人民政府关于加快园区发展的意见"]
    assert texts(parsed, BlockKind.NUMBER) == ["澄政发〔2024〕7号"]
    assert ids(parsed) == ["preamble", "art_1"]


def test_a_title_printed_several_times_is_one_title() -> None:
    parsed = parse(
        "临澜省渔业条例\n临澜省人大常委会\n临澜省渔业条例\n（2005年11月25日省人大常委会通过）\n第一条 为发展渔业，制定本条例。"
    )
    assert texts(parsed, BlockKind.TITLE) == ["临澜省渔业条例"]


def test_a_headline_cut_short_above_the_title_is_front() -> None:
    parsed = parse(
        "关于印发《青岚园区产业发展\n关于印发《青岚园区产业发展规划》的通知\n各部门：\n现将规划印发给你们。\n一、目标\n增长。"
    )
    assert texts(parsed, BlockKind.TITLE) == ["关于印发《青岚园区产业发展规划》的通知"]


def test_the_name_of_a_site_above_a_title_is_front() -> None:
    parsed = parse(
        "澄江市人民政府\n加快推进工业发展若干政策\n为贯彻落实新发展理念，加快制造业发展\n一、支持改造\n给予补助。"
    )
    assert texts(parsed, BlockKind.FRONT) == ["澄江市人民政府"]
    assert texts(parsed, BlockKind.TITLE) == ["加快推进工业发展若干政策"]
    assert parsed.by_id()["preamble"].text.startswith("为贯彻")


def test_several_texts_that_one_sentence_issues_follow_each_other() -> None:
    parsed = parse(
        "各县、区人民政府：\n《澄江市园区发展方案》《澄江市园区发展若干措施》《澄江市园区服务若干措施》已经市政府第48次常务会议研究通过，"
        "现印发给你们，请认真贯彻落实。\n2020年11月17日\n澄江市园区发展方案\n制定本方案。\n一、要求\n发展。\n二、任务\n落实。\n"
        "澄江市园区发展若干措施\n制定以下措施。\n一、支持改造\n补助。\n二、支持入库\n奖励。\n"
        "澄江市园区服务若干措施\n制定以下措施。\n一、支持窗口\n补助。\n二、支持代办\n奖励。"
    )
    assert texts(parsed, BlockKind.ENCLOSED_TITLE) == ["澄江市园区发展方案"]
    assert [parsed.by_id()[name].heading for name in ("att_1", "att_2")] == [
        "澄江市园区发展若干措施",
        "澄江市园区服务若干措施",
    ]
    assert not parsed.faults


def test_the_provisions_of_an_order_may_begin_right_behind_its_date() -> None:
    parsed = parse(
        "临澜省人民政府令\n第27号\n现发布《临澜省园区条例》，自发布之日起施行。\n省长王某某\n1997年8月3日\n第一章总则\n第一条为了规范管理，制定本条例。\n"
        "第二条本条例适用于园区。\n第三条省商务厅负责管理。"
    )
    assert ids(parsed) == ["chp_1", "cl_1", "cl_2", "cl_3"]
    assert texts(parsed, BlockKind.NOTICE) == ["现发布《临澜省园区条例》，自发布之日起施行。"]


def test_headings_with_several_paragraphs_do_not_hold_a_closing_paragraph_back() -> None:
    closing = "各县区、各部门要充分认识重要意义，重大事项及时报告市政府。"
    parsed = parse(
        f"{HEAD}（一）基本原则。\n坚持开放。园区要开放。\n坚持创新。企业要创新。\n（二）扩大开放。要开放。\n（三）加强监管。要监管。\n"
        f"（四）完善机制。要完善机制。\n{closing}{TAIL}"
    )
    assert parsed.by_id()["para_1"].text == closing
    headed = parse(
        f"{HEAD}（一）扩大开放。要开放。\n（二）加强监管。要监管。\n（三）有关要求\n各县区要落实责任。\n各部门要协同。{TAIL}"
    )
    assert headed.by_id()["sub_3__para_2"].text == "各部门要协同。"
