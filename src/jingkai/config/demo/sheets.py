"""Tables that people of the demo have handed in: small workbooks, made from the zone as it is, and labelled."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from jingkai.config.demo.names import Names
from jingkai.config.demo.world import CITY, DemoEnterprise, DemoWorld
from jingkai.kernel import identifiers

LABEL = "演示数据"
RETURNS, NEWCOMERS, PROGRESS = (
    f"2026年第一季度企业报表（{LABEL}）.xlsx",
    f"新入园企业名单（{LABEL}）.xlsx",
    f"项目进度更新（{LABEL}）.xlsx",
)

_QUARTER = "2026年第一季度"
_SENT_BY = 24
_NEW = 6
_BEGUN = 4
_MADE = datetime(2026, 4, 10, tzinfo=UTC)

Row = Sequence[str]


def returns(made: DemoWorld, seed: int) -> bytes:
    """Return what enterprises report for the quarter after the last one known, some cells of it as people do write them."""
    random = Random(seed)  # noqa: S311 - makes things up, keeps no secret
    senders = random.sample([one for one in made.enterprises if one.state == "active"], _SENT_BY)
    rows: list[list[str]] = []
    for one in senders:
        output = one.trade.output * one.scale / 4 * random.uniform(0.95, 1.2)
        rows.append(["enterprise_output", one.uscc, _QUARTER, str(round(output)), "企业一套表"])
        rows.append(
            ["enterprise_employees", one.uscc, _QUARTER, str(max(3, round(output / 2.6e5))), "企业一套表"]
        )
    rows[4][3] = "约1200万"  # an estimate is no figure
    rows[10][1] = _misread(rows[10][1])
    rows[17][3] = "-86"  # fewer than nobody
    rows[24][2] = "2026年第五季度"
    rows[31][0] = "用工满意度"  # the dictionary does not have it
    return _workbook("企业报表", ("指标名称", "统一社会信用代码", "报告期", "数值", "数据来源"), rows)


def newcomers(made: DemoWorld, seed: int) -> bytes:
    """Return enterprises that are new in the zone, under headers of the window's own."""
    return _workbook(
        "新入园企业",
        ("企业全称", "信用代码", "拟入园区", "行业", "注册资金（万元）", "成立时间", "经办人", "手机"),
        _newcomers(made, Random(seed)),  # noqa: S311 - as above
    )


def progress(made: DemoWorld, seed: int) -> bytes:
    """Return projects that were filed: on some of them building has begun."""
    filed = [one for one in made.projects if one.stage == "filed"]
    rows = []
    for number, one in enumerate(filed):
        begun = number < _BEGUN
        day = date(2026, 1, 5) + timedelta(days=11 * number)
        rows.append([one.code, one.name, "在建" if begun else "已备案", day.isoformat() if begun else ""])
    return _workbook("项目进度", ("项目代码", "项目名称", "阶段", "开工日期"), rows)


def _newcomers(made: DemoWorld, random: Random) -> Iterator[Row]:
    names = Names(random, CITY.removesuffix("市"))
    taken = {one.name for one in made.enterprises}
    parks = {park.code: park.name for park in made.parks}
    for number in range(_NEW):
        like: DemoEnterprise = random.choice(made.enterprises)
        while (name := names.enterprise(like.trade)) in taken:
            pass
        organisation = f"D{len(made.enterprises) + number:07}"
        code = identifiers.uscc_with_check(
            f"91159999{organisation}{identifiers.organisation_check(organisation)}"
        )
        capital = Decimal(random.randrange(5, 80)) * 100
        founded = date(2025, 9, 1) + timedelta(days=random.randrange(120))
        yield (
            name,
            code,
            parks[like.park],
            like.trade.industry,
            str(capital),
            founded.isoformat(),
            names.person(),
            names.phone(),
        )


def _misread(code: str) -> str:
    """Return a credit code as a clerk copies it in a hurry: the last character is another one."""
    return code[:-1] + ("A" if code[-1] != "A" else "B")


def _workbook(title: str, headers: Row, rows: Iterable[Row]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "comments": LABEL, "created": _MADE})
        sheet = book.add_worksheet(f"{title}（{LABEL}）")
        sheet.write_row(0, 0, headers, book.add_format({"bold": True, "bottom": 1}))
        text = book.add_format({"num_format": "@"})
        for line, row in enumerate(rows, start=1):
            for at, words in enumerate(row):
                sheet.write_string(line, at, words, text)
        sheet.set_column(0, len(headers) - 1, 22)
    return buffer.getvalue()
