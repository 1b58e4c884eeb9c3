"""Payments are read with kind, sum or rate, base and frequency; sums to be reached are not payments."""

from __future__ import annotations

from decimal import Decimal

import pytest
from extract_reading import read

from jingkai.documents.mentions import MoneyKind


@pytest.mark.parametrize(
    ("text", "words", "kind", "yuan", "frequency"),
    [
        ("给予一次性奖励50万元。", "给予一次性奖励50万元", MoneyKind.AMOUNT, "500000", "once"),
        ("每年给予补助3.5万元。", "每年给予补助3.5万元", MoneyKind.AMOUNT, "35000", "yearly"),
        ("给予最高不超过500万元的建设补助。", "给予最高不超过500万元", MoneyKind.CAP, "5000000", None),
        (
            "市财政每年安排不低于1亿元的专项资金。",
            "每年安排不低于1亿元",
            MoneyKind.FLOOR,
            "100000000",
            "yearly",
        ),
        (
            "租用厂房的，给予每平方米每月10元的租金补贴。",
            "给予每平方米每月10元",
            MoneyKind.AMOUNT,
            "10",
            None,
        ),
        ("给予三十万元奖励。", "给予三十万元", MoneyKind.AMOUNT, "300000", None),
        ("给予1，000元补贴。", "给予1，000元", MoneyKind.AMOUNT, "1000", None),
    ],
)
def test_a_sum_is_read_in_yuan(
    text: str, words: str, kind: MoneyKind, yuan: str, frequency: str | None
) -> None:
    (term,) = read(text).money
    assert (term.words, term.kind, term.yuan, term.frequency) == (words, kind, Decimal(yuan), frequency)
    assert term.rate is None
    assert term.currency == "CNY"


@pytest.mark.parametrize(
    ("text", "words", "rate", "base"),
    [
        ("按实际投入的60%给予资金支持。", "按实际投入的60%", "0.6", "实际投入"),
        ("按照设备投资额的10%给予补助。", "按照设备投资额的10%", "0.1", "设备投资额"),
        ("贴息比例为贷款利率的50%。", "贷款利率的50%", "0.5", "贷款利率"),
        ("对企业研发费用按不超过10%给予补助。", "不超过10%", "0.1", "企业研发费用"),
    ],
)
def test_a_rate_is_read_with_its_base(text: str, words: str, rate: str, base: str) -> None:
    (term,) = read(text).money
    assert (term.kind, term.words, term.rate, term.base) == (MoneyKind.RATE, words, Decimal(rate), base)
    assert term.yuan is None


@pytest.mark.parametrize("colon", [":", "：", "∶", "比"])
def test_a_match_is_read_with_any_colon(colon: str) -> None:
    (term,) = read(f"按照省级标准给予1{colon}1匹配奖补。").money
    assert (term.kind, term.rate) == (MoneyKind.MATCH, Decimal(1))


def test_a_match_of_a_half_is_a_half() -> None:
    (term,) = read("对上级资金按1:0.5的比例予以配套。").money
    assert term.rate == Decimal("0.5")


def test_a_rate_and_its_cap_are_two_terms() -> None:
    terms = read("对单个项目按实际投入的60%给予资金支持，最高不超过300万元。").money
    assert [(term.kind, term.rate, term.yuan) for term in terms] == [
        (MoneyKind.RATE, Decimal("0.6"), None),
        (MoneyKind.CAP, None, Decimal(3_000_000)),
    ]


def test_sums_shared_out_are_one_term_each_and_what_decides_them_thresholds() -> None:
    mentions = read("对年营业收入首次突破1亿元、5亿元的企业，分别给予20万元、50万元一次性奖励。")
    assert [term.yuan for term in mentions.money] == [Decimal(200_000), Decimal(500_000)]
    assert [(one.quantity, one.comparator, one.value) for one in mentions.thresholds] == [
        ("年营业收入首次", ">", Decimal(1)),
        ("年营业收入首次", ">", Decimal(5)),
    ]
    assert mentions.targets == ()


def test_sums_listed_by_recipient_are_one_term_each() -> None:
    terms = read("给予博士10万元、硕士5万元、本科2万元安家补贴。").money
    assert [term.yuan for term in terms] == [Decimal(100_000), Decimal(50_000), Decimal(20_000)]


def test_a_ceiling_holds_for_every_sum_of_its_list() -> None:
    terms = read("对新认定的机构，每家分别最高给予500万元、300万元支持。").money
    assert [(term.kind, term.yuan) for term in terms] == [
        (MoneyKind.CAP, Decimal(5_000_000)),
        (MoneyKind.CAP, Decimal(3_000_000)),
    ]
    assert terms[0].base == "每家"


