"""From a finding to a claim: the command that opens the claim of what the rules have said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.benefits.claims.claim import Claimant, Right, period_key, proof_of
from jingkai.benefits.claims.commands import Discover
from jingkai.benefits.claims.errors import ClaimError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.policy.language.evaluate import Value
    from jingkai.policy.rules.receipt import Receipt
    from jingkai.policy.schema.benefits import Benefit


def opening(
    receipt: Receipt,
    benefit: Benefit,
    claimant: Claimant,
    facts: Mapping[str, Value | None],
    *,
    settled: Decimal | None = None,
) -> Discover:
    """Return the command that opens the claim of a receipt.

    ``facts`` are those of the subject: a recognition is told from another by them, even where no condition asks for it.
    ``settled`` is what is left of the sum after caps on several awards, stacking and what was had before; the receipt
    knows nothing of these, so whoever opens a claim has the subject's benefits settled first.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` where the receipt entitles to no sum, is that of another
    benefit, is about another kind of subject, or where it is not known for which period or recognition it is.
    """
    if receipt.benefit != benefit.id or claimant.kind != benefit.subject:
        raise ClaimError(
            _("The receipt is not that of this benefit and this kind of subject."),
            place=receipt.benefit,
            mend=_("Have the benefit computed for the subject, and open the claim from that."),
        )
    proof = proof_of(receipt)
    if settled is not None:
        proof = replace(proof, yuan=_left(proof.yuan, settled, benefit))
    project = claimant.key if claimant.kind == "project" else ""
    period = period_key(benefit, facts, receipt.valid_on, project=project)
    return Discover(
        claimant,
        Right(receipt.document, benefit.provision, benefit.id, period),
        proof,
        receipt.to_json(),
        tuple(one.id for one in benefit.judgements),
        automatic=benefit.without_application,
    )


def _left(yuan: Decimal, settled: Decimal, benefit: Benefit) -> Decimal:
    """Return what is left of a sum: never more than the rules say, and never nothing."""
    if settled <= 0:
        raise ClaimError(
            _("Nothing is left of it: it was had before, or another award or a cap has used it up."),
            place=benefit.id,
            mend=_("The explanation of the benefit names the clause."),
        )
    return min(yuan, settled)
