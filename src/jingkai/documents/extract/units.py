"""Responsible units of a provision: lists in brackets, lists behind a label, and units given a duty in prose.

A unit that is merely spoken of is no mention: only whoever leads, is responsible or cooperates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingkai.documents.extract.unit_levels import Carry
from jingkai.documents.extract.unit_lists import UnitList, bracket_spans, bracketed_list, labelled_lists
from jingkai.documents.extract.unit_prose import prose_lists
from jingkai.documents.extract.unit_spaces import Squeezed, squeeze
from jingkai.documents.extract.unit_tables import Columns, row_list
from jingkai.documents.extract.unit_verbs import Part, says_first_leads
from jingkai.documents.mentions import Role, UnitMention
from jingkai.documents.provision import Metadata
from jingkai.registry.unit_names import NameKind
from jingkai.registry.unit_patterns import NATIONAL
from jingkai.registry.units import Jurisdiction

__all__ = ["UnitContext", "context_of", "find_units", "places_of", "says_first_leads"]


@dataclass(frozen=True, slots=True)
class UnitContext:
    """What a document says that its lists of units leave out.

    ``issuer`` as printed; ``issuer_level`` is ``national``, ``province``, ``city``, ``county`` or ``zone``;
    ``places`` are full names of the places the document belongs to (``临澜省``, ``澄江市``); ``first_leads`` is true
    where it says that the first unit of a list leads.
    """

    issuer: str | None = None
    issuer_level: str | None = None
    places: tuple[str, ...] = ()
    first_leads: bool = False

    @property
    def jurisdiction(self) -> Jurisdiction:
        """Where the document speaks from, for :func:`jingkai.registry.units.resolve`."""
        return Jurisdiction(self.issuer_level, self.places)


_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|自治旗|地区|省|市(?!场)|州|盟|县|旗|区)")
_MARK = re.compile(
    r"由|负责|牵头|责任|(?:单位|部门)[为是：: \u3000]|会同|分工|职责|职能|职权"
    r"|[厅局委部办署行](?:联合|会(?:[省市县区州盟旗各商]|国家|有关))|承担|归口|负总责|实施|落实"
    r"|[厅局委部办署行府][要将可应]?商|配合|[（(【［\[〔]"
)
_TOLD = re.compile(r"由[^，。；（）]{2,60}(?:负责|牵头|会同)")
_ROLE = {
    Part.LEAD: Role.LEAD,
    Part.RESPONSIBLE: Role.RESPONSIBLE,
    Part.COOPERATING: Role.COOPERATING,
    Part.JOINED: Role.COOPERATING,
}


def context_of(metadata: Metadata, *, first_leads: bool = False) -> UnitContext:
    """The context a document's metadata give; places are read off the issuer's name."""
    places = places_of(metadata.issuer or "", metadata.issuer_level)
    return UnitContext(metadata.issuer, metadata.issuer_level, places, first_leads)


def places_of(issuer: str, level: str | None) -> tuple[str, ...]:
    """The places that an issuer's name begins with, the widest first; none for a national body."""
    places: list[str] = []
    position = 0
    while level != NATIONAL and (match := _PLACE.match(issuer, position)):
        places.append(match.group())
        position = match.end()
    return tuple(places)


def find_units(text: str, *, context: UnitContext, columns: Columns | None = None) -> tuple[UnitMention, ...]:
    """The responsible units of a provision, in order; offsets are in ``text`` and ``text[start:end] == name``.

    ``columns`` are those of the table whose row the provision is.
    """
    row = row_list(text, columns) if columns else None
    if row is not None:
        return tuple(_mentions_of(text, Squeezed(text), row, 0, context))
    if not _MARK.search(text):
        return ()
    squeezed = squeeze(text)
    lists = _lists_of(squeezed.text)
    mentions: list[UnitMention] = []
    for group, one in enumerate(lists):
        mentions.extend(_mentions_of(text, squeezed, one, group, context))
    return tuple(mentions)


def _lists_of(text: str) -> list[UnitList]:
    taken = list(bracket_spans(text))
    lists = [found for span in taken if (found := bracketed_list(text, *span)) is not None]
    for found in labelled_lists(text, tuple(taken)):
        lists.append(found)
        taken.append((found.start, found.end))
    told = [
        span
        for span in taken
        if any(span[0] <= one.start < span[1] for one in lists) or not _told(text, span)
    ]
    lists.extend(prose_lists(text, told))
    return sorted(lists, key=lambda one: one.start)


def _told(text: str, span: tuple[int, int]) -> bool:
    """Whether a bracket that is no list tells who has a duty: （技工院校由…负责）."""
    return _TOLD.search(text, span[0], span[1]) is not None


def _mentions_of(
    text: str, squeezed: Squeezed, one: UnitList, group: int, context: UnitContext
) -> list[UnitMention]:
    parts = [listed.part for listed in one.names]
    leaders = one.names[0].name.kind is not NameKind.COLLECTIVE  # 各有关部门 is nobody who could lead
    if (context.first_leads or one.first_leads) and leaders and Part.LEAD not in parts and len(parts) > 1:
        parts[0] = Part.LEAD
    lead = parts.index(Part.LEAD) if Part.LEAD in parts else len(parts)
    national = context.issuer_level == NATIONAL or (
        not context.issuer_level and any(listed.name.kind is NameKind.NATIONAL for listed in one.names)
    )
    mentions = []
    carry, carried = Carry(), None
    for index, (listed, part) in enumerate(zip(one.names, parts, strict=True)):
        if listed.carry_group != carried:
            carried = listed.carry_group
            carry = Carry(context.issuer or "", context.issuer_level or "", national)
        canonical, level = carry.canonical(listed.name)
        start, end = squeezed.span(listed.item.start, listed.item.end)
        role = _ROLE.get(part, Role.COOPERATING if index > lead else Role.RESPONSIBLE)
        mentions.append(
            UnitMention(text[start:end], canonical, role, start, end, level, group, one.open_list)
        )
    return mentions
