"""One test for each class of names, joints and duties that documents nobody had tuned on brought up.

Every expectation is written by hand, in the short way of ``unit_reading``.
"""

from __future__ import annotations

import pytest
from unit_reading import CITY, COUNTY, NATIONAL, PROVINCE, written

from jingkai.documents.extract.units import UnitContext, find_units
from jingkai.registry.unit_names import NameKind, read_name


def _read(text: str, context: UnitContext = PROVINCE) -> str:
    mentions = find_units(text, context=context)
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)
    return written(mentions)


@pytest.mark.parametrize("space", [" ", "\u3000", "\u3000 "])
@pytest.mark.parametrize(
    ("verb", "letter"),
    [("负责", "R"), ("牵头", "L"), ("配合", "C"), ("按职责分工负责", "R"), ("等部门负责", "R"), ("", "R")],
)
def test_names_divided_by_blanks_alone_are_told_apart_whatever_verb_closes_them(
    space: str, verb: str, letter: str
) -> None:
    listed = space.join(["省水利厅", "省财政厅", "省农业农村厅"])
    found = _read(f"健全机制。（{listed}{verb}）").removesuffix("+")
    assert found == " ".join(letter + name for name in ("省水利厅", "省财政厅", "省农业农村厅"))


def test_labels_divided_by_blanks_alone_open_lists_of_their_own() -> None:
    assert _read("牵头：县数据局\u3000协同：县发改局、县司法局", COUNTY) == "L县数据局 C县发改局 C县司法局"
    assert _read("牵头单位：县人社局 配合单位：县总工会、团县委", COUNTY) == "L县人社局 C县总工会 C团县委"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完善服务。（省商务厅商省财政厅、省税务局负责）", "L省商务厅 C省财政厅 C省税务局"),
        ("省商务厅商省财政厅制定资金管理办法。", "L省商务厅 C省财政厅"),
        ("省财政厅要商有关部门制定办法。", "L省财政厅 C有关部门"),
        ("省商务厅会商省财政厅确定名单。", "L省商务厅 C省财政厅"),
        ("省商务厅联合省财政厅开展评估。", "L省商务厅 C省财政厅"),
        ("由省商务厅会省财政厅制定。", "L省商务厅 C省财政厅"),
        ("省林草局与省财政厅商定，暂不调整。", ""),
        ("（市行业协会商会、市企业家协会负责）", "R市行业协会商会 R市企业家协会"),
    ],
)
def test_whoever_is_consulted_cooperates(text: str, expected: str) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各市人民政府对本地区开发区工作负总责，省商务厅负责业务指导。", "R各市人民政府 R省商务厅"),
        ("省商务厅依照有关规定牵头组织评估。", "L省商务厅"),
        ("省发展改革委、财政厅等部门要按照职责分工，在项目安排方面给予支持。", "R省发展改革委 R省财政厅+"),
        ("省水利厅、省林草局等部门依据各自职责，加强监管。", "R省水利厅 R省林草局+"),
        ("市场监管、公安等部门依职责开展检查。", "R市场监管部门 R公安部门+"),
        ("省商务厅为本办法的主管部门，负责组织实施。", "R省商务厅"),
        ("省商务厅作为牵头部门，要制定年度计划。", "L省商务厅"),
    ],
)
def test_words_may_stand_between_a_name_and_its_duty(text: str, expected: str) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由省商务厅具体组织实施，省财政厅予以配合。", "R省商务厅 C省财政厅"),
        ("由青岚采购事务管理所承担日常工作并负责具体实施。", "R青岚采购事务管理所"),
        ("此项工作由省商务厅归口管理。", "R省商务厅"),
        ("经费由省财政厅承担。", ""),
        ("省商务厅要认真组织实施。", ""),
        ("办公室设在省商务厅，承担日常工作。", ""),
    ],
)
def test_by_whom_something_is_carried_out_is_a_duty(text: str, expected: str) -> None:
    assert _read(text) == expected


def test_departments_told_to_cooperate_do_where_nobody_leads() -> None:
    assert _read("民政、公安、人民银行等有关部门要紧密配合，依法查处。") == "C民政部门 C公安部门 C人民银行+"
    assert _read("镇人民政府、街道办事处应当配合做好征收工作。", CITY) == "C镇人民政府 C街道办事处"
    assert _read("各级地震部门要积极配合有关部门做好宣传。") == ""


