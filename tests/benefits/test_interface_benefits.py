"""Benefits for programs: what a page shows, a token with the same rights reads; nothing of a neighbour's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims_of import budget_of, claim_of
from jingkai.accounts.roles import Role
from neighbours import settle
from people import make_person, token_of

pytestmark = pytest.mark.django_db
DEMO = "chengzhengbanfa-2025-11"


@pytest.fixture
def home(state: Any, settings: Any) -> Any:
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0
    found = settle("qinglan")
    state(found.enterprise, high_tech_first=True)
    return found


def _get(path: str, role: Role | None = Role.CASE_OFFICER) -> Any:
    headers = token_of(make_person(role))[1] if role else {}
    answer = Client().get(f"/api/v1{path}", headers={**headers, "Accept-Language": "en"})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_an_enterprise_is_explained_with_every_condition_its_clause_and_the_receipt(home):
    found = _get(f"/benefits/enterprises/{home.enterprise.uscc}")
    assert found["total"] == "200000.00"
    one = next(one for one in found["benefits"] if one["benefit"] == "high_tech_award")
    assert (one["standing"], one["yuan"], one["claim"]) == ("entitled", "200000.00", None)
    assert one["conditions"] == [
        {
            "id": "first_time",
            "label": "首次通过高新技术企业认定",
            "provision": "art_2__item_6",
            "holds": True,
        }
    ]
    assert len(one["receipt"]) == len(one["rules"]) == 64
    unknown = next(one for one in found["benefits"] if one["standing"] == "unknown")
    assert unknown["yuan"] is None
    assert unknown["missing"]
    past = _get(f"/benefits/enterprises/{home.enterprise.uscc}?on=2024-01-01")
    assert (past["on"], past["benefits"]) == ("2024-01-01", [])


def test_claims_are_listed_narrowed_and_told_step_by_step(home):
    key, _claimant = claim_of(home)
    found = _get("/benefits/claims?state=discovered&zone=qinglan")
    assert [(one["claim"], one["entitled"], one["paid"]) for one in found["items"]] == [
        (key, "200000.00", None)
    ]
    assert _get("/benefits/claims?state=paid")["items"] == []
    one = _get(f"/benefits/claims/{key}", Role.ENTERPRISE_MEMBER)
    assert [step["type"] for step in one["history"]] == ["claim.discovered"]
    assert one["history"][0]["provision"] == "澄政办发〔2025〕11号 art_2__item_6"
    assert "receipt" not in one["history"][0]


def test_budgets_say_by_whom_they_were_granted_and_what_is_left(home):
    key = budget_of(home)
    assert _get("/benefits/budgets", Role.PAYMASTER)["total"] == 1
    one = _get(f"/benefits/budgets/{key}", Role.PAYMASTER)
    assert (one["city"], one["region"], one["available"]) == ("900000.00", "0.00", "900000.00")


def test_guide_and_packs_need_no_token_and_drafts_are_for_policy_officers(home):
    listed = _get("/benefits/guide?subject=enterprise", None)
    assert {one["policy"] for one in listed["items"]} == {DEMO}
    one = _get(f"/benefits/guide/{DEMO}/high_tech_award", None)
    assert one["evidence"][0]["paper"] == "高新技术企业证书"
    assert one["without_application"] is True
    assert all(one["status"] == "reviewed" for one in _get("/packs", None)["items"])
    drafts = _get("/packs", Role.POLICY_OFFICER)["items"]
    assert "bazhengbanfa-2024-8" in {one["name"] for one in drafts if one["status"] == "draft"}
    pack = _get("/packs/cn-150800/bazhengbanfa-2024-8", Role.POLICY_OFFICER)
    assert {"benefit", "duty", "target", "procedure", "standard"} >= {one["kind"] for one in pack["commands"]}
    award = next(one for one in pack["commands"] if one["id"] == "chairman_quality_award")
    assert (award["kind"], award["provision"]) == ("benefit", "art_2__item_10")
    assert Client().get("/api/v1/packs/cn-150800/bazhengbanfa-2024-8").status_code == 404


def test_nobody_reads_the_claims_and_budgets_of_a_neighbour(home):
    other = settle("songhai")
    key, _claimant = claim_of(other)
    budget = budget_of(other)
    headers = token_of(make_person(Role.CASE_OFFICER))[1]
    for path in (
        f"claims/{key}",
        f"budgets/{budget}",
        f"enterprises/{other.enterprise.uscc}",
    ):
        assert Client().get(f"/api/v1/benefits/{path}", headers=headers).status_code == 404
    assert _get("/benefits/claims")["total"] == 0
    assert _get("/benefits/budgets")["total"] == 0
