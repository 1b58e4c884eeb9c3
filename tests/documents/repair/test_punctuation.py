"""Half-width punctuation becomes Chinese in Chinese text and stays in numbers, Latin text, addresses and formulas."""

from __future__ import annotations

import pytest
from repair_texts import received

from jingkai.documents.repair.digits import write_normal_width
from jingkai.documents.repair.punctuation import write_chinese_punctuation
from jingkai.documents.repair.spacing import close_spaces


def chinese(text: str) -> str:
    revision = received(text)
    write_chinese_punctuation(revision)
    assert revision.undone() == text
    return revision.text


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("占全市的58%,7家企业入选", "占全市的58%，7家企业入选"),
        ("推进改革,扩大开放;提升质量:", "推进改革，扩大开放；提升质量："),
        (
            "生产总值(GDP)年均增长8%以上,研发(R&D)占比2.5%,力争",
            "生产总值（GDP）年均增长8%以上，研发（R&D）占比2.5%，力争",
        ),
        ("(一)扩大权限.", "（一）扩大权限。"),
        ("(1)简化程序", "（1）简化程序"),
        ("简化程序;(2)压缩时限", "简化程序；（2）压缩时限"),
        ("工业园区(示范区)(以下简称园区),", "工业园区（示范区）（以下简称园区），"),
        ('实施"放管服"改革,打造"升级版"', "实施“放管服”改革，打造“升级版”"),
        ('提升"质量",“效益"并重', "提升“质量”，“效益”并重"),
        ("实施'链长制'和'揭榜挂帅'", "实施‘链长制’和‘揭榜挂帅’"),
        ("澄政发[2023]11号", "澄政发〔2023〕11号"),
        ("澄政办发【2023】11号、澄发改﹝2023﹞8号", "澄政办发〔2023〕11号、澄发改〔2023〕8号"),
        ("(澄政发(2023)11号)和澄政发（2022）9号", "（澄政发〔2023〕11号）和澄政发〔2022〕9号"),
        ("联系人:张三,电话:0471-1234567", "联系人：张三，电话：0471-1234567"),
        ("为什么办不成?马上就办!", "为什么办不成？马上就办！"),
        ("--加快转型,稳步提升", "——加快转型，稳步提升"),
        ("执行<<青岚条例>>规定", "执行《青岚条例》规定"),
        ("（有关部门)配合", "（有关部门）配合"),
        ("提升质量, 扩大规模", "提升质量，扩大规模"),
        ("年均增长15%;", "年均增长15%；"),
        ("请拨打12345!", "请拨打12345！"),
        ("推进改革.(省商务厅负责)", "推进改革。（省商务厅负责）"),
        ('要做到"应放尽放."', "要做到“应放尽放。”"),
        ("企业自主申报. “一站式”办理.", "企业自主申报。“一站式”办理。"),
        ("研发投入占比达到3.5%.", "研发投入占比达到3.5%。"),
        ("青岚经开区(以下简称经开区是省级开发区,", "青岚经开区（以下简称经开区是省级开发区，"),
        ("青岚经开区以下简称经开区)是省级开发区", "青岚经开区以下简称经开区）是省级开发区"),
        ("到2027年,达到1,200亿元,占比1:1,每日8:30开放", "到2027年，达到1,200亿元，占比1:1，每日8:30开放"),
    ],
)
def test_punctuation_in_chinese_text_becomes_chinese(half: str, full: str) -> None:
    assert chinese(half) == full
    assert chinese(full) == full


@pytest.mark.parametrize(
    "text",
    [
        "网址为http://www.example.com/a,b;c?d=(1)，邮箱为a.b@example.com",
        "Zero-carbon park (ZCP), phase 1: ready?",
        "f(x)=(a+b)*2",
        "按照S=(A+B)/2计算",
        "Fe(OH)3",
        "1,000;2:1",
        "12:30:15",
        "朱?基",
        "向?qū)I(yè)化",
        "1.5",
        "见附件1.",
        "A+B",
        '5"屏幕',
        "12345;",
        "一.“放管服”改革先行区",
        "（一）.《青岚条例》实施情况",
        "1)申请材料齐全",
        "支持R&D.（见表）",
        "版本为2.0（试行）",
        "见No.5（附件）",
    ],
)
def test_numbers_latin_text_addresses_and_formulas_stay(text: str) -> None:
    assert chinese(text) == text


def test_corner_brackets_become_quotation_marks_only_in_a_text_that_was_traditional() -> None:
    assert chinese("「高質量發展」與『創新』") == "“高質量發展”與‘創新’"
    assert chinese("「高质量发展」") == "「高质量发展」"


@pytest.mark.parametrize(
    ("full", "normal"),
    [
        ("１５．５％", "15.5%"),
        ("投资１，２００万元，建设５Ｇ网络", "投资1,200万元，建设5G网络"),
        ("１．扎实推进", "1.扎实推进"),
        ("（１）简化", "（1）简化"),
        ("占比15％", "占比15％"),
        ("到２０２７年，１５个", "到2027年，15个"),
    ],
)
def test_full_width_figures_become_ordinary_ones(full: str, normal: str) -> None:
    revision = received(full)
    write_normal_width(revision)
    assert revision.text == normal


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("澄政办发〔2024〕 5 号", "澄政办发〔2024〕5号"),
        ("2024年 1月 22日", "2024年1月22日"),
        ("2024 年 1 月 22 日", "2024年1月22日"),
        (
            "到 2027 年，地区生产总值 达到 80 亿元，比重 达到 8% 以上。",
            "到2027年，地区生产总值达到80亿元，比重达到8%以上。",
        ),
        ("通　　知", "通知"),
        ("第一章　总　则", "第一章　总则"),
        ("1. 加快建设", "1.加快建设"),
        ("一、 总体要求", "一、总体要求"),
        ("（ 一 ）扩大权限", "（一）扩大权限"),
        (
            "加 快 建 设 高 质 量 园 区 ， 扩 大 开 放 ， 提 升 水 平 。",
            "加快建设高质量园区，扩大开放，提升水平。",
        ),
        ("建设\xa0园区，扩大开放，持续提升服务水平。", "建设园区，扩大开放，持续提升服务水平。"),
    ],
)
def test_spaces_inside_chinese_text_are_closed(spaced: str, closed: str) -> None:
    revision = received(spaced)
    close_spaces(revision)
    assert revision.text == closed
    assert revision.undone() == spaced


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则",
        "第二节　面临形势",
        "第三条　本办法适用于园区，自发布之日起施行，由管委会负责解释。",
        "澄江市人民政府办公室 2025年3月10日印发",
        "澄江市财政局 澄江市商务局",
        "Zero carbon park",
        "主题词：开发区 通知",
        "青岚管委会 2025年3月8日",
    ],
)
def test_spaces_that_separate_stay(text: str) -> None:
    revision = received(text)
    assert close_spaces(revision) == 0


def test_a_label_before_a_year_within_a_line_is_no_decimal() -> None:
    revision = received("任务分三步：1．2019年完成勘察；2．2020年建成，占比3．5%。")
    write_normal_width(revision)
    assert revision.text == "任务分三步：1．2019年完成勘察；2．2020年建成，占比3.5%。"