def test_labels_that_say_is_in_place_of_a_colon_open_lists() -> None:
    assert _read("责任单位为省商务厅、省财政厅。") == "R省商务厅 R省财政厅"
    found = _read("牵头单位为省商务厅，配合单位为省财政厅、省税务局。")
    assert found == "L省商务厅 C省财政厅 C省税务局"


def test_clauses_of_nothing_but_names_share_the_verb_of_the_next() -> None:
    found = _read("省自然资源厅（牵头）、省林草局，各市人民政府负责。")
    assert found == "L省自然资源厅 R省林草局 R各市人民政府"


def test_a_bracket_that_tells_who_has_a_duty_is_read_as_prose() -> None:
    found = _read("证书由两个部门管理（技工院校由省人力资源社会保障厅负责）并定期公布。")
    assert found == "R省人力资源社会保障厅"


def test_whoever_shares_a_duty_in_front_of_the_lead_is_responsible() -> None:
    found = _read("省教育厅、省科技厅按职责分工负责日常管理，省人社厅牵头制定标准，省总工会按职责分工落实。")
    assert found == "R省教育厅 R省科技厅 L省人社厅 C省总工会"


def test_names_with_quotation_marks_and_marks_of_importance_are_read() -> None:
    assert _read("（★市发改委、市“放管服”改革办负责）", CITY) == "R市发改委 R市“放管服”改革办"
    name = read_name("市“放管服”改革办")
    assert name is not None
    assert (name.prefix, name.core) == ("市", "“放管服”改革办")
    assert read_name("“放管服”改革") is None


def test_departments_may_share_the_last_word() -> None:
    found = _read("（责任单位：市发改、工信、财政局，各县区人民政府）", CITY)
    assert found == "R市发改局 R市工信局 R市财政局 R各县区人民政府"


def test_names_with_no_ending_are_units_beside_names_that_are_known() -> None:
    found = _read("（省发展改革委、省委党校、国网临澜电力、省青创联、省财政厅、省科技厅负责）")
    assert found.split() == [
        f"R{name}"
        for name in ("省发展改革委", "省委党校", "国网临澜电力", "省青创联", "省财政厅", "省科技厅")
    ]


@pytest.mark.parametrize(
    "name", ["武警临澜省总队", "中科院澄江分院", "长江航务管理局", "临澜股权交易中心", "河口便民服务中心"]
)
def test_bodies_with_a_place_of_their_own_take_no_level(name: str) -> None:
    assert _read(f"（省公安厅、{name}、省财政厅负责）") == f"R省公安厅 R{name} R省财政厅"


def test_the_governments_and_their_departments_are_one_expression() -> None:
    assert _read("（各市州人民政府及其有关部门负责）") == "R各市州人民政府及其有关部门"
    assert _read("（省公安厅及其他有关部门负责）") == "R省公安厅 R其他有关部门"


def test_a_branch_behind_the_verb_is_read_to_its_end() -> None:
    found = _read("人民银行临澜省分行会同金融监管总局临澜监管局引导银行加大投放。")
    assert found == "L人民银行临澜省分行 C金融监管总局临澜监管局"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（省公安厅、省司法厅，列第一位者为牵头单位，下同）", "L省公安厅 R省司法厅"),
        ("（省公安厅、省司法厅根据职能职责抓好落实）", "R省公安厅 R省司法厅"),
        ("（省公安厅牵头，省司法厅、省财政厅协同推进）", "L省公安厅 C省司法厅 C省财政厅"),
        ("（省公安厅、省司法厅督促指导，各市人民政府具体落实）", "R省公安厅 R省司法厅 R各市人民政府"),
        ("（省公安厅具体负责，省财政厅做好保障）", "R省公安厅 R省财政厅"),
    ],
)
def test_verbs_and_remarks_that_close_a_list(text: str, expected: str) -> None:
    assert _read("完善服务。" + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "（以上由企业负责）",
        "实行省商务厅牵头抓总、各市具体落实的机制。",
        "支持澄江大学牵头建设实验室。",
        "本办法由省商务厅解释。",
        "各地区、各部门要按照职责分工，抓好贯彻落实。",
    ],
)
def test_what_is_only_spoken_of_has_no_duty(text: str) -> None:
    assert _read(text) == ""


