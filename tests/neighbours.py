"""The neighbouring zones of the registry's tests, for tests that lie elsewhere."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _world() -> Any:
    path = Path(__file__).parent / "registry" / "world.py"
    spec = importlib.util.spec_from_file_location("registry_world", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["registry_world"] = module
    spec.loader.exec_module(module)
    return module


def settle(code: str = "qinglan") -> Any:
    """Make a zone (``qinglan`` or ``songhai``) with one row of everything in it."""
    return _world().settle(code)
