"""Handing files in."""

from __future__ import annotations

import os
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
