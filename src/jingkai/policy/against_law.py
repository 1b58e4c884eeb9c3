"""Check a pack against the law it claims to encode: clauses that are missing, figures that its clauses do not say,
dates that contradict the document, units that are not named, and sentences copied from the document.

A fault says that a person has to look; it does not say who is right. The text may be damaged, or say a figure in words
that nobody foresaw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import BaseModel

from jingkai.kernel.language import gettext as _
from jingkai.policy.against_bounds import bound_faults
from jingkai.policy.against_dates import Missed, claimed_date, document_faults, validity_faults
from jingkai.policy.claimed_figures import Claim, ClaimedDate, ClaimedFigure, Place, claims_of
from jingkai.policy.law_faults import LawCode, LawFault
from jingkai.policy.law_text import Clause, LawText
from jingkai.policy.schema.base import Cited, Mandate
from jingkai.policy.schema.pack import Pack
from jingkai.policy.written_figures import WrittenFigure, figures_in

__all__ = ["KINDS", "LawCode", "LawFault", "compare_with"]

KINDS = ("targets", "duties", "benefits", "procedures", "standards", "evaluations")
"""The kinds of mandates, as a pack names its lists."""

COPIED = 26
"""So many characters in a row that a summary shares with its clause are the document's sentence, not our own."""

_NEAREST = 3


def compare_with(pack: Pack, document: LawText) -> list[LawFault]:
    """Return every place where a pack and its document differ, in the order of the pack; none where they agree."""
    faults = list(document_faults(pack, document))
    reader = _Reader(document)
    variables = {variable.name: variable for variable in pack.facts}
    for kind in KINDS:
        for at, mandate in enumerate(getattr(pack, kind)):
            place: Place = (kind, at)
            faults += _missing(place, mandate, document)
            for claim in claims_of(mandate, variables):
                faults += _claimed(place, mandate, claim, reader, pack)
            faults += bound_faults(place, mandate, variables, document)
            faults += validity_faults(place, mandate, pack)
            faults += _units(place, mandate, document)
            faults += _copied(place, mandate, document)
    return faults


class _Reader:
    """Figures and dates of a document's clauses, each clause read once."""

    def __init__(self, document: LawText) -> None:
        self.document = document
        self._figures: dict[str, list[WrittenFigure]] = {}

    def figures(self, clause: Clause) -> list[WrittenFigure]:
        """The figures of one clause."""
        if clause.id not in self._figures:
            self._figures[clause.id] = figures_in(clause.text)
        return self._figures[clause.id]

    def elsewhere(self, claim: ClaimedFigure, beside: Iterable[Clause]) -> list[str]:
        """The ids of other clauses that say the figure themselves."""
        known = {clause.id for clause in beside}
        return [
            clause.id
            for clause in self.document.clauses.values()
            if clause.id not in known and any(claim.stands_in(one) for one in self.figures(clause))
        ]


def _missing(place: Place, mandate: Mandate, document: LawText) -> Iterator[LawFault]:
    for path, provision in _cited(mandate):
        if provision not in document.clauses:
            near = _nearest_ids(provision, document)
            yield LawFault(
                LawCode.PROVISION,
                (*place, *path),
                mandate.id,
                provision,
                _("The document has no provision %(provision)s.") % {"provision": provision},
                _("Did you mean %(near)s?") % {"near": _(", ").join(near)}
                if near
                else _("Name a provision of the document."),
                provision,
                near,
            )


