"""Lists and prose in the styles of real documents of every level that the first table of variants had not met.

Every expectation is written by hand, in the short way of ``unit_reading``.
"""

from __future__ import annotations

import pytest
from unit_reading import CITY, COUNTY, FIRST, MINISTRY, NATIONAL, PROVINCE, REGION, written

from jingkai.documents.extract.units import UnitContext, find_units

MUNICIPALITY = UnitContext("上海市人民政府办公厅", "province", ("上海市",))

LISTS: list[tuple[UnitContext, str, str]] = [
    # 等和: an open list goes on behind 等
    (
        NATIONAL,
        "拓宽销路。（商务部、扶贫办、供销合作总社等和各有关省级人民政府负责）",
        "R商务部 R国务院扶贫办 R供销合作总社 R各有关省级人民政府+",
    ),
    # Central bodies without 国家, known by no local department
    (
        NATIONAL,
        "（海洋局、国际发展合作署、标准委、版权局、林业局负责）",
        "R国家海洋局 R国家国际发展合作署 R国家标准委 R国家版权局 R国家林业局",
    ),
    # Remarks on all lists inside one
    (
        CITY,
        "（市工信局指导，试点园区管委会负责落实。以下均需试点园区管委会落实，不再列出）",
        "R市工信局 R试点园区管委会",
    ),
    (
        CITY,
        "（责任单位：市商务局、市财政局等有关部门，各县区人民政府。以下措施均需各县区人民政府落实，不再单独列出）",
        "R市商务局 R市财政局 R各县区人民政府+",
    ),
    (
        PROVINCE,
        "〔责任单位：省商务厅、省能源局按职责分工负责。具体任务均涉及相关市（州）人民政府，下同。〕",
        "R省商务厅 R省能源局",
    ),
    # Brackets of every make inside a name
    (PROVINCE, "（省商务厅，各市、县〔市、区〕政府负责）", "R省商务厅 R各市、县（市、区）政府"),
    (COUNTY, "［牵头单位：县卫健局；责任单位：各街办（新区）］", "L县卫健局 R各街办（新区）"),
    # 会 for 会同
    (
        PROVINCE,
        "（省科技厅、发展改革委会省财政厅、海关总署临澜分署负责）",
        "L省科技厅 L省发展改革委 C省财政厅 C海关总署临澜分署",
    ),
    # Levels that share a head
    (CITY, "（市商务局，市、县（市、区）人民政府负责）", "R市商务局 R市、县（市、区）人民政府"),
    (CITY, "（省、市财政部门负责）", "R省、市财政部门"),
    (CITY, "（市商务局，有关县、区人民政府负责）", "R市商务局 R有关县、区人民政府"),
    (
        CITY,
        "（各县级市、区人民政府（管委会），市商务局负责）",
        "R各县级市、区人民政府（管委会） R市商务局",
    ),
    (REGION, "（各市、县（区）党委和人民政府负责）", "R各市、县（区）党委和人民政府"),
    (
        MINISTRY,
        "（各省、自治区、直辖市及计划单列市、新疆生产建设兵团商务主管部门负责）",
        "R各省、自治区、直辖市及计划单列市、新疆生产建设兵团商务主管部门",
    ),
    (CITY, "（责任单位：各街道、区直各部门）", "R各街道 R区直各部门"),
    (
        PROVINCE,
        "（省商务厅，各市、州、直管市、青岚林区人民政府负责）",
        "R省商务厅 R各市、州、直管市、青岚林区人民政府",
    ),
    # Places that share a government
    (
        PROVINCE,
        "（责任单位：省商务厅，澄江、北屏、钦州市人民政府）",
        "R省商务厅 R澄江市人民政府 R北屏市人民政府 R钦州市人民政府",
    ),
    (CITY, "（责任单位：市商务局，青岚区、东屏县政府）", "R市商务局 R青岚区政府 R东屏县政府"),
    (CITY, "（责任单位：市商务局、经开区、青岚区政府）", "R市商务局 R经开区 R青岚区政府"),
    (CITY, "（责任单位：市公安局、公安、青岚区政府）", "R市公安局 R公安 R青岚区政府"),
    (CITY, "（青岚湖旗、北屏旗人民政府负责）", "R青岚湖旗人民政府 R北屏旗人民政府"),
    # 等 and whatever kind of units
    (
        CITY,
        "（市商务局、市税务局等州级有关部门，各县市人民政府负责）",
        "R市商务局 R市税务局 R各县市人民政府+",
    ),
    (NATIONAL, "（国家开发银行、中国农业发展银行等金融机构负责）", "R国家开发银行 R中国农业发展银行+"),
    (CITY, "（责任单位：市直有关部门、单位，各区市政府）", "R市直有关部门、单位 R各区市政府"),
    # Departments that share one 部门
    (CITY, "（教育、民政和公安部门负责）", "R教育部门 R民政部门 R公安部门"),
    (CITY, "（文化和旅游部门、自然资源主管部门负责）", "R文化和旅游部门 R自然资源主管部门"),
    # Names with a place of their own take no level
    (
        REGION,
        "（责任单位：自治区商务厅、民航临澜管理局、北屏湖管理局、青岚自贸片区管委）",
        "R自治区商务厅 R民航临澜管理局 R北屏湖管理局 R青岚自贸片区管委",
    ),
    (
        MUNICIPALITY,
        "（责任单位：市文物局、首都精神文明办、上海港集团）",
        "R市文物局 R首都精神文明办 R上海港集团",
    ),
    # Companies by their short names, lists of names the lexicon does not know
    (CITY, "（市青绿局，澄江控股、市城投配合）", "R市青绿局 C澄江控股 C市城投"),
    (
        CITY,
        "完善绿道。（市园林和绿化管理局、市轨道交通集团、青岚工业园区管委会）",
        "R市园林和绿化管理局 R市轨道交通集团 R青岚工业园区管委会",
    ),
    # Labels with brackets
    (CITY, "责任部门（单位）：市发改委、财政局", "R市发改委 R市财政局"),
    (CITY, "牵头（责任）单位：市商务局；配合单位：市总工会", "L市商务局 C市总工会"),
    # The first that leads is a unit, not whatever department
    (FIRST, "（各有关部门和单位，各区人民政府按职责分工负责）", "R各有关部门和单位 R各区人民政府"),
]

