from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_library import MEASURES, MEASURES_PROVISIONS

from jingkai.documents.search import DocumentEntry, ProvisionEntry, Query, SearchIndex
from jingkai.documents.search.fold import compact, fold
from jingkai.documents.search.query import read_query

ALPHABET = "补贴资金设备开发区的一5gG3０0万元%．.，、“”（） -\n"


def ids(index: SearchIndex, words: str, **filters: object) -> set[tuple[str, str]]:
    results = index.search(Query(words, limit=100, **filters))  # type: ignore[arg-type]
    found = {(hit.document, hit.provision) for hit in results.hits}
    assert results.total == len(found)
    return found


def test_a_word_of_two_characters_is_found(index: SearchIndex) -> None:
    assert ids(index, "补贴") == {("measures", "art_2__item_1"), ("opinion", "art_2")}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("奖", {"art_2", "art_2__item_2"}),
        ("5G", {"art_1"}),
        ("ｇｄｐ", {"art_1"}),
        ("300万元", {"art_2__item_1", "art_2__item_2"}),
        ("60%", {"art_2__item_1"}),
        ("1：1", {"art_2__item_2"}),
        ("r&d投入", {"art_2__item_2"}),
        ("設備補貼", {"art_2__item_1"}),
        ("告知承诺 先建后验", {"art_2__item_3"}),
        ("企业 -质量奖", {"art_2__item_1"}),
        ('"承诺、容缺"', {"art_2__item_3"}),
        ('"承诺容缺"', set()),
    ],
)
def test_words_of_every_sort_are_found(index: SearchIndex, words: str, expected: set[str]) -> None:
    assert {provision for _document, provision in ids(index, words, document=("measures",))} == expected


def test_a_word_does_not_run_over_the_end_of_a_provision_or_heading(index: SearchIndex) -> None:
    assert not ids(index, "补贴对购置")  # heading "设备补贴", text "对购置…"


def test_whole_numbers_come_before_the_ends_of_longer_ones(index: SearchIndex) -> None:
    hits = index.search(Query("300万元")).hits
    assert [hit.provision for hit in hits] == ["art_2__item_1", "art_2__item_2"]


def test_a_heading_counts_for_more_than_text(index: SearchIndex) -> None:
    assert index.search(Query("设备补贴")).hits[0].provision == "art_2__item_1"


def test_a_document_is_found_first_by_its_title_and_by_its_number(index: SearchIndex) -> None:
    for words in (MEASURES.title or "", "澄政办发(2024)17号"):
        first = index.search(Query(words)).hits[0]
        assert (first.document, first.provision, first.kind) == ("measures", "", "document")


def test_hits_say_where_they_stand_and_mark_the_words(index: SearchIndex) -> None:
    hit = index.search(Query("进口设备")).hits[0]
    assert hit.path == ("奖补政策",)
    assert hit.number == MEASURES.number
    assert hit.citation == "澄政办发〔2024〕17号 第1条"
    assert [piece.text for piece in hit.snippet if piece.marked] == ["进口设备"]


def test_filters_narrow_and_several_values_of_one_widen(index: SearchIndex) -> None:
    assert ids(index, "补贴", issuer=("临澜省人民政府",)) == {("opinion", "art_2")}
    assert ids(index, "补贴", year=(2024,)) == {("measures", "art_2__item_1")}
    assert len(ids(index, "补贴", year=(2024, 2021))) == 2
    assert ids(index, "企业", unit=("澄江市财政局",)) == {("measures", "art_2__item_1")}
    assert ids(index, "补贴", kind=("art",)) == {("opinion", "art_2")}
    assert ids(index, "补贴", type=("措施",)) == {("measures", "art_2__item_1")}
    assert not ids(index, "补贴", year=(1999,))


def test_filters_alone_list_provisions_newest_document_first(index: SearchIndex) -> None:
    assert ids(index, "", unit=("澄江市财政局",)) == {("measures", "art_2__item_1")}
    hits = index.search(Query("", kind=("art",))).hits
    assert [hit.document for hit in hits] == ["measures", "measures", "opinion", "opinion"]


