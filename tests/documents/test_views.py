"""The pages, asked for over HTTP."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from jingkai.accounts.roles import Role
from jingkai.documents.models import Document, UnitMention


@pytest.fixture
def pages(library):
    unit = UnitMention.objects.filter(document=library["measures"]).first().canonical
    opinion, measures = library["opinion"], library["measures"]
    witness = Document.objects.get(pk=opinion).witnesses.get().pk
    return {
        "library": reverse("documents:library"),
        "document": reverse("documents:document", args=[measures]),
        "repairs": reverse("documents:document", args=[opinion]) + "?repairs=all",
        "witnesses": reverse("documents:witnesses", args=[opinion]),
        "side by side": reverse("documents:side_by_side", args=[opinion]),
        "witness": reverse("documents:witness", args=[opinion, witness]),
        "received": reverse("documents:witness", args=[opinion, witness]) + "?view=received",
        "findings": reverse("documents:findings", args=[measures]),
        "exports": reverse("documents:exports", args=[measures]),
        "clause": reverse("documents:clause", args=[measures, "art_2__item_11"]),
        "compare": reverse("documents:compare"),
        "compared": reverse("documents:compare") + f"?lower={measures}&upper={opinion}",
        "cited": reverse("documents:compare") + f"?lower={measures}",
        "units": reverse("documents:units"),
        "unit": reverse("documents:unit", args=[unit]),
        "targets": reverse("documents:targets"),
        "search": reverse("documents:search"),
        "found": reverse("documents:search") + "?q=补贴",
        "suggest": reverse("documents:suggest") + "?q=省&id=quick",
        "uploads": reverse("documents:uploads"),
        "progress": reverse("documents:progress"),
    }


def test_every_page_answers_in_both_languages(client, pages):
    for language in ("zh-hans", "en"):
        client.cookies["jingkai_language"] = language
        for name, address in pages.items():
            answer = client.get(address)
            assert answer.status_code == 200, name
            assert answer.headers["Content-Language"] == language


def test_no_page_has_a_script_or_style_that_the_policy_would_refuse(client, pages):
    for name, address in pages.items():
        html = client.get(address).content.decode()
        assert not re.search(r"<[a-z][^>]*\sstyle=", html), name
        assert not re.search(r"<[a-z][^>]*\son[a-z]+=", html), name
        for tag in re.findall(r"<script[^>]*>", html):
            assert "src=" in tag or 'type="application/json"' in tag, name
        assert "<style" not in html, name


def test_every_answer_carries_the_security_headers(client, pages):
    answer = client.get(pages["library"])
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_an_empty_library_says_what_to_do_next(client, db):
    html = client.get(reverse("documents:library")).content.decode()
    assert reverse("documents:uploads") in html
    assert "文件库是空的" in html


def test_the_reading_page_gives_every_clause_an_anchor_and_a_citation_to_copy(client, pages, library):
    html = client.get(pages["document"]).content.decode()
    document = Document.objects.get(pk=library["measures"])
    for key in document.provisions.exclude(kind="enum").values_list("key", flat=True):
        assert f'id="{key}"' in html
    assert f'data-copy="{document.number} 第11条"' in html


def test_a_citation_of_a_document_in_the_library_is_a_link(client, pages, library):
    html = client.get(pages["document"]).content.decode()
    assert f'href="/documents/{library["opinion"]}/"' in html
    back = client.get(reverse("documents:document", args=[library["opinion"]])).content.decode()
    assert f'href="/documents/{library["measures"]}/"' in back


def test_repairs_come_with_before_after_confidence_and_place(client, db, received_files, sample_records):
    from jingkai.documents import services

    document = services.ingest(sample_records["glossed"]).document
    address = reverse("documents:document", args=[document.pk])
    assert 'id="repairs"' not in client.get(address).content.decode()
    html = client.get(address + "?repairs=gloss").content.decode()
    data = re.search(r'<script id="repairs" type="application/json">(.*?)</script>', html)
    repairs = json.loads(data[1])
    assert len(repairs) == sum(1 for repair in sample_records["glossed"].repairs if repair.kind == "gloss")
    assert {"kind", "before", "after", "confidence", "reason", "place"} == repairs[0].keys()
    assert 'data-refs="fix-0' in html


def test_markup_in_a_document_is_shown_and_never_carried_out(client, db, received_files, tmp_path):
    from jingkai.documents import services
    from jingkai.documents.pipeline import read_file

    path = tmp_path / "evil.txt"
    path.write_text(
        "澄江市人民政府关于测试的意见\n澄政发〔2025〕99号\n各县人民政府：\n为测试安全，提出以下意见。\n"
        "一、总体要求\n<script>alert(1)</script>不得执行，<img src=x onerror=alert(1)>也不得。\n2025年1月2日\n",
        encoding="utf-8",
    )
    document = services.ingest(read_file(path), publish=True).document
    for address in (
        document.get_absolute_url(),
        document.get_absolute_url() + "?repairs=all",
        "/search/?q=不得执行",
    ):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_files_tell_flags_and_reasons_in_the_language_of_whoever_takes_them_out(
    client, db, received_files, sample_records
):
    from jingkai.documents import services

    document = services.ingest(sample_records["broken"]).document
    read, whole = {}, {}
    for language in ("zh-hans", "en"):
        client.cookies["jingkai_language"] = language
        address = reverse("documents:export", args=[document.pk, "json"])
        read[language] = json.loads(client.get(address).content)
        for kind in ("markdown", "akn"):
            address = reverse("documents:export", args=[document.pk, kind])
            whole[language, kind] = html.unescape(client.get(address).content.decode())
    chinese, english = read["zh-hans"], read["en"]
    assert chinese["text"] == english["text"]
    assert [flag["code"] for flag in chinese["flags"]] == [flag["code"] for flag in english["flags"]] != []
    for ours, theirs in zip(chinese["flags"], english["flags"], strict=True):
        assert ours["message"] != theirs["message"]
        assert re.search("[a-z]{3,} [a-z]{2,}", theirs["message"])
        for kind in ("markdown", "akn"):
            assert ours["message"] in whole["zh-hans", kind]
            assert theirs["message"] in whole["en", kind]
    pairs = list(zip(chinese["repairs"], english["repairs"], strict=True))
    told = [
        (ours["reason"], theirs["reason"]) for ours, theirs in pairs if ours["reason"] != theirs["reason"]
    ]
    assert told
    assert not any(re.search("[a-z]{3,} [a-z]{2,}", ours) for ours, _theirs in told)


@pytest.mark.parametrize("kind", ["akn", "json", "markdown", "docx", "text"])
def test_a_document_is_handed_out_as_a_file(client, library, kind):
    answer = client.get(reverse("documents:export", args=[library["measures"], kind]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(answer.content) > 500


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_missing_document_is_not_told_in_the_words_of_the_framework(client, db, language):
    client.cookies["jingkai_language"] = language
    answer = client.get("/documents/999/")
    assert answer.status_code == 404
    assert "matches the given query" not in answer.content.decode()


def test_side_by_side_every_reading_says_which_copy_it_is_from(client, library):
    page = client.get(reverse("documents:side_by_side", args=[library["opinion"]])).content.decode()
    readings = re.findall(r'<td class="copy"[^>]*>', page)
    assert readings
    assert all('data-label="sample_opinion.txt"' in reading for reading in readings)


def test_a_reading_is_chosen_whatever_its_white_space(client, library):
    document = Document.objects.get(pk=library["opinion"])
    readings = [{"source": "甲.txt", "words": "办公厅2025年3月17日印发", "grounds": ["untouched"]}]
    readings.append({"source": "乙.txt", "words": "", "grounds": ["missing"]})
    document.variants.create(order=0, start=0, end=1, chosen="办公厅 2025年3月17日印发", readings=readings)
    other = document.witnesses.get()
    other.pk, other.digest = None, "0" * 64
    other.save()
    page = client.get(reverse("documents:witnesses", args=[document.pk])).content.decode()
    assert page.count("variant__reading--chosen") == 1


def test_an_unknown_format_is_not_found(client, library):
    assert client.get(reverse("documents:export", args=[library["measures"], "exe"])).status_code == 404


@pytest.mark.parametrize("page", ["library", "units", "unit", "targets"])
def test_lists_come_as_csv_and_as_workbook(client, pages, page):
    text = client.get(pages[page], {"export": "csv"}).content.decode("utf-8-sig")
    assert len(text.splitlines()) > 1
    book = client.get(pages[page], {"export": "xlsx"}).content
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()


def test_a_cell_that_begins_like_a_formula_stays_text(rf, db):
    from jingkai.documents.views.paging import table_file

    text = table_file("csv", "list", ["名称"], [["=1+1"], ["@cmd"], ["正常"]]).content.decode("utf-8-sig")
    assert text.split() == ["名称", "'=1+1", "'@cmd", "正常"]
    book = zipfile.ZipFile(io.BytesIO(table_file("xlsx", "list", ["名称"], [["=1+1"]]).content))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_filters_stand_in_the_address_and_can_be_taken_away_one_by_one(client, library):
    html = client.get("/documents/?level=city&type=措施").content.decode()
    assert "支持青岚经济技术开发区创新提升的若干措施" in html
    assert "实施意见</a>" not in html
    assert re.search(r'class="chip-on" href="/documents/\?type=[^"&]+"', html)
    assert re.search(r'class="chip-on" href="/documents/\?level=city"', html)


def test_a_page_number_out_of_range_gives_the_nearest_page(client, library):
    for page in ("0", "-3", "9999999999", "二"):
        assert client.get("/documents/", {"page": page}).status_code == 200
        assert client.get("/search/", {"q": "经开区", "page": page}).status_code == 200


def test_a_search_hit_leads_to_the_clause_and_marks_the_word(client, library):
    html = client.get("/search/", {"q": "海外仓"}).content.decode()
    assert "<mark>海外仓</mark>" in html
    assert f'href="/documents/{library["measures"]}/#art_2__item_10"' in html


def test_suggestions_are_options_of_a_list_box(client, library):
    html = client.get("/search/suggestions/", {"q": "青岚", "id": "main"}).content.decode()
    assert 'role="option"' in html
    assert 'id="main-option-1"' in html
    strange = client.get("/search/suggestions/", {"q": "青岚", "id": '"><script>'}).content.decode()
    assert "<script>" not in strange


def test_comparing_shows_gaps_before_pairs_and_marks_the_words(client, pages):
    html = client.get(pages["compared"]).content.decode()
    assert html.index('id="gaps"') < html.index('id="pairs"')
    assert '<mark class="carries">' in html


def test_comparing_without_an_upper_document_takes_the_one_that_is_cited(client, pages, library):
    html = client.get(pages["cited"]).content.decode()
    assert f'<option value="{library["opinion"]}" selected>' in html


def test_comparing_a_document_with_itself_says_so(client, library):
    html = client.get(f"/compare/?lower={library['opinion']}&upper={library['opinion']}").content.decode()
    assert "请选择两份不同的文件" in html


@pytest.mark.parametrize(
    "address", ["/documents/999999/", "/units/没有这个局/", "/nowhere/", "/documents/1/clauses/x/"]
)
def test_what_is_not_there_gets_a_page_that_helps(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert reverse("documents:library") in answer.content.decode()


def test_nobody_writes_without_signing_in_and_everybody_reads(library):
    from django.test import Client

    nobody = Client()
    answer = nobody.post(reverse("documents:discard", args=[library["opinion"]]))
    assert answer.headers["Location"].startswith("/accounts/sign-in/")
    assert nobody.get(reverse("documents:uploads")).headers["Location"].startswith("/accounts/sign-in/")
    assert nobody.get(reverse("documents:library")).status_code == 200
    assert nobody.get(reverse("documents:document", args=[library["opinion"]])).status_code == 200


def test_whoever_keeps_no_library_is_told_who_does(client_as, library):
    answer = client_as(Role.STATISTICIAN).post(reverse("documents:discard", args=[library["opinion"]]))
    assert answer.status_code == 403
    assert "政策专员" in answer.content.decode()


def test_a_document_that_waits_for_review_is_not_there_for_the_public(client_as, library, sample_records):
    from django.test import Client

    from jingkai.documents.models import Document, Stage

    Document.objects.filter(pk=library["measures"]).update(stage=Stage.DRAFT)
    names = ("document", "findings", "exports")
    addresses = [reverse(f"documents:{name}", args=[library["measures"]]) for name in names]
    addresses.append(reverse("documents:export", args=[library["measures"], "text"]))
    addresses.append(reverse("documents:compare") + f"?lower={library['measures']}")
    title = Document.objects.get(pk=library["measures"]).title
    for address in addresses:
        assert Client().get(address).status_code == 404, address
        assert client_as(Role.STATISTICIAN).get(address).status_code == 404, address
        assert client_as(Role.POLICY_OFFICER).get(address).status_code == 200, address
    for address in (reverse("documents:library"), reverse("documents:compare")):
        assert title not in Client().get(address).content.decode()
    cited = Client().get(reverse("documents:document", args=[library["opinion"]])).content.decode()
    assert reverse("documents:document", args=[library["measures"]]) not in cited


def test_the_copies_as_received_are_for_those_who_keep_and_check_the_library(client_as, library):
    address = reverse("documents:witnesses", args=[library["opinion"]])
    assert client_as(Role.AUDITOR).get(address).status_code == 200
    assert client_as(Role.STATISTICIAN).get(address).status_code == 403
    page = client_as(Role.STATISTICIAN).get(reverse("documents:document", args=[library["opinion"]]))
    assert address not in page.content.decode()


def test_a_form_without_its_token_is_refused_with_a_way_out(db):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(reverse("documents:uploads"))
    assert answer.status_code == 403
    assert "重新提交" in answer.content.decode()


def test_writing_pages_do_not_answer_to_links(client, library):
    for name in ("publish", "discard"):
        assert client.get(reverse(f"documents:{name}", args=[library["opinion"]])).status_code == 405


def test_witnesses_stand_side_by_side_with_what_differs_marked(client, library, sample_records):
    from jingkai.documents import services

    services.ingest(sample_records["broken"])
    address = reverse("documents:side_by_side", args=[library["opinion"]])
    html = client.get(address).content.decode()
    assert html.count('<td class="copy"') == 2 * html.count('<th scope="row">')
    assert "sample_opinion_broken.txt" in html
    fewer = client.get(address, {"only": "differing"}).content.decode()
    assert fewer.count('<th scope="row">') < html.count('<th scope="row">')


@pytest.mark.parametrize(
    ("established", "text", "marked"),
    [
        ("年均增长8%以上", "年均增长8%以上", []),
        ("年均增长8%以上", "年均增长9%以上", ["9"]),
        ("最高不超过", "高不超过", ["高"]),
        ("增长以上", "增长", ["长"]),
        ("增长", "", []),
    ],
)
def test_what_a_copy_reads_otherwise_is_marked(established, text, marked):
    from jingkai.documents.views.side_by_side import differing_spans

    assert [text[start:end] for start, end in differing_spans(established, text)] == marked


def test_several_units_of_one_department_are_suggested_as_a_department_too(client, library):
    html = client.get("/search/suggestions/", {"q": "财政", "id": "main"}).content.decode()
    assert html.index('href="/departments/finance/"') < html.index('href="/units/')
    assert "财政部门" in html


def test_what_is_asked_of_a_department_joins_all_levels(client, library):
    html = client.get("/departments/finance/").content.decode()
    names = set(UnitMention.objects.filter(family="finance").values_list("canonical", flat=True))
    assert len(names) > 1
    for name in names:
        assert reverse("documents:unit", args=[name]) in html
    one = client.get(reverse("documents:unit", args=[names.pop()])).content.decode()
    assert "/departments/finance/" in one
    listed = client.get("/units/?by=department").content.decode()
    assert 'href="/departments/finance/"' in listed


def test_a_role_that_nobody_plays_shows_the_way_back(client, library):
    answer = client.get("/departments/finance/?role=nobody")
    assert answer.status_code == 200
    assert 'href="/departments/finance/"' in answer.content.decode()


def test_doubtful_repairs_can_be_shown_alone(client, db, received_files, sample_records):
    from jingkai.documents import services

    record = sample_records["broken"]
    document = services.ingest(record).document
    html = client.get(document.get_absolute_url(), {"repairs": "doubtful"}).content.decode()
    data = re.search(r'<script id="repairs" type="application/json">(.*?)</script>', html)
    assert len(json.loads(data[1])) == sum(repair.confidence < 0.9 for repair in record.repairs) > 0


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        (
            "临澜省人民政府办公厅关于支持创新的意见",
            ["临澜省", "人民政府", "办公厅", "关于", "支持创新的", "意见"],
        ),
        ("印发《关于照明的措施》的通知", ["印发", "《关于照明的", "措施》", "的", "通知"]),
        ("", []),
        ("<b>&", ["&lt;b&gt;&amp;"]),
    ],
)
def test_a_title_may_break_between_its_words_and_keeps_its_text(title, parts):
    from jingkai.documents.templatetags.documents import title_breaks

    assert title_breaks(title).split("<wbr>") == (parts or [""])
