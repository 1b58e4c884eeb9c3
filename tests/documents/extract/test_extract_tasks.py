"""Figures of plans and task lists: work to be done, lists that go on, shared units; and what only looks like them."""

from __future__ import annotations

import pytest
from extract_reading import provision, read, read_all

from jingkai.documents.mentions import Target
from jingkai.documents.provision import Metadata, ProvisionKind


def told(targets: tuple[Target, ...]) -> list[str]:
    """``comparator value unit``, one a target."""
    return [f"{target.comparator} {target.value} {target.unit}" for target in targets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb of work, its object, how much of it
        ("更新老旧公交车160辆，加装电梯240部。", ["= 160 辆", "= 240 部"]),
        ("每年培训园区讲解员900人次。", ["= 900 人次"]),
        ("供应工业用地700亩，为企业节约电费600万元。", ["= 700 亩", "= 600 万元"]),
        ("淘汰落后设备1300台套。", ["= 1300 台套"]),
        ("年内新上线“一件事”18项。", ["= 18 项"]),
        ("推动90项高频事项“掌上办”。", ["= 90 项"]),
        ("市级技术中心每年新认定6家。", ["= 6 家"]),
        ("新增普惠贷款9亿元以上，新发放企业贷款利率低于3.7%。", [">= 9 亿元", "< 3.7 %"]),
        # a list that goes on without verbs
        (
            "新增就业4万人，失业人员再就业1.1万人，困难人员就业3000人。",
            ["= 4 万人", "= 1.1 万人", "= 3000 人"],
        ),
        ("引进首店70家，其中市级以上首店占四成。", ["= 70 家", "= 4 成"]),
        ("粮食产量12亿斤以上，生猪存栏80万头、出栏110万头。", [">= 12 亿斤", "= 80 万头", "= 110 万头"]),
        # one unit at the end of a list
        (
            "甲、乙、丙三区浓度分别降至37、41、43微克/立方米。",
            ["<= 37 微克/立方米", "<= 41 微克/立方米", "<= 43 微克/立方米"],
        ),
        # shares
        ("旅游投诉结案率100%。", ["= 100 %"]),
        ("新能源装机占比超过一半。", ["> 0.5 "]),
        ("到2027年，绿色食品面积占比过半。", ["> 0.5 "]),
        ("机关拿出不低于60%的岗位面向应届生。", [">= 60 %"]),
        ("充电圈覆盖八成景区。", ["= 8 成"]),
        ("健身组织覆盖80%的乡镇。", ["= 80 %"]),
        ("增殖放流9亿尾。", ["= 9 亿尾"]),
        (
            "设立总规模40亿元的基金，贷款增长9%，平台达到70家，引进团队12个，给予人才补贴。",
            ["= 40 亿元", "= 9 %", ">= 70 家", "= 12 个"],
        ),
        ("力争85%以上的卫生院达到基本标准，25%达到推荐标准。", [">= 85 %", "= 25 %"]),
        ("申请材料再精简25%，资源产出率比2020年提高约18%。", ["= 25 %", "~ 18 %"]),
        # levels, counts and times
        ("孕产妇死亡率下降到9/10万以下。", ["<= 9 /10万"]),
        ("供电煤耗降至305克标准煤/千瓦时以下。", ["<= 305 克标准煤/千瓦时"]),
        ("城乡收入比缩小到2.2以内。", ["<= 2.2 "]),
        ("公共充电桩车桩比优于2:1。", ["> 2 :1"]),
        ("营业收入迈上万亿元新台阶。", [">= 1 万亿元"]),
        ("产业规模迈过300亿元门槛。", [">= 300 亿元"]),
        ("储备至少12天以上的生活必需品消费量。", [">= 12 天"]),
        ("商事案件平均审理天数不高于58天。", ["<= 58 天"]),
        ("一般登记业务办理时限压缩至2个工作日。", ["<= 2 个工作日"]),
        ("各镇至少配备1名专职网格员。", [">= 1 名"]),
        ("专利拥有量由2022年的31件增加到60件。", [">= 60 件"]),
        ("较大事故起数年均不超过3起。", ["<= 3 起"]),
        ("拆除面积不应大于总建筑面积的20%。", ["<= 20 %"]),
        ("新建110千伏及以上变电站9座。", ["= 9 座"]),
        ("每千人口拥有3岁以下婴幼儿托位数提高到4.6个。", [">= 4.6 个"]),
        ("培育年营业收入40亿元以上的龙头企业2家。", ["= 2 家"]),
    ],
)
def test_figures_of_plans_are_targets(text: str, expected: list[str]) -> None:
    assert told(read(text).targets) == expected


