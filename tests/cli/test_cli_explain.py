"""``jingkai benefits explain``: one subject, every reason, and errors that name the place."""

from __future__ import annotations

import json

from cli_command import ROOT, jingkai

PACK = str(ROOT / "packs" / "cn-demo" / "chengzhengbanfa-2025-11")
LARGE = ("--fact", "chain=machinery", "--fact", "fixed_investment=320000000", "--on", "2026-03-01")


def explain(*arguments: str) -> tuple[int, str, str]:
    done = jingkai("benefits", "explain", "--pack", PACK, *arguments)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_sum_is_told_with_its_arithmetic_its_cap_and_its_clause():
    code, out, errors = explain("equipment_grant", *LARGE, "--fact", "equipment_investment=123456789.01")
    assert code == 0, errors
    assert "12,345,678.901" in out  # 123,456,789.01 × 10 %
    assert "10,000,000.00" in out
    assert "第5条" in out


def test_what_is_not_given_is_missing_and_never_the_cap():
    (receipt,) = json.loads(explain("equipment_grant", *LARGE, "--json")[1])
    assert receipt["result"]["outcome"] == "entitled"
    assert receipt["result"]["yuan"] is None
    assert receipt["result"]["missing"] == ["equipment_investment"]


def test_without_a_name_every_benefit_of_the_day_is_explained():
    assert len(json.loads(explain("--json", "--on", "2026-03-01")[1])) == 13


def test_what_does_not_fit_is_named_with_what_would():
    for arguments, named in (
        (("nothing",), "equipment_grant"),
        (("--fact", "chain=ships"), "machinery"),
        (("--fact", "tonnage=3"), "fixed_investment"),
        (("--fact", "fixed_investment=viel"), "fixed_investment"),
        (("--fact", "fixed_investment"), "fixed_investment"),
    ):
        code, out, errors = explain(*arguments, "--on", "2026-03-01")
        assert code == 1, arguments
        assert not out
        assert named in errors, arguments
        assert "Traceback" not in errors
