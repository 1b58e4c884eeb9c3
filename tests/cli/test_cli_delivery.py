"""Where results go: files that are whole or not there, pipes that close, terminals, Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest
from cli_command import COMMAND, SAMPLES, documents, environment, err, jingkai, out

from jingkai.documents.samples import MEASURES, OPINION, OPINION_BROKEN


@pytest.mark.parametrize(
    ("form", "ending"),
    [("json", "json"), ("text", "txt"), ("akn", "xml"), ("markdown", "md"), ("docx", "docx")],
)
def test_every_form_is_written_as_one_file_a_document(form: str, ending: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    done = jingkai("read", f"--{form}", OPINION, MEASURES, "--out", folder)
    assert (done.returncode, err(done)) == (0, "")
    expected = [folder / f"{path.stem}.{ending}" for path in (OPINION, MEASURES)]
    assert out(done).splitlines() == [str(path) for path in expected]
    assert sorted(folder.iterdir()) == sorted(expected)
    if form == "docx":
        assert all(zipfile.is_zipfile(path) for path in expected)
    else:
        assert all("青岚经济技术开发区" in path.read_text(encoding="utf-8") for path in expected)
    if form == "json":
        assert json.loads(expected[0].read_text(encoding="utf-8"))[0]["source"] == OPINION.name


@pytest.mark.parametrize("form", ["text", "akn", "markdown"])
def test_what_is_written_is_what_is_printed(form: str, tmp_path: Path) -> None:
    jingkai("read", f"--{form}", OPINION, "--out", tmp_path)
    (written,) = tmp_path.iterdir()
    printed = out(jingkai("read", f"--{form}", OPINION))
    assert printed.rstrip("\n") == written.read_text(encoding="utf-8").rstrip("\n")


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for name, source in (("a", OPINION), ("b", MEASURES)):
        (tmp_path / name).mkdir()
        shutil.copy(source, tmp_path / name / "文件.txt")
    done = jingkai("read", "--out", "out", "a/文件.txt", "b/文件.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["文件-2.json", "文件.json"]
    second = json.loads((tmp_path / "out" / "文件-2.json").read_text(encoding="utf-8"))
    assert second[0]["number"] == "澄政办发〔2025〕11号"


def test_a_second_run_writes_the_same_names(tmp_path: Path) -> None:
    first = jingkai("read", "--text", OPINION, "--out", tmp_path)
    assert jingkai("read", "--text", OPINION, "--out", tmp_path).stdout == first.stdout
    assert len(list(tmp_path.iterdir())) == 1


def test_a_received_file_is_never_overwritten(tmp_path: Path) -> None:
    copy = tmp_path / "received.txt"
    shutil.copy(OPINION_BROKEN, copy)
    done = jingkai("read", "--text", "received.txt", "--out", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "overwrite" in err(done)
    assert copy.read_bytes() == OPINION_BROKEN.read_bytes()
    assert list(tmp_path.iterdir()) == [copy]


def test_a_folder_that_cannot_be_written_to_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = jingkai("read", OPINION, "nothing.txt", "--out", tmp_path / "file" / "below")
    assert done.returncode == 1
    assert err(done).startswith(f"jingkai: {tmp_path / 'file' / 'below'}: ")
    assert "nothing.txt" not in err(done)


def test_a_very_long_name_is_cut(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 80 + ".txt")
    shutil.copy(OPINION, path)
    assert jingkai("read", path, "--out", tmp_path / "out").returncode == 0
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == "长" * 60 + ".json"


def test_two_hundred_files_with_a_bad_one_give_the_others(tmp_path: Path) -> None:
    text = "青岚经济技术开发区管理委员会关于{number}号园区的通知\n各园区：\n一、做好服务。\n二、加强监管。\n"
    names = [f"{number:03}.txt" for number in range(200)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(text.format(number=number) if number != 77 else "", encoding="utf-8")
    done = jingkai("read", "--json", *names, cwd=tmp_path)
    assert done.returncode == 1
    assert [document["source"] for document in documents(done)] == [*names[:77], *names[78:]]
    assert err(done).startswith("jingkai: 077.txt: The file is empty.")


@pytest.mark.parametrize("arguments", [("read", "--json", *SAMPLES), ("--help",), ("schema",)])
def test_a_reader_that_goes_away_is_no_fault(arguments: tuple[str, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)  # as after `| head -1`
    try:
        done = subprocess.run(
            [*COMMAND, *map(os.fspath, arguments)],
            stdout=theirs,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "read", "--json", OPINION],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("jingkai: The system refuses: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_with_130_and_without_a_traceback(jobs: str, tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(80)]
    for name in names:
        shutil.copy(OPINION_BROKEN, tmp_path / name)
    process = subprocess.Popen(
        [*COMMAND, "read", "--json", "--jobs", jobs, *names],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,  # so that the signal goes to the command and its readers, as a terminal sends it
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"["  # it has begun to deliver
    os.killpg(process.pid, signal.SIGINT)
    _rest, complaints = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in complaints


def _on_a_terminal(arguments: list[str], cwd: Path, **more: str) -> tuple[str, str]:
    """Run the command with standard error (and output, unless it goes to a file) on a terminal; return what came."""
    ours, theirs = pty.openpty()
    target = more.pop("target", "")
    with contextlib.ExitStack() as stack:
        stdout = stack.enter_context((cwd / target).open("wb")) if target else theirs
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=cwd,
            stdin=theirs,
            stdout=stdout,
            stderr=theirs,
            env=environment(**more),
        )
        os.close(theirs)
        shown = b""
        while True:
            ready, _, _ = select.select([ours], [], [], 60)
            assert ready, "nothing came from the terminal for a minute"
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode("utf-8"), (cwd / target).read_text(encoding="utf-8") if target else ""


def test_a_terminal_gets_a_bar_that_goes_away(tmp_path: Path) -> None:
    shutil.copy(OPINION, tmp_path / "a.txt")
    shutil.copy(MEASURES, tmp_path / "b.txt")
    shown, written = _on_a_terminal(
        ["read", "--json", "a.txt", "b.txt"], tmp_path, target="out.json", TERM="xterm"
    )
    assert "0/2" in shown
    assert "░" in shown
    assert shown.endswith("\r\x1b[K")
    assert len(json.loads(written)) == 2


def test_a_terminal_gets_bold_titles_unless_no_colour_is_wanted(tmp_path: Path) -> None:
    shutil.copy(OPINION, tmp_path / "a.txt")
    assert "\x1b[1m" in _on_a_terminal(["read", "a.txt"], tmp_path, TERM="xterm")[0]
    assert "\x1b[" not in _on_a_terminal(["read", "a.txt"], tmp_path, TERM="xterm", NO_COLOR="1")[0]


def test_one_file_needs_no_bar(tmp_path: Path) -> None:
    shutil.copy(OPINION, tmp_path / "a.txt")
    assert "1/1" not in _on_a_terminal(["read", "a.txt"], tmp_path, TERM="xterm")[0]
