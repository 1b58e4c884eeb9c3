"""Tasks for the tests of reading in several processes; they must be importable there."""

from __future__ import annotations

import os
import time
from pathlib import Path

from jingkai.kernel.errors import JingkaiError


def work(path: Path) -> str:
    """Return the name; fail in the way that the name says."""
    if path.stem.startswith("dies"):
        os._exit(9)
    if path.stem.startswith("faulty"):
        raise ZeroDivisionError("a fault of the program")
    if path.stem.startswith("refused"):
        raise JingkaiError("It is refused.", place=f"{path.name}:7", mend="Mend it.")
    if path.stem.startswith("hungry"):
        raise MemoryError
    if path.stem.startswith("slow"):
        time.sleep(0.2)
    return path.name