PROSE: list[tuple[UnitContext, str, str]] = [
    # Several verbs in a sentence
    (NATIONAL, "科技部牵头、教育部和财政部参与，制定办法。", "L科技部 C教育部 C财政部"),
    (CITY, "市商务局为牵头单位，市财政局、市科技局为配合单位。", "L市商务局 C市财政局 C市科技局"),
    (CITY, "市商务局负责审核，有关部门配合。", "R市商务局 C有关部门"),
    # Manner between the names and the verb
    (NATIONAL, "商务部、财政部在职责范围内，分别负责有关工作。", "R商务部 R财政部"),
    (CITY, "市商务局、市财政局按照职责分工做好保障。", "R市商务局 R市财政局"),
    (NATIONAL, "商务部已会同财政部、海洋局等部门完成调查。", "L商务部 C财政部 C国家海洋局+"),
    # Departments in general and governments of several levels
    (CITY, "省、市、县人民政府分别负责本行政区域内的工作。", "R省、市、县人民政府"),
    (
        CITY,
        "各县（市、区）财政、人力资源社会保障部门负责资金审核。",
        "R各县（市、区）财政部门 R各县（市、区）人力资源社会保障部门",
    ),
    (CITY, "市商务局会同青岚经开区管委会等单位制定计划。", "L市商务局 C青岚经开区管委会+"),
    (CITY, "地方财政、商务部门负责资金审核。", "R地方财政部门 R地方商务部门"),
    (
        NATIONAL,
        "地方各级文化部门会同同级财政、税务部门拟定清单。",
        "L地方各级文化部门 C同级财政部门 C同级税务部门",
    ),
    (NATIONAL, "由财政部门会同发展改革、科技等部门制定。", "L财政部门 C发展改革部门 C科技部门+"),
    (NATIONAL, "国务院专利行政部门负责全国的管理工作。", "R国务院专利行政部门"),
    (
        NATIONAL,
        "国务院教育行政部门、商务主管部门分别负责有关工作。",
        "R国务院教育行政部门 R国务院商务主管部门",
    ),
    (
        NATIONAL,
        "省、自治区、直辖市人民政府管理专利工作的部门负责监督。",
        "R省、自治区、直辖市人民政府管理专利工作的部门",
    ),
    # The subject of the sentence leads the clause that begins with 会同 or 负责
    (NATIONAL, "司法部要加强指导协调，会同有关部门开展评估。", "L司法部 C有关部门"),
    (NATIONAL, "目前，商务部正在修订规划，同时将会同财政部研究方案。", "L商务部 C财政部"),
    (NATIONAL, "财政部要会同有关方面研究制定对担保机构的考核办法。", "L财政部 C有关方面"),
    (CITY, "青岚区人民政府应按照规划，负责提供用地。", "R青岚区人民政府"),
    # Offices no lexicon knows, where 由 or 等部门 vouches for them
    (CITY, "具体指标由联合采购办公室负责拟定。", "R联合采购办公室"),
    (CITY, "市商务局会同市贸易救济中心、市财政局等部门研究。", "L市商务局 C市贸易救济中心 C市财政局+"),
    # None of these gives a duty
    (CITY, "市商务局要发挥作用，有关部门要各司其职，会同市财政局抓好落实。", ""),
    (CITY, "市商务局要督促企业，各园区要加强管理，负责安全生产。", ""),
    (CITY, "市商务局会同市财政局上报的方案已经批准。", ""),
    (CITY, "业务主管部门负责日常监督。", ""),
    (CITY, "专家、企业代表参与，共同研究。", ""),
    (CITY, "由市商务局牵头的工作专班负责推进。", ""),
    (CITY, "项目由具备资质的中心负责检测。", ""),
]


