"""``jingkai benefits replay``: a receipt is computed again by the rules that it names, and told whether it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_command import ROOT, environment, err, jingkai, out, set_up_library

PACK = ROOT / "packs" / "cn-demo" / "chengzhengbanfa-2025-11"

RECORD = """
import django
django.setup()
from dataclasses import replace
from datetime import UTC, datetime
from jingkai.kernel import clock
from jingkai.policy.loading import digest_of
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.rules.receipt import receive
from jingkai.policy.selectors import installed
from jingkai.policy.services import record_packs
from jingkai.registry.models import Zone
Zone.objects.create(code="qinglan", name="青岚经济技术开发区", synthetic=True)
(now,) = [one for one in installed() if one.name == "chengzhengbanfa-2025-11"]
document = now.pack.document.model_copy(update={"version": "0.9"})
pack = now.pack.model_copy(update={"document": document})
before = replace(now, loaded=replace(now.loaded, pack=pack, digest=digest_of(pack)))
record_packs([before])
record_packs([now])
day = datetime(2026, 3, 1, tzinfo=UTC).date()
print(receive(prepare(pack), "high_tech_award", {"high_tech_first": True}, on=day, recorded_on=day)[1].to_json())
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in which an earlier version of the pack was on record; ``receipt.json`` was computed by it."""
    folder = tmp_path_factory.mktemp("library")
    set_up_library(folder, samples=False)
    settings = {"DJANGO_SETTINGS_MODULE": "jingkai.config.settings", "JINGKAI_DATA": str(folder)}
    command = [sys.executable, "-c", RECORD]
    done = subprocess.run(
        command, env=environment(**settings), check=True, timeout=300, capture_output=True, text=True
    )
    (folder / "receipt.json").write_text(done.stdout, encoding="utf-8")
    return folder


def _changed(folder: Path, to: Path, **changed: object) -> Path:
    found = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    to.write_text(json.dumps(found | changed), encoding="utf-8")
    return to


def test_a_receipt_of_rules_that_hold_no_more_gives_the_same_answer(data: Path) -> None:
    done = jingkai("benefits", "replay", data / "receipt.json", JINGKAI_DATA=str(data))
    assert done.returncode == 0, err(done)
    assert "high_tech_award 2026-03-01  same answer: entitled, 200,000.00 yuan" in out(done)


def test_what_does_not_hold_is_said_in_words_with_exit_code_one(data: Path, tmp_path: Path) -> None:
    receipt = json.loads((data / "receipt.json").read_text(encoding="utf-8"))
    forged = _changed(data, tmp_path / "forged.json", result=receipt["result"] | {"yuan": "900000"})
    stranger = _changed(data, tmp_path / "stranger.json", rules="0" * 64)
    other = _changed(data, tmp_path / "other.json", engine="jingkai-rules-0")
    done = jingkai("benefits", "replay", forged, stranger, other, "--json", JINGKAI_DATA=str(data))
    assert done.returncode == 1
    said = json.loads(out(done))
    assert [one["verdict"] for one in said] == ["differs", "not_on_record", "other_engine"]
    assert "yuan" in said[0]["why"]
    assert "0" * 64 in said[1]["why"]
    text = out(jingkai("benefits", "replay", forged, stranger, JINGKAI_DATA=str(data)))
    assert "another answer" in text
    assert "rules not on record" in text


def test_without_a_library_a_folder_is_asked(data: Path, tmp_path: Path) -> None:
    explained = jingkai(
        "benefits",
        "explain",
        "--pack",
        PACK,
        "--json",
        "--on",
        "2026-03-01",
        "--fact",
        "high_tech_first=true",
    )
    (tmp_path / "all.json").write_bytes(explained.stdout)
    nowhere = str(tmp_path / "nowhere")
    done = jingkai("benefits", "replay", tmp_path / "all.json", "--pack", PACK, JINGKAI_DATA=nowhere)
    assert done.returncode == 0, err(done)
    assert out(done).count("same answer") == len(json.loads(explained.stdout)) == 13
    other = jingkai("benefits", "replay", data / "receipt.json", "--pack", PACK)
    assert other.returncode == 1
    assert "rules not on record" in out(other)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "no JSON", '{"engine": "jingkai-rules-1"}'])
def test_what_is_no_receipt_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "note.json").write_text(text, encoding="utf-8")
    done = jingkai("benefits", "replay", tmp_path / "note.json", "--pack", PACK)
    assert done.returncode == 1
    assert "note.json: This is no receipt." in err(done)
    assert "Traceback" not in err(done)


def test_without_a_library_and_a_folder_it_says_where_it_looked(data: Path, tmp_path: Path) -> None:
    done = jingkai("benefits", "replay", data / "receipt.json", JINGKAI_DATA=str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "There is no library here." in err(done)
