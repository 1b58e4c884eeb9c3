"""Files as they come: workbooks, CSV, and what only pretends to be one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from import_files import workbook

from jingkai.registry.imports import sheets
from jingkai.registry.imports.faults import FileError
from jingkai.registry.imports.matching import header_of, match
from jingkai.registry.imports.raw import Broken
from jingkai.registry.imports.tables import ENTERPRISES, TABLES
from jingkai.registry.imports.template import template

pytestmark = pytest.mark.usefixtures("_in_english")


@pytest.fixture
def _in_english(monkeypatch):
    monkeypatch.setattr("jingkai.kernel.language._translate", lambda message: message)
    monkeypatch.setenv("JINGKAI_LANGUAGE", "en")


def _kept(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


def _rows(path: Path, **options) -> list[tuple[int, list]]:
    return [row for batch in sheets.batches(path, "file", **options) for row in batch]


def _rewritten(content: bytes, part: str, change) -> bytes:
    """Give a workbook with one part of the archive changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, change(data) if item.filename == part else data)
    return buffer.getvalue()


def test_a_look_counts_the_rows_of_a_workbook_up_to_its_last_one(tmp_path):
    path = _kept(tmp_path, workbook([["名称"], ["甲"], [], ["乙"]]))
    assert sheets.look(path, "file").rows == 4


def test_rows_keep_the_numbers_they_have_in_the_sheet(tmp_path):
    path = _kept(tmp_path, workbook([[], [None, "名称"], [], [None, "甲"], [None, "乙"]]))
    assert _rows(path) == [(2, [None, "名称"]), (4, [None, "甲"]), (5, [None, "乙"])]
    assert _rows(path, after=4) == [(5, [None, "乙"])]


def test_batches_have_the_size_asked_for(tmp_path):
    path = _kept(tmp_path, workbook([["名称"], *([str(number)] for number in range(25))]))
    assert [len(batch) for batch in sheets.batches(path, "file", size=10)] == [10, 10, 6]


def test_results_of_formulas_count_and_formulas_without_result_are_named(tmp_path):
    def formulas(book, sheet):
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 1, "=A1&B1", None, "")

    path = _kept(tmp_path, workbook([["名称", "值"], ["甲"], ["乙"], ["丙"]], change=formulas))
    found = dict(_rows(path))
    assert found[2] == ["甲", 2.0]
    assert found[3] == ["乙", Broken("#DIV/0!")]
    assert isinstance(found[3][1], Broken)
    assert found[4] == ["丙", Broken("=A1&B1")]
    assert isinstance(found[4][1], Broken)


def test_the_first_sheet_with_anything_in_it_is_looked_at_and_hidden_ones_are_not_offered(tmp_path):
    def more(book, _sheet):
        book.add_worksheet("空")
        other = book.add_worksheet("名单")
        other.write(0, 0, "企业名称")
        book.add_worksheet("藏").hide()

    path = _kept(tmp_path, workbook([], sheet="封面", change=more))
    look = sheets.look(path, "file")
    assert (look.sheets, look.sheet) == (("封面", "空", "名单"), "名单")
    with pytest.raises(FileError, match="There is no sheet “藏”"):
        sheets.look(path, "file", "藏")


def test_two_cells_far_apart_are_refused_with_the_cell_that_is_too_far(tmp_path):
    path = _kept(
        tmp_path, workbook([["名称"]], change=lambda _book, sheet: sheet.write(1_048_575, 16_383, "x"))
    )
    assert path.stat().st_size < 20_000
    with pytest.raises(FileError, match="reaches as far as cell XFD1048576"):
        sheets.look(path, "file")


def test_a_sparse_workbook_that_hides_from_the_survey_kills_only_its_reader(tmp_path):
    content = workbook([["名称"]], change=lambda _book, sheet: sheet.write(1_048_575, 16_383, "x"))
    hidden = _rewritten(
        content,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'<c r="XFD1048576"', b'<c r="&#88;FD1048576"'),
    )
    path = _kept(tmp_path, hidden)
    with pytest.raises(FileError):
        sheets.look(path, "file")


def test_an_archive_that_unpacks_to_far_too_much_is_not_opened(tmp_path):
    bomb = _rewritten(
        workbook([["名称"]]), "xl/worksheets/sheet1.xml", lambda data: data + b" " * 700 * 1024**2
    )
    path = _kept(tmp_path, bomb)
    assert path.stat().st_size < 2 * 1024**2
    with pytest.raises(FileError, match="unpacks to far more than a table needs"):
        sheets.look(path, "file")


def test_a_size_that_is_a_lie_is_found_out(tmp_path):
    content = bytearray(workbook([["名称"]]))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/worksheets/sheet1.xml"))
    content[entry + 24 : entry + 28] = (50).to_bytes(4, "little")
    path = _kept(tmp_path, bytes(content))
    with pytest.raises(FileError):
        sheets.look(path, "file")


