"""The provisions of a document to choose from where a decision names the one that it rests on."""

from __future__ import annotations

from jingkai.accounts.policy import Principal
from jingkai.benefits import words
from jingkai.benefits.packs import policy_of
from jingkai.documents import selectors as documents
from jingkai.documents.models import Provision

_LONGEST = 60


def provision_choices(user: Principal, number: str) -> list[tuple[str, str]]:
    """Return id and words of each provision of a document, in its order.

    Those of the library, as far as somebody may read it; where it has not got the document, those that the pack names.
    """
    readable = documents.readable(user).filter(number=number)
    rows = Provision.objects.filter(document__in=readable).order_by("document_id", "order")
    found = {row.key: _told(row) for row in rows}
    return list(found.items()) or _of_pack(number)


def _told(row: Provision) -> str:
    words_ = (row.heading or row.text).strip()
    return f"{row.pinpoint} {words_[:_LONGEST]}{'…' if len(words_) > _LONGEST else ''}".strip()


def _of_pack(number: str) -> list[tuple[str, str]]:
    policy = policy_of(number)
    if policy is None:
        return []
    named: dict[str, str] = {}
    for one in policy.pack.mandates():
        for key in (one.provision, *one.also):
            named.setdefault(key, words.clause(key))
    return list(named.items())
