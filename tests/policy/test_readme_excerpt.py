"""The rule that the README shows is one of a pack, shortened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

_ROOT = Path(__file__).resolve().parents[2]
_PACK = _ROOT / "packs" / "cn-demo" / "chengzhengbanfa-2025-11" / "benefits.yaml"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_rule_shown_is_that_of_the_pack(name: str) -> None:
    block = re.search(r"^```yaml\n(.*?)^```$", (_ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert block, "an excerpt is shown"
    (shown,) = yaml.safe_load(block.group(1))
    benefits = {one["id"]: one for one in yaml.safe_load(_PACK.read_text("utf-8"))["benefits"]}
    stored = benefits[shown["id"]]
    assert shown == {key: stored[key] for key in shown}
    assert list(shown) == [key for key in stored if key in shown]
