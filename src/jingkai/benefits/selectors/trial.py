"""Documents that an enterprise can try: those that do not apply to it, ready to answer, drafts for whom they are meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jingkai.accounts.policy import Principal, may
from jingkai.benefits.packs import Policy
from jingkai.benefits.selectors.subjects import cases_of, policies_for
from jingkai.benefits.trial import Trial, attempt, day_of_rules, stands_in, why_not
from jingkai.policy.actions import READ_DRAFTS
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.selectors import Installed, installed
from jingkai.registry.models import Enterprise

_TRIED = frozenset({"enterprise", "project"})
_ready: dict[str, tuple[str, Policy]] = {}


@dataclass(frozen=True, slots=True)
class Triable:
    """A document that can be tried: why it does not apply, and on which day its rules are asked."""

    policy: Policy
    reasons: tuple[str, ...]
    on: date

    @property
    def draft(self) -> bool:
        """Whether nobody has signed its pack."""
        return self.policy.pack.document.status == "draft"

    @property
    def with_sums(self) -> int:
        """How many of its benefits for enterprises and projects name a sum."""
        return sum(1 for one in self.policy.benefits(self.on) if one.subject in _TRIED and one.amount)

    @property
    def counted(self) -> int:
        """How many benefits for enterprises and projects it has."""
        return sum(1 for one in self.policy.benefits(self.on) if one.subject in _TRIED)


def documents_to_try(user: Principal, thing: Enterprise, today: date) -> list[Triable]:
    """Return the documents of the packs folder that are not in force for an enterprise: with sums first, then the newest.

    Drafts are for who may read them; in a zone that is made up, where nobody can take a trial for a promise, they are for
    everybody who sees the enterprise. What is made up is not tried on what is real.
    """
    zone = thing.zone
    in_force = {policy.key for policy in policies_for(zone, today)}
    drafts = zone.synthetic or may(user, READ_DRAFTS)
    found = []
    for one in installed():
        if one.loaded is None or (one.draft and not drafts) or one.name in in_force:
            continue
        document = one.pack.document
        policy = _policy(one) if zone.synthetic or not document.fictional else None
        if policy is None:
            continue
        reasons = why_not(document, synthetic=zone.synthetic, division=zone.division, today=today)
        triable = Triable(policy, reasons, day_of_rules(document, today))
        if triable.counted:
            found.append(triable)
    return sorted(
        found,
        key=lambda one: (
            not one.with_sums,
            -one.policy.pack.document.valid_from.toordinal(),
            one.policy.number,
        ),
    )


def document_to_try(user: Principal, thing: Enterprise, key: str, today: date) -> Triable | None:
    """Return one of them by the key of its pack, ``None`` where there is none."""
    return next((one for one in documents_to_try(user, thing, today) if one.policy.key == key), None)


def trial(
    user: Principal, thing: Enterprise, triable: Triable, given: Mapping[str, str], today: date
) -> Trial:
    """Try a document on an enterprise and its projects, as they are known today."""
    cases = cases_of(user, thing, on=today, policies=[triable.policy])
    registered = stands_in(thing.zone.name, synthetic=thing.synthetic)
    return attempt(cases, given, on=triable.on, today=today, of_the_zone=registered)


def _policy(one: Installed) -> Policy | None:
    """Return a pack ready to answer; ``None`` for one whose expressions cannot be read."""
    name = f"{one.jurisdiction}/{one.name}"
    known = _ready.get(name)
    if known is None or known[0] != one.digest:
        try:
            known = one.digest, Policy(one.name, one.pack, prepare(one.pack, one.digest))
        except ExpressionError:
            return None
        _ready[name] = known
    return known[1]
