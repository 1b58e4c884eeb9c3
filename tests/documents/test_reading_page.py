"""The reading page as data."""

from __future__ import annotations

from jingkai.documents.provision import ProvisionKind
from jingkai.documents.reading_page import Clause, compose


def _clauses(page):
    return [entry for entry in page.flow if isinstance(entry, Clause)]


def test_no_character_of_the_text_is_lost_on_the_page(sample_records):
    for record in sample_records.values():
        for clause in _clauses(compose(record, repairs="all")):
            assert "".join(piece.text for piece in clause.text) == clause.provision.text
            assert "".join(piece.text for piece in clause.heading) == clause.provision.heading


def test_every_provision_but_enumerations_stands_in_the_flow_once_and_in_order(sample_records):
    record = sample_records["opinion"]
    shown = [clause.provision.id for clause in _clauses(compose(record))]
    wanted = [p.id for p in record.parsed.provisions if p.kind is not ProvisionKind.ENUMERATION]
    assert shown == wanted


def test_enumerations_keep_an_anchor_inside_their_paragraph(sample_records):
    for record in sample_records.values():
        anchors = {
            mark.ref
            for clause in _clauses(compose(record))
            for piece in clause.text
            for mark in piece.marks
            if mark.kind == "anchor"
        }
        assert anchors == {
            p.id for p in record.parsed.provisions if p.kind is ProvisionKind.ENUMERATION and p.parent
        }


def test_every_mention_has_a_note_and_a_place(sample_records):
    record = sample_records["measures"]
    for clause in _clauses(compose(record)):
        marked = {ref for piece in clause.text for ref in piece.refs.split()}
        for note in clause.notes:
            if note.kind != "flag":
                assert note.at in marked


def test_repairs_are_shown_only_when_asked_for_and_by_kind(sample_records):
    record = sample_records["glossed"]
    assert compose(record).repairs == ()
    assert compose(record, repairs="all").repairs == record.repairs
    kinds = {repair.kind for repair in compose(record, repairs="gloss").repairs}
    assert kinds == {"gloss"}
    counted = {kind: total for kind, _words, total in compose(record).repair_counts}
    assert sum(counted.values()) == len(record.repairs)


def test_every_repair_inside_a_clause_can_be_opened(sample_records):
    record = sample_records["broken"]
    page = compose(record, repairs="all")
    opened = {
        ref
        for entry in page.flow
        for piece in entry.text
        for ref in piece.refs.split()
        if ref.startswith("fix-")
    }
    for clause in _clauses(page):
        for index, repair in enumerate(page.repairs):
            if clause.provision.start < repair.start and repair.end < clause.provision.end:
                assert f"fix-{index}" in opened


def test_run_in_headings_stay_in_their_paragraph_and_others_stand_apart(sample_records):
    clauses = {clause.provision.id: clause for clause in _clauses(compose(sample_records["opinion"]))}
    assert clauses["art_1"].apart
    assert not clauses["art_3__item_1"].apart
    assert clauses["art_3__item_1"].stop == "。"
