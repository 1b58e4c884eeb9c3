"""Hold the bounds of a pack against its document: 以上 and 以下 include their figure, 超过 and 不满 do not.

Only what is plain is judged: the comparator of a target or standard, and a test that is one comparison. Where a clause
says a figure several times, one that agrees is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jingkai.documents.extract.figures import find_figures
from jingkai.documents.mentions import Comparator
from jingkai.kernel.language import gettext as _
from jingkai.policy.claimed_figures import ClaimedFigure, Place, claims_of
from jingkai.policy.law_faults import LawCode, LawFault
from jingkai.policy.law_text import Clause, LawText
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.commands import Standard, Target
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.procedures import Procedure
from jingkai.policy.written_figures import figures_in

_SIGNS: Mapping[Comparator, str] = {
    Comparator.AT_LEAST: ">=",
    Comparator.ABOVE: ">",
    Comparator.AT_MOST: "<=",
    Comparator.BELOW: "<",
    Comparator.ABOUT: "about",
}
_COMPLEMENT = {">=": "<", "<": ">=", "<=": ">", ">": "<="}
_SHOWN = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "about": "≈"}
_LONE = re.compile(r"\s*[A-Za-z_]\w*\s*(?P<sign><=|>=|<|>)\s*\d+(?:\.\d+)?\s*")
_LONE_TURNED = re.compile(r"\s*\d+(?:\.\d+)?\s*(?P<sign><=|>=|<|>)\s*[A-Za-z_]\w*\s*")
_TURNED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}


@dataclass(frozen=True, slots=True)
class _Bound:
    """A bound of a pack; ``either`` where the clause may say the opposite, of those who are left out."""

    place: Place
    sign: str
    either: bool


def bound_faults(
    place: Place, mandate: Mandate, variables: Mapping[str, Variable], document: LawText
) -> Iterator[LawFault]:
    """Return the bounds of a mandate that its clauses say otherwise."""
    claims = {
        claim.place: claim for claim in claims_of(mandate, variables) if isinstance(claim, ClaimedFigure)
    }
    for bound in _bounds(mandate):
        claim = claims.get(bound.place)
        if claim is None:
            continue
        rests_on = (claim.provision,) if claim.provision else (mandate.provision, *mandate.also)
        said = _said(claim, document.scope(*rests_on))
        fitting = {bound.sign, _COMPLEMENT.get(bound.sign)} if bound.either else {bound.sign}
        if not said or any(sign is None or sign in fitting for _words, sign in said):
            continue
        words, sign = said[0]
        yield LawFault(
            LawCode.BOUND,
            (*place, *bound.place),
            mandate.id,
            rests_on[0],
            _("The pack says %(ours)s; %(provision)s says “%(words)s”, which is %(theirs)s.")
            % {
                "ours": f"{_SHOWN[bound.sign]} {claim.words}",
                "provision": rests_on[0],
                "words": words,
                "theirs": f"{_SHOWN[sign or '']} {claim.words}",
            },
            _("以上 and 以下 include their figure, 超过 and 不满 do not: mend the sign."),
            f"{_SHOWN[bound.sign]} {claim.words}",
            (words,),
        )


def _bounds(mandate: Mandate) -> Iterator[_Bound]:
    match mandate:
        case Target():
            if mandate.comparator in _SHOWN:
                yield _Bound(("value",), mandate.comparator, either=False)
        case Standard():
            if mandate.comparator in _SHOWN:
                yield _Bound(("value",), mandate.comparator, either=True)
        case Benefit():
            for at, condition in enumerate(mandate.conditions):
                yield from _tested(("conditions", at, "test"), condition.test)
        case Procedure():
            for name, scopes in (("applies_to", mandate.applies_to), ("excludes", mandate.excludes)):
                for at, scope in enumerate(scopes):
                    yield from _tested((name, at, "test"), scope.test)


def _tested(place: Place, test: str) -> Iterator[_Bound]:
    if found := _LONE.fullmatch(test):
        yield _Bound(place, found["sign"], either=True)
    elif found := _LONE_TURNED.fullmatch(test):
        yield _Bound(place, _TURNED[found["sign"]], either=True)


def _said(claim: ClaimedFigure, clauses: Sequence[Clause]) -> list[tuple[str, str | None]]:
    """Return the words and the sign of each figure that is the claimed one; no sign where the words do not bind it."""
    said: list[tuple[str, str | None]] = []
    for clause in clauses:
        read = {figure.number_start: figure for figure in find_figures(clause.text)}
        for figure in figures_in(clause.text):
            # （不含10000吨） says again what stands before it; the reader has bound it already.
            if not claim.stands_in(figure) or clause.text[: figure.start].endswith("含"):
                continue
            bound = read.get(figure.start) or read.get(figure.start - 1)  # a rank begins at its 前
            if bound is None:
                said.append((figure.words, None))
            else:
                said.append((clause.text[bound.start : bound.end], _SIGNS.get(bound.comparator)))
    return said
