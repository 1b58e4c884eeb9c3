"""Pairing the clauses of a lower document with those of the one it implements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from jingkai.documents.align.alignment import Alignment, FigurePair, Pair, SharedWords
from jingkai.documents.align.clauses import Clause, Layer, clauses_of
from jingkai.documents.align.figures import compare_figures
from jingkai.documents.align.functions import function_of
from jingkai.documents.align.terms import Shared, Weights, pairs_of
from jingkai.documents.record import Record

ANSWERS = (
    0.18  # score from which a clause is said to answer: midway (in odds) between strays and weak answers
)
_KEPT = 5  # pairs kept for each lower clause
_CONSIDERED = 15  # upper clauses compared in full with each lower one
_LEAST = 0.05  # pairs scoring less are not kept
_NEAR_BEST = 0.5  # share of the best score from which a further pair also answers
_SLOPE = 0.3  # how much the length of the upper clause counts against it
_HEADINGS, _UNITS = 0.25, 0.2  # how much like headings and like units strengthen what the words say
_FIGURE = 1.0  # evidence of one figure that both give for the same thing
_WORDS = 8  # shared words kept for display


@dataclass(frozen=True, slots=True)
class _Scored:
    clause: Clause
    score: float
    shared: Sequence[Shared]
    figures: tuple[FigurePair, ...]


class _Upper:
    """The clauses of the upper document, ready to be looked up."""

    def __init__(self, clauses: Sequence[Clause], weights: Weights) -> None:
        self.clauses = clauses
        self._weights = weights
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(clauses):
            for pair in pairs_of(clause.words):
                if weights.of(pair):
                    self._by_pair[pair].append(number)
        self.mean = sum(len(clause.words) for clause in clauses) / max(len(clauses), 1)

    def candidates(self, lower: Clause) -> list[Clause]:
        """Upper clauses of the same layer that share the most, and those that may share a figure."""
        shared: dict[int, float] = defaultdict(float)
        for pair in pairs_of(lower.words):
            for number in self._by_pair.get(pair, ()):
                shared[number] += self._weights.of(pair)
        if lower.targets:
            for number, clause in enumerate(self.clauses):
                if clause.targets:
                    shared[number] += _FIGURE
        best = nlargest(_CONSIDERED, shared, key=lambda number: (shared[number], -number))
        return [self.clauses[number] for number in best if _comparable(lower, self.clauses[number])]


def align(lower: Record, upper: Record) -> Alignment:
    """Align a document with the one it implements.

    Every clause of ``lower`` is ranked against the clauses of ``upper`` by the distinctive words they share,
    weighed by how rare these are in both documents, strengthened by like headings, by units with the same
    function and by figures for the same thing. Nothing is learnt and nothing is random: the same documents
    give the same alignment.
    """
    below, above = clauses_of(lower), clauses_of(upper)
    weights = Weights(clause.words + clause.duty_list for clause in (*below, *above))
    index = _Upper(above, weights)
    pairs: list[Pair] = []
    for clause in below:
        if clause.layer is not Layer.PRINCIPLE:
            pairs.extend(_ranked(clause, index, weights))
    answered = {pair.upper for pair in pairs if pair.answers}
    answering = {pair.lower for pair in pairs if pair.answers}
    return Alignment(
        pairs=tuple(pairs),
        gaps=tuple(clause.id for clause in above if _commands(clause) and clause.id not in answered),
        alone=tuple(clause.id for clause in below if _commands(clause) and clause.id not in answering),
    )


def _commands(clause: Clause) -> bool:
    """Whether a clause asks for something that could be answered: no spirit, no mere introduction."""
    return clause.layer is not Layer.PRINCIPLE and not (clause.introduces and not clause.targets)


def _ranked(lower: Clause, upper: _Upper, weights: Weights) -> list[Pair]:
    """The best pairs of one lower clause."""
    scored = [_scored(lower, clause, upper.mean, weights) for clause in upper.candidates(lower)]
    order = {clause.id: number for number, clause in enumerate(upper.clauses)}
    scored = [row for row in scored if row.score >= _LEAST]
    scored.sort(key=lambda row: (-row.score, order[row.clause.id]))
    pairs: list[Pair] = []
    for rank, row in enumerate(scored[:_KEPT], 1):
        answers = row.score >= max(ANSWERS, _NEAR_BEST * scored[0].score)
        pairs.append(
            Pair(
                lower=lower.id,
                upper=row.clause.id,
                score=round(row.score, 4),
                rank=rank,
                answers=answers,
                words=_displayed(row.shared),
                # Terms of payment say little of what they are for: between strangers they are not compared.
                figures=tuple(figure for figure in row.figures if answers or figure.kind != "money"),
            )
        )
    return pairs


def _displayed(shared: Sequence[Shared]) -> tuple[SharedWords, ...]:
    """The heaviest shared words, each once, with its share of the evidence."""
    total = sum(row.weight for row in shared) or 1.0
    merged: dict[str, float] = defaultdict(float)
    for row in shared:
        merged[row.words] += row.weight
    best = sorted(merged.items(), key=lambda row: (-row[1], row[0]))[:_WORDS]
    return tuple(SharedWords(words, round(weight / total, 4)) for words, weight in best)


def _scored(lower: Clause, upper: Clause, mean: float, weights: Weights) -> _Scored:
    """Weigh one pair: evidence of words over what clauses of this length share by chance, brought to 0..1."""
    shared = weights.shared(lower.words, upper.words)
    evidence = sum(row.weight for row in shared) / (1.0 - _SLOPE + _SLOPE * len(upper.words) / mean)
    evidence /= max(len(lower.words), 1) ** 0.5
    evidence *= 1.0 + _HEADINGS * _likeness(lower.headings, upper.headings, weights)
    evidence *= 1.0 + _UNITS * _same_functions(lower, upper)
    figures = compare_figures(lower, upper)
    targets = [figure for figure in figures if figure.kind == "target"]
    evidence += _FIGURE * sum(0.5 if figure.differs else 1.0 for figure in targets)
    return _Scored(upper, evidence / (1.0 + evidence), shared, figures)


def _comparable(lower: Clause, upper: Clause) -> bool:
    return lower.layer is upper.layer


def _likeness(lower: Sequence[str], upper: Sequence[str], weights: Weights) -> float:
    """How alike the headings above two clauses are, 0 to 1 (weighted Dice)."""
    below, above = (pairs_of("，".join(headings)) for headings in (lower, upper))
    total = weights.total(below) + weights.total(above)
    return 2.0 * weights.total(below & above) / total if total else 0.0


def _same_functions(lower: Clause, upper: Clause) -> float:
    """The share of the lower clause's units whose function the upper clause's units have."""
    below = {function_of(unit.canonical) for unit in lower.units}
    above = {function_of(unit.canonical) for unit in upper.units}
    return len(below & above) / len(below) if below else 0.0
