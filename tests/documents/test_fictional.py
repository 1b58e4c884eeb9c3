"""Samples are marked as fictional wherever they show; a real document never is."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse

from jingkai.documents import services
from jingkai.documents.models import Document, Stage, UnitMention

MARK = "虚构样例"


@pytest.fixture
def samples(db, received_files):
    services.load_samples()
    return {
        "opinion": Document.objects.get(number="临政办发〔2025〕6号"),
        "measures": Document.objects.get(number="澄政办发〔2025〕11号"),
    }


def _pages(opinion, measures):
    unit = UnitMention.objects.filter(document=measures).exclude(family="").first()
    return [
        "/documents/",
        reverse("documents:document", args=[measures]),
        reverse("documents:findings", args=[measures]),
        reverse("documents:witnesses", args=[opinion]),
        reverse("documents:side_by_side", args=[opinion]),
        reverse("documents:exports", args=[measures]),
        reverse("documents:clause", args=[measures, "art_2__item_11"]),
        f"/compare/?lower={measures}&upper={opinion}",
        "/compare/",
        reverse("documents:unit", args=[unit.canonical]),
        reverse("documents:department", args=[unit.family]),
        "/targets/",
        "/search/?q=补贴",
    ]


def test_every_page_that_shows_a_sample_marks_it(client, samples):
    for address in _pages(samples["opinion"].pk, samples["measures"].pk):
        assert MARK in client.get(address).content.decode(), address
    client.cookies["jingkai_language"] = "en"
    assert "Fictional sample" in client.get("/documents/").content.decode()


def test_no_page_marks_a_real_document(client, library):
    for address in _pages(library["opinion"], library["measures"]):
        assert MARK not in client.get(address).content.decode().replace(
            "（本文件为虚构样例，仅供演示）", ""
        ), address


@pytest.mark.parametrize("address", ["/documents/", "/targets/", "/departments/finance/"])
def test_lists_as_files_carry_the_mark_in_every_row(client, samples, address):
    rows = client.get(address, {"export": "csv"}).content.decode("utf-8-sig").strip().split("\r\n")
    assert len(rows) > 1
    assert all(row.endswith(MARK) for row in rows[1:])


@pytest.mark.parametrize("kind", ["akn", "json", "markdown", "text"])
def test_a_sample_as_a_file_says_so_in_its_name_and_in_its_text(client, samples, kind):
    answer = client.get(reverse("documents:export", args=[samples["measures"].pk, kind]))
    assert MARK in unquote(answer.headers["Content-Disposition"])
    assert MARK in answer.content.decode()


def test_a_further_copy_of_a_sample_does_not_make_it_real(samples, sample_records, copy_of):
    services.ingest(copy_of(sample_records["measures"], "another"))
    assert Document.objects.get(pk=samples["measures"].pk).fictional


def test_a_sample_that_cannot_be_read_is_left_out_and_named(db, received_files, monkeypatch):
    from jingkai.documents import pipeline
    from jingkai.documents.samples import MEASURES

    whole = pipeline.read_file

    def read(path, **rest):
        if path == MEASURES:
            raise RuntimeError("a fault of the reader")
        return whole(path, **rest)

    monkeypatch.setattr(pipeline, "read_file", read)
    loaded = services.load_samples()
    assert (loaded.taken_in, loaded.failed) == (3, (MEASURES.name,))
    assert Document.objects.get().stage == Stage.PUBLISHED


def test_a_demo_begins_without_a_sample_and_says_which(db, received_files, monkeypatch):
    from jingkai.config.demo import build

    monkeypatch.setattr(services, "load_samples", lambda: services.SamplesLoaded(3, ("sample_measures.txt",)))
    lines: list[str] = []
    build.load_samples(lines.append)
    assert any("sample_measures.txt" in line for line in lines)
