"""Real documents: every hand-checked target, payment and citation is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jingkai.documents.mentions import Citation, Money, Target
from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record

Seed = Callable[[str], Path]

# value, high, unit, words that indicator and scope carry; the hand-checked list of the same place has the same order
# but for 002, where ranks stand before the use of foreign capital.
OPINION = [
    ("8", None, "%", "年均增速"),
    ("15", None, "%", "工业总产值增幅"),
    ("150", None, "名", "全国 排名"),
    ("25", None, "名", "西部地区 排名"),
    ("10", None, "%", "实际使用外资年均增长"),
    ("30", None, "%", "占所在盟市实际使用外资比重"),
]
MEASURES = [
    ("15", None, "%", "工业总产值年均增长"),
    ("10", None, "%", "实际使用外资年均增长"),
    ("30", None, "%", "占全市比重"),
    ("3", None, "个", "百亿级产业集群"),
    ("150", None, "名", "全国 排名"),
    ("25", None, "名", "西部地区 排名"),
]
PLAN_GOALS = [
    ("14000", None, "亿元", "生产总值"),
    ("9", None, "%", "生产总值年均增长"),
    ("9900", None, "亿元", "工业增加值"),
    ("10", None, "%", "工业增加值年均增长"),
    ("15", None, "个", "国家级开发区"),
    ("14", None, "个", "超千亿元开发区"),
    ("10", None, "个", "超五百亿元开发区"),
    ("85", None, "%", "24个 工业增加值 比重"),
    ("70", None, "%", "13个 工业增加值 比重"),
    ("5", None, "个", "千亿产业集群"),
    ("10", None, "个", "五百亿产业集群"),
    ("15", None, "个", "百亿产业集群"),
    ("2.5", None, "%", "研发 经费支出 比重"),
    ("15", None, "%", "战略性新兴产业增加值 比重"),
    ("2", None, "家", "重点实验室"),
    ("20", None, "家", "技术中心"),
    ("20", None, "家", "孵化器"),
    ("300", None, "家", "高新技术企业"),
    ("30", None, "家", "孵化器"),
    ("150", None, "万元", "国家级 亩均投资强度"),
    ("80", None, "万元", "自治区级 亩均投资强度"),
    ("170", None, "亿美元", "进出口"),
    ("32", None, "亿美元", "利用外资"),
    ("70", None, "%", "利用外资 占全自治区"),
]
PLAN_ELSEWHERE = [
    ("7", None, "个", "超千亿元的开发区"),
    ("1", None, "万亿元", "产值"),
    ("3", "4", "个", "国家级 主导产业"),
    ("2", "3", "个", "自治区级 主导产业"),
    ("3", "5", "家", "肉类"),
    ("300", None, "万台", "服务器"),
    ("1000", None, "亿元", "大数据产业产值"),
    ("1", None, "家", "国家级石墨烯"),
    ("2", "3", "家", "自治区级石墨烯"),
    ("50", None, "%", "开发区完成循环化改造"),
]


@cache
def record(path: Path) -> Record:
    """A real document as read, once for all tests."""
    return read_file(path)


def targets(found: Record) -> list[tuple[str, Target]]:
    """Provision id and target, in reading order."""
    return [(id, target) for id, mentions in found.mentions.items() for target in mentions.targets]


def agrees(target: Target, expected: tuple[str, str | None, str, str]) -> bool:
    """Whether a target has the figure and carries the words that were read by hand."""
    value, high, unit, words = expected
    name = f"{target.scope or ''}{target.indicator}"
    return (
        target.value == Decimal(value)
        and target.high == (None if high is None else Decimal(high))
        and target.unit == unit
        and all(word in name for word in words.split())
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000", OPINION),
        ("001", OPINION),
        ("002", OPINION),
        ("004", MEASURES),
        ("003", PLAN_GOALS + PLAN_ELSEWHERE),
    ],
)
def test_every_target_of_a_real_document_is_found_in_order_and_nothing_else(
    seed: Seed, name: str, expected: list[tuple[str, str | None, str, str]]
) -> None:
    found = targets(record(seed(name)))
    told = [(str(target.value), target.unit, target.indicator) for _, target in found]
    assert len(found) == len(expected), told
    wrong = [
        (row, want)
        for (_, target), row, want in zip(found, told, expected, strict=True)
        if not agrees(target, want)
    ]
    assert wrong == []


def test_the_expected_figures_are_as_many_as_were_read_by_hand(gold: dict[str, Any]) -> None:
    by_hand = gold["targets"]
    assert [len(OPINION), len(MEASURES), len(PLAN_GOALS), len(PLAN_ELSEWHERE)] == [
        len(by_hand["002"]),
        len(by_hand["004"]),
        len(by_hand["003_goal_section"]),
        len(by_hand["003_elsewhere"]),
    ]


def test_terms_of_real_targets_are_inherited(seed: Seed) -> None:
    assert {target.deadline for _, target in targets(record(seed("002")))} == {"2027"}
    terms = [target.deadline for _, target in targets(record(seed("003")))]
    assert terms[: len(PLAN_GOALS)] == ["2020"] * len(PLAN_GOALS)
    measures = targets(record(seed("004")))
    assert [target.deadline for _, target in measures] == [None, None, None, None, "2027", "2027"]


def test_every_payment_of_a_real_document_is_found_and_nothing_else(seed: Seed, gold: dict[str, Any]) -> None:
    found: list[tuple[int, Money]] = [
        (int(id.rpartition("item_")[2]), term)
        for id, mentions in record(seed("004")).mentions.items()
        for term in mentions.money
    ]
    expected = [(row["clause"], row["t"]) for row in gold["money_terms"]["004"]]
    assert len(found) == len(expected)
    for (clause, term), (wanted_clause, words) in zip(found, expected, strict=True):
        assert clause == wanted_clause
        assert words in term.words
    sums = [term.yuan for _, term in found if term.yuan is not None]
    assert sums == [Decimal(500_000), Decimal(200_000), Decimal(3_000_000), Decimal(3_000_000)]
    rates = [(term.rate, term.base) for _, term in found if term.rate is not None]
    assert rates == [(Decimal(1), None), (Decimal("0.6"), "实际投入"), (Decimal("0.6"), "实际投入")]
    assert [term.frequency for _, term in found] == [None, "once", "once", None, None, None, None]


@pytest.mark.parametrize("name", ["000", "001", "002", "003"])
def test_documents_that_promise_no_sum_have_no_payments(seed: Seed, name: str) -> None:
    assert [term for mentions in record(seed(name)).mentions.values() for term in mentions.money] == []


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_citation_of_a_real_document_is_found_and_nothing_else(
    seed: Seed, gold: dict[str, Any], name: str
) -> None:
    found: list[tuple[str, Citation]] = [
        (id, citation)
        for id, mentions in record(seed(name)).mentions.items()
        for citation in mentions.citations
    ]
    expected = gold["citations"]["002" if name in ("000", "001") else name]
    assert [(citation.title, citation.number) for _, citation in found] == [
        (row[0].removesuffix("（待制定）"), row[1]) for row in expected
    ]
    assert [citation.enacted for _, citation in found] == [
        not row[0].endswith("（待制定）") for row in expected
    ]
    for (id, _), row in zip(found, expected, strict=True):
        if len(row) > 2:
            assert id.endswith("preamble" if row[2] == "lead" else f"item_{row[2]}")


def test_limits_of_real_documents_are_thresholds(seed: Seed) -> None:
    measures = [one for mentions in record(seed("004")).mentions.values() for one in mentions.thresholds]
    assert [(one.value, one.unit, str(one.comparator)) for one in measures] == [
        (Decimal(10000), "吨标准煤", "<")
    ]
    plan = [one for mentions in record(seed("003")).mentions.values() for one in mentions.thresholds]
    assert (Decimal(20), "蒸吨/小时") in {(one.value, one.unit) for one in plan}


def test_mentions_of_real_documents_stand_where_they_say(seed: Seed) -> None:
    for name in ("000", "001", "002", "003", "004"):
        found = record(seed(name))
        for one in found.parsed.provisions:
            mentions = found.mentions[one.id]
            for group in (
                mentions.targets,
                mentions.money,
                mentions.thresholds,
                mentions.deadlines,
                mentions.citations,
                mentions.phrases,
            ):
                assert all(one.text[mention.start : mention.end] == mention.words for mention in group)
