"""Reading from the library."""

from __future__ import annotations

from jingkai.documents import selectors, services
from jingkai.documents.models import Document
from jingkai.documents.selectors import LibraryFilter


def _titles(**narrowed):
    return {row.pk for row in selectors.library(LibraryFilter(**narrowed))}


def test_filters_narrow_the_library(library):
    assert _titles() == {library["opinion"], library["measures"]}
    assert _titles(level="province") == {library["opinion"]}
    assert _titles(type="意见") == {library["opinion"]}
    assert _titles(year="2025") == set(library.values())
    assert _titles(year="1999") == set()
    assert _titles(issuer="澄江市人民政府办公室") == {library["measures"]}
    assert _titles(words="若干措施") == {library["measures"]}
    assert _titles(words="若干 青岚") == {library["measures"]}
    assert _titles(stage="draft") == set()


def test_a_unit_narrows_to_the_documents_that_name_it(library):
    name = Document.objects.get(pk=library["measures"]).unit_mentions.first().canonical
    assert library["measures"] in _titles(unit=name)
    assert _titles(unit="没有这个局") == set()


def test_nonsense_in_the_address_is_no_error(library):
    assert _titles(year="二〇二五") == set()
    assert list(selectors.library(LibraryFilter(), sort="'; drop table")) != []


def test_each_filter_is_counted_under_all_the_others(library):
    facets = selectors.facets(LibraryFilter(level="province"))
    assert [(choice.value, choice.count) for choice in facets.levels] == [("province", 1), ("city", 1)]
    assert [choice.value for choice in facets.issuers] == ["临澜省人民政府办公厅"]


def test_counts_beside_a_document_are_not_multiplied_by_each_other(library):
    row = selectors.library(LibraryFilter()).get(pk=library["measures"])
    document = Document.objects.get(pk=library["measures"])
    assert row.target_count == document.target_mentions.count()
    assert row.money_count == document.money_mentions.count()
    assert row.witness_count == 1


def test_units_of_drafts_are_not_counted(db, received_files, sample_records):
    document = services.ingest(sample_records["measures"]).document
    assert selectors.units() == []
    services.publish(document)
    assert len(selectors.units()) == document.unit_mentions.values("canonical").distinct().count()


def test_units_sort_by_clauses_and_by_name(library):
    by_clauses = [row.clauses for row in selectors.units()]
    assert by_clauses == sorted(by_clauses, reverse=True)
    names = [row.name for row in selectors.units(sort="name")]
    assert names == sorted(names)


def test_targets_are_narrowed_and_sorted(library):
    rows = selectors.targets(document=str(library["measures"]))
    assert {row.document_id for row in rows} == {library["measures"]}
    values = [row.value for row in selectors.targets(unit="%", sort="-value")]
    assert values == sorted(values, reverse=True)
    assert selectors.targets(words="没有这个指标").count() == 0


def test_the_superior_document_is_the_one_that_is_cited(library):
    measures = Document.objects.get(pk=library["measures"])
    assert selectors.likely_superior(measures).pk == library["opinion"]
    assert selectors.likely_superior(Document.objects.get(pk=library["opinion"])) is None


def test_suggestions_begin_with_what_was_typed(library):
    found = selectors.suggestions("省发")
    assert found
    assert all("省发" in suggestion.text for suggestion in found)


def test_lists_cost_a_fixed_number_of_queries(library, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        for row in selectors.targets():
            str(row.provision)
    with django_assert_max_num_queries(1):
        list(selectors.library(LibraryFilter()))
