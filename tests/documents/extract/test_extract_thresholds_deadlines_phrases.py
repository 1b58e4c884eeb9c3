"""Thresholds, deadlines and standing phrases of procedure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from extract_reading import read

from jingkai.documents.mentions import Comparator


@pytest.mark.parametrize(
    ("text", "quantity", "comparator", "value", "unit"),
    [
        ("禁止新建35蒸吨/小时以下燃煤锅炉。", "燃煤锅炉", Comparator.AT_MOST, "35", "蒸吨/小时"),
        (
            "对年综合能源消费量5000吨标准煤以下（不含5000吨）的项目，实行承诺制。",
            "年综合能源消费量",
            Comparator.BELOW,
            "5000",
            "吨标准煤",
        ),
        ("固定资产投资1亿元以上的项目优先供地。", "固定资产投资", Comparator.AT_LEAST, "1", "亿元"),
        ("对当年列全市后3位的园区予以约谈。", "当年列全市后", Comparator.AT_MOST, "3", "位"),
        ("对考核排名末5位的园区予以约谈。", "考核排名末", Comparator.AT_MOST, "5", "位"),
        ("亩均税收不低于15万元的，优先供地。", "亩均税收", Comparator.AT_LEAST, "15", "万元"),
    ],
)
def test_a_figure_that_decides_whether_a_rule_applies_is_a_threshold(
    text: str, quantity: str, comparator: Comparator, value: str, unit: str
) -> None:
    (one,) = read(text).thresholds
    assert (one.quantity, one.comparator, one.value, one.unit) == (quantity, comparator, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "words", "by", "working_days", "days"),
    [
        ("到2027年，建成体系。", "到2027年", "2027", None, None),
        ("2027年末进入前列。", "2027年末", "2027", None, None),
        ("2025年6月底前完成。", "2025年6月底前", "2025-06", None, None),
        ("2024年12月31日前报送。", "2024年12月31日前", "2024-12-31", None, None),
        ("“十五五”末建成。", "“十五五”末", "2030", None, None),
        ("自受理之日起5个工作日内作出决定。", "自受理之日起5个工作日内", None, 5, None),
        ("材料不齐的，应当在三日内告知。", "三日内", None, None, 3),
        ("审批时限不超过40个工作日。", "不超过40个工作日", None, 40, None),
        ("三个月内完成整改。", "三个月内", None, None, None),
        ("每年2月底前报送。", "每年2月底前", None, None, None),
    ],
)
def test_a_date_or_term_is_read(
    text: str, words: str, by: str | None, working_days: int | None, days: int | None
) -> None:
    (one,) = read(text).deadlines
    assert (one.words, one.by, one.working_days, one.days) == (words, by, working_days, days)


@pytest.mark.parametrize(
    "text",
    [
        "截至2023年，已有企业320家。",
        "本措施自2024年6月1日起施行。",
        "能耗比2020年下降。",
        "2023年工作成效明显。",
        "落实近3年成果。",
        "2021—2023年累计投入。",
        "5月3日内蒙古包头发生地震。",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert read(text).deadlines == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("推行告知承诺制。", "commitment"),
        ("实行容缺审批。", "deferral"),
        ("实施先建后验。", "build_first"),
        ("向主管部门备案。", "filing"),
        ("实现一网通办。", "online"),
        ("提供“一站式”服务。", "one_stop"),
        ("推行并联审批。", "parallel"),
        ("实行多证合一。", "merging"),
        ("开展全过程代办制。", "agent"),
        ("推行免申即享。", "automatic"),
        ("实施区域节能审查。", "regional_review"),
        ("加强事中事后监管。", "supervision"),
        ("实行负面清单管理。", "negative_list"),
        ("公布权力清单。", "power_list"),
        ("实行“一企一策”。", "one_policy"),
    ],
)
def test_a_standing_phrase_is_read_by_code(text: str, code: str) -> None:
    assert [one.code for one in read(text).phrases] == [code]
