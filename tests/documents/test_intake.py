"""Texts are established before the library is locked, and only written if nothing has changed meanwhile."""

from __future__ import annotations

import pytest
from django.db import connection

from jingkai.documents import services
from jingkai.documents.models import Document, UploadOutcome, Witness
from jingkai.documents.services import intake


@pytest.mark.django_db(transaction=True)
def test_copies_are_collated_while_others_may_write(received_files, sample_records, monkeypatch):
    from jingkai.documents import collate

    locked = []
    whole = collate.collate

    def watched(records):
        locked.append(connection.in_atomic_block)
        return whole(records)

    monkeypatch.setattr(collate, "collate", watched)
    services.ingest(sample_records["opinion"])
    services.ingest(sample_records["broken"])
    assert locked == [False]


def _interrupt(monkeypatch, times, write):
    """Let somebody else write between establishing a text and writing it, the first ``times`` times."""
    whole, rounds = intake._establish, []

    def establish(record):
        established = whole(record)
        rounds.append(record)
        if len(rounds) <= times:
            monkeypatch.setattr(intake, "_establish", whole)
            write(len(rounds))
            monkeypatch.setattr(intake, "_establish", establish)
        return established

    monkeypatch.setattr(intake, "_establish", establish)
    return rounds


def test_a_copy_that_came_meanwhile_is_taken_into_account(db, received_files, sample_records, monkeypatch):
    rounds = _interrupt(monkeypatch, 1, lambda _round: services.ingest(sample_records["opinion"]))
    found = services.ingest(sample_records["broken"])
    assert len(rounds) == 2
    assert found.outcome == UploadOutcome.WITNESS
    assert Document.objects.get().witnesses.count() == 2
    assert Document.objects.get().variants.exists()


def test_the_same_file_that_came_meanwhile_is_known(db, received_files, sample_records, monkeypatch):
    _interrupt(monkeypatch, 1, lambda _round: services.ingest(sample_records["opinion"]))
    found = services.ingest(sample_records["opinion"], content=b"received")
    assert found.outcome == UploadOutcome.KNOWN
    assert Witness.objects.count() == 1
    assert not received_files.exists() or not any(path.is_file() for path in received_files.rglob("*"))


def test_a_correction_that_came_meanwhile_is_kept(library, sample_records, monkeypatch):
    def correct(_round):
        services.correct(Document.objects.get(pk=library["opinion"]), title="青岚意见")

    rounds = _interrupt(monkeypatch, 1, correct)
    services.ingest(sample_records["broken"])
    assert len(rounds) == 2
    assert Document.objects.get(pk=library["opinion"]).title == "青岚意见"


def test_a_library_that_never_rests_is_locked_in_the_end(
    db, received_files, sample_records, copy_of, monkeypatch
):
    rounds = _interrupt(
        monkeypatch,
        intake.ATTEMPTS,
        lambda number: services.ingest(copy_of(sample_records["measures"], f"copy {number}")),
    )
    found = services.ingest(sample_records["opinion"])
    assert len(rounds) == intake.ATTEMPTS + 1
    assert found.outcome == UploadOutcome.NEW
