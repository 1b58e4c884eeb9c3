"""The pages of an import: choose, hand in, map, try, run, report; and who may see which."""

from __future__ import annotations

import pytest
from import_files import HEADERS, codes, workbook

from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind

pytestmark = pytest.mark.django_db

FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def client(client_as, home, received, settings):
    """Somebody who keeps tables of 青岚; work of the background is done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return client_as(Role.STATISTICIAN)


def _file(rows, name="企业名录.xlsx"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, workbook(rows), content_type=FILE)


def _rows(count=3):
    return [
        HEADERS,
        *(
            [code, f"青岚第{code[-4:]}号公司", 3000, "2018-05-20", "是", "13812345678"]
            for code in codes(count, 400)
        ),
    ]


def _hand_in(client, rows, table="enterprises"):
    answer = client.post(f"/registry/imports/new/?table={table}", {"zone": "qinglan", "file": _file(rows)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_a_table_goes_from_file_to_report(client, django_capture_on_commit_callbacks):
    from jingkai.registry.models import Enterprise

    rows = _rows()
    rows[2][3] = "三月"
    columns = _hand_in(client, rows)
    page = client.get(columns).content.decode()
    assert "统一社会信用代码" in page
    assert "138****5678" in page
    assert "13812345678" not in page
    form = {
        f"column_{at}": name
        for at, name in enumerate(["uscc", "name", "registered_capital", "founded", "above_scale", "phone"])
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(columns, form | {"unit_2": "万元"})
    run = answer.headers["Location"]
    page = client.get(run).content.decode()
    assert "D3" in page
    assert "尚未写入任何数据" in page
    assert '<td class="figure" data-label="新增">–</td>' in client.get("/registry/imports/").content.decode()
    assert Enterprise.objects.filter(uscc__in=codes(3, 400)).count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{run}begin/")
    page = client.get(run).content.decode()
    assert "导入完成" in page
    assert Enterprise.objects.get(uscc=codes(1, 400)[0]).registered_capital == 30_000_000
    book = client.get(f"{run}refused/")
    assert book.headers["Content-Type"] == FILE
    assert book.headers["Content-Disposition"].startswith("attachment")
    assert "企业名录.xlsx" in client.get("/registry/imports/").content.decode()


def test_a_file_that_is_no_table_is_refused_on_the_page_and_not_kept(client, received):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from jingkai.registry.models import ImportRun

    file = SimpleUploadedFile("table.xlsx", b"%PDF-1.7")
    answer = client.post("/registry/imports/new/?table=enterprises", {"zone": "qinglan", "file": file})
    assert answer.status_code == 422
    assert "这不是表格文件" in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not [path for path in received.rglob("*") if path.is_file()]


def test_a_missing_file_and_a_zone_of_others_are_named(client, neighbour):
    answer = client.post("/registry/imports/new/?table=enterprises", {"zone": "qinglan"})
    assert (answer.status_code, "请选择文件" in answer.content.decode()) == (422, True)
    answer = client.post(
        "/registry/imports/new/?table=enterprises", {"zone": "songhai", "file": _file(_rows())}
    )
    assert (answer.status_code, "您不能为该开发区导入数据" in answer.content.decode()) == (422, True)


def test_a_mapping_without_the_key_is_refused_on_the_page(client):
    columns = _hand_in(client, _rows())
    answer = client.post(columns, {"column_1": "name"})
    assert (answer.status_code, "没有列对应到" in answer.content.decode()) == (422, True)


def test_templates_are_handed_out_as_attachments(client):
    answer = client.get("/registry/imports/template/?table=enterprises")
    assert answer.headers["Content-Type"] == FILE
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get("/registry/imports/template/?table=nothing").status_code == 404


def test_only_tables_that_somebody_may_change_are_offered(client, client_as):
    page = client.get("/registry/imports/").content.decode()
    assert "/registry/imports/new/?table=enterprises" in page
    assert "/registry/imports/new/?table=zones" not in page
    assert client.get("/registry/imports/new/?table=zones").status_code == 403
    officer = client_as(Role.POLICY_OFFICER)
    page = officer.get("/registry/imports/").content.decode()
    assert "/registry/imports/new/?table=zones" in page
    assert "/registry/imports/new/?table=enterprises" not in page


def test_imports_of_a_neighbouring_zone_are_not_seen(client, client_as, neighbour):
    columns = _hand_in(client, _rows())
    stranger = client_as(Role.STATISTICIAN, Scope(ScopeKind.ZONE, "songhai"))
    for page in ("columns/", "", "progress/", "refused/"):
        assert stranger.get(columns.replace("columns/", page)).status_code == 404
    for deed in ("begin/", "cancel/", "discard/"):
        assert stranger.post(columns.replace("columns/", deed)).status_code == 404
    assert "企业名录" not in stranger.get("/registry/imports/").content.decode()


def test_whoever_may_not_change_a_table_neither_runs_its_import_nor_gets_its_rows(client, client_as):
    columns = _hand_in(client, _rows())
    officer = client_as(Role.POLICY_OFFICER)
    assert officer.post(columns.replace("columns/", "begin/")).status_code == 403
    assert officer.post(columns.replace("columns/", "discard/")).status_code == 403
    assert officer.get(columns.replace("columns/", "refused/")).status_code == 302


def test_asking_for_progress_ends_with_the_page_itself(client):
    from jingkai.registry.models import ImportRun

    columns = _hand_in(client, _rows())
    run = ImportRun.objects.get()
    ImportRun.objects.update(state="running", rows=3, done=1, working=True)
    answer = client.get(columns.replace("columns/", "progress/"))
    assert 'value="33"' in answer.content.decode()
    ImportRun.objects.filter(pk=run.pk).update(state="done")
    assert client.get(columns.replace("columns/", "progress/")).headers["HX-Refresh"] == "true"


def test_a_forgotten_file_is_gone(client, received):
    from jingkai.registry.models import ImportRun

    columns = _hand_in(client, _rows())
    assert [path for path in received.rglob("*") if path.is_file()]
    client.post(columns.replace("columns/", "discard/"))
    assert not ImportRun.objects.exists()
    assert not [path for path in received.rglob("*") if path.is_file()]


def test_whoever_left_the_page_is_told_when_the_import_is_done(hand_in, passed, importer):
    passed(hand_in(_rows()), write=True)
    told = importer.notifications.get()
    assert "table.xlsx" in told.words
    assert told.url.startswith("/registry/imports/")


def test_a_dry_run_waits_for_whoever_handed_the_file_in_and_for_nobody_else(
    hand_in, passed, importer, person
):
    from datetime import timedelta

    from django.utils import timezone

    from jingkai.registry.selectors import waiting_for

    run = passed(hand_in(_rows()))
    (waiting,) = waiting_for(importer)
    assert waiting.url == run.get_absolute_url()
    assert "table.xlsx" in waiting.words
    assert waiting.due == timezone.localdate(run.started + timedelta(days=30))
    assert waiting_for(person(Role.STATISTICIAN)) == []
    passed(run, write=True)
    assert waiting_for(importer) == []


def test_an_import_without_a_table_shows_which_there_are(client):
    answer = client.get("/registry/imports/new/", follow=True)
    assert answer.status_code == 200
    assert "/registry/imports/new/?table=enterprises" in answer.content.decode()
    assert client.get("/registry/imports/new/?table=nothing").status_code == 404


def test_a_phone_that_is_none_is_refused_in_its_cell():
    from jingkai.registry.imports import cells
    from jingkai.registry.imports.faults import CellError
    from jingkai.registry.imports.tables import ENTERPRISES

    with pytest.raises(CellError) as caught:
        cells.read(ENTERPRISES.by_name["phone"], "1391234000O")
    assert "0478-8212345" in caught.value.mend
    assert "1391234" not in str(caught.value)  # the page of the import masks the cell, and so does the reason
    assert cells.read(ENTERPRISES.by_name["phone"], 13812340000.0) == "13812340000"
