"""Running heads and feet of PDF pages are marked, first lines keep their indent, ruled tables their rows."""

from __future__ import annotations

import pytest
from received_files import set_pdf

from jingkai.documents.pipeline import read_record
from jingkai.documents.read import read_bytes
from jingkai.documents.witness import Line, LineKind

EM = 16
FULL = "青岚经济技术开发区管委会统筹推进各项改革任务"
"""A full line: 22 characters, 60 to 412."""
Drawn = list[tuple[float, float, str]]


def body(first: int, rows: int = 8) -> Drawn:
    return [(60, 700 - 30 * row, FULL[:-1] + "一二三四五六七八"[(first + row) % 8]) for row in range(rows)]


def read(*pages: Drawn, **options: object) -> list[Line]:
    return list(read_bytes(set_pdf(pages, **options), source="a.pdf").lines)  # type: ignore[arg-type]


def of_kind(lines: list[Line], kind: LineKind) -> list[str]:
    return [line.text for line in lines if line.kind is kind]


def test_lines_that_repeat_in_the_margins_are_heads_and_feet() -> None:
    pages = [
        [(60, 780, "澄江市人民政府公报"), *body(number), (200, 60, f"—{number}—")] for number in (1, 2, 3)
    ]
    lines = read(*pages)
    assert of_kind(lines, LineKind.HEADER) == ["澄江市人民政府公报"] * 3
    assert of_kind(lines, LineKind.FOOTER) == ["—1—", "—2—", "—3—"]
    assert len(of_kind(lines, LineKind.TEXT)) == 24


def test_a_first_line_that_repeats_without_standing_apart_is_text() -> None:
    lines = read(body(0), body(0), body(0))
    assert {line.kind for line in lines} == {LineKind.TEXT}


def test_attachments_that_begin_at_the_top_of_their_pages_are_text() -> None:
    lines = read(*[[(60, 780, f"附件{number}"), *body(number)] for number in (1, 2, 3)])
    assert of_kind(lines, LineKind.HEADER) == []


def test_numbers_in_the_margin_that_do_not_go_up_with_the_pages_are_text() -> None:
    lines = read(
        *[[*body(number), (60, 60, f"罚款{amount}元")] for number, amount in ((1, 5), (2, 900), (3, 7))]
    )
    assert of_kind(lines, LineKind.FOOTER) == []


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("2026/11/22 10:06 关于印发若干措施的通知", "https://www.example.com/art/1.html 1/1"),
        ("11/22/26, 2:06 AM 关于印发若干措施的通知", "file:///notice.html 1/1"),
        ("关于印发若干措施的通知 https://www.example.com/art/1.html", "1/1 2026/11/22 10:06"),
    ],
)
def test_what_a_browser_prints_around_a_single_page_is_head_and_foot(above: str, below: str) -> None:
    lines = read([(20, 800, above), *body(1), (20, 20, below)])
    assert len(of_kind(lines, LineKind.HEADER)) == len(of_kind(lines, LineKind.FOOTER)) == 1
    assert len(of_kind(lines, LineKind.TEXT)) == 8


def test_a_date_and_time_at_the_top_alone_is_text() -> None:
    lines = read([(60, 800, "2026年11月22日15:00召开会议"), *body(1)])
    assert {line.kind for line in lines} == {LineKind.TEXT}


def test_heads_and_feet_are_taken_out_with_a_log_entry() -> None:
    pages = [
        [(20, 800, "2026/11/22 10:06 通知"), *body(number), (20, 20, f"https://example.com/ {number}/2")]
        for number in (1, 2)
    ]
    record = read_record(read_bytes(set_pdf(pages), source="a.pdf"))
    assert "example" not in record.text
    assert sum(repair.kind in ("running_head", "page_number") for repair in record.repairs) == 4


def test_first_lines_have_their_indent_and_centred_or_right_lines_none() -> None:
    page = [
        (60 + 8 * EM, 730, "工作方案"),
        (60 + 2 * EM, 700, FULL[:20]),
        *[(60, 670 - 30 * row, FULL) for row in range(3)],
        (60 + 2 * EM, 580, "一、总体要求"),
        (60 + 12 * EM, 550, "2024年3月20"),
    ]
    found = [line.text for line in read(page)]
    assert found == [
        "工作方案",
        "\u3000\u3000" + FULL[:20],
        FULL,
        FULL,
        FULL,
        "\u3000\u3000一、总体要求",
        "2024年3月20",
    ]


