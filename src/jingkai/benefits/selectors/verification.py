"""Everything that whoever verifies a claim looks at: the facts with their sources, papers, the finding and the same today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jingkai.accounts.policy import Principal
from jingkai.benefits import words
from jingkai.benefits.claims.claim import Claim, Proof, proof_of
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.comparing import Difference, differences
from jingkai.benefits.explaining import Explanation
from jingkai.benefits.known import Known, KnownFacts
from jingkai.benefits.models import Evidence
from jingkai.benefits.packs import Policy, policy_of
from jingkai.benefits.selectors.entitlement import entitlement
from jingkai.benefits.selectors.evidence import papers_of
from jingkai.benefits.selectors.subjects import enterprise
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.ledger import selectors as ledger
from jingkai.policy.rules.receipt import Receipt
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.facts import Variable

_MEANT_BY_PERSON = frozenset({"person", "park"})


@dataclass(frozen=True, slots=True)
class FactToCheck:
    """A fact that the finding rests on, what is known of it, and the paper that proves it.

    ``giver`` says whose record the paper is; ``files`` are those that were handed in for it.
    """

    variable: Variable
    known: Known | None
    paper: str
    giver: str
    files: tuple[Evidence, ...]
    changed: bool

    @property
    def label(self) -> str:
        """What the fact is called."""
        return words.label(self.variable)

    @property
    def value(self) -> str:
        """Its value in words."""
        return words.value_words(self.variable, self.known.value) if self.known else _("unknown")


@dataclass(frozen=True, slots=True)
class Verification:
    """A claim to be verified.

    ``found`` is the receipt of the finding (``None`` where it was erased or cannot be read), ``now`` what the rules say
    of the same day by what is known now, ``why_not`` why it cannot be verified (then no form is shown).
    """

    claim: Claim
    policy: Policy | None
    benefit: Benefit | None
    found: Receipt | None
    now: Explanation | None
    differences: tuple[Difference, ...]
    facts: tuple[FactToCheck, ...]
    files: tuple[Evidence, ...]
    proof: Proof | None
    why_not: str = ""

    @property
    def most(self) -> Decimal | None:
        """The sum that the rules give now, with all else that the subject has had."""
        return self.proof.yuan if self.proof else None

    @property
    def further(self) -> tuple[Evidence, ...]:
        """Files that stand beside none of the facts."""
        beside = {file.pk for fact in self.facts for file in fact.files}
        return tuple(file for file in self.files if file.pk not in beside)

    @property
    def deductions(self) -> tuple[str, ...]:
        """Why the sum is less than the arithmetic gives."""
        return self.now.deductions if self.now else ()


def verification(user: Principal, claim: Claim, today: date) -> Verification:
    """Gather what is needed to verify a claim.

    It is computed again for the day of the finding, by everything that is known today: a fact that was corrected since
    counts as it is now, and what was given meanwhile for the same right is taken off.
    """
    policy = policy_of(claim.right.document)
    benefit = policy.pack.benefit(claim.right.benefit) if policy else None
    found = receipt_of(claim)
    files = tuple(papers_of(user, claim.id))
    bare = Verification(claim, policy, benefit, found, None, (), (), files, None)
    if policy is None or benefit is None:
        return replace(bare, why_not=_("The rules of this benefit are not among the packs of this release."))
    now, facts, why_not = _computed(user, claim, policy, today)
    if now is None:
        return replace(bare, why_not=why_not)
    differ = differences(found, now.receipt, policy.rules.variables) if found else ()
    try:
        proof = proof_of(now.receipt)
    except ClaimError as error:
        proof, why_not = None, f"{error.what} {error.mend}"
    if proof is not None and now.yuan is not None:
        proof = replace(proof, yuan=min(proof.yuan, now.yuan))
        if not proof.yuan:
            why_not = _("Nothing is left of it: it was had before, or another award or a cap has used it up.")
    return Verification(
        claim=claim,
        policy=policy,
        benefit=benefit,
        found=found,
        now=now,
        differences=differ,
        facts=tuple(_to_check(now, facts, benefit, files, {one.variable for one in differ})),
        files=files,
        proof=proof,
        why_not=why_not,
    )


def receipt_of(claim: Claim) -> Receipt | None:
    """Return the receipt of the last finding of a claim, opened; ``None`` where it was erased or is none."""
    sealed = None
    for entry in ledger.entries(claim.stream):
        if entry.type == "claim.discovered":
            sealed = entry
    text = ledger.personal_fields(sealed).get("receipt") if sealed else None
    try:
        return Receipt.from_json(str(text)) if text else None
    except JingkaiError:
        return None


def _computed(
    user: Principal, claim: Claim, policy: Policy, today: date
) -> tuple[Explanation | None, KnownFacts, str]:
    thing = enterprise(user, claim.claimant.enterprise)
    if thing is None or claim.claimant.kind in _MEANT_BY_PERSON:
        return (
            None,
            {},
            _("The registry does not know whom the claim is about, so its facts cannot be checked."),
        )
    day = claim.proof.valid_on
    seen = entitlement(user, thing, on=day, recorded_on=today, without=claim.id)
    now = seen.overview.find(policy.key, claim.right.benefit, claim.claimant.key)
    if now is None:
        words_ = _("On %(day)s the benefit does not apply to this subject any more.")
        return None, {}, words_ % {"day": day.isoformat()}
    return now, seen.facts_of(now), ""


def _to_check(
    now: Explanation,
    facts: KnownFacts,
    benefit: Benefit,
    files: tuple[Evidence, ...],
    changed: set[str],
) -> Iterator[FactToCheck]:
    """Give the facts that the rules look at, those that the pack names papers for first; unknown ones without paper last."""
    variables: Mapping[str, Variable] = now.policy.rules.variables
    papers = {one.fact: one for one in benefit.evidence}
    used = dict.fromkeys([*papers, *now.receipt.facts])
    for name in used:
        known = facts.get(name)
        if name not in variables or (known is None and name not in papers):
            continue
        paper = papers.get(name)
        giver = _("the registry")
        if paper is not None and paper.source != "registry":
            giver = paper.unit or _("the applicant")
        yield FactToCheck(
            variable=variables[name],
            known=known,
            paper=paper.paper if paper else (known.source if known else ""),
            giver=giver,
            files=tuple(one for one in files if name in one.facts),
            changed=name in changed,
        )
