"""The vote at one site: which reading stands, and why.

A reading is worth the evidence of the copies that have it. Copies count apart only where their readings do
not rest on the same kind of repair, for two copies of one scraped page repeat its mistakes. Among several
readings the one with the least weighted distance from all of them is chosen (their weighted median), so a
reading that is half right still speaks for the half; where that leaves a draw, the more natural Chinese wins,
then the better copy. Where every copy reads a repair, how sure each repair was and how natural its words are
decide together. Readings that differ in width only are one reading, in the form that Chinese text takes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from jingkai.documents.collate.evidence import (
    DAMAGED,
    MENDED,
    RARE,
    SHORTENED,
    Evidence,
    is_rare,
    is_shortened,
)
from jingkai.documents.collate.width import form_for, halved
from jingkai.kernel.language import gettext as _

_ECHO = 0.05  # what a second copy with the same repair adds
_DRAW = 0.02  # costs closer than this are a draw
_SUREST = 0.995  # no repair is taken to be surer than this
_NATURAL = 0.6  # what a nat of naturalness counts beside a nat of a repair's log odds: the model is too sure
_NOTICEABLE = math.log(2.0)  # log odds closer than this are much the same

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
    voiced = _in_one_width(ballots, left, right)
    groups: dict[str, list[Ballot]] = {}
    for ballot in sorted(voiced, key=lambda ballot: ballot.rank):
        groups.setdefault(ballot.words, []).append(ballot)
    said = {ballot.rank: ballot.words for ballot in ballots}
    winners = {
        words: next(ballot.rank for ballot in group if said[ballot.rank] == words)
        for words, group in groups.items()
    }
    if len(groups) == 1:
        [chosen] = groups
        reason = _("The copies differ in width only; this is the form that Chinese text takes.")
        return Verdict(winners[chosen], evidence, reason)
    support = {words: _support(group) for words, group in groups.items()}
    sound = {words for words in groups if support[words] > DAMAGED} or set(groups)
    if naturalness is not None and all("repaired" in ballot.evidence.grounds for ballot in ballots):
        # Among repairs, numbers come first; then it is one repairer against another.
        most = max(len(groups[words]) for words in sound)
        rivals = {words: groups[words] for words in groups if words in sound and len(groups[words]) == most}
        if len(rivals) > 1:
            chosen, reason, drawn = _between_repairs(rivals, left, right, naturalness)
            return Verdict(winners[chosen], evidence, reason, drawn)
        [chosen] = rivals
        return Verdict(winners[chosen], evidence, _reason(chosen, groups, support))
    total = sum(support.values())
    cost = {
        words: sum(weight * _distance(words, other) for other, weight in support.items()) / total
        for words in sound
    }
    best = min(cost.values())
    level = [words for words in groups if words in sound and cost[words] - best <= _DRAW]
    if len(level) == 1:
        return Verdict(winners[level[0]], evidence, _reason(level[0], groups, support))
    scores = {words: naturalness(left + words + right) if naturalness else 0.0 for words in level}
    chosen = max(level, key=lambda words: (scores[words], -groups[words][0].rank))
    same = len({support[words] for words in level}) == 1
    reason = _level_reason(same=same, natural=len(set(scores.values())) > 1)
    return Verdict(winners[chosen], evidence, reason, drawn=True)


def _between_repairs(
    rivals: Mapping[str, Sequence[Ballot]], left: str, right: str, naturalness: Naturalness
) -> tuple[str, str, bool]:
    """Choose between repairs: the reading, the reason, and whether the evidence left it open.

    A repair's log odds and the log likelihood of its words add up, so the surer repair stands unless the words
    of another are clearly the more natural.
    """
    odds = {words: max(_log_odds(ballot) for ballot in group) for words, group in rivals.items()}
    scores = {words: naturalness(left + words + right) for words in rivals}
    chosen = max(rivals, key=lambda words: (odds[words] + _NATURAL * scores[words], -rivals[words][0].rank))
    lead = odds[chosen] - max(value for words, value in odds.items() if words != chosen)
    natural = scores[chosen] > max(value for words, value in scores.items() if words != chosen)
    if lead >= _NOTICEABLE or (lead > 0 and not natural):
        return chosen, _("This reading rests on the stronger evidence."), lead < _NOTICEABLE
    if lead <= -_NOTICEABLE:
        reason = _("Another repair here was the surer one, but this reading is clearly the more natural.")
        return chosen, reason, True
    return chosen, _level_reason(same=lead == 0, natural=natural), True


def _log_odds(ballot: Ballot) -> float:
    """How sure the repair was that a reading rests on, in nats."""
    sure = min(max(ballot.evidence.weight / MENDED, 1.0 - _SUREST), _SUREST)
    return math.log(sure / (1.0 - sure))


def _level_reason(*, same: bool, natural: bool) -> str:
    """The reason where weights are the same, or nearly so."""
    if natural and same:
        return _("The copies weigh the same; this reading is the more natural one.")
    if natural:
        return _("The copies weigh much the same; this reading is the more natural one.")
    if same:
        return _("The copies weigh the same; the base decides.")
    return _("The copies weigh much the same; the base decides.")


def _in_one_width(ballots: Sequence[Ballot], left: str, right: str) -> list[Ballot]:
    """Let readings that differ in width only speak for the same form."""
    forms: dict[str, dict[str, None]] = {}
    for ballot in sorted(ballots, key=lambda ballot: ballot.rank):
        forms.setdefault(halved(ballot.words), {})[ballot.words] = None
    return [replace(ballot, words=form_for(forms[halved(ballot.words)], left, right)) for ballot in ballots]


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
