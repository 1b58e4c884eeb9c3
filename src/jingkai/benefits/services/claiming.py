"""Claim a benefit in the name of an enterprise: declare what is missing, have it computed anew, open the claim, consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.commands import Consent
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import check_right
from jingkai.benefits.claims.opening import opening
from jingkai.benefits.explaining import Explanation
from jingkai.benefits.known import values
from jingkai.benefits.models import Evidence
from jingkai.benefits.packs import policy_of
from jingkai.benefits.papers import own_papers
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.entitlement import Entitlement, entitlement
from jingkai.benefits.services import claims
from jingkai.benefits.services.commanding import streams_of
from jingkai.benefits.services.declaring import declare_facts
from jingkai.benefits.services.evidence import Paper, hand_in
from jingkai.kernel.language import gettext as _
from jingkai.policy.language.evaluate import Value
from jingkai.registry.models import Enterprise, Project


def open_claim(
    enterprise: Enterprise,
    policy: str,
    benefit: str,
    project: str = "",
    *,
    answers: Mapping[str, Value] | None = None,
    by: User,
    command_id: str,
) -> Claim:
    """Open the claim of an enterprise (or of its project, by its code) on a benefit.

    ``answers`` fill variables of which nothing is known: they become facts of the registry, declared by the enterprise,
    and the benefit is computed anew with them. Facts and claim are recorded together or not at all.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` where the rules do not entitle to a sum or it is claimed
    already, and :class:`~jingkai.benefits.claims.errors.NotAllowedError`.
    """
    if done := streams_of([command_id], "claim.discovered"):
        return the_claim(done[0].partition("/")[2])
    with transaction.atomic():
        # Claims of one enterprise are opened one after the other: each counts against the caps of the next.
        Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        seen, one = _computed(enterprise, policy, benefit, project, by)
        claimant = seen.claimant_of(one)
        check_right(by, actions.FIND, claimant)
        _check_unclaimed(seen, one)
        known = seen.facts_of(one)
        lacking = {name: value for name, value in (answers or {}).items() if name not in known}
        if lacking:
            declare_facts(
                enterprise,
                Project.objects.filter(code=project, enterprise=enterprise).first() if project else None,
                one.policy,
                lacking,
                claimant=claimant,
                benefit=one.benefit,
                by=by,
            )
            seen, one = _computed(enterprise, policy, benefit, project, by)
        wanted = opening(one.receipt, one.benefit, claimant, values(seen.facts_of(one)), settled=one.yuan)
        return claims.discover(wanted, by=by, command_id=command_id)


def claim_at_once(
    enterprise: Enterprise,
    policy: str,
    benefit: str,
    project: str = "",
    *,
    answers: Mapping[str, Value] | None = None,
    consent: Consent,
    by: User,
    command_id: str,
) -> Claim:
    """Open a claim and consent to it in one step. Raises as :func:`open_claim` and :func:`consent_to`; then neither is."""
    with transaction.atomic():
        found = open_claim(
            enterprise, policy, benefit, project, answers=answers, by=by, command_id=command_id
        )
        _check_papers(found, consent, ())
        return claims.take(found.id, consent, by=by, command_id=f"{command_id}:consent")


def consent_to(
    claim: str,
    consent: Consent,
    papers: Sequence[Paper] = (),
    *,
    by: User,
    command_id: str,
    expected_version: int | None = None,
) -> Claim:
    """Consent to a claim that was found, and hand its papers in, together or not at all.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError`, :class:`~jingkai.benefits.claims.errors.NotAllowedError`
    and :class:`~jingkai.ledger.errors.ConflictError`.
    """
    with transaction.atomic():
        _check_papers(the_claim(claim), consent, papers)
        found = claims.take(claim, consent, by=by, command_id=command_id, expected_version=expected_version)
        if papers:
            # Last, since a file cannot be taken back with the rest of a transaction.
            hand_in(claim, papers, by=by)
        return found


def _check_papers(found: Claim, consent: Consent, papers: Sequence[Paper]) -> None:
    """See that every paper which the enterprise has to bring is here, comes with the consent, or is promised."""
    policy = policy_of(found.right.document)
    benefit = policy.pack.benefit(found.right.benefit) if policy else None
    if benefit is None:
        return
    here = set(Evidence.objects.filter(claim=found.id, removed=None).values_list("paper", flat=True))
    here |= {*consent.brought, *(one.paper for one in papers)}
    lacking = list(dict.fromkeys(one.paper for one in own_papers(benefit) if one.paper not in here))
    if lacking:
        raise ClaimError(
            _("These papers are neither here nor promised: %(papers)s.") % {"papers": "、".join(lacking)},
            place="papers",
            mend=_("Hand them in, or say that they are brought to the service window."),
        )


def _computed(
    enterprise: Enterprise, policy: str, benefit: str, project: str, by: User
) -> tuple[Entitlement, Explanation]:
    today = timezone.localdate()
    seen = entitlement(by, enterprise, on=today, recorded_on=today)
    one = seen.overview.find(policy, benefit, project or enterprise.uscc)
    if one is None:
        raise ClaimError(
            _("No such benefit applies to it today."),
            place=benefit,
            mend=_("Choose one of those that the enterprise can get."),
        )
    return seen, one


def _check_unclaimed(seen: Entitlement, one: Explanation) -> None:
    row = seen.claim_of(one)
    if row is not None:
        raise ClaimError(
            _("This right has been claimed already; the claim is at: %(state)s.")
            % {"state": row.state_words},
            place=row.claim,
            mend=_("Go on with that claim. The same benefit is not had twice for one period."),
        )
