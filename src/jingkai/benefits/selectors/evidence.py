"""Papers of claims, as far as somebody may read them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.models import Evidence


def papers_of(user: Principal, claim: str) -> QuerySet[Evidence]:
    """Return the papers of a claim that somebody may read, in the order in which they came."""
    return visible(user, Evidence.objects.filter(claim=claim), actions.READ_EVIDENCE)


def paper(user: Principal, key: UUID) -> Evidence | None:
    """Return one paper; ``None`` for one that is not there and one that is not theirs alike."""
    return visible(user, Evidence.objects.all(), actions.READ_EVIDENCE).filter(pk=key).first()
