"""The vote at one site: which reading stands, and why.

A reading is worth the evidence of the copies that have it. Copies count apart only where their readings do
not rest on the same kind of repair, for two copies of one scraped page repeat its mistakes. Among several
readings the one with the least weighted distance from all of them is chosen (their weighted median), so a
reading that is half right still speaks for the half; where that leaves a draw, the more natural Chinese wins,
then the better copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from jingkai.documents.collate.evidence import DAMAGED, RARE, SHORTENED, Evidence, is_rare, is_shortened
from jingkai.kernel.language import gettext as _

_ECHO = 0.05  # what a second copy with the same repair adds
_DRAW = 0.02  # costs closer than this are a draw

Naturalness = Callable[[str], float]
"""How natural a stretch of Chinese is; higher is better."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one copy has at a site, before it is weighed against the others; ``rank`` 0 is the base."""

    rank: int
    words: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome: the copy whose reading was taken, the final weights by rank, and the reason.

    ``drawn`` is true where the evidence did not decide: a person should look at the place.
    """

    winner: int
    evidence: Mapping[int, Evidence]
    reason: str
    drawn: bool = False


def decide(
    ballots: Sequence[Ballot], left: str, right: str, naturalness: Naturalness | None = None
) -> Verdict:
    """Choose among readings; ``left`` and ``right`` are the words around the site."""
    ballots = _against_each_other(ballots)
    evidence = {ballot.rank: ballot.evidence for ballot in ballots}
    groups: dict[str, list[Ballot]] = {}
    for ballot in sorted(ballots, key=lambda ballot: ballot.rank):
        groups.setdefault(ballot.words, []).append(ballot)
    support = {words: _support(group) for words, group in groups.items()}
    sound = {words for words in groups if support[words] > DAMAGED} or set(groups)
    total = sum(support.values())
    cost = {
        words: sum(weight * _distance(words, other) for other, weight in support.items()) / total
        for words in sound
    }
    best = min(cost.values())
    drawn = [words for words in groups if words in sound and cost[words] - best <= _DRAW]
    if all("repaired" in ballot.evidence.grounds for ballot in ballots):
        # How sure a repair was of itself does not say which of two repairs is right.
        most = max(len(groups[words]) for words in sound)
        drawn = [words for words in groups if words in sound and len(groups[words]) == most]
    if len(drawn) > 1 and naturalness is not None:
        scores = {words: naturalness(left + words + right) for words in drawn}
        chosen = max(drawn, key=lambda words: (scores[words], -groups[words][0].rank))
        reason = _("The copies weigh the same; this reading is the more natural one.")
        if len(set(scores.values())) == 1:
            reason = _("The copies weigh the same; the base decides.")
    elif len(drawn) > 1:
        chosen = min(drawn, key=lambda words: groups[words][0].rank)
        reason = _("The copies weigh the same; the base decides.")
    else:
        chosen = drawn[0]
        reason = _reason(chosen, groups, support)
    return Verdict(groups[chosen][0].rank, evidence, reason, drawn=len(drawn) > 1)


def _against_each_other(ballots: Sequence[Ballot]) -> list[Ballot]:
    """Lower what only looks bad beside another reading: rare characters, deleted superlatives."""
    everyday = any(ballot.words and not is_rare(ballot.words) for ballot in ballots)
    judged: list[Ballot] = []
    for ballot in ballots:
        evidence = ballot.evidence
        if everyday and is_rare(ballot.words):
            evidence = _lowered(evidence, RARE, "damaged")
        if any(is_shortened(ballot.words, other.words) for other in ballots):
            evidence = _lowered(evidence, SHORTENED, "shortened")
        judged.append(Ballot(ballot.rank, ballot.words, evidence))
    return judged


def _lowered(evidence: Evidence, factor: float, ground: str) -> Evidence:
    grounds = tuple(dict.fromkeys((*(code for code in evidence.grounds if code != "untouched"), ground)))
    return Evidence(evidence.weight * factor, grounds, evidence.hands)


def _support(group: Sequence[Ballot]) -> float:
    """Weight of one reading: independent copies add up, those with the same repairs hardly do."""
    by_hands: dict[frozenset[str], list[float]] = {}
    for number, ballot in enumerate(group):
        by_hands.setdefault(ballot.evidence.hands or frozenset({str(number)}), []).append(
            ballot.evidence.weight
        )
    return sum(max(weights) + _ECHO * (sum(weights) - max(weights)) for weights in by_hands.values())


def _distance(words: str, other: str) -> float:
    return Levenshtein.distance(words, other) / max(len(words), len(other), 1)


def _reason(chosen: str, groups: Mapping[str, Sequence[Ballot]], support: Mapping[str, float]) -> str:
    """One sentence for people on why a reading won."""
    losers = [ballot for words, group in groups.items() if words != chosen for ballot in group]
    grounds = {code for ballot in losers for code in ballot.evidence.grounds}
    own = {code for ballot in groups[chosen] for code in ballot.evidence.grounds}
    if all("damaged" in ballot.evidence.grounds for ballot in losers):
        return _("What the other copies have here looks like damage.")
    if all("shortened" in ballot.evidence.grounds for ballot in losers):
        return _("The other copies seem to have lost an ordinal or a superlative here.")
    if "untouched" in own and grounds & {"repaired", "converted"} and "untouched" not in grounds:
        return _("This reading was received as it stands; the other copies read a repair here.")
    if len(groups[chosen]) > max(len(group) for words, group in groups.items() if words != chosen):
        return _("More copies agree on this reading.")
    if support[chosen] > max(weight for words, weight in support.items() if words != chosen):
        return _("This reading rests on the stronger evidence.")
    return _("This reading agrees best with all copies taken together.")
