"""What scripts rely on in ``jingkai pack``: exit codes, streams, and the keys of the JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_command import MEASURES, ROOT, err, jingkai, out

PACK = ROOT / "packs" / "cn-demo" / "chengzhengbanfa-2025-11"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_every_pack_of_the_product_is_sound_and_passes_its_examples() -> None:
    for command in ("check", "test"):
        done = jingkai("pack", command, ROOT / "packs")
        assert (done.returncode, err(done)) == (0, ""), out(done)
        assert out(done).count("\n") >= 4


def test_a_fault_is_printed_and_leaves_with_1(pack: Path) -> None:
    _edit(pack / "benefits.yaml", "kind: subsidy", "kind: gift")
    done = jingkai("pack", "check", pack)
    assert done.returncode == 1
    lines = out(done).splitlines()
    assert lines[0].startswith(f"{pack / 'benefits.yaml'}:")
    assert "[art_2__item_5] error: “kind” does not fit" in lines[0]
    assert lines[1].startswith("    Write one of: award, subsidy")
    assert lines[2] == f"{pack}: errors 1, warnings 0"


def test_the_json_of_a_check_names_every_fault(pack: Path) -> None:
    _edit(pack / "benefits.yaml", "kind: subsidy", "kind: gift")
    _edit(pack / "document.yaml", "status: reviewed", "status: done")
    done = jingkai("pack", "check", "--json", pack, PACK)
    assert done.returncode == 1
    spoilt, sound = json.loads(out(done))
    assert (spoilt["folder"], spoilt["errors"], spoilt["warnings"]) == (str(pack), 2, 0)
    assert set(spoilt["faults"][0]) == {"file", "line", "provision", "severity", "words", "mend"}
    assert [fault["provision"] for fault in spoilt["faults"]] == ["art_2__item_5", None]
    assert (sound["errors"], sound["faults"]) == (0, [])


def test_a_pack_is_held_against_its_document(pack: Path) -> None:
    done = jingkai("pack", "check", "--document", MEASURES, pack)
    assert (done.returncode, err(done)) == (0, ""), out(done)
    _edit(pack / "benefits.yaml", "yuan: 10000000", "yuan: 20000000")
    done = jingkai("pack", "check", "--document", MEASURES, pack)
    assert done.returncode == 1
    assert "[art_2__item_5]" in out(done)


def test_a_document_goes_with_one_pack() -> None:
    done = jingkai("pack", "check", "--document", MEASURES, PACK, PACK)
    assert done.returncode == 2
    assert "One pack at a time" in err(done)


def test_an_example_that_fails_leaves_with_1(pack: Path) -> None:
    _edit(pack / "benefits.yaml", "yuan: 800000", "yuan: 700000")
    done = jingkai("pack", "test", pack)
    assert (done.returncode, err(done)) == (1, "")
    assert "sum: expected 800,000, came 700,000" in out(done)
    (found,) = json.loads(out(jingkai("pack", "test", "--json", pack)))
    assert set(found) == {"folder", "number", "version", "passed", "failed"}
    (failed,) = found["failed"]
    assert failed["benefit"] == "quality_award"
    assert failed["differences"] == [{"about": "sum", "expected": "800,000", "actual": "700,000"}]


def test_what_cannot_be_loaded_is_named_and_the_rest_is_tried(pack: Path) -> None:
    _edit(pack / "benefits.yaml", "kind: subsidy", "kind: gift")
    done = jingkai("pack", "test", pack, PACK)
    assert done.returncode == 1
    assert f"jingkai: {pack / 'benefits.yaml'}:" in err(done)
    assert out(done).startswith(f"{PACK}: examples passed")
    done = jingkai("pack", "diff", pack, PACK)
    assert (done.returncode, out(done)) == (1, "")
    assert "“kind” does not fit" in err(done)


def test_a_folder_that_is_no_pack_is_named(tmp_path: Path) -> None:
    for command in (("check",), ("test",), ("diff", PACK)):
        done = jingkai("pack", *command, tmp_path / "nowhere")
        assert done.returncode == 1
        assert "There is no such folder" in out(done) + err(done)


def test_a_difference_is_no_failure(pack: Path) -> None:
    assert out(jingkai("pack", "diff", PACK, pack)) == "Nothing changed.\n"
    _edit(pack / "benefits.yaml", "yuan: 800000", "yuan: 700000")
    done = jingkai("pack", "diff", "--json", PACK, pack)
    assert (done.returncode, err(done)) == (0, "")
    (change,) = json.loads(out(done))
    assert set(change) == {
        *("kind", "part", "id", "title", "path", "provision", "before", "after", "words"),
    }
    assert (change["path"], change["before"], change["after"]) == ("amount.yuan", "800000", "700000")


def test_the_schemas_are_printed_and_written(tmp_path: Path) -> None:
    printed = json.loads(out(jingkai("pack", "schema")))
    done = jingkai("pack", "schema", "--out", tmp_path / "schema")
    assert done.returncode == 0
    assert len(out(done).splitlines()) == len(printed) == 9
    for name, schema in printed.items():
        assert json.loads((tmp_path / "schema" / f"{name}.json").read_text(encoding="utf-8")) == schema
    done = jingkai("pack", "schema", "--out", PACK / "document.yaml")
    assert done.returncode == 1
    assert "document.yaml" in err(done)
