"""Claiming from the pages: what is missing is asked once, one consent claims, and nothing is claimed twice."""

from __future__ import annotations

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from benefit_facts import DEMO
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jingkai.accounts.roles import Role
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow, Evidence
from jingkai.benefits.selectors import waiting_for
from jingkai.benefits.selectors.claims import payee, the_claim
from jingkai.benefits.selectors.last_consent import last_consent
from jingkai.ledger.models import LedgerEntry
from jingkai.registry.models import Fact, Source
from neighbours import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese", "own_keys")]

PAYEE = {
    "holder": "青岚样本有限公司",
    "bank": "青岚农商行营业部",
    "account": "6222 0202 0001 1122 233",
    "contact": "何晓",
    "phone": "13800000000",
}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.fixture
def own_keys(tmp_path, settings, monkeypatch):
    """Keep the keys and files of a test away from those of whoever runs it."""
    settings.DATA = tmp_path
    settings.RECEIVED_FILES = tmp_path / "received"
    settings.API_RATES = tmp_path / "rates.sqlite3"
    monkeypatch.delenv("JINGKAI_LEDGER_KEY", raising=False)
    monkeypatch.delenv("JINGKAI_PERSONS_KEY", raising=False)


@pytest.fixture
def firm(state):
    """An enterprise of which much is known, but not its premium."""
    firm = settle().enterprise
    firm.above_scale = True
    firm.save()
    state(firm, high_tech_first=True, quality_award=False, software_spent=Decimal("1286400.00"))
    return firm


def _address(firm, benefit: str) -> str:
    return f"/benefits/enterprises/{firm.uscc}/{DEMO}/{benefit}/claim/"


def _text(answer) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def _command() -> dict[str, str]:
    return {"command": str(uuid.uuid4())}


def _opened(client, firm, benefit: str, **more: str) -> str:
    """Claim a benefit and return the address that follows."""
    answer = client.post(_address(firm, benefit), {**_command(), **more})
    assert answer.status_code == 302, _text(answer)
    return str(answer.headers["Location"])


def _consented(client, address: str, **more):
    key = address.split("/")[3]
    sent = {**_command(), "version": the_claim(key).version, **PAYEE, **more}
    return client.post(address, sent), key


