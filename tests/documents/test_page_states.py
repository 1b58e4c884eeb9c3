"""Every page in every state: nothing there, one thing, many things, an address that makes no sense."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from jingkai.documents import services
from jingkai.documents.models import Document, Stage, UnitMention, Upload, UploadState

LISTS = ["library", "units", "targets", "search", "compare", "uploads"]


@pytest.fixture
def many(library, sample_records, copy_of):
    """Thirty documents: two samples and copies of them that say they are other documents."""

    def another(record, number):
        changed = copy_of(record, f"另{number}")
        meta = replace(
            changed.metadata, number=f"澄政办发〔2024〕{100 + number}号", title=f"第{number}份措施"
        )
        return replace(changed, metadata=meta)

    for number in range(28):
        services.ingest(another(sample_records["measures"], number), publish=True)
    return library


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_to_do_next(client, db, name):
    answer = client.get(reverse(f"documents:{name}"))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<h1" in html
    assert 'class="card empty"' in html or 'class="empty"' in html or "还没有" in html
    assert "<tbody>" not in html


@pytest.mark.parametrize("name", ["units", "targets"])
def test_an_empty_list_offers_what_can_be_done_about_it(client, db, name):
    address = reverse(f"documents:{name}")
    upload = f'class="button" href="{reverse("documents:uploads")}"'
    nothing = client.get(address).content.decode()
    assert upload in nothing
    assert "清除全部" not in nothing
    assert 'class="filters"' not in nothing, "nothing is there to be filtered"
    narrowed = client.get(address, {"q": "没有这样的名称"}).content.decode()
    assert upload not in narrowed
    assert "清除全部" in narrowed
    assert 'class="filters"' in narrowed


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_drafts_alone_counts_nothing_that_nobody_has_reviewed(
    client, db, received_files, sample_records, name
):
    document = services.ingest(sample_records["measures"]).document
    html = client.get(reverse(f"documents:{name}")).content.decode()
    if name in {"units", "targets"}:
        assert 'class="card empty"' in html
    if name == "library":
        assert "1 份文件待审核" in html
    assert client.get(document.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["findings", "witnesses", "side_by_side", "exports", "document"])
def test_a_document_of_which_nothing_could_be_read_has_its_pages(client, db, received_files, tmp_path, name):
    from jingkai.documents.pipeline import read_file

    path = tmp_path / "随笔.txt"
    path.write_text("今天天气很好，我们去青岚湖边走了走，没有什么要办的事情。\n", encoding="utf-8")
    document = services.ingest(read_file(path)).document
    answer = client.get(reverse(f"documents:{name}", args=[document.pk]))
    assert answer.status_code == 200


def test_many_documents_come_in_pages_that_keep_the_filter(client, many):
    html = client.get("/documents/?sort=title").content.decode()
    assert html.count('<a class="table__main"') == 25
    assert "?sort=title&amp;page=2" in html
    assert client.get("/documents/?page=2").content.decode().count('<a class="table__main"') == 5


def test_a_page_beyond_the_last_is_the_last(client, many):
    assert client.get("/documents/?page=99").content.decode().count('<a class="table__main"') == 5
    assert client.get("/documents/?page=abc").content.decode().count('<a class="table__main"') == 25


@pytest.mark.parametrize(
    "address",
    [
        "/documents/?year=二〇二五",
        "/documents/?year=abcd",
        "/documents/?level=nowhere",
        "/documents/?stage=lost",
        "/documents/?sort='; drop table",
        "/documents/?q=%00",
        "/documents/?unit=%00",
        "/units/?level=nowhere&sort=nothing",
        "/units/?by=nothing",
        "/targets/?document=99999999999999999999999&unit=%00&deadline=x",
        "/search/?q=%00&year=abcd&page=-4",
        "/search/?q=%22%22%22&page=99999",
        "/search/suggestions/?q=%00&id=x",
        "/documents/{opinion}/witnesses/side-by-side/?only=nothing&page=99",
    ],
)
def test_a_filter_that_makes_no_sense_is_no_fault(client, library, address):
    answer = client.get(address.format(**library))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/documents/{opinion}/?repairs=nothing", "没有这一类修复"),
        ("/documents/{opinion}/witnesses/999/", ""),
        ("/documents/{opinion}/clauses/art_99/", ""),
        ("/documents/{opinion}/exports/exe/", "没有这种格式"),
        ("/documents/99999999999999999999999999/", ""),
        ("/documents/abc/", ""),
        ("/compare/?lower=999", "库中没有"),
        ("/compare/?lower=abc", "库中没有"),
        ("/compare/?lower={measures}&upper=999999999999999999", "库中没有"),
        ("/units/没有这个局/", "没有已发布的文件"),
        ("/departments/nothing/", "没有已发布的文件"),
        ("/departments/%00/", ""),
        ("/nowhere/", ""),
    ],
)
def test_what_is_not_there_says_so_and_shows_the_way_out(client, library, address, reason):
    answer = client.get(address.format(**library))
    assert answer.status_code == 404
    html = answer.content.decode()
    assert reverse("documents:library") in html
    assert reason in html


def test_lists_cost_as_many_queries_for_thirty_documents_as_for_two(
    client, library, sample_records, copy_of, django_assert_max_num_queries, request
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    unit = UnitMention.objects.exclude(family="").first()
    addresses = [
        "/",
        "/documents/",
        "/units/",
        "/units/?by=department",
        "/targets/",
        "/compare/",
        "/search/?q=补贴",
        reverse("documents:unit", args=[unit.canonical]),
        reverse("documents:department", args=[unit.family]),
        reverse("documents:document", args=[library["opinion"]]),
        reverse("documents:findings", args=[library["measures"]]),
    ]

    def cost():
        counts = {}
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            counts[address] = len(queries)
        return counts

    cost()
    few = cost()
    request.getfixturevalue("many")
    assert cost() == few
    assert max(few.values()) <= 30


def test_an_upload_is_shown_in_each_of_its_states(client, library):
    document = Document.objects.get(pk=library["opinion"])
    for state in UploadState:
        Upload.objects.create(
            source=f"{state.value}.txt", size=10, state=state, step="repair", error_what="坏了"
        )
    Upload.objects.create(
        source="witness.txt", size=10, state=UploadState.DONE, outcome="witness", document=document
    )
    html = client.get(reverse("documents:uploads")).content.decode()
    for state in UploadState:
        assert f"{state.value}.txt" in html
        assert str(state.label) in html or state == UploadState.DONE  # that one says what it turned out to be
    assert html.count("<progress") == 2
    assert 'hx-trigger="every 1s"' in html


def test_one_new_document_from_several_copies_is_reviewed_once(client, library):
    document = Document.objects.get(pk=library["opinion"])
    Document.objects.filter(pk=document.pk).update(stage=Stage.DRAFT)
    for name in ("a.txt", "b.txt"):
        Upload.objects.create(
            source=name, size=1, state=UploadState.DONE, outcome="witness", document=document
        )
    html = client.get(reverse("documents:uploads")).content.decode()
    assert html.count(reverse("documents:review", args=[document.pk])) == 1


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"adopted": "20240320"}, "id_adopted"),
        ({"level": "moon"}, "id_level"),
        ({"title": "字" * 500}, "id_title"),
    ],
)
def test_a_review_that_cannot_be_kept_names_the_field(client, library, fields, place):
    document = Document.objects.get(pk=library["opinion"])
    Document.objects.filter(pk=document.pk).update(stage=Stage.DRAFT)
    answer = client.post(
        reverse("documents:review", args=[document.pk]),
        {"title": document.title, "number": document.number, "level": document.level, **fields},
    )
    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.content.decode()
    document.refresh_from_db()
    assert document.stage == Stage.DRAFT
