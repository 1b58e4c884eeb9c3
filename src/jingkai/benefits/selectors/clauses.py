"""The clauses of packs as the library has them, for a page's chips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jingkai.accounts.policy import Principal
from jingkai.benefits.packs import Policy
from jingkai.documents import selectors as documents
from jingkai.documents.models import Provision


def clauses(user: Principal, policies: Iterable[Policy]) -> Mapping[tuple[str, str], Provision]:
    """Return the provisions of the packs' benefits that somebody may read, by document number and id."""
    named: dict[str, set[str]] = {}
    for policy in policies:
        for benefit in policy.pack.benefits:
            mentioned = {benefit.provision, *benefit.also}
            mentioned |= {one.provision for one in benefit.conditions}
            mentioned |= {one.provision for one in benefit.judgements}
            mentioned |= {one.provision for one in benefit.caps}
            named.setdefault(policy.number, set()).update(mentioned)
    readable = documents.readable(user)
    found: dict[tuple[str, str], Provision] = {}
    for number, keys in named.items():
        rows = Provision.objects.filter(document__in=readable.filter(number=number), key__in=keys)
        for row in rows.select_related("document", "parent").order_by("document_id"):
            found.setdefault((number, row.key), row)
    return found
