"""The command line as people meet it: help, wrong usage, bad files, language and encodings."""

from __future__ import annotations

import ast
import json
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_command import documents, environment, err, jingkai, out

from jingkai.cli import click_words
from jingkai.documents.samples import OPINION

COMMANDS = ("read", "collate", "align", "search", "schema", "serve")
HEAVY = (
    "django", "jieba", "opencc", "pypinyin", "lxml", "docx", "pypdfium2", "pydantic", "rich", "rapidfuzz",
    "selectolax", "granian", "xlsxwriter", "multiprocessing", "charset_normalizer", "jingkai.documents",
    "jingkai.registry",
)  # fmt: skip


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from jingkai.cli.run import run; code = run(['--help']); "
        "print('loaded', sorted(name for name in sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=True
    )
    loaded = set(ast.literal_eval(done.stderr.partition("loaded ")[2]))
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_help_names_every_command_and_every_exit_code() -> None:
    done = jingkai("--help")
    assert done.returncode == 0
    text = out(done)
    assert all(f"\n  {command} " in text for command in COMMANDS)
    assert "0 done; 1 something could not be done" in " ".join(text.split())
    assert err(done) == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(command: str) -> None:
    english, chinese = jingkai(command, "-h"), jingkai(command, "--help", JINGKAI_LANGUAGE="zh")
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert "Usage: jingkai " + command in out(english)
    assert "用法： jingkai " + command in out(chinese)
    assert "Show this message" not in out(chinese)
    assert not any("㐀" < char < "鿿" for char in out(english))


def test_package_and_module_are_the_command() -> None:
    version = out(jingkai("--version"))
    assert version.startswith("jingkai ")
    program = [sys.executable, "-m", "jingkai", "--version"]
    assert subprocess.run(program, capture_output=True, text=True, check=True).stdout == version