@pytest.mark.parametrize(
    "text",
    [
        "每招用1人给予补助，每增加1人额度上浮。",
        "同一企业年度检查不超过2次。",
        "主要负责人每月至少检查1次，每两年组织1次演练。",
        "由市发展改革委、市财政局等8个部门组成。",
        "对1类创新药优先审评。",
        "听证会代表不得少于10人。",
        "疏散通道宽度不小于1.4米。",
        "申报企业需成立满2年，研发人员占比不低于10%。",
        "高度超过24米、人员密度大于0.8人/平方米的场所，应当设置疏散通道。",
        "落实全员培训，做到2个100%。",
        "对单户500万元以下的企业收取的担保费率原则上不超过1%。",
        "金融机构承担的风险责任比例不低于20%。",
        "调查显示，全市有老旧小区1100个，涉及居民26万户。",
        "一季度，全区新增企业210家，同比增长6.1%。",
        "3月8日至7月7日，监测站共记录到异常530次。",
        "按期整改2000年前建成的小区，补贴面积最多5000平方米。",
    ],
)
def test_figures_of_rules_and_reports_are_no_targets(text: str) -> None:
    assert told(read(text).targets) == []


def test_heading_of_outcome_under_goals_announces_a_goal() -> None:
    goals = provision("", id="chp_3", heading="主要目标", kind=ProvisionKind.CHAPTER)
    one = provision(
        "生产总值年均增长6%左右。",
        id="para_1",
        heading="经济发展取得新成效",
        parent="chp_3",
        kind=ProvisionKind.PARAGRAPH,
    )
    assert told(read_all(goals, one)["para_1"].targets) == ["~ 6 %"]


def test_year_compared_with_does_not_turn_the_passage_to_the_past() -> None:
    text = (
        "投入强度高于2020年水平，人均收入在2020年基础上翻一番，入境游客恢复至2019年九成以上，绿地率达到40%。"
    )
    assert told(read(text).targets) == ["= 1 番", ">= 9 成", ">= 40 %"]


def test_rank_of_one_is_the_rank_alone() -> None:
    assert told(read("国家级园区增至4家，力争1家进入全国前60位。").targets) == [">= 4 家", "<= 60 位"]


def test_list_of_what_projects_must_meet_holds_no_target() -> None:
    parent = provision("新增项目应当符合下列控制指标：", id="cl_4")
    child = provision("容积率不得低于1.5，建筑系数不低于40%。", id="sub_1", parent="cl_4")
    assert told(read_all(parent, child)["sub_1"].targets) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绿地率不低于30%，专业技术人员不少于10人。", []),
        ("D类企业占比控制在6%以内。", ["<= 6 %"]),
        ("每年培育上云企业40家。", ["= 40 家"]),
        ("到2027年，绿地率不低于30%。", [">= 30 %"]),
    ],
)
def test_in_a_document_of_rules_bounds_are_conditions(text: str, expected: list[str]) -> None:
    rules = Metadata(title="澄江市标准厂房管理办法（试行）", adopted="2024-05-06")
    assert told(read(text, metadata=rules).targets) == expected


@pytest.mark.parametrize(
    "text",
    [
        "考核实行百分制，其中经济发展40分、科技创新20分，加分项不超过10分。",
        "项目建设规模为厂房12栋、建筑面积8万平方米，概算总投资5亿元。",
        "造成30人以上死亡，或者1亿元以上损失的，为特别重大事故。",
        "24小时降雨量达到100毫米以上，或水位超过警戒水位时，启动响应。",
        "近3年累计完成工程量5万平方米以上。",
        "评审专家不少于7人，其中技术专家不少于三分之二。",
        "启动条件：24小时降雨量超过80毫米。",
        "我国有14亿人口，城镇化率超过66%。",
        "监测频次每小时不少于1次，现场人员不少于2人。",
        "价款可分2期缴纳，首期不低于50%；外资股比不超过49%。",
        "建筑高度不超过18米，车速不超过40公里/小时。",
        "要抓好30条措施落实。",
    ],
)
def test_scores_projects_and_grades_are_no_targets(text: str) -> None:
    assert told(read(text).targets) == []


