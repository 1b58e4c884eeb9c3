"""Check or renew what guides show of the command line: ``check FILE...``, ``write FILE...``.

Every ``console`` block of a guide is run: lines that begin with ``$`` are commands, what stands below is what they print
(both streams, as on a terminal, without colour). A block that names a file, such as ``yaml my-pack/facts.yaml``, is that
file for the commands below it. Commands run in an empty folder that holds the sample documents (and, where the guide
names it, ``measures-pack``, the pack of the sample measures) and is kept from block to block, with the library of a
first start where the guide asks it; behind ``<a id="english"></a>`` in
another one, in English. So a guide cannot tell what is no longer true::

    python tools/transcripts.py write docs/guides/command-line.md
"""

from __future__ import annotations

import argparse
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path

from jingkai.documents.samples import sample_files

_BLOCK = re.compile(
    r"^```(?:console|(?P<kind>\w+) (?P<file>[\w./-]+))\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_SAMPLE_PACK = Path(__file__).resolve().parent.parent / "packs" / "cn-demo" / "chengzhengbanfa-2025-11"
_ENGLISH = '<a id="english"></a>'
_LIBRARY = """
from jingkai.config import serve
serve.open_library(lambda line: None)
from jingkai.config.demo import build
build.load_samples(lambda line: None)
"""
_MARK = "\x01\n"  # printed before every command, so that outputs can be told apart


def renewed(guide: str) -> str:
    """Return a guide with what its commands print today."""
    chinese, mark, english = guide.partition(_ENGLISH)
    return _run_blocks(chinese, "zh") + mark + (_run_blocks(english, "en") if mark else "")


def _run_blocks(text: str, language: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        work = home / "work"
        work.mkdir()
        for path in sample_files():
            shutil.copy(path, work)
        command = home / "bin" / "jingkai"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jingkai.cli "$@"\n', encoding="utf-8")
        command.chmod(0o755)

        if "measures-pack" in text:
            shutil.copytree(_SAMPLE_PACK, work / "measures-pack")
        if "$ jingkai search" in text:
            shutil.copytree(_library(), work / "var")

        def run(match: re.Match[str]) -> str:
            if match["file"]:
                file = work / match["file"]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(match["text"], encoding="utf-8")
                return match[0]
            commands = [line[2:] for line in match["text"].splitlines() if line.startswith("$ ")]
            outputs = _run(commands, work, command.parent, language)
            shown = (f"$ {line}\n{output}" for line, output in zip(commands, outputs, strict=True))
            return "```console\n" + "".join(shown) + "```"

        return _BLOCK.sub(run, text)


@cache
def _library() -> Path:
    """Make the library of a first start, for both languages."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    variables = _environment(folder, "en")
    subprocess.run([sys.executable, "-c", _LIBRARY], cwd=folder, env=variables, check=True, timeout=300)
    return folder / "var"


def _run(commands: list[str], folder: Path, programs: Path, language: str) -> Iterator[str]:
    """Run commands in one shell, so that ``$?`` is the one of the command before; yield what each printed."""
    script = "".join(f"__code=$?; printf '\\001\\n'; (exit $__code)\n{command}\n" for command in commands)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=_environment(programs, language),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    for output in done.stdout.decode("utf-8").split(_MARK)[1:]:
        yield output if output.endswith("\n") or not output else output + "\n"


def _environment(programs: Path, language: str) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        "DJANGO_SETTINGS_MODULE": "jingkai.config.settings",
        "JINGKAI_LANGUAGE": language,
        "JINGKAI_DATA": "var",
        "COLUMNS": "100",
    }


def main() -> int:
    """Carry out the command given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("check", "write"))
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    stale = 0
    for path in given.files:
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if before == after:
            continue
        stale = 1
        if given.command == "write":
            path.write_text(after, encoding="utf-8")
            print(f"{path}: renewed")
        else:
            lines = unified_diff(before.splitlines(), after.splitlines(), str(path), "what is printed today")
            print("\n".join(lines))
    return stale if given.command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
