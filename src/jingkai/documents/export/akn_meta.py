"""The ``meta`` of an Akoma Ntoso document: what the work is (FRBR), whom it names, what was repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from jingkai.documents.export.akn_inline import tag, xml_text
from jingkai.documents.export.identifiers import slug, work_uri
from jingkai.documents.record import Record

UNKNOWN_DATE = "0001-01-01"  # the schema wants a date; its name then is "unknown"
_EDITOR = "#jingkai"
_CONCEPTS = (("target", "目标"), ("money", "资金"), ("threshold", "门槛"))


def organizations(record: Record) -> dict[str, str]:
    """Give every unit that is named an eId, by canonical name, in order of first mention."""
    taken: Counter[str] = Counter()
    found: dict[str, str] = {}
    for mentions in record.mentions.values():
        for unit in mentions.units:
            if unit.canonical not in found:
                name = slug(unit.canonical) or "unit"
                taken[name] += 1
                found[unit.canonical] = f"org_{name}" + (f"_{taken[name]}" if taken[name] > 1 else "")
    return found


def write_meta(
    parent: etree._Element,
    record: Record,
    *,
    kind: str = "doc",
    component: str = "",
    units: Mapping[str, str] | None = None,
    notes: Iterable[tuple[str, str]] = (),
) -> None:
    """Write ``meta``. ``component`` names an attachment; ``notes`` are (eId concerned or "", message)."""
    meta = etree.SubElement(parent, tag("meta"))
    _identification(meta, record, kind, component)
    if record.metadata.printed and not component:
        attributes = {"date": record.metadata.printed, "name": "printed", "showAs": "印发"}
        etree.SubElement(meta, tag("publication"), attributes)
    if component:  # an attachment refers to the references of the document it belongs to
        return
    references = etree.SubElement(meta, tag("references"), source=_EDITOR)
    _reference(references, "TLCOrganization", "jingkai", "organization/cn/jingkai", "经开 Jingkai")
    issuer = record.metadata.issuer
    name = f"organization/cn/{slug(issuer) if issuer else 'unknown'}"
    _reference(references, "TLCOrganization", "issuer", name, issuer or "unknown")
    for canonical, identifier in (units or {}).items():
        path = "organization/cn/" + identifier.removeprefix("org_")
        _reference(references, "TLCOrganization", identifier, path, canonical)
    for concept, shown in _CONCEPTS:
        _reference(references, "TLCConcept", f"concept_{concept}", f"concept/{concept}", shown)
    _notes(meta, list(notes))


def _identification(meta: etree._Element, record: Record, kind: str, component: str) -> None:
    facts = record.metadata
    uri = work_uri(record, kind)
    dated = (facts.adopted, "adopted") if facts.adopted else (UNKNOWN_DATE, "unknown")
    tail = f"/!{component}" if component else "/!main"
    place = etree.SubElement(meta, tag("identification"), source=_EDITOR)
    expression = f"{uri}/zho@{facts.adopted or ''}"
    for element, base in (
        ("FRBRWork", uri),
        ("FRBRExpression", expression),
        ("FRBRManifestation", f"{expression}.akn"),
    ):
        level = etree.SubElement(place, tag(element))
        _value(
            level, "FRBRthis", base + tail if element != "FRBRManifestation" else f"{expression}{tail}.akn"
        )
        _value(level, "FRBRuri", base)
        if element == "FRBRWork":
            for name, alias in (
                ("title", facts.title),
                ("notice", facts.wrapper),
                ("index", facts.index_number),
            ):
                if alias:
                    etree.SubElement(level, tag("FRBRalias"), value=xml_text(alias), name=name)
        etree.SubElement(level, tag("FRBRdate"), date=dated[0], name=dated[1])
        author = "#issuer" if element != "FRBRManifestation" else _EDITOR
        etree.SubElement(level, tag("FRBRauthor"), href=author)
        if element == "FRBRWork":
            _value(level, "FRBRcountry", f"cn-{facts.division}" if facts.division else "cn")
            if facts.type:
                _value(level, "FRBRsubtype", facts.type)
            if facts.number:
                _value(level, "FRBRnumber", facts.number)
        elif element == "FRBRExpression":
            etree.SubElement(level, tag("FRBRlanguage"), language="zho")
        else:
            _value(level, "FRBRformat", "application/akn+xml")


def _notes(meta: etree._Element, notes: list[tuple[str, str]]) -> None:
    if not notes:
        return
    place = etree.SubElement(meta, tag("notes"), source=_EDITOR)
    for number, (about, message) in enumerate(notes, start=1):
        attributes = {"eId": f"note_{number}"}
        if about:
            attributes["placementBase"] = f"#{about}"
        note = etree.SubElement(place, tag("note"), attributes)
        etree.SubElement(note, tag("p")).text = xml_text(message)


def _value(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, tag(name), value=xml_text(value))


def _reference(parent: etree._Element, name: str, identifier: str, path: str, shown: str) -> None:
    attributes = {"eId": identifier, "href": f"/akn/ontology/{path}", "showAs": xml_text(shown)}
    etree.SubElement(parent, tag(name), attributes)
