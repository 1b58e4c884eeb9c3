"""Lists of responsible units in the styles of the State Council, ministries, provinces, cities, counties and zones.

Every expectation is written by hand. ``L``, ``R`` and ``C`` stand for leading, responsible and cooperating; ``+`` at
the end for an open list; ``/`` divides lists.
"""

from __future__ import annotations

import pytest

from jingkai.documents.extract.units import UnitContext, context_of, find_units, says_first_leads
from jingkai.documents.mentions import UnitMention
from jingkai.documents.provision import Metadata
from jingkai.registry.units import Jurisdiction

NATIONAL = UnitContext("国务院办公厅", "national")
MINISTRY = UnitContext("商务部", "national")
PROVINCE = UnitContext("临澜省人民政府办公厅", "province", ("临澜省",))
REGION = UnitContext("临澜自治区人民政府办公厅", "province", ("临澜自治区",))
CITY = UnitContext("澄江市人民政府办公室", "city", ("澄江市",))
COUNTY = UnitContext("青岚县人民政府办公室", "county", ("青岚县",))
ZONE = UnitContext("青岚经济技术开发区管理委员会", "zone")
FIRST = UnitContext("澄江市人民政府办公室", "city", ("澄江市",), first_leads=True)

CASES: list[tuple[UnitContext, str, str]] = [
    # The State Council and ministries
    (NATIONAL, "完善制度。（商务部、国家发展改革委按职责分工负责）", "R商务部 R国家发展改革委"),
    (
        NATIONAL,
        "优化布局。（国家发展改革委牵头，财政部、商务部等按职责分工负责）",
        "L国家发展改革委 C财政部 C商务部+",
    ),
    (
        NATIONAL,
        "加强协调。（发展改革委、工业和信息化部、人力资源社会保障部负责）",
        "R国家发展改革委 R工业和信息化部 R人力资源社会保障部",
    ),
    (
        NATIONAL,
        "压实责任。（国务院有关部门、各省级人民政府按职责分工负责）",
        "R国务院有关部门 R各省级人民政府",
    ),
    (NATIONAL, "抓好落实。（各省、自治区、直辖市人民政府负责）", "R各省、自治区、直辖市人民政府"),
    (
        NATIONAL,
        "扩大试点。（商务部会同海关总署、税务总局负责）",
        "L商务部 C海关总署 C税务总局",
    ),
    (
        NATIONAL,
        "拓宽渠道。（中国人民银行、金融监管总局、中国证监会、国家外汇局按职责分工负责）",
        "R中国人民银行 R金融监管总局 R中国证监会 R国家外汇局",
    ),
    (
        NATIONAL,
        "加强引导。（中央宣传部、中央网信办牵头，国家卫生健康委（国家疾控局）配合）",
        "L中央宣传部 L中央网信办 C国家卫生健康委（国家疾控局）",
    ),
    (
        NATIONAL,
        "培育工匠。（人力资源社会保障部、全国总工会、共青团中央、全国妇联等部门和单位按职责分工负责）",
        "R人力资源社会保障部 R全国总工会 R共青团中央 R全国妇联+",
    ),
    (
        NATIONAL,
        "严格考核。（各地区、各有关部门按职责分工负责）",
        "R各地区 R各有关部门",
    ),
    (NATIONAL, "开展评估。（国务院国资委、中国科学院、中国科协参与）", "C国务院国资委 C中国科学院 C中国科协"),
    (
        MINISTRY,
        "建立台账。（责任单位：商务部，各省、自治区、直辖市及新疆生产建设兵团商务主管部门）",
        "R商务部 R各省、自治区、直辖市及新疆生产建设兵团商务主管部门",
    ),
    (MINISTRY, "由商务部会同财政部制定具体办法。", "L商务部 C财政部"),
    (MINISTRY, "国家级经开区的综合评价工作，由商务部负责组织实施。", "R商务部"),
    (
        MINISTRY,
        "商务部会同有关部门和单位做好跟踪评估，及时总结经验。",
        "L商务部 C有关部门和单位",
    ),
    # Provinces and autonomous regions
    (
        REGION,
        "放宽准入。（自治区发展改革委、市场监管局等部门，各有关盟行政公署、市人民政府按职责分工负责）",
        "R自治区发展改革委 R自治区市场监管局 R各有关盟行政公署 R各有关市人民政府+",
    ),
    (
        REGION,
        "支持融资。（自治区财政厅、地方金融管理局，中国人民银行临澜自治区分行、国家金融监督管理总局临澜监管局负责）",
        "R自治区财政厅 R自治区地方金融管理局 R中国人民银行临澜自治区分行 R国家金融监督管理总局临澜监管局",
    ),
    (
        REGION,
        "加强宣传。（自治区党委宣传部、网信办，自治区广电局负责）",
        "R自治区党委宣传部 R自治区党委网信办 R自治区广电局",
    ),
    (
        REGION,
        "强化考核。（自治区商务厅牵头，自治区统计局、政务服务与数据管理局配合，各盟市落实）",
        "L自治区商务厅 C自治区统计局 C自治区政务服务与数据管理局 R各盟市",
    ),
    (
        PROVINCE,
        "推动升级。（责任单位：省工业和信息化厅、人力资源社会保障厅、住房城乡建设厅，各市人民政府）",
        "R省工业和信息化厅 R省人力资源社会保障厅 R省住房城乡建设厅 R各市人民政府",
    ),
    (
        PROVINCE,
        "（牵头单位：省发展改革委；配合单位：省财政厅、自然资源厅、生态环境厅）",
        "L省发展改革委 C省财政厅 C省自然资源厅 C省生态环境厅",
    ),
    (
        PROVINCE,
        "提升通关效率。（省商务厅、临澜海关、省税务局、国网临澜省电力公司按职责分工负责）",
        "R省商务厅 R临澜海关 R省税务局 R国网临澜省电力公司",
    ),
    (
        PROVINCE,
        "（省委组织部、编办，省人力资源社会保障厅，各设区市党委和政府负责）",
        "R省委组织部 R省委编办 R省人力资源社会保障厅 R各设区市党委和政府",
    ),
    (
        PROVINCE,
        "保护权益。（省法院、检察院、公安厅、司法厅、市场监管局分别负责）",
        "R省法院 R省检察院 R省公安厅 R省司法厅 R省市场监管局",
    ),
    (
        PROVINCE,
        "（省直有关部门，各市、县（市、区）人民政府按职责分工负责）",
        "R省直有关部门 R各市、县（市、区）人民政府",
    ),
    (
        PROVINCE,
        "稳定就业。（省总工会、妇联、工商联，团省委负责）",
        "R省总工会 R省妇联 R省工商联 R团省委",
    ),
    (PROVINCE, "（省农业农村厅（省乡村振兴局）负责）", "R省农业农村厅（省乡村振兴局）"),
    (
        PROVINCE,
        "补齐短板。（省水利厅、林业和草原局和气象局、消防救援总队负责）",
        "R省水利厅 R省林业和草原局 R省气象局 R省消防救援总队",
    ),
    # Cities
    (CITY, "（责任单位：市发改委、水务局、住建局）", "R市发改委 R市水务局 R市住建局"),
    (
        CITY,
        "（责任单位：市发改委、农牧局、市场监督管理局）",
        "R市发改委 R市农牧局 R市市场监督管理局",
    ),
    (CITY, "（责任单位：市市场监督管理局、财政局）", "R市市场监督管理局 R市财政局"),
    (CITY, "（责任单位：市政务服务局、青岚区人民政府）", "R市政务服务局 R青岚区人民政府"),
    (CITY, "（责任单位：青岚经开区管委会、市委政法委）", "R青岚经开区管委会 R市委政法委"),
    (
        CITY,
        "（责任单位：市工信局、商务局、青岚区人民政府、临河中旗人民政府、北屏口岸管委会）",
        "R市工信局 R市商务局 R青岚区人民政府 R临河中旗人民政府 R北屏口岸管委会",
    ),
    (
        CITY,
        "牵头单位：市工信局；责任单位：市财政局、科技局；配合单位：各旗县区人民政府。",
        "L市工信局 R市财政局 R市科技局 C各旗县区人民政府",
    ),
    (
        CITY,
        "兑现奖补。（市财政局牵头，市工信局、市商务局配合，2025年底前完成）",
        "L市财政局 C市工信局 C市商务局",
    ),
    (
        CITY,
        "（市委宣传部、网信办、发改委，市公安局负责）",
        "R市委宣传部 R市委网信办 R市发改委 R市公安局",
    ),
    (CITY, "（市发改委、宣传部、政法委负责）", "R市发改委 R市委宣传部 R市委政法委"),
    (
        CITY,
        "（责任单位：市发改委（牵头）、财政局、审计局）",
        "L市发改委 R市财政局 R市审计局",
    ),
    (
        CITY,
        "（责任单位：市发改委、工信局，列第一位者为牵头单位，下同）",
        "L市发改委 R市工信局",
    ),
    (
        FIRST,
        "（责任单位：市商务局、财政局、各县（市、区）人民政府）",
        "L市商务局 R市财政局 R各县（市、区）人民政府",
    ),
    (FIRST, "（市商务局、财政局按职责分工负责）", "L市商务局 C市财政局"),
    (FIRST, "（责任单位：市商务局）", "R市商务局"),
    (
        CITY,
        "（责任单位：市国资委、供电公司、通信管理局、气象局）",
        "R市国资委 R供电公司 R市通信管理局 R市气象局",
    ),
    (
        CITY,
        "责任部门：市教育局、市人社局；完成时限：2025年12月底；责任人：张三",
        "R市教育局 R市人社局",
    ),
    (CITY, "（由市住建局牵头，会同城管局、生态环境局落实）", "L市住建局 C城管局 C生态环境局"),
    (CITY, "（市住建局会同城管局、生态环境局负责）", "L市住建局 C市城管局 C市生态环境局"),
    (
        CITY,
        "【责任单位：市数据局、政务服务中心、公共资源交易中心】",
        "R市数据局 R市政务服务中心 R市公共资源交易中心",
    ),
    (CITY, "加快建设进度（市交通运输局、水务局）。", "R市交通运输局 R市水务局"),
    (CITY, "加快建设进度。（市交通运输局）", "R市交通运输局"),
    (
        CITY,
        "一是完善路网。（市交通局负责）二是完善管网。（市住建局负责）",
        "R市交通局 / R市住建局",
    ),
    (
        CITY,
        "（市人大常委会办公室、市政协办公室、市政府办公室、市委办公室负责）",
        "R市人大常委会办公室 R市政协办公室 R市政府办公室 R市委办公室",
    ),
    (CITY, "本措施由市商务局负责解释。", "R市商务局"),
    (
        CITY,
        "市发展改革委牵头制定实施方案，市财政局、市审计局配合，强化监督。",
        "L市发展改革委 C市财政局 C市审计局",
    ),
    (CITY, "市财政局、市商务局负责资金审核，市审计局负责监督检查。", "R市财政局 R市商务局 R市审计局"),
    # Counties and zones
    (
        COUNTY,
        "（责任单位：县发改局、教科局、各乡镇人民政府、街道办事处）",
        "R县发改局 R县教科局 R各乡镇人民政府 R各街道办事处",
    ),
    (
        COUNTY,
        "（牵头单位：县农业农村局，责任单位：县水利局、林草局，各乡镇（街道））",
        "L县农业农村局 R县水利局 R县林草局 R各乡镇（街道）",
    ),
    (COUNTY, "（县委组织部、县人社局、团县委按职责分工负责）", "R县委组织部 R县人社局 R团县委"),
    (
        ZONE,
        "（责任单位：经开区经济发展局、招商局、财政局）",
        "R经开区经济发展局 R经开区招商局 R经开区财政局",
    ),
    (
        ZONE,
        "（责任单位：管委会办公室、经济发展局，各园区，各有关企业）",
        "R管委会办公室 R经济发展局 R各园区 R各有关企业",
    ),
    (ZONE, "（经开区各部门、各有关单位按职责分工负责）", "R经开区各部门 R各有关单位"),
    # Damage left over in a list
    (CITY, "（责任单位：市发改委、 自然资源局 、住 建局）", "R市发改委 R市自然资源局 R市住建局"),
    (CITY, "（责任单位：市住建局 市财政局 市商务局）", "R市住建局 R市财政局 R市商务局"),
    (CITY, "(责任单位:市发改委,市财政局)", "R市发改委 R市财政局"),
    (
        REGION,
        "（自治区商务厅,各有关盟行政公署、市人民政府,各国家级经开区管委会按职责 分工负责）",
        "R自治区商务厅 R各有关盟行政公署 R各有关市人民政府 R各国家级经开区管委会",
    ),
    (CITY, "责任单位 市发改委、财政局", "R市发改委 R市财政局"),
    (CITY, "建设园区。（责任单位：市发改委、自然资源局", "R市发改委 R市自然资源局"),
    (
        REGION,
        "建设园区。（自治区商务厅、财政厅，各有关盟行政公署、市人民政府按职责分工负责",
        "R自治区商务厅 R自治区财政厅 R各有关盟行政公署 R各有关市人民政府",
    ),
    (CITY, "建设园区。市发改委、自然资源局，各旗县区按职责分工负责）", "R市发改委 R市自然资源局 R各旗县区"),
    (CITY, "（市商务局、市财政局，各旗县区负责，市审计局配合）", "R市商务局 R市财政局 R各旗县区 C市审计局"),
    (CITY, "（市商务局主办，市财政局、市科技局协办）", "L市商务局 C市财政局 C市科技局"),
    (CITY, "（各有关部门、市人民政府负责）", "R各有关部门 R市人民政府"),
    (CITY, "牵头单位：市商务局 责任单位：市财政局、科技局", "L市商务局 R市财政局 R市科技局"),
    (CITY, "（牵头单位：市商务局配合单位：市财政局、科技局）", "L市商务局 C市财政局 C市科技局"),
    # Names the lexicon does not know, where the list vouches for them
    (MINISTRY, "完善统计。（外资司、财务司按职责分工负责）", "R外资司 R财务司"),
    (CITY, "（责任单位：市财政局、澄江城投、不动产登记中心）", "R市财政局 R澄江城投 R市不动产登记中心"),
    (CITY, "（完成时限：长期坚持；责任单位：市财政局）", "R市财政局"),
    (
        PROVINCE,
        "（省直有关单位，各市（州）人民政府，临澜新区管委会）",
        "R省直有关单位 R各市（州）人民政府 R临澜新区管委会",
    ),
    (
        PROVINCE,
        "（省级各有关部门、中国（临澜）自由贸易试验区管委会、各片区管委会按职责分工负责）",
        "R省级各有关部门 R中国（临澜）自由贸易试验区管委会 R各片区管委会",
    ),
    (
        NATIONAL,
        "（国家能源局、国铁集团等国务院相关部门及各地区按职责分工负责）",
        "R国家能源局 R国铁集团 R各地区+",
    ),
    (NATIONAL, "各级财政部门负责资金监管，审计部门负责审计监督。", "R各级财政部门 R审计部门"),
    (CITY, "（由市商务局负责，市财政局给予支持）", "R市商务局 C市财政局"),
    (
        CITY,
        "（市住房和城乡建设局负责道路，市水务局负责管网，各区政府配合）",
        "R市住房和城乡建设局 R市水务局 C各区政府",
    ),
    (
        CITY,
        "（市农业农村局与市供销社，各乡（镇）人民政府负责）",
        "R市农业农村局 R市供销社 R各乡（镇）人民政府",
    ),
    (CITY, "（责任单位：市科技局、财政局、经开区、各旗县区）", "R市科技局 R市财政局 R经开区 R各旗县区"),
    (
        NATIONAL,
        "（商务部负责，各省、自治区、直辖市、计划单列市人民政府及新疆生产建设兵团配合）",
        "R商务部 C各省、自治区、直辖市、计划单列市人民政府 C新疆生产建设兵团",
    ),
    (
        PROVINCE,
        "（省水利厅、能源局等省有关部门和各地级以上市人民政府按职责分工负责）",
        "R省水利厅 R省能源局 R各地级以上市人民政府+",
    ),
    (
        REGION,
        "（责任单位：自治区党委编办、党委宣传部、工商联）",
        "R自治区党委编办 R自治区党委宣传部 R自治区工商联",
    ),
    (CITY, "（第一责任单位：市财政局；其他责任单位：市审计局）", "L市财政局 R市审计局"),
    (
        CITY,
        "（责任部门：市交通委（市道运局）、市规划资源局等；各区政府）",
        "R市交通委（市道运局） R市规划资源局 R各区政府+",
    ),
    (CITY, "（责任单位：市委办、市府办、市纪委监委）", "R市委办 R市府办 R市纪委监委"),
    (
        COUNTY,
        "（旗工信和科技局、农牧和科技局，各苏木镇（场）负责）",
        "R旗工信和科技局 R旗农牧和科技局 R各苏木镇（场）",
    ),
    (
        CITY,
        "市发展改革委负责牵头，会同市工业和信息化局、市商务局等部门，建立台账。",
        "L市发展改革委 C市工业和信息化局 C市商务局+",
    ),
    (CITY, "市商务局会同市财政局审核后报市人民政府批准。", "L市商务局 C市财政局"),
    (CITY, "由各旗县区人民政府负责组织实施。", "R各旗县区人民政府"),
    (MINISTRY, "国务院商务主管部门会同国务院有关部门制定管理办法。", "L国务院商务主管部门 C国务院有关部门"),
    (MINISTRY, "国家发展改革委将会同有关部门加强统筹协调。", "L国家发展改革委 C有关部门"),
    (MINISTRY, "目录由国家卫生健康委员会会同有关部门制定。", "L国家卫生健康委员会 C有关部门"),
    (MINISTRY, "“健全机制。”（工信部、公安部、国家消防救援局）", "R工信部 R公安部 R国家消防救援局"),
    (CITY, "由市商务局（牵头）、市财政局、市科技局负责。", "L市商务局 R市财政局 R市科技局"),
    (
        NATIONAL,
        "各省（自治区、直辖市）商务主管部门负责审核，税务机关按照职责分工负责征管。",
        "R各省（自治区、直辖市）商务主管部门 R税务机关",
    ),
    (
        NATIONAL,
        "由商务部、科技部牵头，会同相关部门按照职责分工抓好落实。",
        "L商务部 L科技部 C相关部门",
    ),
    (CITY, "对市商务局牵头的项目，由市财政局负责拨付。", "R市财政局"),
    (CITY, "市场监督管理部门、税务机关按照各自职责负责监管。", "R市场监督管理部门 R税务机关"),
    (REGION, "本意见由自治区商务厅会同有关部门负责解释。", "L自治区商务厅 C有关部门"),
    # Brackets and prose that name units and give no duty
    (NATIONAL, "财政部会同商务部制定的管理办法另行印发。", ""),
    (CITY, "按照市商务局会同市财政局印发的办法执行。", ""),
    (CITY, "实行市长负责制，落实各方责任。", ""),
    (CITY, "由经开区管委会负责的事项，不再办理。", ""),
    (CITY, "支持银行（中国银行、农业银行）扩大信贷。", ""),
    (CITY, "推动建立市商务局牵头负责、各部门协同配合的工作机制。", ""),
    (CITY, "工作专班办公室设在市商务局，负责日常工作。", ""),
    (CITY, "领导小组由市长任组长，市商务局、市财政局主要负责同志为成员。", ""),
    (CITY, "坚持党委领导、政府负责、社会参与。", ""),
    (CITY, "（详见附件，市财政局负责解释的部分除外）", ""),
    (CITY, "重点任务（市发展改革委）", ""),
    (CITY, "建设生态工业园区（生态工业园区）和零碳园区。", ""),
    (CITY, "地区生产总值（GDP）增长8%。（试行）", ""),
    (CITY, "青岚经济技术开发区管理委员会（以下简称管委会）。", ""),
    (CITY, "消费量10000吨以下（不含10000吨）的项目，由企业自行承担风险。", ""),
    (CITY, "各县（市、区）要高度重视。", ""),
    (CITY, "经开区管委会组织开展风险排查并报市委政法委。", ""),
    (CITY, "建立由市商务局牵头、有关部门参加的联席会议机制。", ""),
    (CITY, "市财政局负责人应当到会。", ""),
    (CITY, "市发改委、市财政局要加强沟通。", ""),
    (CITY, "有关部门（市财政局、市审计局）要加强沟通。", ""),
    (CITY, "项目由企业负责，向市人民政府报告。", ""),
    (CITY, "严格落实《关于市商务局等部门职责的通知》（澄政办发〔2024〕8号）。", ""),
    (CITY, "对市财政局负责并报告工作。", ""),
    (CITY, "（此件公开发布）", ""),
    (CITY, "", ""),
]


