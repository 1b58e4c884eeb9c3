"""Run the command as scripts do: in a process of its own, with a given language and nothing on standard input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import prepared_site
from jingkai.documents.samples import MEASURES, OPINION, OPINION_BROKEN, OPINION_GLOSSED

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = (OPINION, OPINION_GLOSSED, OPINION_BROKEN, MEASURES)
COMMAND = (sys.executable, "-m", "jingkai.cli")
COLOUR_OR_BAR = re.compile("[\x1b\r]")


def environment(**more: str) -> dict[str, str]:
    """The environment of a test without what decides language, colour and encoding, and with what is given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "JINGKAI_", "PYTHONIO", "PYTHONUTF8"))
        and name not in {"LANG", "LANGUAGE", "NO_COLOR"}
    }
    return {**kept, "JINGKAI_LANGUAGE": "en", "COLUMNS": "100", **more}


def jingkai(
    *arguments: str | Path, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command; keyword arguments are variables of the environment."""
    return subprocess.run(
        [*COMMAND, *map(os.fspath, arguments)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env=environment(**more),
        timeout=300,
        check=False,
    )


def set_up_library(folder: Path, *, samples: bool = True) -> None:
    """Make a library there, with the sample documents of the demo or empty."""
    prepared_site.set_up(folder, prepared_site.SAMPLES if samples else prepared_site.LIBRARY)


def out(done: subprocess.CompletedProcess[bytes]) -> str:
    """Standard output, checked to be UTF-8 without colours."""
    text = done.stdout.decode("utf-8")
    assert not COLOUR_OR_BAR.search(text)
    return text


def err(done: subprocess.CompletedProcess[bytes]) -> str:
    """Standard error, checked to hold no traceback and no colours."""
    text = done.stderr.decode("utf-8")
    assert "Traceback" not in text, text
    assert not COLOUR_OR_BAR.search(text)
    return text


def documents(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The array that was printed."""
    found = json.loads(out(done))
    assert isinstance(found, list)
    return found


def visible(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s", "", text)