def test_the_task_behind_a_duty_does_not_hide_it() -> None:
    assert _read("县营商环境建设局负责任务清单的调度。", COUNTY) == "R县营商环境建设局"
    assert _read("经省商务厅会同省财政厅审核同意后，报省政府批准。") == "L省商务厅 C省财政厅"


def test_river_commissions_and_reformed_bodies_are_central() -> None:
    found = find_units(
        "（水利部、长江委、国家防灾减灾救灾委员会办公室、国家消防救援局、数据局负责）", context=NATIONAL
    )
    assert [mention.level for mention in found] == ["national"] * 5
    assert found[-1].canonical == "国家数据局"
    for name in ("长江委", "国家疾控局", "金融监管总局"):
        read = read_name(name)
        assert read is not None
        assert read.kind is NameKind.NATIONAL


def test_a_line_that_tells_a_unit_s_duties_behind_a_colon_names_it() -> None:
    assert _read("应急管理局：负责信息汇总，牵头组织评估。", CITY) == "R应急管理局"
    assert _read("卫生健康局、医保局：组织转运，负责统计上报。", CITY) == "R卫生健康局 R医保局"
    assert _read("工作步骤：负责人先行培训，负责任务分解。", CITY) == ""


def test_offices_of_the_issuer_itself_have_duties() -> None:
    assert _read("提升水平（外资处牵头，投资促进中心配合）", CITY) == "L外资处 C投资促进中心"
    found = _read("机关纪委负责作风整治，办公室（政策法规处）负责督办。", CITY)
    assert found == "R机关纪委 R办公室（政策法规处）"
    assert _read("办事处负责。", CITY) == ""


def test_whoever_takes_on_a_task_has_a_duty() -> None:
    assert _read("消防救援大队承担灭火和搜救任务，参与调查。", CITY) == "R消防救援大队"
    assert _read("青岚县人民政府具体承担建设任务。", CITY) == "R青岚县人民政府"
    assert _read("省医保局承担制定方案的职责。") == ""


def test_a_team_no_lexicon_knows_takes_part_beside_one_that_is_known() -> None:
    found = _read("抢险组由消防救援大队牵头，应急管理局、专业救援队伍参加。", CITY)
    assert found == "L消防救援大队 C应急管理局 C专业救援队伍"
    assert _read("由市商务局牵头，企业代表参加。", CITY) == "L市商务局"


def test_who_leads_may_be_said_in_brackets_behind_the_list() -> None:
    text = "责任单位：市发改委、市财政局（第一责任单位为牵头单位，下同）"
    assert _read(text, CITY) == "L市发改委 R市财政局"


def test_a_leading_group_with_its_level_has_duties() -> None:
    assert _read("市人才工作领导小组负责统筹协调。", CITY) == "R市人才工作领导小组"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资金由省财政厅、省商务厅根据建设进度和评价结果分年下达。", "R省财政厅 R省商务厅"),
        ("所需资金由省财政厅统筹安排。", "R省财政厅"),
        ("由省商务厅联合发布通知，各市组织申报。", "R省商务厅"),
        ("由省商务厅组织评审，省财政厅负责拨付。", "R省商务厅 R省财政厅"),
        ("由省商务厅认定的企业可享受政策。", ""),
        ("已由省财政厅下达资金。", ""),
        ("由省商务厅主要负责人组织研究。", ""),
        ("由企业自行组织实施，由商务主管部门审核。", ""),
        ("由临澜省人民政府制定办法。", ""),
    ],
)
def test_a_department_told_off_by_name_is_responsible(text: str, expected: str) -> None:
    assert _read(text) == expected


def test_departments_of_every_province_lead_and_may_have_two_endings() -> None:
    found = _read("各省（自治区、直辖市）发展改革委要会同财政厅（局）细化方案。", NATIONAL)
    assert found == "L各省（自治区、直辖市）发展改革委 C财政厅（局）"