def test_entities_are_refused_before_anything_parses_them(tmp_path):
    declared = _rewritten(
        workbook([["名称"]]),
        "xl/workbook.xml",
        lambda data: data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1),
    )
    with pytest.raises(FileError):
        sheets.look(_kept(tmp_path, declared), "file")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and nothing more", "broken"),
        (bytes(range(128, 256)), "no text in UTF-8 or GB 18030"),
        ("名称,地址\n甲,一路\n".encode("utf-16") + b"A", "begins as text in UTF-16"),
        ("名称,地址\n".encode("utf-16") + b"\x00\xd8\x41\x00", "begins as text in UTF-16"),
        (b"\xef\xbb\xbf" + "名称,地址\n甲,一路\n".encode("gb18030"), "begins as text in UTF-8"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "page of the web"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "page of the web"),
        (b"\n\n", "nothing in the table"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is_and_the_mend(tmp_path, content, words):
    with pytest.raises(FileError, match=words) as caught:
        sheets.look(_kept(tmp_path, content), "file")
    assert caught.value.place == "file"
    assert caught.value.mend


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_the_encodings_and_with_the_delimiters_of_offices(
    tmp_path, encoding, delimiter
):
    text = "\r\n".join(
        delimiter.join(row)
        for row in (["企业名称", "地址"], ["青岚绿源", "创业路"], ["", ""], ["松海", "一路"])
    )
    look = sheets.look(_kept(tmp_path, text.encode(encoding)), "file")
    assert look.first == ((1, ["企业名称", "地址"]), (2, ["青岚绿源", "创业路"]), (4, ["松海", "一路"]))
    assert look.rows == 3


def test_a_line_break_inside_quotation_marks_belongs_to_its_cell(tmp_path):
    path = _kept(tmp_path, '名称,地址\n甲,"一路\n二号"\n乙,三路\n'.encode())
    assert _rows(path, after=1) == [(2, ["甲", "一路\n二号"]), (4, ["乙", "三路"])]


def test_a_quotation_mark_that_is_never_closed_names_its_line(tmp_path):
    path = _kept(tmp_path, ('名称,地址\n甲,一路\n乙,"' + "无尽" * 1_000_000).encode())
    with pytest.raises(FileError, match="Line 3 cannot be read"):
        _rows(path)


def test_the_header_is_found_below_title_and_unit():
    rows = [
        (1, ["2024年企业名录", None, None]),
        (2, [None, None, "单位：万元"]),
        (4, ["序号", "统一社会信用代码", "单位详细名称"]),
        (5, [1.0, "91110000600037341L", "甲"]),
    ]
    assert header_of(ENTERPRISES, rows)[0] == 4


def test_headers_are_matched_by_name_alias_and_likeness_and_their_units_are_noted():
    headers = [
        "序号",
        "统一社会信用代码",
        "单位详细名称",
        "注册资金（万元）",
        "法人代表",
        "所属行业代码",
        "备注",
    ]
    found = {one.header: (one.name, one.unit, one.sure) for one in match(ENTERPRISES, headers)}
    assert found == {
        "序号": ("", "", True),
        "统一社会信用代码": ("uscc", "", True),
        "单位详细名称": ("name", "", True),
        "注册资金（万元）": ("registered_capital", "万元", True),
        "法人代表": ("representative", "", True),
        "所属行业代码": ("industry", "", False),
        "备注": ("", "", True),
    }


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_template_of_a_table_is_matched_completely_and_its_example_is_left_out(tmp_path, table):
    from jingkai.registry.imports.rows import is_example

    look = sheets.look(_kept(tmp_path, template(table)), "file")
    number, cells = header_of(table, look.first)
    assert number == 1
    assert [(one.name, one.sure) for one in match(table, cells)] == [
        (column.name, True) for column in table.columns
    ]
    assert is_example(look.first[1][1])
    assert all(one.header.startswith(table.by_name[one.name].chinese) for one in match(table, cells))
    assert not [
        one.header for one in match(table, cells) if one.header.endswith(table.by_name[one.name].english)
    ]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_example_of_a_template_would_be_taken_if_it_were_not_marked(table):
    from jingkai.registry.imports.cells import read

    for column in table.columns:
        if column.example:
            assert read(column, column.example) is not None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["zones", "parks", "units", "enterprises", "projects", "parcels"])
def test_what_a_list_exports_can_be_brought_in_again(name, language):
    from django.utils import translation

    from jingkai.registry.imports.cells import read
    from jingkai.registry.services.import_plan import MODELS
    from jingkai.registry.views import places, subjects

    register = getattr(subjects if hasattr(subjects, name.upper()) else places, name.upper())
    with translation.override(language):
        found = match(
            TABLES[name], [str(column.words) for column in register.columns if column.name != "remark"]
        )
        assert [one.header for one in found if not (one.name and one.sure)] == []
        for column in TABLES[name].columns:
            for value, words in MODELS[name]._meta.get_field(column.name).choices or ():
                assert read(column, str(words)) == value
