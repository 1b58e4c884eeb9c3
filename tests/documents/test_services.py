"""Writing to the library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jingkai.documents import selectors, services
from jingkai.documents.errors import DocumentError
from jingkai.documents.models import Citation, Document, Edition, Provision, Stage, UploadOutcome, Witness
from jingkai.documents.search import Query
from jingkai.documents.services import tables


def _stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_a_new_document_waits_for_review(db, received_files, sample_records):
    found = services.ingest(sample_records["opinion"])
    assert found.outcome == UploadOutcome.NEW
    assert found.document.stage == Stage.DRAFT
    assert found.document.number == "临政办发〔2025〕6号"


def test_every_provision_and_mention_of_the_record_is_in_the_tables(library, sample_records):
    record = sample_records["measures"]
    document = Document.objects.get(pk=library["measures"])
    assert list(document.provisions.values_list("key", flat=True)) == [p.id for p in record.parsed.provisions]
    mentions = record.mentions.values()
    assert document.unit_mentions.count() == sum(len(found.units) for found in mentions)
    assert document.target_mentions.count() == sum(len(found.targets) for found in mentions)
    assert document.money_mentions.count() == sum(len(found.money) for found in mentions)
    assert document.citations.count() == sum(len(found.citations) for found in mentions)
    for provision in document.provisions.exclude(parent=None).select_related("parent"):
        wanted = next(p.parent for p in record.parsed.provisions if p.id == provision.key)
        assert provision.parent.key == wanted


def test_the_same_file_twice_changes_nothing(library, sample_records):
    before = Provision.objects.count()
    again = services.ingest(sample_records["opinion"], content=b"received")
    assert again.outcome == UploadOutcome.KNOWN
    assert again.document.pk == library["opinion"]
    assert (Document.objects.count(), Witness.objects.count(), Provision.objects.count()) == (2, 2, before)


def test_a_copy_with_the_same_number_becomes_a_witness(library, sample_records):
    found = services.ingest(sample_records["broken"])
    assert found.outcome == UploadOutcome.WITNESS
    assert found.document.pk == library["opinion"]
    assert found.document.stage == Stage.PUBLISHED
    assert found.document.witnesses.count() == 2


def test_a_copy_without_a_number_is_known_by_its_words(library, sample_records):
    assert sample_records["glossed"].metadata.number is None
    found = services.ingest(sample_records["glossed"])
    assert found.document.pk == library["opinion"]


def test_a_numbered_copy_joins_one_that_came_without_a_number(db, received_files, sample_records):
    first = services.ingest(sample_records["glossed"])
    second = services.ingest(sample_records["opinion"])
    assert second.document.pk == first.document.pk
    assert Document.objects.get().number == "临政办发〔2025〕6号"


def test_the_clean_copy_decides_whatever_order_the_copies_come_in(db, received_files, sample_records):
    for name in ("broken", "glossed", "opinion"):
        services.ingest(sample_records[name])
    text = Edition.objects.get().text
    for provision in sample_records["opinion"].parsed.provisions:
        assert provision.text in text


def test_a_different_document_of_the_same_zone_is_not_taken_for_a_copy(library):
    assert Document.objects.count() == 2


def test_a_reading_that_fails_half_way_leaves_nothing_behind(db, received_files, sample_records, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("out of paper")

    monkeypatch.setattr(tables, "store_provisions", fail)
    with pytest.raises(RuntimeError):
        services.ingest(sample_records["opinion"], content=b"received")
    assert not Document.objects.exists()
    assert not Witness.objects.exists()
    assert _stored(received_files) == []


def test_a_failing_witness_leaves_the_known_document_as_it_was(
    library, received_files, sample_records, monkeypatch
):
    text = Edition.objects.get(document=library["opinion"]).text
    files = len(_stored(received_files))

    def fail(*arguments):
        raise RuntimeError("out of paper")

    monkeypatch.setattr(tables, "store_provisions", fail)
    with pytest.raises(RuntimeError):
        services.ingest(sample_records["broken"], content=b"another")
    assert Edition.objects.get(document=library["opinion"]).text == text
    assert Document.objects.get(pk=library["opinion"]).witnesses.count() == 1
    assert len(_stored(received_files)) == files


def test_received_bytes_are_kept_under_a_random_name(library, received_files):
    witness = Witness.objects.get(document=library["opinion"])
    assert witness.file.read() == b"received"
    assert "opinion" not in witness.file.name
    assert (received_files / witness.file.name).stat().st_mode & 0o077 == 0


def test_citations_find_their_document_whichever_came_first(db, received_files, sample_records):
    measures = services.ingest(sample_records["measures"]).document
    assert not Citation.objects.filter(cited__isnull=False).exists()
    opinion = services.ingest(sample_records["opinion"]).document
    assert Citation.objects.filter(document=measures, cited=opinion).exists()
    assert selectors.cited_by(opinion)[0].document == measures


def test_only_published_documents_are_searched(db, received_files, sample_records):
    document = services.ingest(sample_records["measures"]).document
    assert selectors.search(Query("补贴")).total == 0
    services.publish(document)
    assert selectors.search(Query("补贴")).total > 0


def test_a_correction_outlives_further_copies(library, sample_records):
    document = Document.objects.get(pk=library["opinion"])
    services.correct(document, title="青岚意见")
    services.ingest(sample_records["broken"])
    assert Document.objects.get(pk=library["opinion"]).title == "青岚意见"


def test_a_correction_to_a_number_that_is_taken_says_what_to_do(library):
    document = Document.objects.get(pk=library["opinion"])
    taken = Document.objects.get(pk=library["measures"]).number
    with pytest.raises(DocumentError) as caught:
        services.correct(document, number=taken)
    assert taken in caught.value.what
    assert caught.value.mend


def test_a_draft_can_be_discarded_with_its_file(
    db, received_files, sample_records, django_capture_on_commit_callbacks
):
    document = services.ingest(sample_records["opinion"], content=b"received").document
    assert len(_stored(received_files)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(document)
    assert not Document.objects.exists()
    assert not Witness.objects.exists()
    assert _stored(received_files) == []


def test_a_published_document_stays(library):
    with pytest.raises(DocumentError):
        services.discard(Document.objects.get(pk=library["opinion"]))
    assert Document.objects.filter(pk=library["opinion"]).exists()


def test_samples_are_loaded_into_an_empty_library_only(db, received_files):
    assert services.load_samples().taken_in == 4
    assert Document.objects.filter(stage=Stage.PUBLISHED).count() == 2
    assert services.load_samples().taken_in == 0


def test_the_search_index_can_be_built_anew(library):
    found = selectors.search(Query("补贴")).total
    selectors.search_index().remove(str(library["measures"]))
    assert selectors.search(Query("补贴")).total < found
    assert services.index_everything() == 2
    assert selectors.search(Query("补贴")).total == found


def test_metadata_that_nobody_gave_stays_empty(db, received_files, sample_records, copy_of):
    record = copy_of(sample_records["glossed"], "bare")
    document = services.ingest(record).document
    assert document.number == ""
    assert document.printed is None


def test_text_longer_than_a_column_is_cut_not_refused(db, received_files, sample_records):
    record = sample_records["opinion"]
    long = replace(record, metadata=replace(record.metadata, subject="字" * 900))
    assert len(services.ingest(long).document.subject) == 200


def test_three_real_copies_make_one_document(db, received_files, seed):
    from jingkai.documents.pipeline import read_file

    for name in ("000", "001", "002"):
        services.ingest(read_file(seed(name)))
    document = Document.objects.get()
    assert document.number == "内政办发〔2024〕5号"
    assert document.witnesses.count() == 3
    assert document.unit_mentions.values("canonical").distinct().count() == 30