def test_report_of_what_was_done_holds_no_target() -> None:
    text = "建成标准厂房30万平方米，园区产值突破50亿元，增长7.5%。"
    assert told(read_all(provision(text, heading="工作开展情况"))["art_1"].targets) == []


def years(text: str, title: str, adopted: str | None = "2024-02-06") -> list[str | None]:
    found = read(text, metadata=Metadata(title=title, adopted=adopted)).targets
    return [target.deadline for target in found]


def test_the_year_of_a_yearly_document_holds_for_all_its_tasks() -> None:
    text = "全年新增企业110家。开展“暖春”促销活动。举办展会6场。到2027年建成园区3个。"
    assert years(text, "澄江市商务局2024年工作要点") == ["2024", "2024", "2027"]
    assert years(text, "2024年澄江市政府工作报告重点任务分工方案") == ["2024", "2024", "2027"]


def test_the_end_of_a_plans_period_holds_where_no_year_stands() -> None:
    assert years("新建园区5个。2025年建成码头2座。", "澄江市园区提升三年行动方案（2024—2026年）") == [
        "2026",
        "2025",
    ]


def test_the_year_of_a_cited_title_holds_for_nothing() -> None:
    assert years("新建园区5个。", "关于落实《澄江市2025年工作要点》的意见") == [None]
    assert years("按照《质量纲要（2022—2035年）》，全年抽检合格率达到98%。", "澄江市2024年工作要点") == [
        "2024"
    ]


def test_a_year_right_before_its_figure_and_a_month_without_year_are_terms() -> None:
    assert years("良种覆盖率2025年达到70%、2026年达到85%。", "澄江市方案") == ["2025", "2026"]
    assert years("2025年完成投资8亿元。大坝于10月底前达到高程152米。", "澄江市会议纪要") == ["2025", "2024"]


def test_outlook_names_a_term_where_the_document_has_no_date() -> None:
    found = read("展望2040年，营业收入迈上万亿元新台阶。", metadata=Metadata(title="澄江市园区规划")).targets
    assert [(target.deadline, target.unit) for target in found] == [("2040", "万亿元")]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("支持高新区建设无人农场基地3处。", "无人农场基地"),
        ("培育年营业收入50亿元以上的龙头企业3家。", "龙头企业"),
        ("各区建立不少于7天的成品粮应急库存。", "成品粮应急库存"),
    ],
)
def test_indicator_is_what_is_counted_not_who_makes_it(text: str, indicator: str) -> None:
    assert [target.indicator for target in read(text).targets] == [indicator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全市用水总量不突破12亿立方米，能耗不再超过300万吨标准煤。",
            ["<= 12 亿立方米", "<= 300 万吨标准煤"],
        ),
        ("灌溉水有效利用系数由0.55提高到0.61以上（预期性）。", [">= 0.61 "]),
        ("新开货运航线不少于3条，周航班量达到25班。", [">= 3 条", ">= 25 班"]),
        ("进口、出口通关时间分别压缩至28小时和2小时以内。", ["<= 28 小时", "<= 2 小时"]),
        ("办理时限压缩一半，减至半个月。", ["<= 0.5 个月"]),
        ("民营企业贷款余额突破1.6万亿元。", ["> 1.6 万亿元"]),
        ("设立规模3亿元的转贷风险池，组建8亿元产业基金。", ["= 3 亿元", "= 8 亿元"]),
        ("企业诉求按期办结率100%、满意率97%以上。", ["= 100 %", ">= 97 %"]),
        ("力促新材料等18个项目投产达效。", ["= 18 个"]),
        ("城市和乡村占比分别提高2个和3个百分点。", ["= 2 个百分点", "= 3 个百分点"]),
        ("减少农村低收入人口20万以上。", [">= 20 万"]),
        ("80%以上村庄的污水得到有效治理。", [">= 80 %"]),
        ("为企业减轻负担300多亿元，带动就业6万人以上。", ["> 300 亿元", ">= 6 万人"]),
        ("受教育年限增加到11年。", [">= 11 年"]),
        ("选派800名特派员下沉一线。", ["= 800 名"]),
        ("住院费用报销比例保持在70%左右。", ["~ 70 %"]),
        ("预留采购项目预算总额的40%以上面向小微企业。", [">= 40 %"]),
        ("注册资本不低于3000万元，保证金比例不超过合同金额的5%。", []),
        ("储备物资满足20万人3天基本生活需要。", []),
        ("完成2000万千瓦煤电机组节能改造。", ["= 2000 万千瓦"]),
        ("每个县至少有1所三级医院。", [">= 1 所"]),
        ("路网密度达到每百平方公里40公里。", [">= 40 公里"]),
        ("推进50个以上城市全域无废城市建设。", [">= 50 个"]),
        ("基金累计结余可支付月数不低于8个月。", [">= 8 个月"]),
    ],
)
def test_what_is_to_be_reached_is_read_in_every_wording(text: str, expected: list[str]) -> None:
    assert told(read(text).targets) == expected


