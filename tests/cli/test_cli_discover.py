"""``jingkai benefits discover``: claims opened from the command line, once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_command import environment, err, jingkai, out, set_up_library

WORLD = """
import django
django.setup()
from django.utils import timezone
from jingkai.registry.models import Enterprise, Fact, Variable, Zone
zone = Zone.objects.create(code="qinglan", name="青岚经济技术开发区", synthetic=True)
one = Enterprise.objects.create(uscc="91350211M000100Y46", name="青岚食品有限公司", zone=zone, synthetic=True)
variable, _made = Variable.objects.get_or_create(
    name="high_tech_first", defaults={"label": "首次认定高新技术企业", "subject": "enterprise", "type": "flag"}
)
Fact.objects.create(
    variable=variable, zone=zone, subject=one.subject_key, enterprise=one.uscc, flag=True, source="synthetic",
    recorded=timezone.now(),
)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a zone of one enterprise that holds its first high-tech certificate."""
    folder = tmp_path_factory.mktemp("library")
    set_up_library(folder, samples=False)
    settings = {"DJANGO_SETTINGS_MODULE": "jingkai.config.settings", "JINGKAI_DATA": str(folder)}
    subprocess.run([sys.executable, "-c", WORLD], env=environment(**settings), check=True, timeout=300)
    return folder


def test_a_dry_run_says_what_it_comes_to_then_claims_are_opened_once(data: Path) -> None:
    tried = jingkai("benefits", "discover", "--dry-run", JINGKAI_DATA=str(data))
    assert tried.returncode == 0, err(tried)
    assert "claims to be had: 1, together 200,000.00 yuan" in out(tried)
    first = jingkai("benefits", "discover", "--zone", "qinglan", JINGKAI_DATA=str(data))
    assert "claims opened: 1, standing: 0, left out: 0, together 200,000.00 yuan" in out(first)
    second = json.loads(out(jingkai("benefits", "discover", "--json", JINGKAI_DATA=str(data))))
    assert [(one["opened"], one["still_to_be_had"]) for one in second] == [(0, "0.00")]


def test_a_zone_that_is_not_there_is_named_with_those_that_are(data: Path) -> None:
    done = jingkai("benefits", "discover", "--zone", "qinglang", JINGKAI_DATA=str(data))
    assert done.returncode == 1
    assert "There are: qinglan, " in err(done)


def test_without_a_library_nothing_is_made(tmp_path: Path) -> None:
    done = jingkai("benefits", "discover", JINGKAI_DATA=str(tmp_path / "none"))
    assert done.returncode == 1
    assert not (tmp_path / "none").exists()
