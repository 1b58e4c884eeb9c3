"""Suspected deletions are flagged where correct Chinese is impossible, and never filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from jingkai.documents.repair.deletions import flag_deletions
from jingkai.documents.revision import Flag, Revision
from jingkai.documents.witness import Line, LineKind, Place, Witness


def flags(text: str, table_line: int | None = None) -> list[Flag]:
    lines = tuple(
        Line(line, Place(number), LineKind.TABLE if number == table_line else LineKind.TEXT)
        for number, line in enumerate(text.split("\n"), 1)
    )
    revision = Revision(Witness("copy.txt", "txt", "0" * 64, lines))
    count = flag_deletions(revision)
    assert revision.text == text
    found = revision.flags()
    assert len(found) == count
    return found


WHOLE = [
    ("青岚园区成为全省首个零碳园区。", "首"),
    ("获批为自治区首个循环经济示范基地。", "首"),
    ("建成全市首家保税仓库。", "首"),
    ("入选全国首批试点园区。", "首"),
    ("最大限度减少审批环节。", "最"),
    ("打通政策落地最后一公里。", "最"),
    ("按实际投入给予补贴，最高不超过300万元。", "最"),
    ("提高最低生活保障标准。", "最"),
    ("园区是经济增长的首要引擎。", "首"),
    ("设立首席专家工作站。", "首"),
    ("支持企业首次公开发行股票。", "首"),
    ("推行首问负责制。", "首"),
    ("支持首台（套）重大技术装备应用。", "首"),
    ("发生事故的，应第一时间报告。", "第一"),
    ("坚持科技是第一生产力、人才是第一资源、创新是第一动力。", "第一"),
    ("推动一、二、三产业融合。", ""),
    ("以最小的代价完成改造。", "最"),
    ("支持申报国家级重点实验室和国家级经济技术开发区。", ""),
    ("建设全国最大的农机基地。", "最"),
    ("重大情况要在第一时间上报指挥部。", "第一"),
    ("列第一位者为牵头单位，下同。", "第一"),
    ("澄江市第八届人民代表大会第一次会议通过。", "第一"),
    ("根据《关于修改〈青岚条例〉的决定》第一次修订。", "第一"),
    ("产值稳居全省第一，税收增长较快。", "第一"),
    ("完成第一次全国经济普查。", "第一"),
    ("取消首次申请资质时的限制，支持园区首次认定的企业。", ""),
    ("企业首次认定后给予奖励。", "首"),
    ("享受首套住房贷款利率。", "首"),
    ("省会（首府）城市先行。", "首"),
    ("尊重基层首创精神。", "首"),
    ("创业者可申请最高不超过15万元的贷款。", "最"),
    ("扣除期限最长不超过240个月。", "最"),
    ("可一证多批使用，但最多不超过六批。", "最"),
    ("有关情况最迟不超过4个小时上报。", "最"),
    ("把损失减轻到最低程度。", "最"),
    ("就业是最大的民生。", "最"),
    ("旨在最终实现零排放。", "最"),
    ("对首次通过清洁生产审核的企业给予奖励。", "首"),
    ("给予奖励，单个企业每年最高200万元。", "最"),
    ("按投资额给予补助，最高奖励500万元。", "最"),
    ("按贷款额贴息，最高不超过50%。", "最"),
    ("对守信主体赋予最高信用等级。", "最"),
    ("为园区带来最大机遇。", "最"),
    ("把安全放在首位，守住底线。", "首"),
    ("设立青岚基金，首期规模5亿元。", "首"),
    ("对新落户企业给予最长三年补贴。", "最"),
    ("打造全国最优营商环境。", "最"),
    ("公布名单，首批入选企业10家。", "首"),
    ("申请企业的最低注册资本100万元。", "最"),
    ("以最严格的制度保护湖区。", "最"),
    ("最终形成全域协同的格局。", "最"),
    ("按照办法第四条第一款第二项执行。", "第一"),
    ("办法第六条第二款第一项所称园区，由管委会认定。", "第一"),
    ("获得国家最高科学技术奖的团队。", "最"),
    ("截至申报期最后一日，材料应当齐全。", "最"),
    ("疏解非首都功能，承接转移产业。", "首"),
    ("在门户网站首页，设置专栏。", "首"),
]


@pytest.mark.parametrize(("sentence", "word"), [pair for pair in WHOLE if pair[1]])
def test_a_sentence_without_its_superlative_is_flagged(sentence: str, word: str) -> None:
    damaged = sentence.replace(word, "", 1) if sentence.count(word) == 1 else sentence.replace(word, "")
    found = flags(damaged)
    assert found
    assert {flag.code for flag in found} == {"suspected_deletion"}
    assert all(flag.start == flag.end and flag.start is not None for flag in found)
    assert found[0].start == sentence.index(word)


@pytest.mark.parametrize("sentence", [pair[0] for pair in WHOLE])
def test_the_whole_sentence_is_not(sentence: str) -> None:
    assert flags(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "服务全区个体工商户和全省个人所得税征管。",
        "推动全国家庭农场和家具产业发展，成为全国家电基地。",
        "全市各个园区要扩大限制性开放，不断提高人民法院公信力。",
        "成为全市家喻户晓的品牌，是全省条码和家政服务示范。",
        "报省批准后实施，并按省批复的方案推进。",
        "出席专家应当签到，主席办公会议每月一次。",
        "降低生活成本，楼高不超过50米。",
        "全区条件成熟的园区，省条例另有规定的从其规定。",
        "统筹时间安排，及时报告。",
        "发挥更大作用，更大限度激发活力。",
        "全省大的方针不变，各市大力推进。",
        "本次公开发行债券由市财政局负责。",
        "与全省高质量发展的要求相适应，是干部的要求。",
        "购置10台（套）装备。",
        "升级重点实验室，培育级别更高的平台。",
        "依次申请，分批次认定，多层次就业，按人次享受补贴，其次参加评审，本次修订由部门负责。",
        "推迟不超过3天，价格高不超过3万元，年终实现扭亏，始终实现增长。",
        "需要时间处理，购买整套住房贷款，许多不超过六批。",
        "发扬双创精神，召开第二次会议，完成第三次全国经济普查。",
        "位居全省前列，降至低位，压缩到少数项目。",
        "补助标准比上年高200万元，企业税收较上年每户高20万元，投资高达30亿元，奖励标准提高20万元。",
        "对高信用等级企业减少检查，赋予高信用等级企业更多便利。",
        "分两期建设，建设期投资5亿元，二期规模3亿元。",
        "放在位于园区的仓库，摆在突出位置。",
        "给予长期补贴，全市优营商环境工作走在前列，批准入选企业10家。",
        "按照合同条款第二项执行，第三款第二项规定的款项，各项规定的衔接。",
        "降低注册资本100万元，年终确定奖金，多次通过审核。",
    ],
)
def test_sentences_that_only_resemble_a_loss_are_left_alone(sentence: str) -> None:
    assert flags(sentence) == []


def test_the_sample_documents_of_the_product_are_clean() -> None:
    import jingkai.documents.samples as samples

    folder = Path(samples.__file__).parent
    for name in ("sample_opinion.txt", "sample_measures.txt"):
        assert flags((folder / name).read_text(encoding="utf-8")) == []


def test_a_table_that_is_announced_and_does_not_come_is_flagged() -> None:
    found = flags(
        "一、指标\n主要指标见下表。\n二、任务\n推进改革。\n三、保障\n加强领导。\n四、附则\n负责解释。"
    )
    assert [flag.code for flag in found] == ["lost_table"]


@pytest.mark.parametrize(
    "text",
    [
        "主要指标见下表。\n指标 | 单位 | 数值\n产值 | 亿元 | 900",
        "具体任务见附表。\n一、任务\n推进改革。\n附表\n序号 任务",
        "重点项目见专栏1。\n专栏1 重点项目\n建设园区大脑。",
    ],
)
def test_a_table_that_comes_is_not(text: str) -> None:
    assert flags(text) == []


def test_a_table_known_to_the_reader_is_not_lost() -> None:
    assert flags("主要指标见下表。\n产值 900 亿元\n推进改革。", table_line=2) == []
