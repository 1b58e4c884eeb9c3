"""Pages on which an enterprise claims."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from jingkai.accounts.scopes import Place


def claiming_addresses(
    zone: str, enterprise: str, claim: str, place: Place
) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each; ``claim`` waits for consent, and has a paper."""
    from jingkai.benefits.models import Evidence

    above = f"/benefits/enterprises/{enterprise}/chengzhengbanfa-2025-11/credit_insurance/"
    yield f"{above}claim/", "benefits.claim.find", place
    yield f"/benefits/claims/{claim}/consent/", "benefits.claim.consent", place
    yield f"/benefits/claims/{claim}/withdraw/", "benefits.claim.consent", place
    yield f"/benefits/claims/{claim}/papers/", "benefits.claim.hand_in", place
    paper, _made = Evidence.objects.get_or_create(
        claim=claim,
        defaults={
            "zone": zone,
            "enterprise": enterprise,
            "paper": "证明",
            "filename": "证明.pdf",
            "kind": "pdf",
            "size": 9,
            "digest": "0" * 64,
            "handed_in_by": "user:somebody",
            "handed_in": timezone.now(),
        },
    )
    yield f"/benefits/papers/{paper.pk}/", "benefits.claim.evidence", place
    yield f"/benefits/papers/{paper.pk}/take-back/", "benefits.claim.hand_in", place