def test_stations_run_from_above_take_no_level() -> None:
    found = _read("（县交通局、海事处、边检站、海警工作站负责）", COUNTY)
    assert found == "R县交通局 R海事处 R边检站 R海警工作站"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县委宣传部牵头，县融媒体中心、县工商联协同，每年举办活动2场。",
            "L县委宣传部 C县融媒体中心 C县工商联",
        ),
        (
            "实事由市政府督查室牵头督办，市财政局负责保障，市民政局、市教育局等部门具体实施。",
            "L市政府督查室 R市财政局 R市民政局 R市教育局+",
        ),
        (
            "市水利局牵头负责规划实施，市财政局、市农业农村局依据职责抓好本领域节水工作。",
            "L市水利局 R市财政局 R市农业农村局",
        ),
        (
            "（一）开展培训。（商务局、财政金融局，中国信保澄江办事处）",
            "R商务局 R财政金融局 R中国信保澄江办事处",
        ),
        ("优化服务。（组织人事部、公安分局、住建和交通局）", "R组织人事部 R公安分局 R住建和交通局"),
        ("设立基金。（财政金融局、国资监管办、青岚控股集团）", "R财政金融局 R国资监管办 R青岚控股集团"),
        ("负责资金拨付，会同市民政局组织开展评价。", "C市民政局"),
        ("会同市民政局编制年度预算。", "C市民政局"),
        (
            "由市生态环境局牵头，可会同监察机关及相关部门组织调查。",
            "L市生态环境局 C监察机关 C相关部门",
        ),
        ("由市委组织部、市财政局等有关部门责令改正。", "R市委组织部 R市财政局+"),
        ("铁路监管部门承担专业监管责任。", "R铁路监管部门"),
        ("市财政局依法承担赔偿责任。", ""),
        ("市财政局、市商务局、市税务局（以下统称三部门）负责解释。", "R市财政局 R市商务局 R市税务局"),
        ("市金融办、澄江证券交易所负责组织实施。", "R市金融办 R澄江证券交易所"),
        ("市水利局、市供销社等有关单位要密切配合。", "C市水利局 C市供销社+"),
        ("（市公安局、市消防救援支队、各派出所）", "R市公安局 R市消防救援支队 R各派出所"),
        ("由市国资委、市科技局、澄江农商银行共同推进。", "R市国资委 R市科技局 R澄江农商银行"),
        ("（招商局、经发局，各产业园）", "R招商局 R经发局 R各产业园"),
        ("各县政府应成立指挥部，负责领导处置工作。", ""),
        (
            "（市商务局牵头，各有关部门及各省、自治区、直辖市人民政府负责）",
            "L市商务局 R各有关部门 R各省、自治区、直辖市人民政府",
        ),
    ],
)
def test_duties_are_given_in_many_wordings(text: str, expected: str) -> None:
    assert _read(text, CITY) == expected


def test_concerned_carries_to_the_next_government() -> None:
    found = _read("（省工业和信息化厅牵头，有关行政公署、市人民政府配合）")
    assert found == "L省工业和信息化厅 C有关行政公署 C有关市人民政府"


def test_ministries_of_former_years_have_their_full_names() -> None:
    found = _read("由卫生计生委牵头，测绘地信局、银保监会及各地区参加。", NATIONAL)
    assert found == "L国家卫生计生委 C国家测绘地信局 C银保监会 C各地区"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提升能力。（计量处、省质检院）", "R计量处 R省质检院"),
        ("完善规划。（规划司、财务司）", "R规划司 R财务司"),
        ("加强宣传。（宣传处、机关党委，省质量协会参与）", "R宣传处 R机关党委 C省质量协会"),
        ("拓展空域。（省数据局、省公安厅、空管站）", "R省数据局 R省公安厅 R空管站"),
        (
            "县（市、区）农业农村、财政主管部门按照职责承担具体工作。",
            "R县（市、区）农业农村主管部门 R县（市、区）财政主管部门",
        ),
        ("由县级财政部门会同农业农村部门追回资金。", "L县级财政部门 C农业农村部门"),
        ("发挥领导小组办公室作用，会同省财政厅、省商务厅开展考核。", "C省财政厅 C省商务厅"),
        ("省政府督查室负责对任务实施清单管理，并会同省审计厅开展督查。", "L省政府督查室 C省审计厅"),
        ("各公共管理和服务机构负责本单位数据的归集。", "R各公共管理和服务机构"),
        ("县（市、区）数据主管部门配合做好相关工作。", "C县（市、区）数据主管部门"),
        ("省应急管理厅的主要职责是：", "R省应急管理厅"),
        ("建成一批平台（省级以上实验室）。", ""),
    ],
)
def test_own_offices_coordinated_departments_and_subjects_before_the_verb(text: str, expected: str) -> None:
    assert _read(text) == expected