def written(mentions: tuple[UnitMention, ...]) -> str:
    letters = {"lead": "L", "responsible": "R", "cooperating": "C"}
    lists: dict[int, list[UnitMention]] = {}
    for mention in mentions:
        lists.setdefault(mention.group, []).append(mention)
    return " / ".join(
        " ".join(letters[mention.role] + mention.canonical for mention in one)
        + ("+" if one[0].open_list else "")
        for one in lists.values()
    )


@pytest.mark.parametrize(
    ("context", "text", "expected"), CASES, ids=[text[:24] or "empty" for _, text, _ in CASES]
)
def test_a_provision_gives_exactly_the_units_it_obliges(
    context: UnitContext, text: str, expected: str
) -> None:
    mentions = find_units(text, context=context)
    assert written(mentions) == expected
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)


def test_the_document_or_the_list_itself_says_that_the_first_leads() -> None:
    for words in (
        "列第一位者为牵头单位",
        "排名第一的为牵头单位",
        "排在首位的为牵头部门",
        "列首位的单位为牵头单位",
    ):
        assert says_first_leads(f"以下任务{words}，下同。"), words
    assert not says_first_leads("市发改委为牵头单位，力争进入全国第一方阵。")


def test_levels_follow_the_level_word_the_ministry_or_the_issuer() -> None:
    text = "（商务部，自治区财政厅、市政府、临河区人民政府、青岚经开区管委会、澄江海关负责，财政局配合）"
    levels = [mention.level for mention in find_units(text, context=CITY)]
    assert levels == ["national", "province", "city", "county", "zone", "", "city"]


def test_a_municipality_s_own_departments_are_of_the_province_s_level() -> None:
    context = UnitContext("上海市人民政府办公厅", "province", ("上海市",))
    assert [mention.level for mention in find_units("（责任单位：市商务委）", context=context)] == [
        "province"
    ]


def test_the_context_comes_from_the_metadata() -> None:
    context = context_of(Metadata(issuer="临澜省澄江市人民政府办公室", issuer_level="city"), first_leads=True)
    assert context.places == ("临澜省", "澄江市")
    assert context.first_leads
    assert context.jurisdiction == Jurisdiction("city", ("临澜省", "澄江市"))
    assert context_of(Metadata(issuer="国家市场监督管理总局", issuer_level="national")).places == ()
    assert context_of(Metadata()) == UnitContext()