def test_what_is_entitled_without_an_open_question_is_claimed_with_one_form(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    assert (
        _address(firm, "high_tech_award")
        in client.get(f"/benefits/enterprises/{firm.uscc}/").content.decode()
    )
    address = _opened(client, firm, "high_tech_award")
    assert address.endswith("/consent/")
    page = _text(client.get(address))
    assert "200,000.00 元" in page and "第6条" in page
    answer, key = _consented(client, address)
    assert answer.status_code == 302, _text(answer)
    assert the_claim(key).state is State.CONSENTED
    assert payee(key).account == "6222020200011122233"
    assert "6222020200011122233" not in _text(client.get(f"/benefits/claims/{key}/"))


def test_with_a_known_payee_what_needs_no_application_is_one_click(client_as, firm, state):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    _consented(client, _opened(client, firm, "high_tech_award"))
    Fact.objects.filter(variable__name="quality_award").delete()
    state(firm, quality_award=True)
    page = client.get(f"/benefits/enterprises/{firm.uscc}/").content.decode()
    assert "•••• 2233" in page and PAYEE["account"].replace(" ", "") not in page
    address = _opened(client, firm, "quality_award", consent="last")
    key = address.split("/")[3]
    assert the_claim(key).state is State.CONSENTED
    assert payee(key) == payee(ClaimRow.objects.get(benefit="high_tech_award").claim)


def test_only_what_is_missing_is_asked_and_becomes_a_fact_that_the_enterprise_declared(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _address(firm, "credit_insurance")
    html = client.get(address).content.decode()
    assert 'name="credit_premium"' in html
    assert 'name="above_scale"' not in html
    answer = client.post(address, {**_command(), "credit_premium": "4.685万"})
    assert answer.status_code == 302
    fact = Fact.objects.get(variable__name="credit_premium", retired=None)
    assert (fact.number, fact.source) == (Decimal("46850"), Source.ENTERPRISE)
    assert "出口信用保险保费补贴" in fact.source_words
    found = the_claim(str(answer.headers["Location"]).split("/")[3])
    assert found.proof.yuan == Decimal("32795.00")


def test_an_answer_that_cannot_be_read_stays_and_nothing_is_recorded(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    answer = client.post(_address(firm, "credit_insurance"), {**_command(), "credit_premium": "很多"})
    assert answer.status_code == 422
    assert 'value="很多"' in answer.content.decode()
    assert not Fact.objects.filter(variable__name="credit_premium").exists()
    assert not LedgerEntry.objects.filter(type="claim.discovered").exists()


def test_answers_that_end_the_matter_are_not_recorded(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    answer = client.post(_address(firm, "national_standard"), {**_command(), "national_standards": "0"})
    assert answer.status_code == 422
    assert "没有记录任何内容" in _text(answer)
    assert not Fact.objects.filter(variable__name="national_standards").exists()


def test_one_answer_may_make_another_fact_matter(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _address(firm, "agency_rent")
    sent = {**_command(), "agency_kind": "testing", "park_year": "2", "rent_paid": "80万"}
    assert client.post(address, sent).status_code == 302
    # Half of the rent are 400,000 yuan; the cap on all awards of a year leaves 300,000.
    found = the_claim(LedgerEntry.objects.get(type="claim.discovered").stream.partition("/")[2])
    assert found.proof.yuan == Decimal("300000.00")
    # The benefit is yearly: what was declared for it says nothing of next year's rent.
    rent = Fact.objects.get(variable__name="rent_paid")
    year = found.proof.valid_on.year
    assert (rent.valid_from, rent.valid_to) == (date(year, 1, 1), date(year, 12, 31))


def test_pressing_the_button_twice_claims_once(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    same = _command()
    for _turn in range(2):
        assert client.post(_address(firm, "high_tech_award"), same).status_code == 302
    assert LedgerEntry.objects.filter(type="claim.discovered").count() == 1
    another = client.post(_address(firm, "high_tech_award"), _command())
    assert another.status_code == 302
    assert LedgerEntry.objects.filter(type="claim.discovered").count() == 1


def test_a_card_shows_the_claim_that_stands_and_the_total_leaves_it_out(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    above = f"/benefits/enterprises/{firm.uscc}/"
    assert "585,920.00 元" in _text(client.get(above))  # 200,000 + 385,920
    _consented(client, _opened(client, firm, "high_tech_award"))
    page = _text(client.get(above))
    assert "585,920.00" not in page and "385,920.00 元" in page
    assert "已经申领" in page and "开发区核对材料和事实" in page
    assert _address(firm, "high_tech_award") not in client.get(above).content.decode()


def test_a_member_prepares_and_the_administrator_consents(client_as, person, firm):
    member, administrator = client_as(Role.ENTERPRISE_MEMBER), person(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(member, firm, "digital_retrofit")
    assert address.endswith("/papers/")
    key = address.split("/")[3]
    assert member.get(f"/benefits/claims/{key}/consent/").status_code == 403
    waits = waiting_for(administrator)
    assert [one.url for one in waits] == [f"/benefits/claims/{key}/consent/"]
    assert "385,920.00" in waits[0].words
    _consented(client_as(administrator), waits[0].url, window="on")
    assert waiting_for(administrator) == []
    assert the_claim(key).brought == ("软件合同与发票",)
    assert "企业将把它送到服务窗口" in _text(
        client_as(Role.CASE_OFFICER).get(f"/benefits/claims/{key}/verify/")
    )


def test_papers_are_asked_by_name_and_each_is_here_or_promised(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(client, firm, "digital_retrofit")
    page = _text(client.get(address))
    assert "软件合同与发票" in page
    assert "统计联网直报名录" not in page  # another unit gives it
    answer, key = _consented(client, address)
    assert answer.status_code == 422
    assert "青岚样本有限公司" in answer.content.decode()  # nothing that was written is lost
    file = SimpleUploadedFile("发票 3 月.pdf", PDF, "application/octet-stream")
    answer, key = _consented(client, address, paper_0=file)
    assert answer.status_code == 302, _text(answer)
    kept = Evidence.objects.get(claim=key)
    assert (kept.paper, kept.facts, kept.filename) == ("软件合同与发票", ["software_spent"], "发票 3 月.pdf")
    handed_out = client.get(kept.get_absolute_url())
    assert handed_out.content == PDF
    assert handed_out.headers["Content-Type"] == "application/pdf"
    assert handed_out.headers["Content-Disposition"].startswith("attachment")
    assert handed_out.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("发票.pdf", b"<html><script>alert(1)</script></html>"),
        ("发票.pdf", b""),
        ("表.xlsx", b"PK\x03\x04nonsense"),
    ],
)
def test_a_file_is_told_by_its_bytes_and_not_by_its_name(client_as, firm, name, content):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(client, firm, "digital_retrofit")
    answer, key = _consented(client, address, paper_0=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert the_claim(key).state is State.DISCOVERED
    assert not Evidence.objects.exists()


def test_a_paper_is_taken_back_before_the_consent_and_not_after(client_as, firm, settings):
    client = client_as(Role.ENTERPRISE_MEMBER)
    address = _opened(client, firm, "digital_retrofit")
    for turn in range(2):  # the same file twice is one paper
        sent = {**_command(), "version": 1, "paper_0": SimpleUploadedFile(f"{turn}.pdf", PDF)}
        assert client.post(address, sent).status_code == 302
    kept = Evidence.objects.get()
    files = lambda: [one for one in settings.RECEIVED_FILES.rglob("*") if one.is_file()]  # noqa: E731
    assert len(files()) == 1
    _consented(client_as(Role.ENTERPRISE_ADMINISTRATOR), address.replace("papers", "consent"))
    assert client.post(f"/benefits/papers/{kept.pk}/take-back/").status_code == 302
    assert Evidence.objects.count() == 1


def test_papers_of_a_neighbour_are_not_there(client_as, person, firm):
    client = client_as(Role.ENTERPRISE_MEMBER)
    address = _opened(client, firm, "digital_retrofit")
    client.post(address, {**_command(), "version": 1, "paper_0": SimpleUploadedFile("a.pdf", PDF)})
    kept = Evidence.objects.get()
    from people import NEIGHBOUR, scope_of

    settle("songhai")
    other = person((Role.ENTERPRISE_ADMINISTRATOR, scope_of(Role.ENTERPRISE_ADMINISTRATOR, NEIGHBOUR)))
    assert client_as(other).get(kept.get_absolute_url()).status_code == 404
    assert client_as(other).get(address).status_code == 404
    assert client_as(Role.CASE_OFFICER).get(kept.get_absolute_url()).status_code == 200
    assert client_as(Role.STATISTICIAN).get(kept.get_absolute_url()).status_code == 403


def test_whoever_opened_the_page_before_somebody_else_is_told(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(client, firm, "high_tech_award")
    answer, key = _consented(client, address, version=7)
    assert answer.status_code == 409
    assert PAYEE["bank"] in answer.content.decode()
    assert the_claim(key).state is State.DISCOVERED


def test_a_claim_is_withdrawn_with_a_reason_and_can_be_claimed_again(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    _answer, key = _consented(client, _opened(client, firm, "high_tech_award"))
    address = f"/benefits/claims/{key}/withdraw/"
    assert address in client.get(f"/benefits/claims/{key}/").content.decode()
    version = the_claim(key).version
    assert client.post(address, {**_command(), "version": version, "reason": " "}).status_code == 422
    assert client.post(address, {**_command(), "version": version, "reason": "账户有误"}).status_code == 302
    assert the_claim(key).state is State.WITHDRAWN
    assert _opened(client, firm, "high_tech_award") == f"/benefits/claims/{key}/consent/"
    assert last_consent(firm.uscc) is not None


def test_the_account_is_checked_before_it_is_sealed(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(client, firm, "high_tech_award")
    for wrong in ({"account": "12"}, {"holder": "=1+1"}, {"bank": ""}):
        answer, key = _consented(client, address, **wrong)
        assert answer.status_code == 422, wrong
    assert the_claim(key).state is State.DISCOVERED


def test_staff_open_a_claim_for_an_enterprise_but_declare_nothing_for_it(client_as, firm):
    clerk = client_as(Role.WINDOW_CLERK)
    assert _opened(clerk, firm, "high_tech_award").endswith("/")
    answer = clerk.post(_address(firm, "credit_insurance"), {**_command(), "credit_premium": "46850"})
    assert answer.status_code == 422
    assert not Fact.objects.filter(variable__name="credit_premium").exists()


def test_what_the_machine_found_is_consented_to_with_one_click(client_as, firm, state):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    _consented(client, _opened(client, firm, "digital_retrofit"), window="on")
    key = _opened(client, firm, "high_tech_award").split("/")[3]  # found, and not consented to
    page = client.get(f"/benefits/enterprises/{firm.uscc}/").content.decode()
    form = re.search(rf'action="(/benefits/claims/{key}/consent/)">(.*?)</form>', page, re.S)
    assert form is not None and "•••• 2233" in form[2]
    sent = dict(re.findall(r'name="(command|version|payee)" value="([^"]+)"', form[2]))
    assert client.post(form[1], sent).status_code == 302
    assert the_claim(key).state is State.CONSENTED
    assert client.post(form[1], sent).status_code == 302  # pressed twice
    assert LedgerEntry.objects.filter(type="claim.consented").count() == 2


def test_what_is_known_cannot_be_declared_otherwise(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(client, firm, "digital_retrofit", software_spent="9000000")
    assert the_claim(address.split("/")[3]).proof.yuan == Decimal("385920.00")
    assert Fact.objects.filter(variable__name="software_spent").count() == 1


def test_what_the_dictionary_has_by_year_is_declared_for_the_last_year(client_as, firm):
    from jingkai.registry.models import Variable

    Variable.objects.create(
        name="credit_premium", label="保费", subject="enterprise", type="money", unit="元", period="year"
    )
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    _opened(client, firm, "credit_insurance", credit_premium="46850")
    fact = Fact.objects.get(variable__name="credit_premium")
    before = timezone.localdate().year - 1
    assert (fact.period, fact.valid_to) == (str(before), date(before, 12, 31))


def test_a_dictionary_that_means_something_else_takes_nothing(client_as, firm):
    from jingkai.registry.models import Variable

    Variable.objects.create(name="credit_premium", label="保费", subject="enterprise", type="flag")
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    answer = client.post(_address(firm, "credit_insurance"), {**_command(), "credit_premium": "46850"})
    assert answer.status_code == 422
    assert "不是一回事" in _text(answer)
    assert not Fact.objects.filter(variable__name="credit_premium").exists()
    assert not LedgerEntry.objects.filter(type="claim.discovered").exists()


def test_a_claim_that_is_found_again_keeps_the_papers_that_somebody_relied_on(client_as, firm):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = _opened(client, firm, "digital_retrofit")
    _answer, key = _consented(client, address, paper_0=SimpleUploadedFile("a.pdf", PDF))
    client.post(
        f"/benefits/claims/{key}/withdraw/",
        {**_command(), "version": the_claim(key).version, "reason": "账户有误"},
    )
    _opened(client, firm, "digital_retrofit")
    kept = Evidence.objects.get()
    page = client.get(address).content.decode()
    assert kept.get_absolute_url() in page and "take-back" not in page
    client.post(f"/benefits/papers/{kept.pk}/take-back/")
    assert Evidence.objects.filter(pk=kept.pk).exists()


def test_a_project_claims_with_facts_of_its_own(client_as, firm, state):
    from jingkai.registry.models import Project

    project = Project.objects.get(enterprise=firm)
    state(project, chain="rail", fixed_investment=Decimal("236000000.00"))
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    address = f"{_address(firm, 'equipment_grant')}?of={project.code}"
    assert address in client.get(f"/benefits/enterprises/{firm.uscc}/").content.decode()
    assert client.get(_address(firm, "equipment_grant")).status_code == 404
    answer = client.post(address, {**_command(), "equipment_investment": "8135万"})
    assert answer.status_code == 302, _text(answer)
    fact = Fact.objects.get(variable__name="equipment_investment")
    assert (fact.subject, fact.enterprise) == (f"project/{project.code}", firm.uscc)
    found = the_claim(str(answer.headers["Location"]).split("/")[3])
    assert (found.claimant.kind, found.claimant.key) == ("project", project.code)
    assert found.proof.yuan == Decimal("8135000.00")
    assert found.right.period == f"project-{project.code}"