def test_a_first_line_one_character_short_is_not_taken_for_centred() -> None:
    page = [(60 + 2 * EM, 700, FULL[:18]), *[(60, 670 - 30 * row, FULL) for row in range(3)]]
    assert read(page)[0].text == "\u3000\u3000" + FULL[:18]


def test_margins_may_differ_on_odd_and_even_pages() -> None:
    odd = [(60 + 2 * EM, 730, FULL[:20]), *body(1)]
    even = [(x + 30, y, text) for x, y, text in odd]
    found = [line.text for line in read(odd, even, odd, even)]
    assert [text for text in found if text.startswith("\u3000")] == ["\u3000\u3000" + FULL[:20]] * 4


def table(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


CELLS: Drawn = [
    (65, 705, "任务"), (205, 705, "责任单位"),
    (65, 675, "推行拿地即开工改"), (205, 675, "市发展改革委"),
    (65, 655, "革试点"),
]  # fmt: skip


def test_rows_of_a_ruled_table_hold_their_cells_together() -> None:
    before, after = (60, 760, "一、按下表落实。"), (60, 600, "二、加强领导。")
    lines = read([before, *CELLS, after], rules=table([60, 200, 340], [730, 695, 645]))
    assert [(line.text.strip("\u3000"), line.kind) for line in lines] == [
        ("一、按下表落实。", LineKind.TEXT),
        ("任务 | 责任单位", LineKind.TABLE),
        ("推行拿地即开工改革试点 | 市发展改革委", LineKind.TABLE),
        ("二、加强领导。", LineKind.TEXT),
    ]


def test_a_line_of_a_cell_that_stops_early_ends_a_paragraph() -> None:
    cells = [(65, 705, "甲"), (65, 685, "乙"), (205, 705, "市编办")]
    assert read(cells, rules=table([60, 200, 340], [730, 675]))[0].text == "甲 乙 | 市编办"


def test_a_cell_over_several_rows_stands_in_the_first() -> None:
    cells = [(65, 705, "一"), (205, 690, "年底前"), (65, 675, "二")]
    rules = [rule for rule in table([60, 200, 340], [730, 695, 660]) if rule[1] != 695 or rule[3] != 695]
    lines = read(cells, rules=[*rules, (60, 695, 200, 695)])
    assert [line.text for line in lines] == ["一 | 年底前", "二 | "]


def test_rows_may_have_different_numbers_of_cells() -> None:
    cells = [(65, 705, "甲"), (205, 705, "乙"), (65, 675, "丙"), (165, 675, "丁"), (265, 675, "戊")]
    rules = [*table([60, 200, 300], [730, 695]), *table([60, 160, 260, 340], [695, 660])]
    lines = read(cells, rules=rules)
    assert [line.text.rstrip(" |") for line in lines] == ["甲 | 乙", "丙 | 丁 | 戊"]


@pytest.mark.parametrize(
    "rules",
    [
        table([60, 340], [730, 695, 645]),
        [(60, 695, 340, 695)],
        [(60, 730, 60, 645), (200, 730, 200, 645), (340, 730, 340, 645)],
    ],
)
def test_frames_and_lone_rules_make_no_table(rules: list[tuple[float, float, float, float]]) -> None:
    lines = read(CELLS, rules=rules)
    assert {line.kind for line in lines} == {LineKind.TEXT}
    assert "".join("".join(line.text for line in lines).split()) == "".join(text for _, _, text in CELLS)


def test_a_table_that_lays_out_running_text_is_no_table() -> None:
    column = [(65, 820 - 15 * row, FULL[row % 5 :][:17]) for row in range(30)]
    lines = read([*column, (405, 820, "目录")], rules=table([60, 400, 560], [840, 300]))
    assert {line.kind for line in lines} == {LineKind.TEXT}
