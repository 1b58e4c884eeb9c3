"""What scripts rely on: the keys of the JSON, the published schema, and the figures read out of real documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_command import ROOT, SAMPLES, documents, err, jingkai, out, visible
from json_schema_check import faults
from rapidfuzz.distance import Levenshtein

Seed = Callable[[str], Path]

TOP = ["source", "number", "title", "issuer", "adopted", "provisions", "repairs", "flags"]
PROVISION = {"id", "label", "heading", "text", "level", "parent", "units", "targets", "money", "citations"}
UNIT = {"name", "canonical", "role", "start", "end"}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out(jingkai("schema")))
    return found


@pytest.fixture(scope="module")
def sample_documents() -> list[dict[str, Any]]:
    done = jingkai("read", "--json", *SAMPLES)
    assert (done.returncode, err(done)) == (0, "")
    return documents(done)


@pytest.fixture(scope="module")
def real_documents(seed: Seed) -> dict[str, dict[str, Any]]:
    names = ("000", "001", "002", "003", "004")
    done = jingkai("read", "--json", *(seed(name) for name in names))
    assert (done.returncode, err(done)) == (0, "")
    return dict(zip(names, documents(done), strict=True))


def test_the_printed_schema_is_the_published_one(schema: dict[str, Any]) -> None:
    published = ROOT / "src/jingkai/documents/export/schema/read.schema.json"
    assert schema == json.loads(published.read_text(encoding="utf-8"))


def test_read_prints_an_object_a_file_in_the_order_given(sample_documents: list[dict[str, Any]]) -> None:
    assert [document["source"] for document in sample_documents] == [path.name for path in SAMPLES]


def _has_the_promised_keys(document: dict[str, Any]) -> None:
    assert list(document)[: len(TOP)] == TOP
    assert document["provisions"]
    for provision in document["provisions"]:
        assert provision.keys() >= PROVISION
        for unit in provision["units"]:
            assert unit.keys() >= UNIT
            assert provision["text"][unit["start"] : unit["end"]] == unit["name"]
            assert unit["role"] in {"lead", "responsible", "cooperating"}
    ids = [provision["id"] for provision in document["provisions"]]
    assert len(set(ids)) == len(ids)
    assert {provision["parent"] for provision in document["provisions"]} - {None} <= set(ids)


def test_samples_have_the_promised_keys_and_fit_the_schema(
    sample_documents: list[dict[str, Any]], schema: dict[str, Any]
) -> None:
    for document in sample_documents:
        _has_the_promised_keys(document)
    assert faults(sample_documents, schema, schema) == []


def test_real_documents_have_the_promised_keys_and_fit_the_schema(
    real_documents: dict[str, dict[str, Any]], schema: dict[str, Any]
) -> None:
    for document in real_documents.values():
        _has_the_promised_keys(document)
    assert faults(list(real_documents.values()), schema, schema) == []


def test_the_schema_refuses_what_is_not_promised(
    sample_documents: list[dict[str, Any]], schema: dict[str, Any]
) -> None:
    spoilt = json.loads(json.dumps(sample_documents))
    del spoilt[0]["number"]
    spoilt[1]["provisions"][0]["level"] = "1"
    spoilt[2]["surprise"] = True
    found = faults(spoilt, schema, schema)
    assert found == [
        "$[0]: number is missing",
        "$[1].provisions[0].level: '1' is no integer",
        "$[2]: surprise is not in the schema",
    ]


def test_a_collation_is_a_document_with_its_copies_and_variants(schema: dict[str, Any]) -> None:
    done = jingkai("collate", "--json", *SAMPLES)
    assert (done.returncode, err(done)) == (0, "")
    opinion, measures = documents(done)
    assert sorted(opinion["copies"]) == sorted(path.name for path in SAMPLES[:3])
    assert measures["copies"] == [SAMPLES[3].name]
    assert measures["variants"] == []
    plain = [
        {k: v for k, v in each.items() if k not in {"copies", "variants"}} for each in (opinion, measures)
    ]
    assert faults(plain, schema, schema) == []
    for variant in opinion["variants"]:
        assert {reading["source"] for reading in variant["readings"]} <= set(opinion["copies"])


def test_an_alignment_names_clauses_that_exist() -> None:
    done = jingkai("align", "--json", SAMPLES[3], SAMPLES[0])
    assert (done.returncode, err(done)) == (0, "")
    found = json.loads(out(done))
    assert set(found) == {"pairs", "gaps", "alone"}
    below, above = (
        {provision["id"] for provision in document["provisions"]}
        for document in documents(jingkai("read", "--json", SAMPLES[3], SAMPLES[0]))
    )
    assert {pair["lower"] for pair in found["pairs"]} | set(found["alone"]) <= below
    assert {pair["upper"] for pair in found["pairs"]} | set(found["gaps"]) <= above


def _count(document: dict[str, Any], kind: str) -> int:
    return sum(len(provision[kind]) for provision in document["provisions"])


def _labels(document: dict[str, Any], kind: str) -> int:
    return sum(provision["kind"] == kind for provision in document["provisions"])


def test_read_counts_what_was_counted_by_hand(
    real_documents: dict[str, dict[str, Any]],
    gold: dict[str, Any],
    gold_units: dict[str, list[list[str]]],
) -> None:
    opinion, measures, plan = (real_documents[name] for name in ("002", "004", "003"))
    for name in ("000", "001", "002", "004"):
        expected = gold_units["004" if name == "004" else "002"]
        lists: dict[tuple[str, int], list[str]] = {}
        for provision in real_documents[name]["provisions"]:
            for unit in provision["units"]:
                lists.setdefault((provision["id"], unit["group"]), []).append(unit["canonical"])
        assert list(lists.values()) == expected, name
    assert (_count(opinion, "units"), _count(measures, "units")) == (125, 47)
    assert (_count(opinion, "targets"), _count(measures, "targets"), _count(plan, "targets")) == (6, 6, 34)
    assert _count(measures, "money") == len(gold["money_terms"]["004"]) == 7
    numbered = {
        name: sum(bool(c["number"]) for p in real_documents[name]["provisions"] for c in p["citations"])
        for name in ("002", "003")
    }
    assert numbered == {"002": 2, "003": 5}
    for name in ("002", "003", "004"):
        assert _count(real_documents[name], "citations") == len(gold["citations"][name]), name


def test_read_counts_the_clauses_of_real_documents(real_documents: dict[str, dict[str, Any]]) -> None:
    opinion, measures, plan = (real_documents[name] for name in ("002", "004", "003"))
    kinds = ("art", "sub", "item", "bul")
    assert [_labels(opinion, kind) for kind in kinds] == [4, 9, 20, 4]
    assert [_labels(measures, kind) for kind in kinds[:3]] == [2, 7, 20]
    assert [_labels(plan, kind) for kind in ("chp", "sec", "art")] == [5, 21, 31]


@pytest.fixture(scope="module")
def truth(seed: Seed) -> str:
    """The body of the clean copy, straight from the file: page numbers are all there is to take out."""
    lines = (line.strip() for line in seed("002").read_text("utf-8").split("\n"))
    body = _body("".join(line for line in lines if not (line.startswith("-") and line.endswith("-"))))
    assert len(body) == 7301
    return body


def _body(text: str) -> str:
    text, end = visible(text), "（此件公开发布）"
    return text[text.index("各盟行政公署") : text.index(end) + len(end)]


@pytest.mark.parametrize(
    ("command", "names", "most"),
    [
        ("read", ["000"], 0),
        ("read", ["001"], 2),
        ("read", ["002"], 0),
        ("collate", ["000", "001"], 0),
        ("collate", ["001", "000"], 0),
        ("collate", ["000", "001", "002"], 0),
    ],
)
def test_the_printed_body_is_that_of_the_clean_copy(
    command: str, names: list[str], most: int, seed: Seed, truth: str
) -> None:
    done = jingkai(command, "--text", *(seed(name) for name in names))
    assert (done.returncode, err(done)) == (0, "")
    assert Levenshtein.distance(_body(out(done)), truth) <= most


def test_collated_text_begins_with_title_and_number(seed: Seed) -> None:
    lines = out(jingkai("collate", "--text", seed("000"), seed("001"), seed("002"))).splitlines()
    assert lines[0].endswith("的实施意见")
    assert lines[1] == "内政办发〔2024〕5号"
