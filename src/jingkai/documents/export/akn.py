"""Akoma Ntoso 3.0 (OASIS LegalDocML): a record as XML that other legal systems can read.

``docs/guides/akoma-ntoso.md`` says how the structure of Chinese documents is mapped. eIds are the ids of
provisions;
:func:`provision_texts` reads the text of every provision back, equal to the record's.
"""

from __future__ import annotations

import re

from lxml import etree

from jingkai.documents.export.akn_inline import NAMESPACE, Span, spans_of, tag, write_inline, xml_text
from jingkai.documents.export.akn_meta import organizations, write_meta
from jingkai.documents.export.akn_notes import notes_of
from jingkai.documents.export.identifiers import slug
from jingkai.documents.export.layout import Row, body_starts, rows
from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import BlockKind, Provision, ProvisionKind
from jingkai.documents.record import Record

ELEMENTS = {
    ProvisionKind.PART: "part",
    ProvisionKind.CHAPTER: "chapter",
    ProvisionKind.SECTION: "section",
    ProvisionKind.CLAUSE: "clause",
    ProvisionKind.ARTICLE: "article",
    ProvisionKind.POINT: "point",
    ProvisionKind.BULLET: "indent",
    ProvisionKind.PARAGRAPH: "paragraph",
}
CONTAINERS = {
    ProvisionKind.SUBARTICLE: "subarticle",
    ProvisionKind.ITEM: "item",
    ProvisionKind.ATTACHMENT: "attachment",
    ProvisionKind.PREAMBLE: "preamble",
    ProvisionKind.ENUMERATION: "enumeration",
}
_INLINE_BLOCKS = {
    BlockKind.TITLE: "docTitle",
    BlockKind.ENCLOSED_TITLE: "docTitle",
    BlockKind.NUMBER: "docNumber",
    BlockKind.SIGNATURE: "signature",
}
_LOOSE = "loose"


def to_akn(record: Record) -> str:
    """Write a record as an Akoma Ntoso document (with an XML declaration, not indented).

    A document with articles 第X条 is an ``act``, any other a ``doc``.
    """
    return etree.tostring(akn_tree(record), xml_declaration=True, encoding="UTF-8").decode("utf-8")


def akn_tree(record: Record) -> etree._Element:
    """Build the root element ``akomaNtoso`` of a record."""
    return _Writer(record).write()


