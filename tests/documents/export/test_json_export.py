from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from export_samples import ALL, measures

from jingkai.documents.export import shapes
from jingkai.documents.export.json import to_json
from jingkai.documents.export.json_schema import PATH, read_schema, written
from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Metadata, Provision
from jingkai.documents.record import Record


def test_the_published_schema_is_fresh() -> None:
    assert PATH.read_text(encoding="utf-8") == written(), "run python -m jingkai.documents.export.json_schema"


def test_everything_in_the_schema_is_described() -> None:
    schema = read_schema()
    for name, model in schema["$defs"].items():
        assert model["description"], name
        for field, value in model["properties"].items():
            assert value.get("description"), (name, field)


@pytest.mark.parametrize("name", ALL)
def test_a_record_is_written_in_full_and_survives_json(name: str) -> None:
    record = ALL[name]()
    found = json.loads(json.dumps([to_json(record)], ensure_ascii=False))[0]
    assert found["text"] == record.text
    assert len(found["provisions"]) == len(record.parsed.provisions)
    for each in (*found["provisions"], *found["blocks"]):
        assert found["text"][each["start"] : each["end"]] == each["text"]


def test_the_order_of_the_first_keys_is_that_of_the_command() -> None:
    assert list(to_json(measures()))[:8] == [
        "source", "number", "title", "issuer", "adopted", "provisions", "repairs", "flags",
    ]  # fmt: skip


def test_decimals_are_exact_strings_in_plain_notation() -> None:
    items = {each["id"]: each for each in to_json(measures())["provisions"]}
    rate, cap = items["art_2__item_1"]["money"]
    assert (rate["rate"], rate["yuan"], cap["yuan"]) == ("0.6", None, "3000000")
    assert items["art_1"]["targets"][0]["value"] == "9"


def test_mentions_stand_at_their_offsets() -> None:
    for provision in to_json(measures())["provisions"]:
        for unit in provision["units"]:
            assert provision["text"][unit["start"] : unit["end"]] == unit["name"]
        for kind in ("targets", "money", "citations", "thresholds", "deadlines", "phrases"):
            for mention in provision[kind]:
                assert provision["text"][mention["start"] : mention["end"]] == mention["words"]


def test_no_field_of_the_record_is_forgotten() -> None:
    provision = {each.name for each in fields(Provision)} - {"label_start"} | {
        each.name for each in fields(Mentions)
    }
    assert set(shapes.ProvisionShape.model_fields) == provision
    top = {"number", "title", "issuer", "adopted"}
    assert set(shapes.MetadataShape.model_fields) | top == {each.name for each in fields(Metadata)}


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_real_documents_fit_the_schema(real: Callable[[str], Record], name: str) -> None:
    found: dict[str, Any] = to_json(real(name))
    assert found["provisions"]
    shapes.DocumentShape.model_validate_json(json.dumps(found))


def test_collations_alignments_and_results_are_plain_json() -> None:
    import sqlite3

    from jingkai.documents.align.alignment import Alignment, FigurePair, Pair, SharedWords
    from jingkai.documents.collate.apparatus import Collation, Reading, Variant
    from jingkai.documents.export.json import alignment_to_json, collation_to_json, results_to_json, schema
    from jingkai.documents.search import Query, SearchIndex

    variant = Variant("art_1", 0, 1, "区", (Reading("a.txt", "区", 1.0, ("untouched",)),), "it is clean")
    found = collation_to_json(Collation(measures(), (variant,), ("a.txt", "b.txt")))
    assert json.loads(json.dumps(found))["variants"][0]["readings"][0] == {
        "source": "a.txt", "words": "区", "evidence": 1.0, "grounds": ["untouched"],
    }  # fmt: skip
    assert found["copies"] == ["a.txt", "b.txt"]
    figures = (FigurePair("target", "产值", "10%", "9%", ("value",)),)
    pair = Pair("art_1", "art_2", 0.5, 1, answers=True, words=(SharedWords("产值", 1.0),), figures=figures)
    aligned = json.loads(json.dumps(alignment_to_json(Alignment((pair,), ("art_3",), ()))))
    assert aligned["pairs"][0]["figures"][0]["differs"] == ["value"]
    connection = sqlite3.connect(":memory:")
    index = SearchIndex(connection)
    index.create()
    index.add_record("m", measures())
    results = json.loads(json.dumps(results_to_json(index.search(Query("设备补贴")))))
    assert results["hits"][0]["heading"] == [{"text": "设备补贴", "marked": True}]
    connection.close()
    assert schema()["type"] == "array"