def test_every_hit_can_be_listed_in_document_order(index: SearchIndex) -> None:
    assert list(index.every(Query("补贴"))) == [("measures", "art_2__item_1"), ("opinion", "art_2")]
    assert not list(index.every(Query("")))


def test_an_exclusion_alone_lists_the_rest(index: SearchIndex) -> None:
    assert ids(index, "-补贴", document=("opinion",)) == {("opinion", "art_1")}


def test_facets_count_every_hit_once(index: SearchIndex) -> None:
    facets = index.search(Query("补贴")).facets
    assert dict(facets.issuer or ()) == {"澄江市人民政府办公室": 1, "临澜省人民政府": 1}
    assert facets.year == ((2024, 1), (2021, 1))
    assert dict(facets.type or ()) == {"措施": 1, "意见": 1}
    assert dict(facets.unit or ()) == {"澄江市财政局": 1, "澄江市商务局": 1}
    assert dict(facets.kind or ()) == {"art": 1, "item": 1}


def test_an_empty_query_says_that_nothing_was_searched(index: SearchIndex) -> None:
    results = index.search(Query("  、 "))
    assert results.empty
    assert not results.total
    assert not index.search(Query("没有这样的词语")).empty


def test_pages_join_to_the_whole_without_gap_or_repeat(index: SearchIndex) -> None:
    rows = [ProvisionEntry(f"art_{n}", "art", text=f"循环经济第{n}项") for n in range(450)]
    index.add("long", rows, DocumentEntry(title="长文件"))
    seen = [
        hit.provision
        for offset in range(0, 460, 23)
        for hit in index.search(Query("循环经济", offset=offset, limit=23)).hits
    ]
    assert sorted(seen) == sorted(row.id for row in rows)


