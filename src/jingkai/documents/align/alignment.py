"""What an alignment says: which clauses answer to which, on what words and figures, and what nothing answers
to.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Words that two clauses have in common.

    ``weight`` is their share of the evidence of words; the shares of all shared words of a pair sum to 1.
    """

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One figure that both clauses give for the same thing.

    ``kind`` is ``target``, ``money`` or ``threshold``; ``subject`` what is measured, in the lower document's
    words; ``lower`` and ``upper`` the words that stand in the clauses. ``differs`` names what is not the
    same: ``value``, ``unit``, ``comparator``, ``deadline``; empty where the figures agree. A deadline that
    one side does not give is unknown, not different.
    """

    kind: str
    subject: str
    lower: str
    upper: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the lower document and one of the upper that it may answer to.

    ``lower`` and ``upper`` are provision ids, ``score`` is between 0 and 1, ``rank`` counts from 1 for each
    lower clause, ``answers`` says whether the score is high enough to call it an answer.
    """

    lower: str
    upper: str
    score: float
    rank: int
    answers: bool
    words: tuple[SharedWords, ...] = ()
    figures: tuple[FigurePair, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """A lower document laid beside the one it implements.

    ``pairs``
        in the order of the lower document, best first.
    ``gaps``
        ids of upper clauses that nothing answers to, in the order of the upper document.
    ``alone``
        ids of lower clauses that answer to nothing in the upper document.
    """

    pairs: tuple[Pair, ...]
    gaps: tuple[str, ...]
    alone: tuple[str, ...]

    def of(self, lower: str) -> tuple[Pair, ...]:
        """The pairs of one lower clause, best first."""
        return tuple(pair for pair in self.pairs if pair.lower == lower)

    def answers_to(self, upper: str) -> tuple[Pair, ...]:
        """The pairs that answer to one upper clause, best first."""
        found = (pair for pair in self.pairs if pair.upper == upper and pair.answers)
        return tuple(sorted(found, key=lambda pair: -pair.score))

    def differing(self) -> tuple[tuple[Pair, FigurePair], ...]:
        """Every figure that is not the same below as above, among the pairs that answer."""
        return tuple(
            (pair, figure) for pair in self.pairs if pair.answers for figure in pair.figures if figure.differs
        )
