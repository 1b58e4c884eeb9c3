"""Tell the officers of a unit that a document names it."""

from __future__ import annotations

from collections import defaultdict

from jingkai.accounts.models import Assignment, User
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import ScopeKind
from jingkai.accounts.services import notify
from jingkai.documents.models import Document, Provision, UnitMention
from jingkai.kernel.language import msgid
from jingkai.registry.models import Unit
from jingkai.registry.selectors import find_unit
from jingkai.registry.units import Jurisdiction

NAMED = msgid("%(unit)s is named in %(clauses)d clauses of %(document)s, first in %(clause)s")


def tell_units(document: Document) -> int:
    """Tell whoever answers for a unit that a document, which has just been published, names it; return how many.

    One line a unit, which leads to the first clause that names it. Names are those of the document, resolved from where
    it speaks: 市财政局 in a measure of 澄江市 is 澄江市财政局.
    """
    officers = _officers()
    if not officers:
        return 0
    clauses: dict[str, dict[int, Provision]] = defaultdict(dict)
    units: dict[str, Unit | None] = {}
    jurisdiction = _speaks_from(document)
    named = UnitMention.objects.filter(document=document).select_related("provision")
    for mention in named.order_by("provision__order", "start"):
        name = mention.canonical
        if name not in units:
            units[name] = find_unit(name, jurisdiction)
        if (unit := units[name]) is not None:
            clauses[unit.code].setdefault(mention.provision_id, mention.provision)
    names = {unit.code: unit.name for unit in units.values() if unit is not None}
    told = 0
    for code in clauses.keys() & officers.keys():
        first = next(iter(clauses[code].values()))
        first.document = document
        told += len(
            notify(
                officers[code],
                NAMED,
                first.get_absolute_url(),
                unit=names[code],
                clauses=len(clauses[code]),
                document=document.number or document.name,
                clause=first.pinpoint,
            )
        )
    return told


def _speaks_from(document: Document) -> Jurisdiction:
    from jingkai.documents.extract.units import places_of

    level = document.level or None
    return Jurisdiction(level, places_of(document.issuer, level))


def _officers() -> dict[str, list[User]]:
    """Who answers for which unit, by its code."""
    held = Assignment.objects.in_force().filter(
        role=Role.UNIT_OFFICER, scope_kind=ScopeKind.UNIT, user__is_active=True
    )
    found: dict[str, list[User]] = defaultdict(list)
    for assignment in held.select_related("user"):
        found[assignment.scope_key].append(assignment.user)
    return found