def provision_texts(xml: str | bytes) -> dict[str, str]:
    """Read the own text of every provision back, by id; ``""`` where it has only a heading.

    Raises :class:`lxml.etree.XMLSyntaxError` for what is not XML. External entities are not loaded.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(xml.encode() if isinstance(xml, str) else xml, parser)
    texts: dict[str, str] = {}
    for element in root.iter():
        identifier = element.get("eId") if isinstance(element.tag, str) else None
        if (
            identifier is None
            or element.tag == tag("note")
            or next(element.iterancestors(tag("meta")), None) is not None
        ):
            continue
        name = etree.QName(element).localname
        if name == "inline":
            texts[identifier] = _text(element)
            continue
        places = [child for child in element if child.tag in (tag("content"), tag("intro"))] or (
            [element] if name in ("preamble", "container") else []
        )
        own = [p for place in places for p in place if p.tag == tag("p") and p.get("class") != _LOOSE]
        texts[identifier] = "\n".join(_text(p) for p in own)
    return texts


def _text(element: etree._Element) -> str:
    """The text of an inline element; ``eol`` is a line feed."""
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == tag("eol") else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


class _Writer:
    """Writes one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.rows = rows(record)
        self.row_of = {row.provision.id: row for row in self.rows if row.provision is not None}
        self.units = organizations(record)
        self.left_out: dict[str, int] = {}
        self.loose_after = self._loose_after()

    def write(self) -> etree._Element:
        kinds = {provision.kind for provision in self.record.parsed.provisions}
        kind = "act" if ProvisionKind.CLAUSE in kinds else "doc"
        root = etree.Element(tag("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
        name = slug(self.record.metadata.type or "") or "document"
        document = etree.SubElement(root, tag(kind), name=name)
        self._write_around(document, "preface", [row for row in self.rows if self._is_before(row)])
        preambles = [each for each in self._top() if each.kind is ProvisionKind.PREAMBLE]
        for provision in preambles[:1]:
            self._write_preamble(document, provision)
        body = etree.SubElement(document, tag("mainBody" if kind == "doc" else "body"))
        for provision in self._top():
            if provision not in preambles[:1] and provision.kind is not ProvisionKind.ATTACHMENT:
                self._write_provision(body, provision)
        if not len(body):
            etree.SubElement(body, tag("p"))  # never an act: acts have articles
        self._write_around(document, "conclusions", [row for row in self.rows if self._is_after(row)])
        self._write_attachments(document)
        write_meta(
            document, self.record, kind=kind, units=self.units, notes=notes_of(self.record, self.left_out)
        )
        document.insert(0, document[-1])
        return root

    def _top(self) -> list[Provision]:
        return list(self.record.parsed.children(None))

    def _is_before(self, row: Row) -> bool:
        return row.provision is None and row.start < body_starts(self.record)

    def _is_after(self, row: Row) -> bool:
        return row.provision is None and not self._is_before(row) and id(row) not in self._held

    def _loose_after(self) -> dict[str, list[Row]]:
        """Text between provisions that belongs to none: kept behind the provision before it.

        Behind the last provision of the body (attachments may follow) it belongs to the conclusions instead.
        """
        self._held: set[int] = set()
        body = [
            at
            for at, row in enumerate(self.rows)
            if row.provision is not None and not self._is_attached(row.provision)
        ]
        found: dict[str, list[Row]] = {}
        previous: Provision | None = None
        for at, row in enumerate(self.rows):
            if row.provision is not None:
                previous = row.provision
            elif previous is not None and (self._is_attached(previous) or (body and at < body[-1])):
                found.setdefault(previous.id, []).append(row)
                self._held.add(id(row))
        return found

    def _is_attached(self, provision: Provision) -> bool:
        by_id = self.record.parsed.by_id()
        above: Provision | None = provision
        while above is not None:
            if above.kind is ProvisionKind.ATTACHMENT:
                return True
            above = by_id.get(above.parent) if above.parent else None
        return False

    def _write_around(self, document: etree._Element, name: str, found: list[Row]) -> None:
        """Write text outside the body, a paragraph a block."""
        if not found:
            return
        place = etree.SubElement(document, tag(name))
        for row in found:
            kind = row.block.kind if row.block else None
            paragraph = etree.SubElement(place, tag("p"), {"class": kind.value if kind else _LOOSE})
            holder = paragraph
            if kind in _INLINE_BLOCKS:
                attributes = {"refersTo": "#issuer"} if kind is BlockKind.SIGNATURE else {}
                holder = etree.SubElement(paragraph, tag(_INLINE_BLOCKS[kind]), attributes)
            elif kind is BlockKind.DATE and (adopted := self._adopted_in(row.text)):
                holder = etree.SubElement(paragraph, tag("docDate"), date=adopted)
            write_inline(holder, row.text, ())

    def _adopted_in(self, text: str) -> str | None:
        """The date of adoption, where a date line says it in figures or is the only one."""
        adopted = self.record.metadata.adopted
        if not adopted:
            return None
        figures = [int(part) for part in re.findall("[0-9]+", text)]
        lines = [block for block in self.record.parsed.blocks if block.kind is BlockKind.DATE]
        same = figures == [int(part) for part in adopted.split("-")]
        return adopted if same or (not figures and len(lines) == 1) else None

    def _write_preamble(self, document: etree._Element, provision: Provision) -> None:
        preamble = etree.SubElement(document, tag("preamble"), eId=provision.id)
        self._write_text(preamble, provision)
        for child in self.record.parsed.children(provision.id):
            if child.kind is not ProvisionKind.ENUMERATION:
                inner = etree.SubElement(preamble, tag("container"), name="paragraph", eId=child.id)
                self._write_text(inner, child)
                self._write_loose(inner, child)
        self._write_loose(preamble, provision)

    def _write_provision(self, parent: etree._Element, provision: Provision) -> None:
        name = ELEMENTS.get(provision.kind)
        attributes = {"eId": provision.id}
        if name is None:
            name = "hcontainer"
            attributes["name"] = CONTAINERS.get(provision.kind, provision.kind.value)
        element = etree.SubElement(parent, tag(name), attributes)
        self._write_head(element, provision)
        children = [
            child
            for child in self.record.parsed.children(provision.id)
            if child.kind is not ProvisionKind.ENUMERATION
        ]
        if children:
            if provision.text or provision.id in self.loose_after:
                intro = etree.SubElement(element, tag("intro"))
                self._write_text(intro, provision)
                self._write_loose(intro, provision)
            for child in children:
                self._write_provision(element, child)
        else:
            content = etree.SubElement(element, tag("content"))
            self._write_text(content, provision)
            self._write_loose(content, provision)
            if not len(content):
                etree.SubElement(content, tag("p"))

    def _write_head(self, element: etree._Element, provision: Provision) -> None:
        row = self.row_of.get(provision.id)
        label = provision.label if provision.inferred or row is None else row.label
        heading = row.heading if row is not None else provision.heading
        if label:
            num = etree.SubElement(element, tag("num"))
            num.text = xml_text(label)
            if provision.inferred:
                num.set("status", "editorial")
        if heading:
            etree.SubElement(element, tag("heading")).text = xml_text(heading)

    def _write_text(self, place: etree._Element, provision: Provision) -> None:
        if not provision.text:
            return
        spans = spans_of(self.record.mentions.get(provision.id, Mentions()), self.units)
        for child in self.record.parsed.children(provision.id):
            if child.kind is ProvisionKind.ENUMERATION:
                attributes = {"name": "enumeration", "eId": child.id}
                spans.append(
                    Span(child.start - provision.start, child.end - provision.start, "inline", attributes)
                )
        left_out = write_inline(etree.SubElement(place, tag("p")), provision.text, spans)
        if left_out:
            self.left_out[provision.id] = left_out

    def _write_loose(self, place: etree._Element, provision: Provision) -> None:
        for row in self.loose_after.get(provision.id, ()):
            write_inline(etree.SubElement(place, tag("p"), {"class": _LOOSE}), row.text, ())

    def _write_attachments(self, document: etree._Element) -> None:
        found = [each for each in self._top() if each.kind is ProvisionKind.ATTACHMENT]
        if not found:
            return
        place = etree.SubElement(document, tag("attachments"))
        for number, provision in enumerate(found, start=1):
            attachment = etree.SubElement(place, tag("attachment"), eId=f"attachment_{number}")
            inner = etree.SubElement(attachment, tag("doc"), name="attachment")
            write_meta(inner, self.record, component=f"att_{number}", units=self.units)
            body = etree.SubElement(inner, tag("mainBody"))
            self._write_provision(body, provision)
