"""Packs on record: stored so that the very same pack comes back, entered in the ledger, gone back to by moment and digest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import write_pack

from jingkai.kernel import clock
from jingkai.ledger import selectors as ledger
from jingkai.ledger import services as ledger_services
from jingkai.policy.checking import pack_folders
from jingkai.policy.loading import digest_of, load_pack
from jingkai.policy.models import RecordedPack
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.rules.receipt import result_of
from jingkai.policy.selectors import Installed, on_record_since, pack_version, packs_on_record, record
from jingkai.policy.services import record_packs
from jingkai.policy.stored import StoredPackError, rebuilt, stored
from jingkai.registry.models import Zone
from jingkai.registry.packs import packs_folder

MARCH, JUNE, SEPTEMBER = (datetime(2025, month, 1, 8, tzinfo=UTC) for month in (3, 6, 9))
STREAM = "pack/cn-150800/measures"


@pytest.fixture
def measures(tmp_path: Path) -> Installed:
    """A reviewed pack that is not made up."""
    return _measures(tmp_path / "first")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    record._pack.cache_clear()
    yield
    record._pack.cache_clear()


def _measures(folder: Path, **changed: str) -> Installed:
    loaded = load_pack(write_pack(folder))
    values = {"status": "reviewed", "fictional": False, **changed}
    document = loaded.pack.document.model_copy(update=values)
    pack = loaded.pack.model_copy(update={"document": document})
    return Installed("cn-150800", "measures", replace(loaded, pack=pack, digest=digest_of(pack)))


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    with clock.telling(moment):
        yield


@pytest.mark.parametrize("folder", pack_folders(packs_folder()), ids=lambda folder: folder.name)
def test_every_pack_of_the_product_comes_back_the_same_with_the_same_findings(folder: Path) -> None:
    loaded = load_pack(folder)
    again = rebuilt(stored(loaded.pack), loaded.digest)
    assert again == loaded.pack
    assert digest_of(again) == loaded.digest
    assert stored(again) == stored(loaded.pack)
    first, second = prepare(loaded.pack), prepare(again)
    assert first.version == second.version == loaded.digest
    for example in again.examples:
        one = first.find(example.benefit, example.facts, example.on)
        assert result_of(second.find(example.benefit, example.facts, example.on)) == result_of(one)
    bare = {name: result_of(one) for name, one in first.find_all({}, loaded.pack.document.valid_from).items()}
    found = second.find_all({}, loaded.pack.document.valid_from)
    assert {name: result_of(one) for name, one in found.items()} == bare


@given(
    rate=st.decimals("0.0001", 1, places=4),
    words=st.text(st.characters(exclude_categories=["C"]), min_size=4, max_size=40).filter(
        lambda text: len(text.strip()) >= 4
    ),
    day=st.dates(date(2025, 5, 9), date(2028, 5, 8)),
    value=st.none()
    | st.booleans()
    | st.decimals(-(10**9), 10**9, places=4)
    | st.dates()
    | st.sampled_from(["warehouse", "2025-03-31", "7", "true"]),
)
@settings(max_examples=40, deadline=None)
def test_whatever_a_pack_says_comes_back_in_its_own_type(
    small: tuple[object, ...], rate: Decimal, words: str, day: date, value: object
) -> None:
    (pack,) = small
    benefit = pack.benefits[0]  # type: ignore[attr-defined]
    changed = benefit.model_copy(
        update={
            "amount": benefit.amount.model_copy(update={"rate": rate}),
            "summary": words.strip(),
            "valid_from": day,
        }
    )
    example = pack.examples[0].model_copy(update={"facts": {"anything": value}})  # type: ignore[attr-defined]
    pack = pack.model_copy(update={"benefits": (changed,), "examples": (example,)})  # type: ignore[attr-defined]
    again = rebuilt(stored(pack), digest_of(pack))
    assert again == pack
    assert type(again.examples[0].facts["anything"]) is type(value)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """The small pack, in a tuple so that nobody prints it."""
    return (load_pack(write_pack(tmp_path_factory.mktemp("small"))).pack,)


@pytest.mark.django_db
def test_a_pack_is_recorded_once_with_an_entry_that_names_its_digest(measures: Installed) -> None:
    assert on_record_since() is None
    with _at(MARCH):
        assert record_packs([measures]) == 1
    assert record_packs([measures]) == 0
    (entry,) = ledger.entries(STREAM)
    assert (entry.type, entry.data["digest"]) == ("pack.recorded", measures.digest)
    assert (entry.actor, entry.provision, entry.time) == ("system:packs", "", MARCH)
    row = RecordedPack.objects.get()
    assert (row.entry, row.recorded, row.superseded) == (entry.number, MARCH, None)
    assert on_record_since() == MARCH


@pytest.mark.django_db
def test_of_a_pack_that_changes_and_goes_every_moment_has_its_own_version(
    measures: Installed, tmp_path: Path
) -> None:
    later = _measures(tmp_path / "second", version="1.1")
    for moment, packs in ((MARCH, [measures]), (JUNE, [later]), (SEPTEMBER, [])):
        with _at(moment):
            assert record_packs(packs) == 1
    moments = (datetime(2025, 2, 1, tzinfo=UTC), MARCH, datetime(2025, 5, 31, tzinfo=UTC), JUNE, SEPTEMBER)
    said = [[one.pack.document.version for one in packs_on_record(moment)] for moment in moments]
    assert said == [[], ["1.0"], ["1.0"], ["1.1"], []]
    assert [one.type for one in ledger.entries(STREAM)] == [
        "pack.recorded",
        "pack.recorded",
        "pack.withdrawn",
    ]
    found = pack_version(measures.digest)
    assert found is not None
    assert found.pack == measures.pack, "what was on record once can be computed by for ever"
    assert pack_version("0" * 64) is None
    with _at(datetime(2025, 10, 1, tzinfo=UTC)):
        assert record_packs([measures]) == 1, "a version that comes back is recorded anew"
    assert RecordedPack.objects.count() == 3


@pytest.mark.django_db
def test_drafts_and_what_is_made_up_without_a_made_up_zone_are_not_recorded(measures: Installed) -> None:
    assert measures.loaded is not None
    fictional = measures.pack.document.model_copy(update={"fictional": True})
    made_up = replace(
        measures,
        loaded=replace(measures.loaded, pack=measures.pack.model_copy(update={"document": fictional})),
    )
    draft = measures.pack.document.model_copy(update={"status": "draft"})
    drafted = replace(
        measures, loaded=replace(measures.loaded, pack=measures.pack.model_copy(update={"document": draft}))
    )
    assert record_packs([made_up]) == record_packs([drafted]) == 0
    Zone.objects.create(code="qinglan", name="青岚经济技术开发区", synthetic=True)
    assert record_packs([made_up]) == 1
    assert record_packs([drafted]) == 1, "signed no more: taken off the record"
    assert packs_on_record(clock.now()) == ()


@pytest.mark.django_db
def test_a_pack_that_cannot_be_read_now_leaves_what_is_on_record(measures: Installed) -> None:
    record_packs([measures])
    assert record_packs([replace(measures, loaded=None)]) == 0
    assert [one.digest for one in packs_on_record(clock.now())] == [measures.digest]


@pytest.mark.django_db
def test_two_processes_that_start_together_record_a_pack_once(
    measures: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ledger_services.append

    def second(*given: object, **more: object) -> object:
        real(*given, **more)  # type: ignore[arg-type]  # the other process was quicker
        return real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("jingkai.policy.services.recording.ledger.append", second)
    assert record_packs([measures]) == 0
    assert len(list(ledger.entries(STREAM))) == 1


@pytest.mark.django_db
def test_a_process_that_finds_another_one_recording_leaves_it_to_that(
    measures: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jingkai.policy.services.recording.ledger_selectors.version", lambda _stream: 1)
    assert record_packs([measures]) == 0
    assert not RecordedPack.objects.exists()
    assert list(ledger.entries(STREAM)) == []


@pytest.mark.django_db
def test_a_stored_pack_that_was_changed_is_refused(measures: Installed) -> None:
    record_packs([measures])
    row = RecordedPack.objects.get()
    RecordedPack.objects.update(content=row.content.replace("2000000", "9000000"))
    (one,) = packs_on_record(clock.now())
    with pytest.raises(StoredPackError, match=measures.digest):
        assert one.pack


def test_a_pack_that_another_release_wrote_is_refused_in_words(measures: Installed) -> None:
    content = json.loads(stored(measures.pack)) | {"tides": []}
    for text in (json.dumps(content), "[]", "no JSON"):
        with pytest.raises(StoredPackError):
            rebuilt(text, measures.digest)
