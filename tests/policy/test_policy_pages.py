"""The pages of policy packs, asked for over HTTP."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from jingkai.accounts.roles import Role
from jingkai.documents import services
from jingkai.documents.pipeline import read_file
from jingkai.documents.samples import MEASURES
from jingkai.registry.packs import packs_folder

DEMO = "cn-demo/chengzhengbanfa-2025-11"
PACK = f"/policy/{DEMO}/"


@pytest.fixture
def public() -> Client:
    """Nobody in particular, who reads Chinese."""
    client = Client()
    client.cookies["jingkai_language"] = "zh-hans"
    return client


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packs that holds the one of the sample measures, to be changed by a test."""
    folder = tmp_path / "packs"
    shutil.copytree(packs_folder() / DEMO, folder / DEMO)
    monkeypatch.setattr("jingkai.policy.selectors.shelf.packs_folder", lambda: folder)
    return folder


@pytest.fixture
def library(db, settings, tmp_path: Path) -> int:
    """The sample measures, published; the key of the document."""
    settings.RECEIVED_FILES = tmp_path / "received"
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"
    taken = services.ingest(read_file(MEASURES), content=MEASURES.read_bytes(), publish=True, fictional=True)
    return taken.document.pk


def _change(packs: Path, file: str, before: str, after: str) -> None:
    path = packs / DEMO / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def _words(client: Client, address: str) -> str:
    """The visible words of a page, tags and white space taken out."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0].replace("<wbr>", "")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_a_pack_is_listed_with_its_counts_and_how_it_stands_to_its_document(packs, library, public):
    words = _words(public, "/policy/")
    assert "支持青岚经济技术开发区创新提升的若干措施" in words
    assert "澄政办发〔2025〕11号" in words
    assert "与原文一致" in words
    assert "虚构样例" in words


def test_a_fictional_pack_is_there_only_with_its_document(packs, db, public):
    assert "支持青岚" not in _words(public, "/policy/")
    assert public.get(PACK).status_code == 404


def test_a_mandate_stands_beside_the_text_of_its_clause(packs, library, public):
    page = public.get(f"{PACK}?kind=benefits").content.decode()
    assert "设备投资额的10%；每笔最高 1,000 万元" in html.unescape(page)
    assert '<mark class="carries">1000万元</mark>' in page  # the figure is marked in the document's text
    assert f"/documents/{library}/#art_2__item_5" in page


def test_mandates_are_narrowed_by_kind_unit_clause_and_words(packs, library, public):
    every = _words(public, PACK)
    assert "重点产业链设备投资补助" in every
    assert "重点产业链设备投资补助" not in _words(public, f"{PACK}?kind=targets")
    by_unit = _words(public, f"{PACK}?unit=市科技局")
    assert "创新平台配套补助" in by_unit
    assert "重点产业链设备投资补助" not in by_unit
    by_clause = _words(public, f"{PACK}?clause=art_2__item_12")
    assert "建危废集中收集转运站" in by_clause
    assert "数字化改造软件补贴" not in by_clause
    assert "海外布局支持" in _words(public, f"{PACK}?q=海外仓")


def test_nothing_found_says_what_to_do(packs, library, public):
    assert "请去掉一个筛选条件" in _words(public, f"{PACK}?q=没有这样的词")


def test_a_figure_that_the_clause_does_not_say_is_flagged(packs, library, public):
    _change(packs, "benefits.yaml", "rate: 0.1,", "rate: 0.2,")
    assert "1 处待核对" in _words(public, "/policy/")
    words = _words(public, f"{PACK}?differs=1")
    assert "art_2__item_5、para_1 中没有 20%" in words
    assert "该条写的是10%" in words
    assert "创新平台配套补助" not in words
    assert "与条款不一致" in _words(public, f"{PACK}benefits/equipment_grant/")


def test_a_mandate_of_a_missing_provision_is_flagged(packs, library, public):
    _change(packs, "benefits.yaml", "provision: art_2__item_13\n", "provision: art_7__item_13\n")
    words = _words(public, f"{PACK}?differs=1")
    assert "文件中没有条款 art_7__item_13" in words
    assert "art_2__item_13" in words  # the one that may be meant


def test_a_mandate_has_a_page_with_all_of_it(packs, library, public):
    words = _words(public, f"{PACK}benefits/equipment_grant/")
    for part in ("所属产业链 属于（智能农机、轨道交通零部件、功能性膜材料、现代中药）", "固定资产投资额 ≥ 2 亿元",
                 "每笔最高 1,000 万元", "由人判断", "设备购置合同与发票", "设备投资未知不等于上限",
                 "2025-05-09 至 2028-05-08", "与条款一致"):  # fmt: skip
        assert part in words, part


@pytest.mark.parametrize(
    "address",
    ["benefits/nothing/", "nothing/equipment_grant/", "facts/chain/", "document/number/"],
)
def test_what_is_no_mandate_is_not_there(packs, library, public, address):
    assert public.get(PACK + address).status_code == 404


def test_every_mandate_has_a_page_in_both_languages(packs, library, public):
    links = set()
    for number in (1, 2):
        page = public.get(f"{PACK}?page={number}").content.decode()
        links |= set(re.findall(rf'href="({PACK}[a-z]+/[a-z_]+/)"', page))
    assert len(links) == 38
    for language in ("zh-hans", "en"):
        public.cookies["jingkai_language"] = language
        for link in ["/policy/", PACK, *links]:
            answer = public.get(link)
            assert answer.status_code == 200, link
            assert not re.search(r"<[a-z][^>]*\sstyle=", answer.content.decode()), link


def test_in_english_a_mandate_is_told_in_english(packs, library, public):
    public.cookies["jingkai_language"] = "en"
    words = _words(public, f"{PACK}benefits/agency_rent/")
    assert "50% of Rent paid this year; at most 300,000 yuan a subject and year" in words
    assert "Kind of agency is one of (Testing, Industrial design, Intellectual property)" in words


def test_a_draft_is_read_by_policy_officers_alone(packs, library, public, client_as: Callable[..., Client]):
    _change(packs, "document.yaml", "status: reviewed", "status: draft")
    officer = client_as(Role.POLICY_OFFICER)
    officer.cookies["jingkai_language"] = "zh-hans"
    assert "草稿：不作为依据" in _words(officer, "/policy/")
    assert officer.get(PACK).status_code == 200
    assert "还没有公开的政策包" in _words(public, "/policy/")
    for client in (public, client_as(Role.ZONE_LEADER)):
        assert client.get(PACK).status_code == 404
        assert client.get(f"{PACK}benefits/equipment_grant/").status_code == 404


def test_a_pack_that_cannot_be_used_is_told_with_file_and_line_to_those_who_keep_it(
    packs, library, public, client_as: Callable[..., Client]
):
    _change(packs, "benefits.yaml", "    kind: subsidy\n", "    kind: gift\n")
    officer = client_as(Role.POLICY_OFFICER)
    officer.cookies["jingkai_language"] = "zh-hans"
    assert "benefits.yaml:" in _words(officer, "/policy/")
    assert "benefits.yaml" not in _words(public, "/policy/")


def test_a_pack_is_read_again_when_a_file_changes(packs, library, public):
    assert "省长质量奖加奖" in _words(public, f"{PACK}?kind=benefits")
    _change(packs, "benefits.yaml", "title: 省长质量奖加奖", "title: 省长质量奖之外的奖励")
    assert "省长质量奖之外的奖励" in _words(public, f"{PACK}?kind=benefits")


def test_without_the_document_a_pack_says_that_nothing_can_be_compared(packs, db, public):
    _change(packs, "document.yaml", "fictional: true", "fictional: false")
    assert "文件不在库中" in _words(public, "/policy/")
    words = _words(public, PACK)
    assert "文件库中没有这个政策包对应的文件" in words
    assert "文件入库后，原文会显示在这里" in words
    assert "与条款一致" not in _words(public, f"{PACK}benefits/equipment_grant/")


def test_a_document_that_waits_for_review_stands_beside_nothing_for_the_public(packs, library, public):
    from jingkai.documents.models import Document, Stage

    _change(packs, "document.yaml", "fictional: true", "fictional: false")
    Document.objects.filter(pk=library).update(stage=Stage.DRAFT)
    assert "1000万元" not in _words(public, f"{PACK}?kind=benefits")


def test_mandates_are_exported_with_their_clauses(packs, library, public):
    answer = public.get(f"{PACK}?kind=benefits&export=csv")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 13
    assert "第5条、第1段" in rows[1]
    assert "虚构样例" in rows[1]
    assert public.get(f"{PACK}?export=xlsx").content[:2] == b"PK"


def test_an_empty_folder_says_what_to_do(packs, db, client_as: Callable[..., Client]):
    shutil.rmtree(packs)
    officer = client_as(Role.POLICY_OFFICER)
    officer.cookies["jingkai_language"] = "zh-hans"
    assert "请把政策包放进 packs 文件夹" in _words(officer, "/policy/")


def test_packs_and_mandates_are_found_from_anywhere(packs, library, public):
    from jingkai.accounts.policy import Nobody
    from jingkai.policy.selectors import find

    assert [found.url for found in find(Nobody(), "设备投资补助")] == [f"{PACK}benefits/equipment_grant/"]
    assert PACK in [found.url for found in find(Nobody(), "青岚 创新提升")]
    assert list(find(Nobody(), " ")) == []


def test_a_pack_that_differs_waits_for_those_who_keep_packs(packs, library, person):
    from jingkai.policy.selectors import waiting_for

    officer = person(Role.POLICY_OFFICER)
    assert waiting_for(officer) == []
    _change(packs, "benefits.yaml", "rate: 0.1,", "rate: 0.2,")
    assert [one.url for one in waiting_for(officer)] == [f"{PACK}?differs=1"]
    assert waiting_for(person(Role.ZONE_LEADER)) == []
