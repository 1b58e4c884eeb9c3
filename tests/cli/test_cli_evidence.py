"""``jingkai benefits evidence``: what has been kept long enough is listed, and removed for a reason alone."""

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
from datetime import UTC, date, datetime
from decimal import Decimal
from django.core.files.base import ContentFile
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.benefits.claims.claim import Claimant, Proof, Right
from jingkai.benefits.claims.commands import Discover, Withdraw
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.models import Evidence
from jingkai.benefits.services import claims
from jingkai.kernel import clock

class Owner:
    actor, second_factor, is_authenticated = "user:owner", True, True
    grants = (Grant(Role.ENTERPRISE_ADMINISTRATOR, Scope(ScopeKind.ENTERPRISE, "91350211M000100Y46")),)

day, uscc = date(2020, 3, 6), "91350211M000100Y46"
proof = Proof("rules/1", "a" * 64, "b" * 64, "c" * 64, day, day, Decimal("200000.00"))
for number, ends in enumerate((True, False)):
    right = Right("澄政办发〔2025〕11号", "art_2__item_6", "high_tech_award", f"year-{number}")
    found = claims.discover(
        Discover(Claimant("qinglan", uscc, "enterprise", uscc), right, proof, "{}"),
        by=Machine(), command_id=f"found-{number}",
    )
    row = Evidence(claim=found.id, zone="qinglan", enterprise=uscc, paper="证书", filename="a.pdf", kind="pdf",
                   size=4, digest=str(number) * 64, handed_in_by="user:owner", handed_in=datetime(2020, 3, 6, tzinfo=UTC))
    row.file.save("a.pdf", ContentFile(b"%PDF"))
    if ends:
        claims.take(found.id, Withdraw("x"), by=Owner(), command_id=f"withdrawn-{number}")
from jingkai.ledger.services import catch_up
catch_up("benefits.claims")
from jingkai.benefits.models import ClaimRow
ClaimRow.objects.update(since=datetime(2020, 3, 6, tzinfo=UTC))  # as if it had happened then
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two papers of 2020: one of a claim that ended then, one of a claim that is open."""
    folder = tmp_path_factory.mktemp("library")
    set_up_library(folder, samples=False)
    settings = {"DJANGO_SETTINGS_MODULE": "jingkai.config.settings", "JINGKAI_DATA": str(folder)}
    subprocess.run([sys.executable, "-c", WORLD], env=environment(**settings), check=True, timeout=300)
    return folder


def test_what_was_kept_long_enough_is_listed_then_removed_for_a_reason(data: Path) -> None:
    there = {"JINGKAI_DATA": str(data)}
    assert json.loads(out(jingkai("benefits", "evidence", "--expired", "--json", **there)))["expired"] == []
    there["JINGKAI_EVIDENCE_YEARS"] = "3"
    listed = jingkai("benefits", "evidence", "--expired", **there)
    assert "0" * 64 in out(listed) and "1" * 64 not in out(listed)
    assert "Papers kept longer than 3 years: 1. Nothing is removed." in err(listed)
    files = list((data / "received" / "evidence").rglob("*.pdf"))
    assert len(files) == 2
    removed = jingkai("benefits", "evidence", "--expired", "--remove", "--reason", "期满", **there)
    assert "Files removed: 1. Their digests stay." in err(removed)
    assert sum(one.exists() for one in files) == 1
    verified = jingkai("ledger", "verify", **there)
    assert verified.returncode == 0, err(verified)


@pytest.mark.parametrize(("given", "place"), [((), "--expired"), (("--expired", "--remove"), "--reason")])
def test_nothing_is_done_that_was_not_said(data: Path, given: tuple[str, ...], place: str) -> None:
    done = jingkai("benefits", "evidence", *given, JINGKAI_DATA=str(data))
    assert done.returncode == 1
    assert place in err(done)