def _cited(thing: BaseModel, path: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield every provision that a mandate or a part of it rests on, with its place."""
    if isinstance(thing, Cited):
        yield (*path, "provision"), thing.provision
    if isinstance(thing, Mandate):
        for at, provision in enumerate(thing.also):
            yield (*path, "also", at), provision
    for name in type(thing).model_fields:
        value = getattr(thing, name)
        if isinstance(value, BaseModel):
            yield from _cited(value, (*path, name))
        elif isinstance(value, tuple):
            for at, part in enumerate(value):
                if isinstance(part, BaseModel):
                    yield from _cited(part, (*path, name, at))


def _nearest_ids(provision: str, document: LawText) -> tuple[str, ...]:
    from difflib import get_close_matches

    ending = provision.rpartition("__")[2]
    same_end = [known for known in document.clauses if known.rpartition("__")[2] == ending]
    return tuple(same_end[:_NEAREST] or get_close_matches(provision, document.clauses, _NEAREST, 0.75))


def _claimed(place: Place, mandate: Mandate, claim: Claim, reader: _Reader, pack: Pack) -> Iterator[LawFault]:
    rests_on = (claim.provision,) if claim.provision else (mandate.provision, *mandate.also)
    clauses = reader.document.scope(*rests_on)
    if not clauses:
        return  # that the provision is missing has been said
    if isinstance(claim, ClaimedDate):
        code, missed = LawCode.DATE, claimed_date(claim, clauses, reader.document, pack)
    else:
        code, missed = LawCode.FIGURE, _claimed_figure(claim, clauses, reader)
    if missed is not None:
        words = _("%(sought)s does not stand in %(provision)s.")
        yield LawFault(
            code,
            (*place, *claim.place),
            mandate.id,
            rests_on[0],
            words % {"sought": missed.sought, "provision": _(", ").join(rests_on)},
            missed.mend,
            missed.sought,
            missed.nearest,
        )


def _claimed_figure(claim: ClaimedFigure, clauses: list[Clause], reader: _Reader) -> Missed | None:
    figures = [figure for clause in clauses for figure in reader.figures(clause)]
    if any(claim.stands_in(figure) for figure in figures):
        return None
    nearest = _nearest(claim, figures)
    others = reader.elsewhere(claim, clauses)
    if others and nearest:
        mend = _(
            "That clause says %(nearest)s; %(others)s says it: mend the figure, or name that provision."
        ) % {"nearest": _(", ").join(nearest), "others": _(", ").join(others[:_NEAREST])}
    elif others:
        mend = _("It stands in %(others)s: name that provision, or mend the figure.") % {
            "others": _(", ").join(others[:_NEAREST])
        }
    elif nearest:
        mend = _("That clause says %(nearest)s: mend the figure or the provision.") % {
            "nearest": _(", ").join(nearest)
        }
    else:
        mend = _("That clause says no such figure: mend the provision, or leave the figure out.")
    return Missed(claim.words, mend, nearest)


def _nearest(claim: ClaimedFigure, figures: list[WrittenFigure]) -> tuple[str, ...]:
    """The words of the figures that come nearest, those of the same family first."""

    def distance(figure: WrittenFigure) -> tuple[int, Decimal]:
        fitting = [one.value for one in figure.readings if claim.fits(one)]
        values = fitting or [one.value for one in figure.readings]
        apart = min(
            max(value, claim.value) / min(value, claim.value)
            if value > 0 and claim.value > 0
            else Decimal("Infinity")
            for value in values
        )
        return (0 if fitting else 1, apart)

    ordered = sorted(figures, key=distance)
    fitting = [figure for figure in ordered if any(claim.fits(one) for one in figure.readings)]
    return tuple(dict.fromkeys(figure.words for figure in (fitting or ordered)))[:_NEAREST]


def _units(place: Place, mandate: Mandate, document: LawText) -> Iterator[LawFault]:
    clauses = document.scope(mandate.provision, *mandate.also)
    if not clauses:
        return
    named = frozenset(unit for clause in clauses for unit in clause.units)
    text = "\n".join(clause.text for clause in clauses)
    wanted: list[tuple[Place, str]] = [(("units", at), name) for at, name in enumerate(mandate.units)]
    wanted = wanted or [(("lead",), mandate.lead)]
    for path, name in wanted:
        if name and not _is_named(name, named, text):
            nearest = tuple(sorted(named))[:_NEAREST]
            yield LawFault(
                LawCode.UNIT,
                (*place, *path),
                mandate.id,
                mandate.provision,
                _("%(unit)s is not named in %(provision)s.")
                % {"unit": name, "provision": _(", ").join((mandate.provision, *mandate.also))},
                _("That clause names %(units)s.") % {"units": _(", ").join(sorted(named))}
                if named
                else _("Leave the unit out, or name the provision that names it under “also”."),
                name,
                nearest,
            )


def _is_named(unit: str, named: frozenset[str], text: str) -> bool:
    """Whether a clause names a unit: in full, without its level word, or as another name of the same department."""
    from jingkai.registry.unit_names import read_name

    if unit in named or unit in text or _government_named(unit, text):
        return True
    read = read_name(unit)
    if read is None:
        return False
    if len(read.core) >= 3 and read.core in text:
        return True
    others = [other for name in named if (other := read_name(name)) is not None]
    same_level = [one for one in others if not read.level or not one.level or one.level == read.level]
    return any(
        (read.family and one.family == read.family) or (read.kind == one.kind == "committee")
        for one in same_level
    )


_GOVERNMENT = re.compile("各?(?P<place>.+?)人民政府")
_LEVEL_WORDS = {"自治区", "省", "市", "盟", "县", "区", "旗"}


def _government_named(unit: str, text: str) -> bool:
    """Whether a clause means a government: 自治区政府, or just the place (各盟市要…, 澄江市要…)."""
    found = _GOVERNMENT.fullmatch(unit)
    if found is None:
        return False
    bare = re.sub("[（）()]|人民(?=政府)", "", text)
    return f"{found['place']}政府" in bare or (found["place"] not in _LEVEL_WORDS and found["place"] in bare)


def _copied(place: Place, mandate: Mandate, document: LawText) -> Iterator[LawFault]:
    from difflib import SequenceMatcher

    for clause in document.scope(mandate.provision, *mandate.also):
        for name in ("title", "summary"):
            ours = getattr(mandate, name)
            match = SequenceMatcher(None, ours, clause.text, autojunk=False).find_longest_match()
            shared = ours[match.a : match.a + match.size]
            if match.size >= COPIED and "、" not in shared and "，" in shared:
                yield LawFault(
                    LawCode.COPIED,
                    (*place, name),
                    mandate.id,
                    clause.id,
                    _("“%(words)s” is the document's own sentence.") % {"words": shared},
                    _("Say it in your own words."),
                    shared,
                )
