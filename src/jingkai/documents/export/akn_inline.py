"""Mentions as inline elements of Akoma Ntoso, nested and to the character."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from jingkai.documents.export.identifiers import cited_uri
from jingkai.documents.mentions import Citation, Mentions, Money, Target, Threshold

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def tag(name: str) -> str:
    """Return the qualified name of an Akoma Ntoso element."""
    return f"{{{NAMESPACE}}}{name}"


@dataclass(frozen=True, slots=True)
class Span:
    """An inline element over half-open offsets of a text."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def spans_of(mentions: Mentions, organizations: Mapping[str, str]) -> list[Span]:
    """Turn mentions into spans. ``organizations`` gives the eId of a unit by its canonical name.

    A unit becomes ``organization``, a figure ``quantity``, a full date ``date``, a citation with a number
    ``ref`` and one by title alone ``inline``: nothing is linked to an address that is not known.
    """
    spans = [
        Span(
            unit.start,
            unit.end,
            "organization",
            {"refersTo": f"#{organizations[unit.canonical]}", "class": unit.role.value},
        )
        for unit in mentions.units
    ]
    spans.extend(_target(target) for target in mentions.targets)
    spans.extend(
        _money(money) for money in mentions.money if money.yuan is not None or money.rate is not None
    )
    spans.extend(_threshold(threshold) for threshold in mentions.thresholds)
    spans.extend(
        Span(deadline.start, deadline.end, "date", {"date": deadline.by})
        for deadline in mentions.deadlines
        if deadline.by and len(deadline.by) == len("2024-01-22")
    )
    spans.extend(_citation(citation) for citation in mentions.citations)
    return spans


def write_inline(parent: etree._Element, text: str, spans: Iterable[Span]) -> int:
    """Write ``text`` into ``parent`` with the spans as elements; return how many spans could not be placed.

    Spans must nest. Of two that cross, or cover the same characters with the same element, the longer or
    earlier one is kept.
    """
    left_out = 0
    stack: list[tuple[int, etree._Element]] = [(len(text), parent)]
    at = 0
    seen: set[tuple[int, int, str]] = set()
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.name != "inline")):
        key = (span.start, span.end, span.name)
        if not 0 <= span.start < span.end <= len(text) or key in seen:
            left_out += 1
            continue
        while span.start >= stack[-1][0] and len(stack) > 1:
            at = _put(stack[-1][1], text, at, stack[-1][0])
            stack.pop()
        if span.end > stack[-1][0]:
            left_out += 1
            continue
        seen.add(key)
        at = _put(stack[-1][1], text, at, span.start)
        stack.append((span.end, etree.SubElement(stack[-1][1], tag(span.name), dict(span.attributes))))
    while stack:
        end, element = stack.pop()
        at = _put(element, text, at, end)
    return left_out


def _put(element: etree._Element, text: str, start: int, end: int) -> int:
    """Append ``text[start:end]`` behind what the element holds; line feeds become ``eol``."""
    for number, line in enumerate(text[start:end].split("\n")):
        if number:
            etree.SubElement(element, tag("eol"))
        clean = xml_text(line)
        if not clean:
            continue
        if len(element):
            element[-1].tail = (element[-1].tail or "") + clean
        else:
            element.text = (element.text or "") + clean
    return max(start, end)


def xml_text(text: str) -> str:
    """Replace characters that XML cannot hold, one for one."""
    return "".join(char if _allowed(char) else "\ufffd" for char in text) if not text.isprintable() else text


def _allowed(char: str) -> bool:
    code = ord(char)
    return code in (9, 10, 13) or (
        code >= 0x20 and not 0xD800 <= code < 0xE000 and code not in (0xFFFE, 0xFFFF)
    )


def _target(target: Target) -> Span:
    value = _plain(target.value) + (f"/{_plain(target.high)}" if target.high is not None else "")
    return _quantity("target", target.start, target.end, f"{target.comparator.value}{value}{target.unit}")


def _money(money: Money) -> Span:
    words = _plain(money.rate) if money.yuan is None else f"{money.currency} {_plain(money.yuan)}"
    return _quantity("money", money.start, money.end, words)


def _citation(citation: Citation) -> Span:
    if citation.number:
        return Span(citation.start, citation.end, "ref", {"href": cited_uri(citation.number)})
    name = "citation" if citation.enacted else "citation-not-enacted"
    return Span(citation.start, citation.end, "inline", {"name": name})


def _threshold(threshold: Threshold) -> Span:
    normalized = f"{threshold.comparator.value}{_plain(threshold.value)}{threshold.unit}"
    return _quantity("threshold", threshold.start, threshold.end, normalized)


def _quantity(concept: str, start: int, end: int, normalized: str) -> Span:
    return Span(start, end, "quantity", {"refersTo": f"#concept_{concept}", "normalized": normalized})


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
