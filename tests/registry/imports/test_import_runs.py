"""Dry runs and imports: what is written, what is refused, and what stands after a stop."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from import_files import HEADERS, codes, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    from django.utils import translation

    with translation.override("en"):
        yield


def _table(count: int, *, start: int = 100, capital: int = 3000) -> list[list]:
    rows = [
        [code, f"青岚第{number}号公司", capital, "2018-05-20", "是", f"0478-{number:07}"]
        for number, code in enumerate(codes(count, start), start=start)
    ]
    return [HEADERS, *rows]


def _counts(run):
    return run.inserted, run.updated, run.unchanged, run.refused


def _faults(run):
    return [
        (fault["cell"], fault["column"], fault["value"], fault["what"])
        for row in run.refused_rows.all()
        for fault in row.faults
    ]


def test_a_dry_run_counts_what_would_happen_and_writes_nothing(hand_in, passed, home):
    from jingkai.ledger.models import LedgerEntry
    from jingkai.registry.models import Enterprise

    before = Enterprise.objects.count(), Enterprise.history.count(), LedgerEntry.objects.count()
    rows = _table(3)
    rows += [[home.enterprise.uscc, "改名食品有限公司"], [home.enterprise.uscc[:-1] + "0", "错码"]]
    run = passed(hand_in(rows))
    assert (run.state, _counts(run)) == ("checked", (3, 1, 0, 1))
    assert before == (Enterprise.objects.count(), Enterprise.history.count(), LedgerEntry.objects.count())
    home.enterprise.refresh_from_db()
    assert home.enterprise.name == "青岚食品有限公司"


def test_an_import_writes_values_history_and_one_entry_of_the_ledger(hand_in, passed, importer, home):
    from jingkai.ledger.selectors import entries
    from jingkai.registry.models import Enterprise

    rows = [*_table(2), [home.enterprise.uscc, "改名食品有限公司"]]
    run = passed(hand_in(rows), write=True)
    assert (run.state, _counts(run)) == ("done", (2, 1, 0, 0))
    made = Enterprise.objects.get(uscc=codes(1, 100)[0])
    assert (made.zone, made.registered_capital, made.founded) == (
        home.zone,
        Decimal(30_000_000),
        date(2018, 5, 20),
    )
    assert (made.above_scale, made.foreign, made.phone) == (True, None, "0478-0000100")
    first = made.history.get()
    assert (first.history_type, first.history_user, first.history_change_reason) == (
        "+",
        importer,
        f"import {run.pk}",
    )
    changed = home.enterprise.history.first()
    assert (changed.history_type, changed.name) == ("~", "改名食品有限公司")
    home.enterprise.refresh_from_db()
    assert home.enterprise.registered_capital == Decimal(12_000_000)
    (entry,) = entries(stream=f"import/{run.pk}")
    assert (entry.type, entry.actor) == ("import.finished", importer.actor)
    assert entry.data["sha256"] == run.digest
    assert [entry.data[name] for name in ("inserted", "updated", "unchanged", "refused")] == [2, 1, 0, 0]
    assert not run.file


def test_history_written_in_bulk_is_what_saving_row_by_row_would_have_written(hand_in, passed, home):
    from jingkai.registry.models import Enterprise

    passed(hand_in(_table(1)), write=True)
    row = Enterprise.objects.get(uscc=codes(1, 100)[0])
    row.save()
    by_hand, in_bulk = row.history.all()[:2]
    own = {
        "history_id",
        "history_date",
        "history_type",
        "history_user_id",
        "history_change_reason",
        "changed",
    }
    for field in by_hand._meta.fields:
        if field.attname not in own:
            assert getattr(by_hand, field.attname) == getattr(in_bulk, field.attname), field.attname


def test_the_same_file_again_changes_nothing(hand_in, passed):
    passed(hand_in(_table(5)), write=True)
    assert _counts(passed(hand_in(_table(5)), write=True)) == (0, 0, 5, 0)


def test_an_empty_cell_leaves_what_is_known_unless_its_column_is_marked(hand_in, passed, home):
    from jingkai.registry.services import importing

    rows = [["统一社会信用代码", "企业名称", "行业代码", "联系电话"], [home.enterprise.uscc, None, None, "—"]]
    assert _counts(passed(hand_in(rows), write=True)) == (0, 0, 1, 0)
    run = hand_in(rows)
    importing.map_columns(
        run, {0: "uscc", 1: "name", 2: "industry", 3: "phone"}, unit={}, erased=["industry", "phone", "name"]
    )
    assert _counts(passed(run, write=True)) == (0, 1, 0, 0)
    home.enterprise.refresh_from_db()
    assert (home.enterprise.industry, home.enterprise.phone) == ("", "")
    assert home.enterprise.name == "青岚食品有限公司"


def test_every_bad_cell_is_named_with_its_place_and_the_others_are_written(hand_in, passed):
    rows = _table(3)
    rows[1][2] = "许多"
    rows[1][3] = "2018年"
    rows[3][0] = "123"
    run = passed(hand_in(rows), write=True)
    assert _counts(run) == (1, 0, 0, 2)
    assert _faults(run) == [
        ("C2", "注册资本（万元）", "许多", "A sum of money is expected."),
        ("D2", "成立日期", "2018年", "The day is missing from this date."),
        ("A4", "统一社会信用代码", "123", "A unified social credit code has 18 characters; this one has 3."),
    ]
    assert run.faulty == {"注册资本（万元）": 1, "成立日期": 1, "统一社会信用代码": 1}


def test_refused_rows_come_back_as_a_workbook_that_can_be_mended_and_sent_again(hand_in, passed, tmp_path):
    from jingkai.registry.imports import sheets
    from jingkai.registry.services import importing

    rows = _table(2)
    rows[2][3] = "三月"
    run = passed(hand_in(rows), write=True)
    path = tmp_path / "refused.xlsx"
    path.write_bytes(importing.refused_workbook(run))
    (_one, header), (_two, cells) = sheets.look(path, "refused").first
    assert header == [*HEADERS, "原行号", "问题"]
    assert cells[6] == 3
    assert "成立日期：A date is expected." in cells[7]
    cells[3] = "2018-03-01"
    assert _counts(passed(hand_in([header, cells]), write=True)) == (1, 0, 0, 0)


def test_refused_rows_are_sealed_in_the_database(hand_in, passed):
    from django.db import connection

    rows = _table(1)
    rows[1][3] = "三月"
    passed(hand_in(rows))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_cells, sealed_faults FROM registry_refusedrow")
        stored = "".join(cursor.fetchone())
    assert "0478" not in stored
    assert "三月" not in stored


def test_of_two_rows_about_the_same_the_second_is_refused(hand_in, passed):
    rows = _table(2)
    rows.append([*rows[1][:1], "另一个名字"])
    run = passed(hand_in(rows))
    assert _counts(run) == (2, 0, 0, 1)
    assert _faults(run)[0][3] == "Row 2 of the file is about the same."


def test_what_a_new_row_needs_is_asked_for(hand_in, passed):
    run = passed(hand_in([["统一社会信用代码", "地址"], [codes(1, 700)[0], "创业路"]]))
    assert _counts(run) == (0, 0, 0, 1)
    assert run.refused_rows.get().faults[0]["what"] == "This is needed and the cell is empty."


def test_rows_outside_of_the_scope_are_refused_by_the_policy(hand_in, passed, neighbour):
    from jingkai.registry.models import Enterprise

    mine, other = codes(2, 800)
    rows = [
        ["统一社会信用代码", "企业名称", "开发区", "园区"],
        [mine, "甲", "青岚经开区", "青岚东园"],
        [other, "乙", "songhai", None],
        [neighbour.enterprise.uscc, "抢来的", None, None],
        [neighbour.enterprise.uscc, "抢来的", "qinglan", None],
    ]
    run = passed(hand_in(rows), write=True)
    assert _counts(run) == (1, 0, 0, 3)
    neighbour.enterprise.refresh_from_db()
    assert neighbour.enterprise.name == "松海食品有限公司"
    assert not Enterprise.objects.filter(uscc=other).exists()
    assert [fault[0] for fault in _faults(run)] == ["C3", "A4", "A5"]
    assert "松海" not in str([row.faults for row in run.refused_rows.filter(row=4)])


def test_rights_that_were_taken_back_before_the_run_refuse_every_row(hand_in, passed, importer):
    run = hand_in(_table(2))
    assert _counts(passed(run)) == (2, 0, 0, 0)
    importer.assignments.all().delete()
    assert _counts(passed(run, write=True)) == (0, 0, 0, 2)


def test_rows_changed_since_the_dry_run_are_tried_anew(hand_in, passed, home):
    from jingkai.registry.models import Enterprise, ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    rows = _table(2)
    run = passed(hand_in(rows))
    assert _counts(run) == (2, 0, 0, 0)
    Enterprise.objects.create(uscc=rows[1][0], name="抢先登记的公司", zone=home.zone)
    importing._reset(run, ImportState.RUNNING)
    importing.work_on(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert (_counts(run), run.foreseen["inserted"]) == ((1, 1, 0, 0), 2)


def test_an_import_of_5000_rows_goes_through_in_batches(hand_in, passed):
    from jingkai.registry.models import Enterprise

    run = passed(hand_in(_table(5000)), write=True)
    assert (run.state, run.done, _counts(run)) == ("done", 5000, (5000, 0, 0, 0))
    assert Enterprise.history.filter(history_change_reason=f"import {run.pk}").count() == 5000


@pytest.fixture
def small_batches(monkeypatch):
    """Batches of ten rows, and a place to act between them."""
    from jingkai.registry.imports import sheets
    from jingkai.registry.services import import_run

    between: dict[int, object] = {}

    def batches(*given, **options):
        for number, batch in enumerate(original(*given, **options, size=10), start=1):
            if action := between.get(number):
                action()
            yield batch

    original = sheets.batches
    monkeypatch.setattr(import_run.sheets, "batches", batches)
    return between


def test_a_cancelled_import_keeps_what_is_written_says_what_that_is_and_can_go_on(
    hand_in, passed, small_batches
):
    from jingkai.ledger.selectors import entries
    from jingkai.registry.models import Enterprise, ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    run = passed(hand_in(_table(35)))
    before = Enterprise.objects.count()
    small_batches[3] = lambda: importing.cancel(run)
    importing._reset(run, ImportState.RUNNING)
    importing.work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.last_row, run.inserted) == ("cancelled", 19, 20, 19)
    assert Enterprise.objects.count() == before + 19
    small_batches.clear()
    importing.begin_run(run)
    importing.work_on(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert (run.state, run.done, run.inserted) == ("done", 35, 35)
    assert [entry.type for entry in entries(stream=f"import/{run.pk}")] == [
        "import.cancelled",
        "import.finished",
    ]


def test_a_cancelled_dry_run_goes_back_to_the_columns(hand_in, small_batches):
    from jingkai.registry.models import ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    run = hand_in(_table(35))
    small_batches[2] = lambda: importing.cancel(run)
    importing._reset(run, ImportState.CHECKING)
    importing.work_on(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert (run.state, run.done, _counts(run)) == ("mapping", 0, (0, 0, 0, 0))


def test_a_run_that_was_cut_off_goes_on_with_the_row_after_and_writes_none_twice(
    hand_in, passed, small_batches
):
    from jingkai.registry.models import Enterprise, ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    def stop():
        raise KeyboardInterrupt

    rows = _table(35)
    rows.append([rows[3][0], "第二次出现"])
    run = passed(hand_in(rows))
    small_batches[3] = stop
    importing._reset(run, ImportState.RUNNING)
    with pytest.raises(KeyboardInterrupt):
        importing.work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.working) == ("running", 19, False)
    small_batches.clear()
    assert importing.resume() == [run.pk]
    importing.work_on(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert (run.state, run.done, _counts(run)) == ("done", 36, (35, 0, 0, 1))
    assert Enterprise.history.filter(history_change_reason=f"import {run.pk}").count() == 35


def test_work_that_is_cut_off_again_and_again_is_given_up_and_says_what_is_in(hand_in, passed):
    from jingkai.registry.models import ImportRun
    from jingkai.registry.services import importing

    run = passed(hand_in(_table(5)))
    ImportRun.objects.filter(pk=run.pk).update(state="running", working=True, attempts=3, done=2, last_row=3)
    assert importing.resume() == []
    run.refresh_from_db()
    assert (run.state, run.done, run.last_row) == ("failed", 2, 3)
    assert run.problem


def test_two_workers_on_one_import_write_nothing_twice(hand_in, passed, small_batches):
    from jingkai.registry.models import Enterprise, ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    run = passed(hand_in(_table(35)))
    importing._reset(run, ImportState.RUNNING)

    def another():
        small_batches.clear()
        ImportRun.objects.filter(pk=run.pk).update(working=False)
        importing.work_on(run.pk)

    small_batches[2] = another
    importing.work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.inserted) == ("done", 35)
    assert Enterprise.history.filter(history_change_reason=f"import {run.pk}").count() == 35


def test_a_fault_of_ours_in_the_middle_leaves_whole_batches_only(hand_in, passed, small_batches, monkeypatch):
    from jingkai.registry.models import Enterprise, ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import import_run, importing

    run = passed(hand_in(_table(35)))
    before = Enterprise.objects.count()
    real, calls = import_run.write_rows, []

    def failing(*given, **options):
        real(*given, **options)
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("the disk is gone")

    monkeypatch.setattr(import_run, "write_rows", failing)
    importing._reset(run, ImportState.RUNNING)
    with pytest.raises(RuntimeError):
        importing.work_on(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    assert (run.state, run.done) == ("failed", 19)
    assert Enterprise.objects.count() == before + 19


def test_projects_and_parcels_refer_to_enterprises_and_parks_by_code_or_name(
    hand_in, passed, home, neighbour
):
    from jingkai.registry.models import Parcel, Project

    rows = [
        ["项目代码", "项目名称", "企业", "园区", "总投资（亿元）", "开工日期", "竣工日期"],
        [
            "2404-150802-04-01-000001",
            "一期",
            home.enterprise.uscc,
            "青岚东园",
            1.2,
            "2024-04-01",
            "2025-10-31",
        ],
        ["2404-150802-04-01-000002", "二期", "青岚食品有限公司", "qinglan-east", "8000万元", None, None],
        ["2404-150802-04-01-000003", "三期", neighbour.enterprise.uscc, None, None, None, None],
        ["2404-150802-04-01-000004", "四期", None, "松海东园", None, None, None],
        ["2404-150802-04-01-000005", "五期", None, None, None, "2024-04-01", "2023-01-01"],
    ]
    run = passed(hand_in(rows, "projects"), write=True)
    assert _counts(run) == (2, 0, 0, 3)
    made = Project.objects.get(code="2404-150802-04-01-000002")
    assert (made.enterprise, made.park, made.investment) == (home.enterprise, home.park, Decimal(80_000_000))
    assert [fault[0] for fault in _faults(run)] == ["C4", "D5", "G6"]
    rows = [["宗地编号", "用途", "面积（亩）", "使用权人"], ["青岚工-018号", "工业", 100, "青岚食品有限公司"]]
    assert _counts(passed(hand_in(rows, "parcels"), write=True)) == (1, 0, 0, 0)
    assert Parcel.objects.get(number="青岚工-018号").area == Decimal("66666.67")


def test_parks_and_units_are_imported_and_no_two_share_a_name(hand_in, passed, home):
    from jingkai.registry.models import Park, Unit

    rows = [
        ["代码", "名称", "主导产业"],
        ["west", "西区", "装备制造、新材料"],
        ["west2", "西区", None],
        ["x", "青岚东园", None],
    ]
    run = passed(hand_in(rows, "parks"), write=True)
    assert _counts(run) == (1, 0, 0, 2)
    assert Park.objects.get(code="west").industries == ["装备制造", "新材料"]
    rows = [
        ["单位代码", "单位名称", "级别", "其他名称"],
        ["qinglan-tax", "青岚经开区税务局", "开发区", "税务局"],
    ]
    assert _counts(passed(hand_in(rows, "units"), write=True)) == (1, 0, 0, 0)
    assert Unit.objects.get(code="qinglan-tax").zone == home.zone
    rows = [
        ["代码", "名称", "核准面积（公顷）"],
        ["qinglan", "青岚经济技术开发区", 1300],
        ["nowhere", "别处开发区", 1],
    ]
    run = passed(hand_in(rows, "zones"), write=True)
    assert _counts(run) == (0, 1, 0, 1)
    home.zone.refresh_from_db()
    assert home.zone.area == 13


def test_facts_retire_what_they_differ_from_and_unknown_cells_say_nothing(hand_in, passed, home, neighbour):
    from jingkai.registry.models import Fact

    head = ["指标", "对象", "报告期", "数值", "数据来源"]
    rows = [
        head,
        ["缴纳税收", home.enterprise.uscc, "2023年", "130万元", "年报"],
        ["tax_paid", home.enterprise.uscc, "2024", 1_400_000, "年报"],
        ["tax_paid", home.enterprise.uscc, "2022", None, None],
        ["tax_paid", home.enterprise.uscc, "2021Q1", 5, None],
        ["tax_paid", home.enterprise.uscc, "2020", -5, None],
        ["tax_paid", neighbour.enterprise.uscc, "2024", 5, None],
        ["tax_paid", codes(1, 999)[0], "2024", 5, None],
        ["没有的指标", home.enterprise.uscc, "2024", 5, None],
        ["tax_paid", home.enterprise.uscc, "2024年", 7, None],
    ]
    run = passed(hand_in(rows, "facts"), write=True)
    assert _counts(run) == (1, 1, 1, 6)
    assert [fault[0] for fault in _faults(run)] == ["C5", "D6", "B7", "B8", "A9", "A10"]
    mine = Fact.objects.filter(subject=home.enterprise.subject_key)
    assert {fact.period: fact.number for fact in mine.filter(retired=None)} == {
        "2023": 1_300_000,
        "2024": 1_400_000,
    }
    assert mine.get(period="2023", retired__isnull=False).number == Decimal("1250000.50")
    assert mine.get(period="2024").source == "import"
    again = passed(hand_in(rows[:3], "facts"), write=True)
    assert _counts(again) == (0, 0, 2, 0)


def test_a_fact_that_holds_until_changed_ends_the_one_before_it(hand_in, passed, home):
    from world import variable

    from jingkai.registry.models import Fact

    variable("tier", label="企业分档", english="Tier", type="text", unit="", period="none", least=None)
    head = ["指标", "对象", "数值", "生效日期"]
    rows = [
        head,
        ["tier", home.enterprise.uscc, "甲", "2023-01-01"],
        ["tier", home.enterprise.uscc, "乙", "2024-01-01"],
    ]
    assert _counts(passed(hand_in(rows, "facts"), write=True)) == (2, 0, 0, 0)
    known = Fact.objects.filter(variable__name="tier", retired=None).order_by("valid_from")
    assert [(fact.text, fact.valid_to) for fact in known] == [("甲", date(2023, 12, 31)), ("乙", None)]


def test_a_csv_file_in_gb18030_is_imported(hand_in, passed):
    text = "\n".join(",".join(map(str, row)) for row in _table(3))
    assert _counts(passed(hand_in(text.encode("gb18030"), name="企业.csv"), write=True)) == (3, 0, 0, 0)


def test_the_example_of_the_template_is_left_out(hand_in, passed):
    from jingkai.registry.imports.tables import ENTERPRISES
    from jingkai.registry.imports.template import template

    run = passed(hand_in(template(ENTERPRISES)))
    assert (run.skipped, run.done, _counts(run)) == (1, 0, (0, 0, 0, 0))


def test_another_sheet_can_be_chosen_and_one_that_is_not_there_is_refused(hand_in):
    from jingkai.registry.imports.faults import FileError
    from jingkai.registry.services import importing

    def second(book, _sheet):
        other = book.add_worksheet("二月")
        other.write_row(0, 0, ["信用代码", "名称"])
        other.write_row(1, 0, [codes(1, 950)[0], "甲"])

    run = hand_in(workbook(_table(1), change=second))
    assert run.sheet == "企业"
    importing.choose_sheet(run, "二月")
    run.refresh_from_db()
    assert (run.sheet, [match[2] for match in run.mapping["matches"]]) == ("二月", ["uscc", "name"])
    with pytest.raises(FileError, match="There is no sheet “三月”"):
        importing.choose_sheet(run, "三月")


def test_a_mapping_without_key_or_with_a_column_twice_is_refused(hand_in):
    from jingkai.registry.errors import RegistryError
    from jingkai.registry.services import importing

    run = hand_in(_table(1))
    with pytest.raises(RegistryError, match="No column is mapped"):
        importing.map_columns(run, {1: "name"}, unit={}, erased=[])
    with pytest.raises(RegistryError, match="both mapped"):
        importing.map_columns(run, {0: "uscc", 1: "name", 2: "name"}, unit={}, erased=[])


def test_a_row_that_an_import_takes_would_pass_the_checks_of_its_form(hand_in, passed):
    from jingkai.registry.models import Enterprise

    passed(hand_in(_table(5)), write=True)
    for row in Enterprise.objects.filter(uscc__in=codes(5, 100)):
        row.full_clean()


def test_a_file_lies_under_a_name_that_says_nothing_and_is_forgotten_in_time(hand_in, passed, received):
    from datetime import timedelta

    from jingkai.registry.models import ImportRun, RefusedRow
    from jingkai.registry.services import importing

    rows = _table(2)
    rows[1][3] = "三月"
    run = passed(hand_in(rows, name="企业名录.xlsx"))
    (kept,) = [path for path in received.rglob("*") if path.is_file()]
    assert "企业" not in kept.name
    assert kept.stat().st_mode & 0o077 == 0
    ImportRun.objects.filter(pk=run.pk).update(started=run.started - timedelta(days=31))
    importing.forget_old()
    assert not kept.exists()
    assert not RefusedRow.objects.exists()


def test_a_unit_in_the_header_counts_for_columns_that_a_person_maps_too(hand_in):
    from jingkai.registry.services import importing

    run = hand_in([["信用代码", "登记资金总额（万元）"], [codes(1, 960)[0], 3000]])
    importing.map_columns(run, {0: "uscc", 1: "registered_capital"}, unit={}, erased=[])
    assert [match[3] for match in run.mapping["matches"]] == ["", "万元"]
    importing.map_columns(run, {0: "uscc", 1: "registered_capital"}, unit={1: ""}, erased=[])
    assert [match[3] for match in run.mapping["matches"]] == ["", ""]


def test_a_unit_in_the_header_of_facts_counts_for_money_and_is_refused_for_anything_else(
    hand_in, passed, home
):
    from world import variable

    from jingkai.registry.models import Fact

    variable("staff", label="从业人员", english="Staff", type="number", unit="人", period="year")
    rows = [
        ["指标", "对象", "报告期", "数值（万元）"],
        ["tax_paid", home.enterprise.uscc, "2024", 140],
        ["tax_paid", home.enterprise.uscc, "2025", "90元"],
        ["staff", home.enterprise.uscc, "2024", 140],
    ]
    run = passed(hand_in(rows, "facts"), write=True)
    assert _counts(run) == (2, 0, 0, 1)
    known = Fact.objects.filter(variable__name="tax_paid", retired=None, period__in=["2024", "2025"])
    assert {fact.period: fact.number for fact in known} == {"2024": 1_400_000, "2025": 90}
    assert _faults(run)[0][3] == "The header says 万元, but this variable is no sum of money."


def test_a_refused_row_does_not_stand_in_the_way_of_its_mended_copy_whether_or_not_there_was_a_stop(
    hand_in, passed, small_batches
):
    from jingkai.registry.models import ImportRun
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    def stop():
        raise KeyboardInterrupt

    rows = _table(25)
    rows[2][3] = "三月"
    rows.append([*rows[2][:3], "2018-03-01"])
    run = passed(hand_in(rows))
    assert _counts(run) == (25, 0, 0, 1)
    small_batches[2] = stop
    importing._reset(run, ImportState.RUNNING)
    with pytest.raises(KeyboardInterrupt):
        importing.work_on(run.pk)
    small_batches.clear()
    importing.resume()
    importing.work_on(run.pk)
    assert _counts(ImportRun.objects.get(pk=run.pk)) == (25, 0, 0, 1)