def test_rates_listed_by_year_are_one_term_each() -> None:
    terms = read("前3年按地方贡献的80%、后2年按50%给予奖励。").money
    assert [term.rate for term in terms] == [Decimal("0.8"), Decimal("0.5")]


def test_what_is_paid_for_each_is_named() -> None:
    (term,) = read("对新认定的企业，每家奖励20万元。").money
    assert term.base == "每家"


def test_how_often_is_said_of_a_sum_or_of_the_bound_behind_it_only() -> None:
    once, again = read("一次性给予10万元奖励，连续三年在库的再奖励5万元。").money
    assert (once.frequency, again.frequency) == ("once", None)
    rate, cap = read("按设备投资额的10%每年给予补助，最高不超过50万元。").money
    assert (rate.frequency, cap.frequency) == ("yearly", "yearly")


@pytest.mark.parametrize("per", ["每千瓦", "每标箱", "每平方米", "每个园区"])
def test_what_a_sum_is_counted_by_is_its_base(per: str) -> None:
    (term,) = read(f"按照{per}200元给予补贴。").money
    assert (term.base, term.words) == (per, f"按照{per}200元")


def test_foreign_currency_is_named() -> None:
    (term,) = read("给予最高100万美元奖励。").money
    assert (term.yuan, term.currency) == (Decimal(1_000_000), "USD")


@pytest.mark.parametrize(
    "text",
    [
        "固定资产投资完成100亿元。",
        "财政收入突破20亿元。",
        "补贴资金累计已发放3000万元。",
        "设立10亿元产业基金。",
        "年产值1亿元以上的企业。",
        "工业增加值增长10%。",
        "全年减免税费5亿元以上。",
        "省、市按1:1比例出资设立基金。",
        "补助资金市、县按1:1比例承担。",
        "贷款额度最高不超过300万元。",
        "可申请最高不超过15万元的创业担保贷款。",
        "赤字率按4%左右安排，专项债券另行下达。",
        "担保费率原则上不超过1%。",
    ],
)
def test_sums_that_are_reached_or_were_paid_are_no_payments(text: str) -> None:
    assert read(text).money == ()


def test_a_goal_section_pays_nothing() -> None:
    assert read("奖励资金达到5亿元，给予企业支持10亿元以上。", heading="发展目标").money == ()


def test_the_step_a_payment_is_counted_by_is_its_base_and_no_payment() -> None:
    mentions = read("按照产值每新增1000万元奖励2万元的标准给予奖励。")
    (term,) = mentions.money
    assert (term.yuan, term.base) == (Decimal(20_000), "每新增1000万元")
    (per_dollar,) = read("每出口1美元奖励0.2元。").money
    assert (per_dollar.yuan, per_dollar.base) == (Decimal("0.2"), "每出口1美元")


def test_each_band_of_a_scale_pays_once() -> None:
    terms = read("投资在1亿元—3亿元（不含3亿元）的，奖励3万元；3亿元—5亿元（不含5亿元）的，奖励5万元。").money
    assert [term.yuan for term in terms] == [Decimal(30_000), Decimal(50_000)]


def test_a_share_may_be_paid_in_the_clause_behind_it() -> None:
    (term,) = read("自投产之日起，按其对本级财政贡献额的90%，连续5年奖励给企业。").money
    assert (term.rate, term.base) == (Decimal("0.9"), "对本级财政贡献额")


def test_shares_of_one_list_have_one_base() -> None:
    terms = read("按照上级补助资金的50%、30%给予配套补助。").money
    assert [(term.rate, term.base) for term in terms] == [
        (Decimal("0.5"), "上级补助资金"),
        (Decimal("0.3"), "上级补助资金"),
    ]


def test_a_unit_that_says_per_what_gives_the_base() -> None:
    terms = read("用水、用气分别按0.8元/吨和0.2元/立方米给予补助。").money
    assert [(term.yuan, term.base) for term in terms] == [
        (Decimal("0.8"), "每吨"),
        (Decimal("0.2"), "每立方米"),
    ]


def test_an_investment_made_at_once_is_not_paid_at_once() -> None:
    (term,) = read("按固定资产一次性投资总额的5‰给予奖励。").money
    assert (term.rate, term.frequency) == (Decimal("0.005"), None)