def test_rules_ask_for_rates_too() -> None:
    rules = Metadata(title="澄江市救助资金管理办法", adopted="2024-05-06")
    text = "支出进度6月底应达到50%，11月底应达到90%；抽查比例每年不低于在册户数的30%，差错率控制在1%以内。"
    assert told(read(text, metadata=rules).targets) == [">= 50 %", ">= 90 %", ">= 30 %", "<= 1 %"]


@pytest.mark.parametrize(
    "title",
    [
        "青岚县数字化改造行动方案（2031—2033年）",
        "青岚县2031年工作方案",
        "政府工作报告\n——2031年1月6日在青岚县人民代表大会上",
    ],
)
def test_the_year_of_a_document_without_a_date_stands_in_its_title(title: str) -> None:
    undated = Metadata(title=title)
    assert told(read("2030年，完成改造企业35家，增长9%。", metadata=undated).targets) == []
    (target,) = read("2032年，完成改造企业45家。", metadata=undated).targets
    assert (target.deadline, target.value) == ("2032", 45)


def test_a_heading_or_this_year_names_the_year() -> None:
    report = Metadata(title="政府工作报告\n——2031年1月6日在青岚县人民代表大会上")
    (target,) = read("建设高标准农田5万亩。", heading="对2031年工作的建议", metadata=report).targets
    assert target.deadline == "2031"
    (target,) = read("今年再压减产能30万吨。", metadata=report).targets
    assert target.deadline == "2031"


def test_a_scope_alone_takes_the_indicator_of_the_clause_before() -> None:
    first, second = read("节水型单位建成率，市级达到100%，县级达到80%以上。").targets
    assert (first.indicator, second.indicator) == ("节水型单位建成率", "节水型单位建成率")
    assert (first.scope, second.scope) == ("市级", "县级")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两年内发布团体标准60项。", ["= 60 项"]),
        ("每5公里河段配备1支保洁队伍。", ["= 1 支"]),
        ("推动9个水运枢纽扩能。", ["= 9 个"]),
        ("占比提升到八成五。", [">= 8.5 成"]),
        ("产值跨过千亿元台阶。", ["> 1000 亿元"]),
        ("大坝填筑达到高程98米。", [">= 98 米"]),
        ("市农业农村局对不低于8%的补贴机具进行抽查。", [">= 8 %"]),
        ("由市自然资源局负责协调落实占补平衡指标900亩。", ["= 900 亩"]),
        ("贷款期限可延长至15年。", []),
        ("对西部项目补助比例提高8个百分点。", []),
        ("单台养殖水体不小于2万立方米。", []),
        ("使用林地涉及的公益林120公顷，由市林业局办理。", []),
    ],
)
def test_figures_behind_their_nouns_count_and_terms_of_payment_and_sizes_do_not(
    text: str, expected: list[str]
) -> None:
    assert told(read(text).targets) == expected


def test_rules_bind_the_rates_that_a_service_keeps() -> None:
    rules = Metadata(title="澄江市公共数据管理办法", adopted="2024-05-06")
    assert told(read("平台服务可用性不低于99.5%。", metadata=rules).targets) == [">= 99.5 %"]
    assert told(read("绿地率不低于30%。", metadata=rules).targets) == []
    text = "年度更新农机不少于300台，群众满意度达到95%以上，在线办理率100%。"
    assert told(read(text, metadata=rules).targets) == [">= 300 台", ">= 95 %", "= 100 %"]
