"""``jingkai search``: clauses of the library of ``jingkai serve``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_command import err, jingkai, out, set_up_library


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder with the library of a first start."""
    folder = tmp_path_factory.mktemp("data") / "var"
    set_up_library(folder)
    return str(folder)


def test_where_there_is_no_library_that_is_said_with_the_mend_and_nothing_is_made(tmp_path: Path) -> None:
    for language, words in (("en", "There is no library here."), ("zh", "这里没有文件库。")):
        done = jingkai("search", "补贴", cwd=tmp_path, JINGKAI_DATA="", JINGKAI_LANGUAGE=language)
        assert (done.returncode, out(done)) == (1, "")
        assert err(done).startswith(f"jingkai: {tmp_path / 'var'}: {words}")
        assert "jingkai serve" in err(done)
        assert "JINGKAI_DATA" in err(done)
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_without_a_library_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    done = jingkai("search", "补贴", JINGKAI_DATA=str(tmp_path))
    assert (done.returncode, out(done)) == (1, "")
    assert "There is no library here." in err(done)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_search_loads_no_samples_into_an_empty_library(tmp_path: Path) -> None:
    set_up_library(tmp_path, samples=False)
    done = jingkai("search", "补贴", JINGKAI_DATA=str(tmp_path))
    assert (done.returncode, out(done), err(done)) == (0, "Provisions found: 0\n", "")


def test_hits_are_cited_and_shown(data: str) -> None:
    done = jingkai("search", "补贴", JINGKAI_DATA=data)
    assert (done.returncode, err(done)) == (0, "")
    lines = out(done).splitlines()
    count = int(lines[0].removeprefix("Provisions found: "))
    assert count > 0
    assert len(lines) == 1 + 2 * count
    assert lines[1].startswith("澄政办发〔2025〕11号 第")
    assert "补贴" in lines[2]


def _found(data: str, *arguments: str) -> list[dict[str, object]]:
    done = jingkai("search", "--json", "--limit", "200", *arguments, JINGKAI_DATA=data)
    assert done.returncode == 0, err(done)
    hits: list[dict[str, object]] = json.loads(out(done))["hits"]
    return hits


def test_words_are_joined_by_and_and_left_out_by_a_minus(data: str) -> None:
    every, both, without = (_found(data, "企业", *more) for more in ((), ("奖励",), ("-奖励",)))
    assert 0 < len(both) < len(every)
    assert len(both) + len(without) == len(every)
    assert len(_found(data, "--", "企业", "-奖励")) == len(without)


def test_a_part_of_the_name_of_a_unit_or_issuer_will_do(data: str) -> None:
    part = _found(data, "企业", "--unit", "市财政")
    assert part
    assert part == _found(data, "企业", "--unit", "市财政局")
    assert {hit["issuer"] for hit in _found(data, "企业", "--issuer", "澄江")} == {"澄江市人民政府办公室"}


def test_a_name_that_the_library_lacks_is_said(data: str) -> None:
    done = jingkai("search", "企业", "--unit", "海军部", JINGKAI_DATA=data)
    assert (done.returncode, out(done)) == (0, "Provisions found: 0\n")
    assert "海军部" in err(done)


def test_years_narrow_and_limits_are_said(data: str) -> None:
    assert _found(data, "企业", "--year", "1999") == []
    assert "more with --limit" in out(jingkai("search", "企业", "--limit", "1", JINGKAI_DATA=data))


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = jingkai("serve", JINGKAI_DATA=str(tmp_path / "file" / "var"))
    assert (done.returncode, out(done)) == (1, "")
    assert err(done).startswith(f"jingkai: {tmp_path / 'file' / 'var'}: ")


def test_a_broken_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "jingkai.sqlite3").write_bytes(b"no database " * 1000)
    done = jingkai("search", "补贴", JINGKAI_DATA=str(tmp_path))
    assert (done.returncode, out(done)) == (1, "")
    (line,) = err(done).splitlines()
    assert line.startswith(f"jingkai: {tmp_path / 'jingkai.sqlite3'}: The library cannot be used")
