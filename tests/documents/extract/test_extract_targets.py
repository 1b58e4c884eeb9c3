"""Figures to be reached are read as targets, and nothing else is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from extract_reading import provision, read, read_all

from jingkai.documents.mentions import Comparator, Target
from jingkai.documents.provision import Metadata, ProvisionKind


def told(targets: tuple[Target, ...]) -> list[str]:
    """``indicator comparator value unit``, one a target."""
    return [f"{target.indicator} {target.comparator} {target.value} {target.unit}" for target in targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青岚经开区生产总值达到300亿元。", "青岚经开区生产总值 >= 300 亿元"),
        ("工业总产值年均增长12%以上。", "工业总产值年均增长 >= 12 %"),
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率 <= 5.5 %"),
        ("单位产值能耗降至0.4吨标准煤/万元。", "单位产值能耗 <= 0.4 吨标准煤/万元"),
        ("数字经济产业产值突破1，000亿元。", "数字经济产业产值 > 1000 亿元"),
        ("研发投入强度保持在2.6%左右。", "研发投入强度 ~ 2.6 %"),
        ("亩均税收不低于20万元/亩。", "亩均税收 >= 20 万元/亩"),
        ("新能源发电占比提高5个百分点。", "新能源发电占比提高 = 5 个百分点"),
        ("力争培育国家级绿色工厂5家。", "国家级绿色工厂 = 5 家"),
        ("建成标准厂房80万平方米。", "标准厂房 = 80 万平方米"),
        ("企业开办时间压缩至1个工作日以内。", "企业开办时间 <= 1 个工作日"),
        ("平均受教育年限提高到11.3年。", "平均受教育年限 >= 11.3 年"),
        ("规上工业企业数量力争翻一番。", "规上工业企业数量 = 1 番"),
        ("森林覆盖率达到百分之三十以上。", "森林覆盖率 >= 30 %"),
        ("设立总规模不低于20亿元的产业基金。", "产业基金总规模 >= 20 亿元"),
        ("打造产值超千亿元的装备制造产业带。", "产值 > 1000 亿元"),
        ("锚定产值达到800亿元的目标攻坚。", "产值 >= 800 亿元"),
        ("经济总量迈上1000亿元台阶。", "经济总量 >= 1000 亿元"),
        ("每个旗县至少建设1个特色产业园。", "特色产业园 >= 1 个"),
        ("材料由12份减少到4份。", "材料 <= 4 份"),
        ("各类园区数量控制在30个以内。", "各类园区数量 <= 30 个"),
        ("新增公共充电桩260根以上。", "新增公共充电桩 >= 260 根"),
        ("推动100家以上企业上云。", "企业上云 >= 100 家"),
        ("算力规模超过300EFLOPS。", "算力规模 > 300 EFLOPS"),
        ("力争进入全国国家级经开区30强。", "排名 <= 30 强"),
        ("累计建成充电桩3.5万个以上。", "累计建成充电桩 >= 3.5 万个"),
        ("数字经济增加值占比达到七成。", "数字经济增加值占比 >= 7 成"),
        ("单位产值能耗下降四分之一以上。", "单位产值能耗下降 >= 0.25 "),
        ("水电气报装时间再压缩三分之一。", "水电气报装时间压缩 = 0.333333 "),
        ("实训课时占总课时一半以上。", "实训课时占总课时 >= 0.5 "),
        ("工业用地容积率一般不低于1.5。", "工业用地容积率 >= 1.5 "),
        ("工业用地容积率≥1.5。", "工业用地容积率 >= 1.5 "),
        ("亩均税收≥20万元。", "亩均税收 >= 20 万元"),
        ("产业集群总量超过五千亿规模。", "产业集群总量 > 5 千亿"),
        ("居民收入实现翻番。", "居民收入 = 1 番"),
        ("新建社区服务站十个以上。", "社区服务站 >= 10 个"),
        ("绿地率提高3个百分点。", "绿地率提高 = 3 个百分点"),
        ("100%保障重大项目用能。", "保障重大项目用能 = 100 %"),
        ("全年新增光伏装机5万千瓦以上。", "新增光伏装机 >= 5 万千瓦"),
        ("保障电量供给35亿千瓦时左右。", "电量供给 ~ 35 亿千瓦时"),
        ("全年减免税费5亿元以上。", "减免税费 >= 5 亿元"),
        ("新增工业用地不低于年度供地总量的40%。", "新增工业用地占年度供地总量 >= 40 %"),
        ("在50%以上的市级园区实施循环化改造。", "市级园区实施循环化改造 >= 50 %"),
        ("审核人员不少于执法人员总数的5%。", "审核人员占执法人员总数 >= 5 %"),
        ("建成10万亩高标准农田。", "高标准农田 = 10 万亩"),
        ("提高人才能级，工业产值达到300亿元，人才能力持续增强。", "工业产值 >= 300 亿元"),
        ("工业产值达到300亿元，对新增的企业，给予奖励。", "工业产值 >= 300 亿元"),
        ("加工业与农业产值之比达到2.3:1以上。", "加工业与农业产值之比 >= 2.3 :1"),
        ("引导机构逐步将平均担保费率降至1%以下。", "平均担保费率 <= 1 %"),
    ],
)
def test_a_figure_to_be_reached_is_read_with_indicator_comparator_value_and_unit(
    text: str, expected: str
) -> None:
    assert told(read(text).targets) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "引进世界500强企业，推进5G、3D打印应用。",
        "落实《制造强市2030》，实施“三年行动”，基础设施实现“九通一平”。",
        "支持3个旗县建设飞地园区。",
        "在全市12个园区开展试点。",
        "禁止新建20蒸吨/小时以下燃煤锅炉。",
        "投资1亿元以上的项目优先供地。",
        "亩均税收不低于15万元的，优先保障用地。",
        "对连续2年列全市后3位的园区予以约谈。",
        "原则上每个旗县不超过1家开发区。",
        "截至2023年底，共有企业320家，从业人员达到2万人。",
        "2023年，进出口总额达到30亿美元，同比增长8%。",
        "近年来，经济总量突破300亿元。",
        "目前已建成标准厂房20万平方米。",
        "与30多个国家和地区开展经贸往来。",
        "建设15分钟便民生活圈。",
        "加快打造一批千亿园区。",
        "坚持一个主体，统筹两个市场，用好三种资源。",
        "按照“1+3+N”思路推进。",
        "创业担保贷款个人最高20万元，小微企业最高300万元。",
        "年度考核排名前10位的园区，每家奖励建设用地指标100亩。",
        "企业职工300人以下或者营业收入2000万元以下的，执行小微企业标准。",
        "贷款贴息期限不超过3年。",
        "用三年时间打造若干个产业集群。",
        "计算方法：手术台次数/出院人数×100%。",
        "覆盖率=覆盖园区数÷园区总数×100%。",
        "日间手术是指住院时间不超过48小时的手术。",
        "标准厂房是指层数不少于3层、层高不低于4.5米的厂房。",
        "领导小组下设4个专项工作组。",
        "指标体系由产出、效益、环境等4个方面的指标构成。",
        "主要包括总体要求、重点任务、保障措施三个部分18项内容。",
        "贷款额度最高不超过300万元。",
        "可申请最高不超过15万元的创业担保贷款。",
        "单个项目投资达到3000万元，方可申报。",
        "在水库抬高水位（156米及175米）时加强巡查。",
        "现场核查一般不少于4个工作日，最长不超过12个工作日。",
        "处违法所得1倍以上5倍以下的罚款。",
        "基金会应有10万元以上资金，基金数额不少于210万元。",
        "成立专班，全力推进成果转化。",
        "抓好惠及3600万人的引水工程，加快前期工作。",
        "可对平均担保费率不超过1%的担保业务给予补贴。",
    ],
)
def test_names_scopes_thresholds_and_baselines_are_no_targets(text: str) -> None:
    assert read(text).targets == ()


@pytest.mark.parametrize("heading", ["发展基础", "发展成效", "面临形势", "主要成就", "存在问题"])
def test_a_section_that_looks_back_has_no_targets(heading: str) -> None:
    assert read("生产总值达到300亿元，企业达到200家。", heading=heading).targets == ()


def test_a_task_named_after_a_foundation_still_has_targets() -> None:
    assert len(read("生产总值达到300亿元。", heading="夯实发展基础").targets) == 1


def test_a_growth_figure_borrows_the_subject_before_it() -> None:
    targets = read("工业增加值达到90亿元，年均增长10%以上；使用外资年均增长8%、占全市比重30%以上。").targets
    assert [target.indicator for target in targets] == [
        "工业增加值",
        "工业增加值年均增长",
        "使用外资年均增长",
        "使用外资占全市比重",
    ]


def test_figures_of_one_list_are_one_target_each() -> None:
    targets = read("新增省级重点实验室2家、省级企业技术中心20家、孵化器5家。").targets
    assert told(targets) == [
        "新增省级重点实验室 = 2 家",
        "新增省级企业技术中心 = 20 家",
        "新增孵化器 = 5 家",
    ]


def test_an_adjective_alone_borrows_the_noun_of_the_next_figure() -> None:
    targets = read("建成1家国家级、2—3家省级新材料研究中心。").targets
    assert [(target.indicator, target.value, target.high) for target in targets] == [
        ("国家级新材料研究中心", Decimal(1), None),
        ("省级新材料研究中心", Decimal(2), Decimal(3)),
    ]
    assert targets[1].comparator is Comparator.BETWEEN


def test_respectively_shares_out_scopes() -> None:
    targets = read("国家级和省级园区亩均投资强度分别不低于150万元和80万元。").targets
    assert [(target.scope, target.indicator, target.comparator, target.value) for target in targets] == [
        ("国家级", "园区亩均投资强度", Comparator.AT_LEAST, Decimal(150)),
        ("省级", "园区亩均投资强度", Comparator.AT_LEAST, Decimal(80)),
    ]


def test_respectively_shares_out_indicators() -> None:
    assert told(read("生产总值、工业增加值分别增长6%、8%左右。").targets) == [
        "生产总值增长 = 6 %",
        "工业增加值增长 ~ 8 %",
    ]


def test_respectively_shares_out_years() -> None:
    targets = read("到2025年和2030年，产值分别达到500亿元和1000亿元。").targets
    assert [(target.value, target.deadline) for target in targets] == [
        (Decimal(500), "2025"),
        (Decimal(1000), "2030"),
    ]


def test_a_lead_over_an_average_belongs_to_the_indicator_before_it() -> None:
    targets = read("工业增加值增速达到8.5%，较全国平均水平高2个百分点以上。").targets
    assert targets[1].indicator == "工业增加值较全国平均水平高"


def test_ranks_bind_from_above_and_carry_their_region_as_scope() -> None:
    targets = read("创新能力评价排名进入全国前120名、西部地区前18名。").targets
    assert [(target.indicator, target.scope, target.comparator, target.value) for target in targets] == [
        ("创新能力评价排名", "全国", Comparator.AT_MOST, Decimal(120)),
        ("创新能力评价排名", "西部地区", Comparator.AT_MOST, Decimal(18)),
    ]


def test_a_ranking_is_named_after_the_evaluation_it_belongs_to() -> None:
    targets = read("在开发区综合考核评价中进入全国前120名、中部地区前20名。").targets
    assert [(target.indicator, target.scope) for target in targets] == [
        ("开发区综合考核评价排名", "全国"),
        ("开发区综合考核评价排名", "中部地区"),
    ]


def test_clauses_of_one_verb_are_counted_each() -> None:
    targets = read("培育2—3个产值超千亿元的产业集群，5个左右产值超500亿元的产业集群。").targets
    assert [(target.indicator, target.value) for target in targets] == [
        ("产值超千亿元的产业集群", Decimal(2)),
        ("产值超500亿元的产业集群", Decimal(5)),
    ]


def test_a_subject_told_with_its_baseline_is_borrowed_by_the_goal() -> None:
    (target,) = read("2023年，全区生产总值达到120亿元。到2027年，力争达到180亿元。").targets
    assert (target.indicator, target.value, target.deadline) == ("生产总值", Decimal(180), "2027")


def test_a_share_of_things_that_is_to_get_somewhere_is_a_target() -> None:
    (target,) = read("全区50%以上园区完成循环化改造。").targets
    assert (target.indicator, target.scope, target.value) == ("园区完成循环化改造", "全区", Decimal(50))


def test_a_count_written_in_chinese_is_a_target_when_a_goal_or_a_size_stands_beside_it() -> None:
    text = "绿色食品、新材料、装备制造三个百亿级产业集群初具规模。"
    (target,) = read(text, heading="发展目标").targets
    assert (target.indicator, target.value, target.unit, target.words) == ("百亿级产业集群", 3, "个", "三个")
    assert read("依托绿色食品、新材料两个集群，延伸链条。").targets == ()


def test_what_a_criterion_counts_is_the_target_and_the_criterion_a_threshold() -> None:
    mentions = read("加快培育7个营业收入超千亿元的园区。")
    assert told(mentions.targets) == ["营业收入超千亿元的园区 = 7 个"]
    assert [(one.quantity, one.value, one.unit) for one in mentions.thresholds] == [
        ("营业收入", 1000, "亿元")
    ]


def test_a_number_of_places_is_the_scope_of_the_figure_that_follows() -> None:
    (target,) = read("沿江12个园区工业增加值占全市比重达到85%以上。").targets
    assert (target.scope, target.indicator) == ("沿江12个园区", "工业增加值占全市比重")


def test_the_baseline_of_a_change_is_named() -> None:
    (target,) = read("到2025年，单位产值能耗比2020年下降13.5%。").targets
    assert (target.baseline, target.deadline) == ("2020年", "2025")


def test_a_term_carries_on_until_another_one_is_named() -> None:
    text = "到2025年，产值达到300亿元。企业达到200家。到2027年，产值突破500亿元。"
    assert [target.deadline for target in read(text).targets] == ["2025", "2025", "2027"]


def test_a_term_carries_from_the_parent_and_from_a_heading() -> None:
    found = read_all(
        provision("到2027年，实力全面提升。", heading="发展目标"),
        provision("产值年均增长8%。", id="bul_1", parent="art_1", kind=ProvisionKind.BULLET),
        provision("", id="art_2", heading="到2030年远景目标"),
        provision("产值达到900亿元。", id="para_1", parent="art_2", kind=ProvisionKind.PARAGRAPH),
    )
    assert found["bul_1"].targets[0].deadline == "2027"
    assert found["para_1"].targets[0].deadline == "2030"


def test_a_term_in_a_goal_section_carries_to_the_paragraphs_behind_it() -> None:
    found = read_all(
        provision("", heading="主要目标"),
        provision("到2025年，主要目标是：", id="para_1", parent="art_1", kind=ProvisionKind.PARAGRAPH),
        provision("产值达到300亿元。", id="para_2", parent="art_1", kind=ProvisionKind.PARAGRAPH),
    )
    assert found["para_2"].targets[0].deadline == "2025"


def test_a_year_that_only_stands_there_is_past_or_to_come_by_the_date_of_the_document() -> None:
    text = "2025年，产值达到300亿元。"
    assert read(text, metadata=Metadata(adopted="2024-01-01")).targets[0].deadline == "2025"
    assert read(text, metadata=Metadata(number="澄政发〔2026〕1号")).targets == ()
    assert read(text, metadata=Metadata()).targets == ()


def test_an_enumeration_is_read_in_its_parent_only() -> None:
    whole = "一是产值达到300亿元。二是企业达到200家。"
    found = read_all(
        provision(whole),
        provision("一是产值达到300亿元。", id="enum_1", parent="art_1", kind=ProvisionKind.ENUMERATION),
    )
    assert len(found["art_1"].targets) == 2
    assert found["enum_1"].targets == ()


def test_a_figure_that_stands_only_in_a_heading_is_not_read() -> None:
    assert read("加大培育力度。", heading="培育企业100家").targets == ()


def test_what_is_asked_of_those_to_whom_a_rule_applies_is_a_threshold() -> None:
    found = read_all(
        provision("工业项目应具备下列条件之一："),
        provision("固定资产投资不低于6000万元，且亩均税收不低于10万元；", id="sub_1", parent="art_1"),
        provision("", id="art_2", heading="准入条件"),
        provision("亩均税收达到20万元。", id="para_1", parent="art_2", kind=ProvisionKind.PARAGRAPH),
    )
    assert [found[id].targets for id in ("sub_1", "para_1")] == [(), ()]
    assert [one.value for one in found["sub_1"].thresholds] == [Decimal(6000), Decimal(10)]
    assert [one.value for one in found["para_1"].thresholds] == [Decimal(20)]


def test_so_many_of_such_a_size_are_the_target_and_the_size_is_a_threshold() -> None:
    mentions = read("打造50个以上特色园区，其中有15个以上园区产值超500亿元，5个园区产值超1000亿元。")
    assert [target.value for target in mentions.targets] == [Decimal(50), Decimal(15), Decimal(5)]
    assert [one.value for one in mentions.thresholds] == [Decimal(500), Decimal(1000)]


def test_sizes_in_a_list_each_have_their_count() -> None:
    mentions = read("到2027年，年收入超1000亿元的集群2个，超500亿元的5个、超300亿元的20个。")
    assert [target.value for target in mentions.targets] == [Decimal(2), Decimal(5), Decimal(20)]


def test_respectively_shares_out_places_and_crops() -> None:
    assert told(read("江北、江南等区域细颗粒物浓度分别下降25%、20%。").targets) == [
        "细颗粒物浓度下降 = 25 %",
        "细颗粒物浓度下降 = 20 %",
    ]
    assert told(read("小麦播种、收获机械化率分别达到65%和55%。").targets) == [
        "小麦播种机械化率 >= 65 %",
        "收获机械化率 >= 55 %",
    ]


def test_a_yearly_task_says_so_in_its_scope() -> None:
    (target,) = read("每年培育星级企业50家。").targets
    assert (target.indicator, target.scope, target.value) == ("星级企业", "每年", Decimal(50))


def test_a_report_on_the_year_before_has_no_targets() -> None:
    text = "全市完成工业投资600亿元，同比增长20%。"
    assert read(text, heading="2023年计划执行情况").targets == ()
    assert read(f"上半年，{text}").targets == ()


def test_a_text_without_punctuation_is_read_to_its_end() -> None:
    assert len(read("培育企业10家建设平台5个" * 40).targets) == 80


def test_graded_counts_of_one_sentence_share_its_verb() -> None:
    text = "打造装备、材料等4个万亿级产业群，光伏、电气等15个千亿级产业群。"
    assert [target.value for target in read(text).targets] == [Decimal(4), Decimal(15)]


def test_a_day_by_which_a_target_is_to_be_reached_is_kept_whole() -> None:
    (target,) = read("2026年9月30日前，中水回用率达到65%以上。").targets
    assert target.deadline == "2026-09-30"


def test_the_first_stage_of_a_fund_is_a_target_beside_the_whole() -> None:
    found = read("设立总规模20亿元的青岚产业基金，首期规模5亿元。")
    assert [(target.indicator, target.value) for target in found.targets] == [
        ("青岚产业基金总规模", Decimal(20)),
        ("首期规模", Decimal(5)),
    ]
