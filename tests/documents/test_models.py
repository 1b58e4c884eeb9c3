"""The tables of the library."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from jingkai.documents.models import Document, Witness, random_name


def test_a_document_is_called_by_its_title_then_by_its_number(db):
    assert (
        Document(title="关于支持青岚经开区的意见", number="临政办发〔2025〕6号").name
        == "关于支持青岚经开区的意见"
    )
    assert Document(number="临政办发〔2025〕6号").name == "临政办发〔2025〕6号"
    assert "7" in Document(pk=7).name


def test_two_documents_never_have_the_same_number(db):
    Document.objects.create(number="临政办发〔2025〕6号")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(number="临政办发〔2025〕6号")


def test_documents_without_a_number_do_not_stand_in_each_others_way(db):
    Document.objects.create()
    Document.objects.create()
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a.txt\x00.sh", "意见.txt", "x" * 400, "a.t/x", ".htaccess", ""]
)
def test_a_received_file_is_stored_under_a_name_that_says_nothing_and_stays_in_the_folder(name):
    stored = random_name(Witness(), name)
    folder, _slash, file = stored.partition("/")
    assert len(folder) == 2
    assert "/" not in file
    assert ".." not in stored
    assert set(file.partition(".")[0]) <= set("0123456789abcdef")
    assert len(file) < 45


def test_a_provision_is_cited_as_people_do(library):
    document = Document.objects.get(pk=library["measures"])
    assert document.provisions.get(key="art_2__item_11").pinpoint == "第11条"
    assert str(document.provisions.get(key="art_2__item_11")) == f"{document.number} 第11条"
