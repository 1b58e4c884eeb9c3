"""Tags of the page frame: breadcrumbs, clause chips from citations, deadlines in words, filters under a name."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jingkai.documents import selectors as documents
from jingkai.documents.models import Provision
from jingkai.kernel.waiting import DueState, Waiting
from jingkai.portal.navigation import Section
from jingkai.portal.selectors import saved_filters as kept_filters
from jingkai.portal.templatetags.portal import icon

register = template.Library()

_OF_A_CLAUSE = "〔第《"
"""Signs of which a citation has one: of a document's number, of a clause, of a title."""

_DUE_LOOKS = {
    DueState.ON_TRACK: ("badge--good", "circle-check"),
    DueState.AT_RISK: ("badge--risk", "clock-alert"),
    DueState.OVERDUE: ("badge--bad", "circle-alert"),
    DueState.UNKNOWN: ("", "circle-dashed"),
}


@register.simple_tag(takes_context=True)
def crumb(context: Context, words: object, address: str = "") -> SafeString:
    """Draw one step of the breadcrumbs: a link, or without address the page itself, which comes last.

    The step of the section is drawn already: whoever names it again gets nothing.
    """
    section: Section | None = context["frame"].menu.section
    if address and section and section.path == address:
        return SafeString("")
    return _step(words, address)


def _step(words: object, address: str) -> SafeString:
    if address:
        return format_html('<li><a href="{}">{}</a></li>', address, words)
    return format_html('<li><span aria-current="page">{}</span></li>', words)


@register.inclusion_tag("portal/parts/clause_crumb.html", takes_context=True)
def crumb_clause(context: Context, clause: Provision | str) -> dict[str, Any]:
    """End the breadcrumbs in the clause that the page rests on: a provision, or a citation of one."""
    provision = clause if isinstance(clause, Provision) else None
    return {"request": context["request"], "clause": clause, "provision": provision}


@register.simple_tag(takes_context=True)
def section_crumb(context: Context) -> SafeString:
    """Draw the step of the section that the page lies in: the page itself where it is the section's first."""
    section: Section | None = context["frame"].menu.section
    if section is None:
        return format_html("")
    return _step(section.words, "" if section.path == context["request"].path else section.path)


@register.inclusion_tag("portal/parts/cited.html", takes_context=True)
def cited(context: Context, citation: str) -> dict[str, Any]:
    """Draw the chip of a citation (``临政办发〔2025〕6号 第11条``); it opens the clause where the library has it.

    A source that is no clause stays plain words.
    """
    # A list cites the same few clauses again and again: each is looked up once a page.
    known: dict[str, Provision | None] = context["request"].__dict__.setdefault("cited_provisions", {})
    if citation not in known:
        among = documents.readable(context["request"].user)
        known[citation] = documents.provision_cited(citation, among)
    is_clause = any(sign in citation for sign in _OF_A_CLAUSE)
    return {"citation": citation, "provision": known[citation], "is_clause": is_clause}


@register.inclusion_tag("portal/empty.html")
def empty_page(
    icon: str,
    heading: str,
    words: str,
    address: str = "",
    verb: str = "",
    *,
    verb_icon: str = "",
    quiet: bool = False,
) -> dict[str, Any]:
    """Draw what stands where nothing is yet: what will be here, and the next step where there is one."""
    return {
        "icon": icon,
        "heading": heading,
        "words": words,
        "address": address,
        "verb": verb,
        "verb_icon": verb_icon,
        "quiet": quiet,
    }


@register.simple_tag
def due_badge(thing: Waiting) -> SafeString:
    """Say how the deadline of something that waits stands: word, icon and colour, and the day."""
    state = thing.state(timezone.localdate())
    look, drawing = _DUE_LOOKS[state]
    day = format_html(' <time datetime="{0}">{0}</time>', thing.due.isoformat()) if thing.due else ""
    provisional = f" {_('provisional')}" if thing.due and thing.provisional else ""
    return format_html(
        '<span class="badge {}">{}{}{}{}</span>', look, icon(drawing, 14), state.words, day, provisional
    )


@register.inclusion_tag("portal/parts/saved_filters.html", takes_context=True)
def saved_filters(context: Context) -> dict[str, Any]:
    """Draw the menu of filters that the reader keeps for this list, with the form to keep the present ones."""
    request = context["request"]
    signed_in = bool(request.user.is_authenticated)
    query = request.GET.copy()
    for passing in ("page", "export"):
        query.pop(passing, None)
    narrowed = any(value for values in query.lists() for value in values[1])
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "signed_in": signed_in,
        "path": request.path,
        "address": f"{request.path}?{query.urlencode()}" if narrowed else request.path,
        "narrowed": narrowed,
        "rows": kept_filters(request.user, request.path) if signed_in else (),
    }