STANDING = [
    (PROVINCE, "统筹全省开发区工作。（省开发区建设领导小组办公室）", "R省开发区建设领导小组办公室"),
    (PROVINCE, "有关机构设在商务厅（省开发区建设领导小组办公室）并配备人员。", ""),
    (PROVINCE, "统筹全省开发区工作。（领导小组办公室）", ""),
]


@pytest.mark.parametrize(("context", "text", "expected"), LISTS, ids=[text[:24] for _, text, _ in LISTS])
def test_a_list_of_any_style_gives_exactly_its_units(context: UnitContext, text: str, expected: str) -> None:
    mentions = find_units(text, context=context)
    assert written(mentions) == expected
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)


@pytest.mark.parametrize(("context", "text", "expected"), STANDING)
def test_the_office_of_a_leading_group_alone_in_an_end_bracket_is_responsible(
    context: UnitContext, text: str, expected: str
) -> None:
    assert written(find_units(text, context=context)) == expected


@pytest.mark.parametrize(("context", "text", "expected"), PROSE, ids=[text[:24] for _, text, _ in PROSE])
def test_prose_gives_exactly_the_units_it_obliges(context: UnitContext, text: str, expected: str) -> None:
    mentions = find_units(text, context=context)
    assert written(mentions) == expected
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)


def test_reading_stays_quick_where_verbs_and_dividers_pile_up() -> None:
    """Long runs of the words the patterns are made of are read in one pass, or given up."""
    for text in (
        "（" + "按职责分工" * 400,
        "财政、" * 1500 + "部门负责",
        "市财政局要" + "加强，" * 400 + "会同市商务局",
    ):
        assert len(find_units(text, context=CITY)) <= 2
