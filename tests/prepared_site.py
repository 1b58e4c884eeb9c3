"""Data folders as a first start leaves them: made once a process, then copied.

Whoever tests the first start itself lets the product make one. Keys are not copied: each site has its own, as it would.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

LIBRARY = """
from jingkai.config import serve
serve.open_library(lambda line: None)
"""
SAMPLES = f"""{LIBRARY}
from jingkai.config.demo import build
build.load_samples(lambda line: None)
"""
DEMO = f"""{LIBRARY}
from jingkai.config.demo import build, desks, history
made = build.build()
history.tell(made)
build.load_samples(lambda line: None)
desks.lay_out(made)
"""
_AFTER = {SAMPLES: LIBRARY, DEMO: LIBRARY}
"""What is made from a copy of what."""


def set_up(folder: Path, script: str = SAMPLES) -> Path:
    """Make a site there, which may be a folder that is there and empty; return the folder."""
    shutil.copytree(_made(script), folder, dirs_exist_ok=True, ignore=_keys if script != DEMO else None)
    return folder


def _keys(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith("_key")]


@cache
def _made(script: str) -> Path:
    above = Path(tempfile.mkdtemp(prefix="jingkai-prepared-"))
    atexit.register(shutil.rmtree, above, ignore_errors=True)
    folder = above / "data"
    folder.mkdir(mode=0o700)
    if script in _AFTER:
        set_up(folder, _AFTER[script])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JINGKAI_")}
    variables = {
        "JINGKAI_DATA": str(folder),
        "JINGKAI_LANGUAGE": "en",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "jingkai.config.settings",
    }
    subprocess.run([sys.executable, "-c", script], env={**kept, **variables}, check=True, timeout=600)
    return folder