def test_very_broad_queries_still_put_headings_first_and_page_through_all(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jingkai.documents.search.index.BROAD", 50)
    rows = [
        ProvisionEntry(f"art_{n}", "art", heading="节能减排" * (n == 60), text="节能减排") for n in range(300)
    ]
    index.add("broad", rows, DocumentEntry(title="广"))
    results = index.search(Query("节能减排", limit=300))
    assert results.total == 300
    assert {hit.provision for hit in results.hits} == {row.id for row in rows}
    assert results.hits[0].provision == "art_60"


def test_adding_again_replaces_and_removing_leaves_nothing(
    index: SearchIndex, connection: sqlite3.Connection
) -> None:
    index.add("measures", MEASURES_PROVISIONS[:1], replace(MEASURES, title="新标题"))
    assert ids(index, "补贴") == {("opinion", "art_2")}
    assert index.remove("measures")
    assert index.remove("opinion")
    assert not index.remove("opinion")
    for table in ("search_document", "search_provision", "search_unit", "search_suggestion"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM search_fts WHERE search_fts MATCH '补*'").fetchone() == (
        0,
    )


def test_a_failed_addition_leaves_the_old_document_untouched(index: SearchIndex) -> None:
    class BrokenError(Exception):
        pass

    def rows() -> object:
        yield MEASURES_PROVISIONS[0]
        raise BrokenError

    with pytest.raises(BrokenError):
        index.add("measures", rows(), MEASURES)  # type: ignore[arg-type]
    bad = replace(MEASURES_PROVISIONS[0], kind=None)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        index.add("measures", [bad], MEASURES)
    assert len(ids(index, "补贴")) == 2


def test_many_documents_are_added_all_or_none(index: SearchIndex) -> None:
    fresh = [(f"d{n}", [ProvisionEntry("art_1", "art", text="湿地保护")], DocumentEntry()) for n in range(3)]
    assert index.add_all(fresh) == 3
    assert len(ids(index, "湿地")) == 3
    bad = [*((key, [], document) for key, _rows, document in fresh), ("bad", [None], DocumentEntry())]
    with pytest.raises(AttributeError):
        index.add_all(bad)  # type: ignore[arg-type]
    assert len(ids(index, "湿地")) == 3


def test_the_index_joins_the_callers_transaction(index: SearchIndex, connection: sqlite3.Connection) -> None:
    connection.commit()
    connection.execute("BEGIN")
    index.add("late", [ProvisionEntry("art_1", "art", text="湿地保护")], DocumentEntry())
    connection.rollback()
    assert not ids(index, "湿地")


def test_an_index_of_another_format_is_emptied(index: SearchIndex, connection: sqlite3.Connection) -> None:
    assert not index.create()
    assert ids(index, "补贴")
    connection.execute("UPDATE search_meta SET value = 'older'")
    assert index.create()
    assert not ids(index, "补贴")


def test_creating_and_searching_need_no_write_lock(tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "index.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    SearchIndex(writer).create()
    SearchIndex(writer).add("measures", MEASURES_PROVISIONS, MEASURES)
    writer.execute("BEGIN IMMEDIATE")
    reader = sqlite3.connect(tmp_path / "index.db", timeout=0)
    assert not SearchIndex(reader).create()
    assert SearchIndex(reader).search(Query("补贴")).total == 1
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        SearchIndex(reader).add("late", [], DocumentEntry())
    writer.execute("ROLLBACK")
    SearchIndex(reader).add("late", [], DocumentEntry())
    reader.close()
    writer.close()


@pytest.mark.parametrize(
    "words",
    [
        '补" OR "贴',
        "补贴*",
        "NEAR(补 贴)",
        "heading:补贴",
        "'; DROP TABLE search_fts; --",
        '"',
        "-",
        "^补",
        "{text}",
        "\x00",
    ],
)
def test_operators_of_the_engine_mean_nothing(index: SearchIndex, words: str) -> None:
    index.search(Query(words))
    assert ids(index, "补贴")


def test_suggestions_begin_with_what_was_typed(index: SearchIndex) -> None:
    assert [(found.text, found.kind) for found in index.suggest("设备")] == [("设备补贴", "heading")]
    assert ("澄江市财政局", "unit") in [(found.text, found.kind) for found in index.suggest("财政")]
    assert MEASURES.title in [found.text for found in index.suggest("支持青岚")]
    assert index.suggest("設備") == index.suggest("设备")
    assert index.suggest("") == []
    assert index.suggest("%") == []


def expected(rows: list[ProvisionEntry], typed: str) -> set[str]:
    """The scan: fold, and look whether each word is contained in heading or text."""
    wanted = read_query(typed)
    found = set()
    for row in rows:
        parts = [compact(fold(row.heading)), compact(fold(row.text))]
        has = [any(word.text in part for part in parts) for word in wanted.words]
        hasnt = [any(word.text in part for part in parts) for word in wanted.without]
        if all(has) and not any(hasnt):
            found.add(row.id)
    return found if not wanted.is_empty else set()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.text(ALPHABET, max_size=6), st.text(ALPHABET, max_size=20)), min_size=1, max_size=12
    ),
    st.lists(st.text(ALPHABET + '"', min_size=1, max_size=8), min_size=1, max_size=6),
)
def test_a_search_finds_what_a_scan_finds_and_nothing_else(
    texts: list[tuple[str, str]], queries: list[str]
) -> None:
    rows = [ProvisionEntry(f"art_{n}", "art", heading=h, text=t) for n, (h, t) in enumerate(texts)]
    connection = sqlite3.connect(":memory:")
    index = SearchIndex(connection)
    index.create()
    index.add("all", rows, DocumentEntry())
    for typed in queries:
        found = {hit.provision for hit in index.search(Query(typed, limit=100)).hits} - {""}
        assert found == expected(rows, typed), typed
    connection.close()


@given(typed=st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_raises(index: SearchIndex, typed: str) -> None:
    index.search(Query(typed))
    index.suggest(typed)