def test_a_condition_in_brackets_is_not_paid() -> None:
    terms = read("每个标准展位资助1.5万元（金额低于1.5万元的按实资助）。").money
    assert [(term.yuan, term.base) for term in terms] == [(Decimal(15_000), "每个标准展位")]


def test_what_a_sum_is_paid_for_each_of_does_not_take_the_frequency_along() -> None:
    text = "对主持制定国家标准的企业，每项一次性奖励30万元，每家企业每年最高不超过90万元。"
    award, cap = read(text).money
    assert (award.base, award.frequency, award.yuan) == ("每项", "once", 300000)
    assert (cap.base, cap.frequency, cap.yuan) == ("每家企业", "yearly", 900000)


def test_a_promise_of_payment_is_money_even_under_a_heading_of_goals() -> None:
    found = read("对新入驻的光伏企业一次性奖励20万元，最高不超过100万元。", heading="发展目标")
    assert [(term.kind, term.yuan) for term in found.money] == [
        (MoneyKind.AMOUNT, Decimal(200000)),
        (MoneyKind.CAP, Decimal(1000000)),
    ]
    assert found.targets == ()


def test_a_sum_to_be_reached_stays_a_target_under_a_heading_of_goals() -> None:
    found = read("到2027年，进出口总额达到160亿元，累计发放奖补资金2亿元。", heading="发展目标")
    assert found.money == ()
    assert found.targets[0].indicator == "进出口总额"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("对符合条件的贷款给予不超过2个百分点的贴息。", "0.02"),
        ("对入园企业，按同期贷款利率给予1.5个百分点贴息。", "0.015"),
    ],
)
def test_points_of_interest_are_a_rate(text: str, rate: str) -> None:
    found = read(text)
    assert [(term.kind, term.rate) for term in found.money] == [(MoneyKind.RATE, Decimal(rate))]
    assert found.thresholds == found.targets == ()


def test_points_of_growth_are_no_payment() -> None:
    assert read("到2027年，工业增加值占比提高2个百分点。").money == ()


def test_a_sum_for_each_household_and_year_is_yearly() -> None:
    (term,) = read("按规定给予贴息，每户年度贴息总额不超过一百万元。").money
    assert (term.frequency, term.yuan) == ("yearly", Decimal(1000000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别按每人每月2000元、1200元标准发放生活补贴。", ["amount 2000", "amount 1200"]),
        (
            "参与制定标准的，每项分别奖励40万、20万、8万元。",
            ["amount 400000", "amount 200000", "amount 80000"],
        ),
        ("市级财政分两年注资12亿元。", ["amount 1200000000"]),
        ("设立旅游发展专项资金，每年不少于3000万元。", ["floor 30000000"]),
        ("发放总额1500万元的消费券。", ["amount 15000000"]),
        ("给予每家800万元支持。单个企业每年累计不超过2000万元。", ["amount 8000000", "cap 20000000"]),
        ("灵活就业人员按不超过实际缴费的2/3给予补贴。", ["rate 0.666667"]),
        ("保费补贴比例提高至80%，其他企业为50%。", ["rate 0.8", "rate 0.5"]),
        ("按年利率2%给予贴息，不超过实际利息的50%。", ["rate 0.02", "rate 0.5"]),
        ("用气每立方米补0.2元。", ["amount 0.2"]),
        ("财政支持比例最高40%，单个项目最高900万元。", ["rate 0.4", "cap 9000000"]),
        ("出口额年均增长15%，研发中心5家，参展补贴每个展位最高3万元。", ["cap 30000"]),
        ("给予企业前2年100%、后3年50%的房租补贴。", ["rate 1", "rate 0.5"]),
    ],
)
def test_terms_of_payment_in_lists_and_asides(text: str, expected: list[str]) -> None:
    found = [
        f"{term.kind} {(term.yuan if term.yuan is not None else term.rate) or 0}" for term in read(text).money
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "新增普惠小微贷款12亿元以上。",
        "兑付资金占比不少于七成。",
        "投向初创期企业的比例不低于30%，市财政出资组建。",
        "发放创业担保贷款3亿元。",
        "新发放企业贷款加权平均利率力争低于3.6%。",
    ],
)
def test_what_is_lent_or_shared_is_no_payment(text: str) -> None:
    assert read(text).money == ()


