"""Handing files in."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jingkai.documents import reader_process, samples, tasks
from jingkai.documents.errors import DocumentError
from jingkai.documents.models import Document, Stage, Upload, UploadOutcome, UploadState, Witness
from jingkai.documents.pipeline import STEPS
from jingkai.documents.reader_process import CancelledError, read_in_child


def _file(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


@pytest.fixture
def hand_in(client, db, received_files, django_capture_on_commit_callbacks):
    """Send files through the form and carry the queued reading out."""

    def send(*files, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("documents:uploads"), {"copies": list(files), **fields})

    return send


def _left_over(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0


def test_a_file_goes_from_the_form_to_a_published_document(client, hand_in, received_files):
    answer = hand_in(_file(samples.MEASURES))
    assert answer.status_code == 302
    upload = Upload.objects.get()
    assert (upload.state, upload.outcome) == (UploadState.DONE, UploadOutcome.NEW)
    document = Document.objects.get()
    assert document.stage == Stage.DRAFT
    assert document.witnesses.get().file.read() == samples.MEASURES.read_bytes()
    assert _left_over(received_files) == 1

    review = reverse("documents:review", args=[document.pk])
    html = client.get(review).content.decode()
    assert document.title in html
    fields = {
        "title": "青岚措施",
        "number": document.number,
        "issuer": document.issuer,
        "level": document.level,
        "adopted": document.adopted.isoformat(),
        "type": document.type,
    }
    assert client.post(review, fields).status_code == 302
    document.refresh_from_db()
    assert (document.stage, document.title, document.corrected) == (Stage.PUBLISHED, "青岚措施", ["title"])
    assert client.get(review).status_code == 302


def test_a_title_that_was_corrected_on_two_lines_is_one_line(client, hand_in):
    hand_in(SimpleUploadedFile("通知.txt", _notice(1)))
    document = Document.objects.get()
    fields = {"title": "关于青岚大道\r\n 修补路面的通知", "number": document.number}
    assert client.post(reverse("documents:review", args=[document.pk]), fields).status_code == 302
    document.refresh_from_db()
    assert document.title == "关于青岚大道修补路面的通知"


def test_several_files_are_taken_in_and_copies_find_each_other(hand_in):
    hand_in(_file(samples.OPINION), _file(samples.OPINION_GLOSSED), _file(samples.OPINION))
    outcomes = list(Upload.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == [UploadOutcome.NEW, UploadOutcome.WITNESS, UploadOutcome.KNOWN]
    assert Document.objects.count() == 1
    assert Witness.objects.count() == 2


def test_a_file_that_cannot_be_read_is_named_with_the_mend_and_leaves_nothing(
    client, hand_in, received_files
):
    hand_in(SimpleUploadedFile("空白.pdf", b"%PDF-1.7 broken"))
    upload = Upload.objects.get()
    assert upload.state == UploadState.FAILED
    assert upload.error_what
    assert upload.error_mend
    assert "空白.pdf" in upload.error_place
    assert str(received_files) not in upload.error_place + upload.error_what
    assert not Document.objects.exists()
    assert _left_over(received_files) == 0
    html = client.get(reverse("documents:uploads")).content.decode()
    assert "空白.pdf" in html
    assert upload.error_mend in html


def test_an_empty_file_is_refused_at_the_form_by_name(hand_in):
    answer = hand_in(SimpleUploadedFile("空.txt", b""))
    assert answer.status_code == 422
    assert "空.txt" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_form_without_files_says_so(hand_in):
    answer = hand_in()
    assert answer.status_code == 422
    assert "请至少选择一个文件" in answer.content.decode()


def test_a_file_over_the_limit_is_refused_by_name(hand_in, settings):
    settings.UPLOAD_LIMIT_BYTES = 10
    answer = hand_in(SimpleUploadedFile("大.txt", b"x" * 11))
    assert answer.status_code == 422
    assert "大.txt" in answer.content.decode()


def test_a_name_with_a_path_in_it_is_only_a_name(hand_in, received_files):
    hand_in(SimpleUploadedFile("../../../tmp/意见.txt", samples.OPINION.read_bytes()))
    assert Upload.objects.get().source == "意见.txt"
    assert Witness.objects.get().source == "意见.txt"


def test_a_waiting_file_is_cancelled_at_once(client, db, received_files):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    upload = Upload.objects.get()
    assert client.post(reverse("documents:cancel", args=[upload.pk])).status_code == 302
    upload.refresh_from_db()
    assert upload.state == UploadState.CANCELLED
    assert _left_over(received_files) == 0
    tasks.process(upload.pk)
    assert not Document.objects.exists()


def test_a_reading_under_way_is_stopped(db, received_files, monkeypatch):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    upload = Upload.objects.get()

    def stopped(path, *, cancelled, **rest):
        tasks.cancel(upload)
        assert cancelled()
        raise CancelledError("stopped")

    monkeypatch.setattr(reader_process, "read_in_child", stopped)
    tasks.process(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.CANCELLED
    assert not Document.objects.exists()
    assert _left_over(received_files) == 0


def test_a_fault_of_our_own_is_said_and_leaves_nothing(db, received_files, monkeypatch):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    upload = Upload.objects.get()

    def broken(*arguments, **rest):
        raise RuntimeError("a fault")

    monkeypatch.setattr(reader_process, "read_in_child", broken)
    with pytest.raises(RuntimeError):
        tasks.process(upload.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert upload.error_mend
    assert not Document.objects.exists()


def test_readings_that_a_stop_interrupted_are_taken_up_again(db, received_files):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    Upload.objects.update(state=UploadState.WORKING, step="repair")
    assert tasks.resume_uploads() == 1
    assert Document.objects.count() == 1
    assert Upload.objects.get().state == UploadState.DONE


def test_every_step_is_announced_in_order(tmp_path):
    steps = []
    record = read_in_child(samples.MEASURES, source="措施.txt", on_step=steps.append)
    assert tuple(steps) == STEPS
    assert record.witness.source == "措施.txt"


def test_a_child_that_dies_is_an_error_for_people(monkeypatch):
    monkeypatch.setattr(reader_process, "_child", _die)
    with pytest.raises(DocumentError) as caught:
        read_in_child(samples.MEASURES, source="措施.txt")
    assert caught.value.place == "措施.txt"
    assert caught.value.mend


def test_a_child_that_hangs_is_stopped_at_its_limit(monkeypatch):
    monkeypatch.setattr(reader_process, "_child", _hang)
    with pytest.raises(DocumentError):
        read_in_child(samples.MEASURES, source="措施.txt", limit_seconds=0.1)


def test_a_child_is_stopped_as_soon_as_nobody_wants_its_answer(monkeypatch):
    monkeypatch.setattr(reader_process, "_child", _hang)
    with pytest.raises(CancelledError):
        read_in_child(samples.MEASURES, source="措施.txt", cancelled=lambda: True)


def _die(*arguments):
    os._exit(3)


def _hang(*arguments):
    time.sleep(600)


def test_twenty_files_are_taken_in_at_once_and_the_unreadable_among_them_named(client, hand_in):
    files = [SimpleUploadedFile(f"通知{number}.txt", _notice(number)) for number in range(16)]
    files += [
        SimpleUploadedFile("坏.pdf", b"%PDF-1.7 broken"),
        SimpleUploadedFile("坏.docx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("程序.txt", b"\x7fELF\x02\x01\x01" + bytes(64)),
        SimpleUploadedFile("同一份.txt", _notice(0)),
    ]
    assert hand_in(*files).status_code == 302
    states = dict(Upload.objects.values_list("source", "state"))
    assert len(states) == 20
    assert {name for name, state in states.items() if state == UploadState.FAILED} == {
        "坏.pdf",
        "坏.docx",
        "程序.txt",
    }
    assert Upload.objects.get(source="同一份.txt").outcome == UploadOutcome.KNOWN
    assert Document.objects.count() == 16
    html = client.get(reverse("documents:uploads")).content.decode()
    assert html.count("<article") == 20


def test_files_over_the_limit_are_refused_one_by_one_and_the_first_taken_in(hand_in, settings):
    settings.UPLOAD_LIMIT_FILES = 2
    assert (
        hand_in(*[SimpleUploadedFile(f"{number}.txt", _notice(number)) for number in range(4)]).status_code
        == 302
    )
    states = dict(Upload.objects.values_list("source", "state"))
    assert states == {"0.txt": "done", "1.txt": "done", "2.txt": "failed", "3.txt": "failed"}
    assert "2" in Upload.objects.get(source="3.txt").error_what


def test_far_more_files_than_the_limit_still_get_an_answer_each(hand_in, settings):
    empty = [SimpleUploadedFile(f"{number}.txt", b"") for number in range(2 * settings.UPLOAD_LIMIT_FILES)]
    assert hand_in(*empty, SimpleUploadedFile("好.txt", _notice(0))).status_code == 302
    assert Upload.objects.count() == 2 * settings.UPLOAD_LIMIT_FILES + 1
    assert Upload.objects.get(state=UploadState.DONE).source == "好.txt"


def test_a_refused_file_among_several_is_listed_with_its_mend_and_the_others_are_taken_in(
    client, hand_in, settings, received_files
):
    settings.UPLOAD_LIMIT_BYTES = 2 * 1024**2
    answer = hand_in(
        SimpleUploadedFile("空白.txt", b""),
        SimpleUploadedFile("好.txt", _notice(0)),
        SimpleUploadedFile("太大.txt", b"x" * (2 * 1024**2 + 1)),
        SimpleUploadedFile("也好.txt", _notice(1)),
    )
    assert answer.status_code == 302
    assert Document.objects.count() == 2
    assert _left_over(received_files) == 2
    page = client.get(answer.url).content.decode()
    assert "共 4 个文件，接收了 2 个" in page
    for name, reason, mend in (
        ("空白.txt", "文件是空的", "请重新保存后再上传"),
        ("太大.txt", "文件超过 2 MB", "请拆分后分别上传"),
    ):
        (entry,) = re.findall(rf'<article[^>]*aria-label="{name}".*?</article>', page, re.DOTALL)
        assert reason in entry
        assert mend in entry
    client.cookies["jingkai_language"] = "en"
    assert "The file is larger than 2 MB." in client.get(answer.url).content.decode()


def test_a_reading_that_was_cut_off_again_and_again_is_given_up_with_a_message(db, received_files):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    Upload.objects.update(state=UploadState.WORKING, attempts=tasks.MOST_ATTEMPTS)
    assert tasks.resume_uploads() == 0
    upload = Upload.objects.get()
    assert upload.state == UploadState.FAILED
    assert upload.error_what
    assert upload.error_mend
    assert _left_over(received_files) == 0


def test_stopping_the_worker_does_not_stop_the_reading(db, received_files, monkeypatch):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    upload = Upload.objects.get()

    def stop(*arguments, **rest):
        raise SystemExit(1)

    with monkeypatch.context() as patched:
        patched.setattr(reader_process, "read_in_child", stop)
        with pytest.raises(SystemExit):
            tasks.process(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.attempts) == (UploadState.WAITING, 0)
    assert _left_over(received_files) == 1
    assert tasks.resume_uploads() == 1
    assert Document.objects.count() == 1


def test_an_upload_whose_task_was_lost_is_queued_again(db, received_files):
    tasks.hand_in(_file(samples.OPINION), language="zh-hans")
    assert Upload.objects.get().state == UploadState.WAITING
    assert tasks.resume_uploads() == 1
    assert Upload.objects.get().state == UploadState.DONE


EVIL = '<script>alert("x")</script>'
MARKUP = re.compile(r"<script>alert|<img src=x|onerror=alert(?!\(1\)&gt;)|javascript:alert\(1\)\"")


def test_a_name_that_is_turned_around_is_shown_as_it_is_written(client, hand_in):
    hand_in(SimpleUploadedFile("通知\u202etxt.html", "不是文件".encode()))
    assert [upload.source for upload in Upload.objects.all()] == ["通知txt.html"]


def test_markup_in_a_name_is_only_a_name(client, hand_in):
    name = '"><img src=x onerror=alert(1)>.txt'
    hand_in(SimpleUploadedFile(name, _notice(1)), SimpleUploadedFile(f"坏{EVIL}.pdf", b"%PDF-1.7 broken"))
    document = Document.objects.get()
    for address in (
        reverse("documents:uploads"),
        reverse("documents:witnesses", args=[document.pk]),
        document.witnesses.get().get_absolute_url(),
        reverse("documents:review", args=[document.pk]),
    ):
        html = client.get(address).content.decode()
        assert not MARKUP.search(html), address
        assert "&lt;img src=x" in html or "script&gt;" in html


def test_a_script_in_a_web_page_is_neither_carried_out_nor_shown(client, hand_in):
    page = (
        "<!doctype html><html><head><title>澄江市人民政府关于测试的意见</title>"
        f"{EVIL}<style>p{{}}</style></head><body onload=alert(2)><h1>澄江市人民政府关于测试的意见</h1>"
        "<p>澄政发〔2025〕98号</p><p>各县人民政府：</p><p>为测试安全，提出以下意见。</p><p>一、总体要求</p>"
        "<p>不得执行任何夹带的程序。<img src=x onerror=alert(3)></p><p><a href='javascript:alert(4)'>附件</a></p>"
        "<p>澄江市人民政府</p><p>2025年1月2日</p></body></html>"
    )
    hand_in(SimpleUploadedFile("意见.html", page.encode()))
    document = Document.objects.get()
    assert "alert" not in document.edition.text
    for address in (document.get_absolute_url(), document.witnesses.get().get_absolute_url()):
        assert "alert(" not in client.get(address).content.decode()


def test_markup_in_a_title_and_number_is_only_text(client, hand_in):
    hand_in(SimpleUploadedFile("通知.txt", _notice(1)))
    document = Document.objects.get()
    Document.objects.update(
        title=EVIL, number='"><img src=x onerror=alert(1)>', issuer=EVIL, wrapper=EVIL, stage=Stage.PUBLISHED
    )
    for address in (
        "/documents/",
        document.get_absolute_url(),
        reverse("documents:findings", args=[document.pk]),
        "/targets/",
        "/compare/",
        f"/compare/?lower={document.pk}",
        "/units/",
        reverse("documents:clause", args=[document.pk, document.provisions.first().key]),
    ):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html, address
        assert "<img src=x" not in html, address


def _notice(number: int) -> bytes:
    places = ["东风路", "青岚大道", "学院街", "滨河路", "工业一路", "站前街"]
    works = ["更换老旧灯具", "修补破损路面", "清理堵塞管道", "补种行道树木"]
    place, work = places[number % 6], works[number % 4]
    return (
        f"青岚经济技术开发区管理委员会关于{place}{work}的通知\n青管发〔2025〕{100 + number}号\n各园区、各企业：\n"
        f"为方便职工在{place}出行，现就{work}有关事项通知如下。\n一、工作目标\n"
        f"到2026年，{place}设施完好率达到9{number % 10}%以上。\n二、工作任务\n"
        f"1.{work}，对自行{work}的企业按实际投入的30%给予补贴，最高不超过{number + 5}万元。"
        f"（责任单位：建设局、财政局）\n青岚经济技术开发区管理委员会\n2025年6月{number + 1}日\n"
    ).encode()


def test_a_correction_that_does_not_fit_is_told_with_what_came():
    from django.utils import translation

    from jingkai.documents.forms import ReviewForm

    with translation.override("en"):
        errors = ReviewForm({"number": "长" * 2000, "adopted": "March", "level": "moon"}).errors
    assert "a day, such as 2024-03-20; “March” came" in " ".join(errors["adopted"])
    assert "“moon” is not in the list" in " ".join(errors["level"])
    assert "; 2000 came. Shorten it." in " ".join(errors["number"])