def test_serve_refuses_a_port_that_is_taken_and_a_host_that_others_reach(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = jingkai("serve", "--port", port, JINGKAI_DATA=str(tmp_path / "var"))
        assert (done.returncode, out(done)) == (1, "")
        assert f"Port {port} is taken." in err(done)
    done = jingkai("serve", "--host", "0.0.0.0", JINGKAI_DATA=str(tmp_path / "var"))
    assert (done.returncode, out(done)) == (1, "")
    assert "127.0.0.1" in err(done)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Usage"),
        (["raed"], "Did you mean 'read'"),
        (["read"], "Missing argument 'FILE...'"),
        (["read", "--jsn", "a.txt"], "No such option"),
        (["read", "--json", "--text", "a.txt"], "--json or --text"),
        (["read", "--docx", "a.txt"], "--out"),
        (["read", "--akn", "a.txt", "b.txt"], "--out"),
        (["read", "--encoding", "klingon", "a.txt"], "gb18030"),
        (["read", "--encoding", "base64", "a.txt"], "no character encoding"),
        (["read", "--jobs", "0", "a.txt"], "range"),
        (["read", "--jobs", "many", "a.txt"], "whole number"),
        (["read", "--out", str(OPINION), "a.txt"], "is a file"),
        (["collate"], "Missing argument"),
        (["collate", "--akn", "a.txt"], "No such option"),
        (["align", "a.txt"], "Missing argument 'UPPER'"),
        (["align", "a.txt", "b.txt", "c.txt"], "unexpected extra argument (c.txt)"),
        (["align", str(OPINION), str(OPINION)], "the same file"),
        (["search"], "Missing argument"),
        (["search", "、 ，"], "no word to search for"),
        (["search", "补贴", "--limit", "0"], "range"),
        (["search", "补贴", "--year", "20x5"], "whole number"),
        (["serve", "--port", "99999"], "range"),
    ],
)  # fmt: skip
def test_wrong_usage_is_explained_and_ends_with_2(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = jingkai(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in err(done)
    assert out(done) == ""
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files that cannot be read, by what their message must say."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nno objects\n")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    (folder / "folder").mkdir()
    return {
        "is empty": folder / "empty.txt",
        "no text and no kind of document": folder / "binary.txt",
        "PDF is broken": folder / "broken.pdf",
        "300 MB": folder / "huge.txt",
        "is a folder": folder / "folder",
        "no such file": folder / "missing.txt",
    }


def test_every_bad_file_is_named_and_the_others_are_delivered(bad_files: dict[str, Path]) -> None:
    done = jingkai("read", "--json", *bad_files.values(), OPINION)
    assert done.returncode == 1
    assert [document["source"] for document in documents(done)] == [OPINION.name]
    lines = err(done).splitlines()
    assert len(lines) == len(bad_files)
    for line, (says, path) in zip(lines, bad_files.items(), strict=True):
        assert line.startswith(f"jingkai: {path}: ")
        assert says in line


@pytest.mark.parametrize("command", ["read", "collate"])
def test_json_is_an_empty_array_when_nothing_could_be_read(command: str, bad_files: dict[str, Path]) -> None:
    done = jingkai(command, "--json", bad_files["is empty"])
    assert (done.returncode, documents(done)) == (1, [])


@pytest.mark.parametrize("form", [[], ["--text"]])
def test_nothing_is_printed_when_nothing_could_be_collated(
    form: list[str], bad_files: dict[str, Path]
) -> None:
    done = jingkai("collate", *form, bad_files["is empty"])
    assert (done.returncode, out(done)) == (1, "")


def test_align_names_both_files_that_cannot_be_read(bad_files: dict[str, Path]) -> None:
    done = jingkai("align", bad_files["no such file"], bad_files["is empty"])
    assert (done.returncode, out(done)) == (1, "")
    assert "no such file" in err(done)
    assert "is empty" in err(done)


def test_the_path_tells_two_files_of_one_name_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.pdf").write_bytes(b"%PDF-1.7\n")
    done = jingkai("read", "a/x.pdf", "b/x.pdf", cwd=tmp_path)
    assert [line.split(": ")[1] for line in err(done).splitlines()] == ["a/x.pdf", "b/x.pdf"]


def test_chinese_names_and_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "青岚 意见（国标码）.txt"
    path.write_bytes(OPINION.read_text(encoding="utf-8").encode("gb18030"))
    (document,) = documents(jingkai("read", "--json", path, LC_ALL="C"))
    assert (document["source"], document["number"]) == (path.name, "临政办发〔2025〕6号")
    assert document["encoding"].lower() == "gb18030"


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    name = tmp_path / "\udcd2\udce2.txt"
    name.write_bytes(OPINION.read_bytes())
    done = jingkai("read", "--text", name, "--out", tmp_path / "out")
    assert done.returncode == 0
    (written,) = (tmp_path / "out").iterdir()
    assert "临政办发〔2025〕6号" in written.read_text(encoding="utf-8")


def test_pipes_get_utf_8_whatever_the_locale() -> None:
    plain = jingkai("read", "--json", OPINION)
    old = jingkai("read", "--json", OPINION, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert old.stdout == plain.stdout
    assert err(old) == ""


def test_json_is_escaped_where_the_output_cannot_take_it() -> None:
    done = jingkai("read", "--json", OPINION, PYTHONIOENCODING="ascii")
    assert done.stdout.isascii()
    assert json.loads(done.stdout) == documents(jingkai("read", "--json", OPINION))


def test_messages_follow_the_language_asked_for() -> None:
    chinese = err(jingkai("read", "nothing.txt", JINGKAI_LANGUAGE="zh_CN"))
    assert chinese == "jingkai: nothing.txt: 没有这个文件。请核对文件名和目录。\n"
    assert "There is no such file." in err(jingkai("read", "nothing.txt", JINGKAI_LANGUAGE="en"))
    assert "没有命令 'raed'" in err(jingkai("raed", JINGKAI_LANGUAGE="", LANG="zh_CN.UTF-8"))
    assert "No such command" in err(jingkai("raed", JINGKAI_LANGUAGE="", LANG="en_GB.UTF-8"))


def test_every_word_that_click_may_print_here_is_in_the_catalogue() -> None:
    """click is asked which messages it has; those of what this command line never does are left out."""
    never = {
        "_termui_impl.py", "_winconsole.py", "shell_completion.py", "termui.py", "utils.py",
    }  # fmt: skip
    not_here = {
        "deprecated", "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}", "Value must be an iterable.",
        "Could not determine name for option with declarations {decls!r}", "env var: {var}", "(dynamic)",
        "Arguments take exactly one parameter declaration, got {length}: {decls}.", "Aborted!", "unknown error",
        "Name '{name}' defined twice", "Boolean option {decl!r} cannot use the same flag for true/false.",
        "%(prog)s, version %(version)s", "Do you want to continue?", "Confirm the action without prompting.",
        "Could not open file {filename!r}: {message}", "Invalid start character for option ({option})",
        "Choose from:\n\t{choices}", "{value!r} is not {choice}.", "Choice({choices})",
        "{value!r} does not match the format {format}.", "{value!r} is not a valid UUID.",
        "{value!r} is not a valid boolean. Recognized values: {states}",
        "{len_type} values are required, but {len_value} was given.", "Takes {nargs} values but 1 was given.",
        "{name} {filename!r} is a directory.", "{name} {filename!r} is not writable.",
        "{name} {filename!r} is not executable.", "{name} {filename!r} does not exist.",
    }  # fmt: skip
    ours = {word if isinstance(word, str) else word[0] for word in click_words.WORDS}
    theirs = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        if path.name in never:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    theirs.add(first.value)
    unlisted = {word for word in theirs - ours - not_here if not word.startswith("No options defined")}
    assert unlisted == set()