def terms(text: str) -> list[tuple[str, str]]:
    return [
        (term.kind.value, format((term.yuan if term.yuan is not None else term.rate or 0).normalize(), "f"))
        for term in read(text).money
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予0.5亿元至1亿元奖励。", [("amount", "50000000"), ("amount", "100000000")]),
        ("按评价结果分别给予5万元—10万元的奖励。", [("amount", "50000"), ("amount", "100000")]),
        ("改造费用由市财政承担40%，其余由企业自筹。", [("rate", "0.4")]),
        ("市财政每年统筹航线培育资金2000万元。", [("amount", "20000000")]),
        ("省级每年安排产业引导专项资金3亿元。", [("amount", "300000000")]),
        ("单户企业年度最高可领取30万元创新券。", [("cap", "300000")]),
        ("按投资额的2%给予补助，最高可达500万元。", [("rate", "0.02"), ("cap", "5000000")]),
        ("对困难家庭每月增发低保标准20%的生活补贴。", [("rate", "0.2")]),
        ("单次救助金额最高1万元。", [("cap", "10000")]),
        ("按再投资金额的2%予以支持。", [("rate", "0.02")]),
        (
            "公务交通补贴标准为：局级每人每月900元，处级每人每月600元。",
            [("amount", "900"), ("amount", "600")],
        ),
        ("讲课费执行以下标准：教授每学时最高不超过800元。", [("cap", "800")]),
        ("超过部分按照综合定额标准的60%控制。", [("rate", "0.6")]),
        ("博士每月发放补贴2500元，硕士1500元。", [("amount", "2500"), ("amount", "1500")]),
        ("中央投资按核定总投资的50%安排。", [("rate", "0.5")]),
        ("按博士5万元、硕士3万元标准发放安家补贴。", [("amount", "50000"), ("amount", "30000")]),
        ("租房补贴标准：博士每月1200元、硕士每月900元。", [("amount", "1200"), ("amount", "900")]),
        ("给予最高300万元、100万元的分档奖励。", [("cap", "3000000"), ("cap", "1000000")]),
        ("稳岗返还比例提高到60%。", [("rate", "0.6")]),
        ("按照每平方米12元的标准，给予最高80万元补助。", [("amount", "12"), ("cap", "800000")]),
        ("每新增一家上市公司奖励300万元。", [("amount", "3000000")]),
    ],
)
def test_what_is_paid_is_read_in_every_wording(text: str, expected: list[tuple[str, str]]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("text", ["将小麦保费补贴比例提高到70%。", "小麦保费由市财政承担70%。"])
def test_a_rate_has_the_cost_it_is_taken_of(text: str) -> None:
    (term,) = read(text).money
    assert (term.kind, term.base, term.rate) == (MoneyKind.RATE, "小麦保费", Decimal("0.7"))


@pytest.mark.parametrize(
    "text",
    [
        "政策兑现时间压减三分之二。",
        "工业园区配套污水厂6座，中水替代比例不得低于30%。",
        "民营企业贷款余额突破1.5万亿元。",
        "设立规模3亿元的转贷风险池。",
        "临时救助一般不超过低保月标准的10倍。",
    ],
)
def test_what_is_reached_or_bounded_is_not_paid(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每台补贴6000元至1.5万元。", ["amount 6000", "amount 15000"]),
        ("每台补贴6000至1.5万元。", ["amount 6000", "amount 15000"]),
        ("奖励资金分三年按5∶3∶2比例兑付。", []),
        ("按审定造价的一半给予补助。", ["rate 0.5"]),
        ("抵扣比例为合同金额的一半，每户每年抵扣额不得高于6万元。", ["rate 0.5", "cap 60000"]),
        ("寄宿生生活补助标准由每生每天4元提高到7元。", ["amount 7"]),
        ("安置过渡费由每人每月200元提高到350元。", ["amount 350"]),
        ("护理补贴标准每人每月提高20元。", ["amount 20"]),
        ("对山区县，省财政承担比例提高至75%。", ["rate 0.75"]),
        ("给予实缴保费40%的补助，单户每年限额8万元。", ["rate 0.4", "cap 80000"]),
        ("年度补贴总额分别以4万元、30万元为限。", ["cap 40000", "cap 300000"]),
        ("市财政局预拨当年资金的60%，其余40%年底清算。", ["rate 0.6", "rate 0.4"]),
        ("市级财政每年投入不低于900万元。", ["floor 9000000"]),
        ("按每班次80元、跨县线路每班次120元补贴。", ["amount 80", "amount 120"]),
    ],
)
def test_rests_halves_limits_and_raised_pay_are_read(text: str, expected: list[str]) -> None:
    terms = read(text).money
    assert [f"{one.kind.value} {one.yuan if one.yuan is not None else one.rate}" for one in terms] == expected
    assert read(text).targets == ()
