"""Text under marks, clause chips, and words for codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jingkai.documents import labels
from jingkai.documents.annotate import Piece
from jingkai.documents.models import Document, Provision
from jingkai.kernel.retelling import retold

register = template.Library()

register.filter("role_words", labels.role)
register.filter("level_words", labels.level)
register.filter("comparator_sign", labels.comparator)
register.filter("money_words", labels.money)
register.filter("frequency_words", labels.frequency)
register.filter("step_words", labels.step)
register.filter("fault_words", labels.fault)
register.filter("grounds_words", labels.grounds)
register.filter("retold", retold)
register.filter("block_words", labels.block)


@register.simple_tag
def marked(
    pieces: Iterable[Piece],
    cited: Mapping[tuple[str, int], Document] | None = None,
    key: str = "",
    *,
    breaks: bool = False,
) -> SafeString:
    """Write pieces as HTML. A citation of a document in the library becomes a link; a repair can be opened.

    ``breaks`` lets lines end between the words of a title alone.
    """
    parts = [
        str(title_breaks(piece.text)) if breaks and not piece.marks else _piece(piece, cited or {}, key)
        for piece in pieces
    ]
    return mark_safe("".join(parts))  # noqa: S308 - escaped piece by piece


# Behind these a line of a title may end without tearing a word apart, as the standard for official documents asks.
_TITLE_STOPS = re.compile(
    r"(?<=[^《]关于)|(?<=印发)|(?<=转发)|(?<=[》、，的])|(?=《)"
    r"|(?<=[省市县区])(?=人民政府)|(?<=人民政府)(?=办公)|(?<=办公[厅室])|(?<=委员会)"
    r"|(?=经济技术开发区)|(?<=开发区)|(?=高质量发展)|(?<=高质量发展)"
)


@register.filter
def title_breaks(title: str) -> SafeString:
    """Write a title so that its lines end between words (the style sheet keeps the rest together)."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in _TITLE_STOPS.split(title) if part))


def _piece(piece: Piece, cited: Mapping[tuple[str, int], Document], key: str) -> str:
    words = escape(piece.text)
    if not piece.marks:
        return str(words)
    kinds = {mark.kind for mark in piece.marks}
    refs = escape(piece.refs)
    if "anchor" in kinds:
        return f'<span id="{refs}"></span>'
    if "fix-out" in kinds:
        name = escape(_("Something was taken out here"))
        return f'<span class="fix fix--out" role="button" tabindex="0" data-refs="{refs}" aria-label="{name}">⌃</span>'
    if "flag-point" in kinds:
        return f'<span class="flag-point" data-refs="{refs}" title="{escape(_("Look here"))}">▲</span>'
    classes = [f"mention mention--{kind}" for kind in sorted(kinds) if not kind.startswith(("fix", "flag"))]
    if "flag" in kinds:
        classes.append("flag-span")
    if kinds & {"fix", "fix-doubtful"}:
        classes.append("fix fix--doubtful" if "fix-doubtful" in kinds else "fix")
        return (
            f'<span class="{" ".join(classes)}" role="button" tabindex="0" data-refs="{refs}">{words}</span>'
        )
    for mark in piece.marks:
        target = cited.get((key, mark.start)) if mark.kind == "citation" else None
        if target:
            address = escape(target.get_absolute_url())
            return f'<a class="{" ".join(classes)}" href="{address}" data-refs="{refs}">{words}</a>'
    return f'<span class="{" ".join(classes)}" data-refs="{refs}">{words}</span>'


@register.inclusion_tag("documents/parts/clause_chip.html")
def clause_chip(provision: Provision, *, short: bool = False) -> dict[str, Any]:
    """Draw the chip of a provision: the document's number and the place; it opens a card with the text."""
    return {"provision": provision, "document": provision.document, "short": short}


@register.filter
def citation_text(document: Document, pinpoint: str) -> str:
    """Return how a clause is cited: 临政办发〔2025〕6号 第11条; by title where there is no number."""
    name = document.number or (f"《{document.title}》" if document.title else document.name)
    return f"{name} {pinpoint}".strip()


@register.filter
def same_words(reading: str, chosen: str) -> bool:
    """Whether two readings are the same but for white space, which a reading of the apparatus does not keep."""
    return "".join(reading.split()) == "".join(chosen.split())


@register.filter
def cut_to(text: str, length: int) -> str:
    """Shorten text to a number of characters."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


@register.simple_tag
def highlighted(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """Write text with some spans marked."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        parts += [escape(text[at:start]), format_html('<mark class="carries">{}</mark>', text[start:end])]
        at = end
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


@register.filter
def heading_level(depth: int) -> int:
    """Return the HTML heading level of a provision: the page's title is h1, nothing is deeper than h6."""
    return min(depth + 1, 6)


@register.filter
def percent_round(share: float) -> str:
    """Write a share between 0 and 1 as a whole percentage."""
    return f"{share:.0%}"
