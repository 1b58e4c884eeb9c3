"""Exports: the narrowed list, marked, masked, exact, for whoever may take tables away."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from jingkai.accounts.roles import Role


def _csv(client, plural, **query):
    answer = client.get(reverse(f"registry:{plural}"), query | {"export": "csv"})
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def _xlsx(client, plural, **query):
    from python_calamine import CalamineWorkbook

    answer = client.get(reverse(f"registry:{plural}"), query | {"export": "xlsx"})
    content = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.fixture
def officer(client_as, home, neighbour):
    client = client_as(Role.CASE_OFFICER)
    client.cookies["jingkai_language"] = "en"
    return client


@pytest.mark.parametrize("plural", ["zones", "parks", "units", "enterprises", "projects", "parcels", "facts"])
def test_an_export_has_the_rows_of_the_own_zone_alone(officer, plural):
    for table in (_csv(officer, plural), _xlsx(officer, plural)):
        assert len(table) == 2
        assert not any("松海" in str(cell) or "songhai" in str(cell) for row in table for cell in row)


def test_an_export_follows_the_filters_of_the_list(officer, home):
    from jingkai.registry.models import Project

    Project.objects.create(code="2405-150802-04-01-765432", name="青岚三期", zone=home.zone, stage="building")
    assert [row[0] for row in _csv(officer, "projects", stage="building")[1:]] == ["青岚三期"]
    assert [row[0] for row in _csv(officer, "projects", q="乳品")[1:]] == ["青岚乳品二期"]


def test_synthetic_rows_say_so_in_the_last_column_and_others_do_not(officer, home):
    from jingkai.registry.models import Parcel

    Parcel.objects.create(number="Q-REAL", zone=home.zone, use="green")
    remarks = {row[0]: row[-1] for row in _csv(officer, "parcels")[1:]}
    assert "synthetic" in remarks["QINGLAN-001"]
    assert remarks["Q-REAL"] == ""


def test_unknown_cells_are_empty_and_money_is_exact(officer, home):
    from jingkai.registry.models import Enterprise

    heads, row = _csv(officer, "enterprises")
    named = dict(zip(heads, row, strict=True))
    assert named["Registered capital"] == "12000000.00"
    assert named["Foreign-invested"] == ""
    Enterprise.objects.update(registered_capital=None)
    assert "0" not in _csv(officer, "enterprises")[1]


def test_an_export_holds_nothing_about_people(officer):
    for table in (_csv(officer, "enterprises"), _xlsx(officer, "enterprises")):
        text = str(table)
        for hidden in ("张三丰", "李晓明", "13812340000", "138****"):
            assert hidden not in text


def test_a_name_that_a_spreadsheet_would_run_stays_text(officer, home):
    from jingkai.registry.models import Enterprise

    Enterprise.objects.filter(pk=home.enterprise.pk).update(name='=HYPERLINK("http://a")')
    assert _csv(officer, "enterprises")[1][0].startswith("'=")
    assert _xlsx(officer, "enterprises")[1][0] == '=HYPERLINK("http://a")'


def test_an_enterprise_sees_its_list_and_takes_no_table_away(client_as, home):
    member = client_as(Role.ENTERPRISE_MEMBER)
    assert member.get(reverse("registry:enterprises")).status_code == 200
    assert member.get(reverse("registry:enterprises"), {"export": "csv"}).status_code == 403


def test_another_kind_of_export_is_not_there(officer):
    assert officer.get(reverse("registry:enterprises"), {"export": "pdf"}).status_code == 404


def test_a_list_is_sorted_with_what_is_unknown_last_both_ways(officer, home):
    from jingkai.registry.models import Project

    Project.objects.create(code="2405-150802-04-01-765432", name="青岚三期", zone=home.zone, stage="building")
    Project.objects.create(
        code="2406-150802-04-01-765432", name="青岚四期", zone=home.zone, stage="planned", investment=1
    )
    up = [row[0] for row in _csv(officer, "projects", sort="investment")[1:]]
    down = [row[0] for row in _csv(officer, "projects", sort="-investment")[1:]]
    assert up == ["青岚四期", "青岚乳品二期", "青岚三期"]
    assert down == ["青岚乳品二期", "青岚四期", "青岚三期"]


def test_pages_of_a_list_neither_lose_nor_repeat_rows(officer, home):
    from jingkai.registry.models import Parcel

    Parcel.objects.bulk_create(
        Parcel(number=f"Q-{number:03}", zone=home.zone, use="industry", state="idle") for number in range(60)
    )
    seen: list[str] = []
    for page in (1, 2, 3):
        answer = officer.get(reverse("registry:parcels"), {"page": page, "sort": "use"})
        seen += [row.number for row in answer.context["page"].object_list]
    assert len(seen) == len(set(seen)) == 61
