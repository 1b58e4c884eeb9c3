"""How the findings of one subject go together: what it had before, stacking groups, and caps on more than one award.

Order of the work, so that everybody can recompute it:

1. **Frequency.** A benefit given before is not given again: ``once`` ever, ``per_project`` for the same subject (the
   project), ``yearly`` in the same calendar year, ``once_per_recognition`` for the same recognition. ``unstated`` says
   nothing.
2. **Stacking.** Within a group: of those ``highest`` only the greatest is left (equal ones: the first by ``order``), less
   what earlier awards of such benefits of the group gave; of those ``exclusive`` only the first by ``order``, and none
   where an earlier award of another one exists. Earlier awards count ever, or in the same calendar year for a benefit
   that is ``yearly``. ``cumulative`` and ``on_top`` are all left.
3. **Caps** on all awards of a benefit to the subject (``per: subject``) or of the group (``per: group``), ever or in the
   calendar year, less what was given before and what is given now to those earlier by ``order`` and then by id. What is
   ``on_top`` does not use up a cap of the others of its group.

A benefit that is unknown, or whose sum is, gives nothing yet; where it could change what another one of its group gets,
that one's share is ``provisional`` and names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from jingkai.policy.language.evaluate import EXACT, ZERO
from jingkai.policy.rules.finding import Finding
from jingkai.policy.schema.benefits import Benefit, Cap

Reason: TypeAlias = Literal["had_before", "not_highest", "topped_up", "excluded", "cap_subject", "cap_group"]


@dataclass(frozen=True, slots=True)
class EarlierAward:
    """An award that the subject has had. ``recognition`` is the value of the benefit's variable of that name."""

    benefit: str
    on: date
    yuan: Decimal
    recognition: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Why a share is less than the finding's sum: ``left`` yuan are left by it.

    ``had_before``: it was given before; ``not_highest``, ``excluded``: the benefit ``other`` goes first; ``topped_up``:
    earlier awards of the group are taken off; ``cap_subject``, ``cap_group``: the cap of ``provision`` is reached.
    """

    reason: Reason
    left: Decimal
    other: str = ""
    cap: Decimal | None = None
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What the subject gets of one benefit now; ``before`` is the finding's sum.

    ``waits_for`` names benefits of the group that are unknown and could change it.
    """

    benefit: str
    before: Decimal
    yuan: Decimal
    deductions: tuple[Deduction, ...] = ()
    waits_for: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether another benefit, once it is known, could change it."""
        return bool(self.waits_for)


@dataclass(frozen=True, slots=True)
class Settlement:
    """The shares of a subject, by benefit, of all findings that are entitled to a known sum."""

    shares: Mapping[str, Share]

    @property
    def total(self) -> Decimal:
        """All yuan together."""
        total = ZERO
        for share in self.shares.values():
            total = EXACT.add(total, share.yuan)
        return total


def settle(
    findings: Iterable[Finding],
    benefits: Mapping[str, Benefit],
    on: date,
    earlier: Sequence[EarlierAward] = (),
    recognitions: Mapping[str, str] | None = None,
) -> Settlement:
    """Return what one subject gets on a day.

    ``benefits`` are by id and hold every benefit of the findings; ``earlier`` are all awards the subject has had;
    ``recognitions`` give, by benefit, the recognition that it is now asked for (``once_per_recognition``).
    """
    settling = _Settling(benefits, on, earlier)
    named = recognitions or {}
    for finding in findings:
        settling.take(finding, named.get(finding.benefit, ""))
    return settling.settled()


def _rank(benefit: Benefit) -> tuple[int, str]:
    return (benefit.stacking.order if benefit.stacking else 0, benefit.id)


def _group(benefit: Benefit) -> str:
    return benefit.stacking.group if benefit.stacking else ""


def _mode(benefit: Benefit) -> str:
    return benefit.stacking.mode if benefit.stacking else "cumulative"


class _Settling:
    """The work on one subject: the shares so far, and the benefits that are still unknown."""

    def __init__(self, benefits: Mapping[str, Benefit], on: date, earlier: Sequence[EarlierAward]) -> None:
        self._benefits = benefits
        self._on = on
        self._earlier = earlier
        self._shares: dict[str, Share] = {}
        self._unknown: list[Benefit] = []

    def take(self, finding: Finding, recognition: str) -> None:
        """Begin with the sum of a finding, or with nothing where it was given before."""
        benefit = self._benefits[finding.benefit]
        if finding.outcome == "entitled" and finding.yuan is not None:
            share = Share(benefit.id, finding.yuan, finding.yuan)
            if self._had_before(benefit, recognition):
                share = _less(share, Deduction("had_before", ZERO, other=benefit.id))
            self._shares[benefit.id] = share
        elif finding.outcome != "not_entitled" and benefit.amount is not None:
            self._unknown.append(benefit)

    def settled(self) -> Settlement:
        """Stack, then cap."""
        members = sorted((self._benefits[id_] for id_ in self._shares), key=_rank)
        for group in dict.fromkeys(_group(one) for one in members):
            if group:
                self._highest([one for one in members if _group(one) == group and _mode(one) == "highest"])
                self._exclusive(
                    [one for one in members if _group(one) == group and _mode(one) == "exclusive"]
                )
        for place, benefit in enumerate(members):
            for cap in benefit.caps:
                if cap.per != "award":
                    self._cap(benefit, cap, members[:place])
        return Settlement(self._shares)

    def _had_before(self, benefit: Benefit, recognition: str) -> bool:
        had = [award for award in self._earlier if award.benefit == benefit.id]
        match benefit.frequency:
            case "once" | "per_project":
                return bool(had)
            case "yearly":
                return any(award.on.year == self._on.year for award in had)
            case "once_per_recognition":
                return any(award.recognition == recognition for award in had)
            case _:
                return False

    def _highest(self, members: list[Benefit]) -> None:
        rivals = [one for one in members if self._shares[one.id].yuan > ZERO]
        if not rivals:
            return
        winner = max(rivals, key=lambda one: self._shares[one.id].yuan)
        given = self._given_in_group(winner)
        if given:
            share = self._shares[winner.id]
            left = max(ZERO, EXACT.subtract(share.yuan, _total(award.yuan for award in given)))
            self._shares[winner.id] = _less(share, Deduction("topped_up", left, other=given[-1].benefit))
        self._decide(winner, rivals, "not_highest", self._open(winner))

    def _exclusive(self, members: list[Benefit]) -> None:
        rivals = [one for one in members if self._shares[one.id].yuan > ZERO]
        if not rivals:
            return
        winner = rivals[0]
        other = next((one.benefit for one in self._given_in_group(winner) if one.benefit != winner.id), "")
        if other:
            share = self._shares[winner.id]
            self._shares[winner.id] = _less(share, Deduction("excluded", ZERO, other=other))
        # Only who stands before the winner can displace it.
        before = [one for one in self._open(winner) if _rank(one) < _rank(winner)]
        self._decide(winner, rivals, "excluded", [] if other else before)

    def _decide(self, winner: Benefit, rivals: list[Benefit], reason: Reason, open_: list[Benefit]) -> None:
        """Give nothing to the rivals of the winner; the winner's share waits for those still open."""
        for one in rivals:
            if one is not winner:
                self._shares[one.id] = _less(self._shares[one.id], Deduction(reason, ZERO, other=winner.id))
        waits = tuple(one.id for one in open_)
        self._shares[winner.id] = replace(self._shares[winner.id], waits_for=waits)

    def _open(self, winner: Benefit) -> list[Benefit]:
        """Return the unknown rivals of a benefit."""
        return [one for one in self._unknown if _group(one) == _group(winner) and _mode(one) == _mode(winner)]

    def _given_in_group(self, benefit: Benefit) -> list[EarlierAward]:
        """Return the earlier awards that count against a benefit of a group, its own included."""
        return [
            award
            for award in self._earlier
            if (other := self._benefits.get(award.benefit)) is not None
            and _group(other) == _group(benefit)
            and _mode(other) == _mode(benefit)
            and (benefit.frequency != "yearly" or award.on.year == self._on.year)
        ]

    def _cap(self, benefit: Benefit, cap: Cap, before: Sequence[Benefit]) -> None:
        """Apply a cap on several awards, after those ``before`` have got theirs."""
        counted = {benefit.id}
        if cap.per == "group":
            counted = {one.id for one in self._benefits.values() if _shares_cap(one, benefit)}
        used = _total(
            award.yuan
            for award in self._earlier
            if award.benefit in counted and (cap.period == "ever" or award.on.year == self._on.year)
        )
        used = EXACT.add(used, _total(self._shares[one.id].yuan for one in before if one.id in counted))
        room = max(ZERO, EXACT.subtract(cap.yuan, used))
        share = self._shares[benefit.id]
        if share.yuan > room:
            reason: Reason = "cap_subject" if cap.per == "subject" else "cap_group"
            self._shares[benefit.id] = _less(
                share, Deduction(reason, room, cap=cap.yuan, provision=cap.provision)
            )


def _shares_cap(one: Benefit, capped: Benefit) -> bool:
    """Whether awards of ``one`` use up the group's cap of ``capped``."""
    return _group(one) == _group(capped) and (_mode(one) != "on_top" or _mode(capped) == "on_top")


def _less(share: Share, deduction: Deduction) -> Share:
    return replace(share, yuan=deduction.left, deductions=(*share.deductions, deduction))


def _total(sums: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for one in sums:
        total = EXACT.add(total, one)
    return total
