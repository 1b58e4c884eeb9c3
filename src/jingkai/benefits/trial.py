"""A trial: what a subject would get under a document that does not apply to it, with answers that are kept nowhere.

Nothing can be claimed from a trial, whatever comes of it: claims are opened from the packs in force alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from jingkai.benefits.asking import Answers, read_answers
from jingkai.benefits.known import Known, Subject
from jingkai.benefits.overviewing import Case, Overview, overview
from jingkai.benefits.packs import Policy, covers
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.benefits.explaining import Explanation
    from jingkai.policy.schema.benefits import Benefit
    from jingkai.policy.schema.document import DocumentInfo
    from jingkai.policy.schema.facts import Variable

OF_THE_ZONE = "enterprise_in_zone"
"""What the dictionary calls being an enterprise of the zone: in a trial the registry's own zone stands in for it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact of a subject that still matters, and the benefits on which it bears; ``name`` stands in the address."""

    subject: Subject
    variable: Variable
    name: str
    benefits: tuple[Benefit, ...]
    fault: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A fact that was answered for the trial; ``name`` stands in the address."""

    subject: Subject
    variable: Variable
    name: str
    known: Known


@dataclass(frozen=True, slots=True)
class Trial:
    """All benefits of a document for an enterprise and its projects, by what is known of them and their answers.

    ``on`` is the day whose rules are asked; ``kept`` are the answers that could be read, as they stand in the address.
    """

    policy: Policy
    on: date
    overview: Overview
    answered: tuple[Answered, ...] = ()
    kept: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    faults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    subjects: tuple[Subject, ...] = ()

    def questions(self, about: Iterable[Explanation] | None = None) -> tuple[Question, ...]:
        """Return what still matters, for all benefits or some, by subject; each fact once."""
        bearing: dict[str, tuple[Subject, Variable, list[Benefit]]] = {}
        for one in self.overview.explanations if about is None else about:
            for missing in one.missing:
                subject = self._whose(one, missing.variable)
                if subject is None:
                    continue
                name = name_in_address(subject, missing.variable.name)
                benefits = bearing.setdefault(name, (subject, missing.variable, []))[2]
                if one.benefit not in benefits:
                    benefits.append(one.benefit)
        found = [
            Question(
                subject, variable, name, tuple(benefits), self.faults.get(name, ""), self.given.get(name, "")
            )
            for name, (subject, variable, benefits) in bearing.items()
        ]
        order = list(self.policy.rules.variables)
        return tuple(
            sorted(found, key=lambda one: (self.subjects.index(one.subject), order.index(one.variable.name)))
        )

    def _whose(self, one: Explanation, variable: Variable) -> Subject | None:
        """Return whose fact it is; ``None`` for a project that is not in the registry."""
        wanted = one.subject.key if variable.subject == "project" else ""
        for subject in self.subjects:
            if subject.kind == variable.subject and (subject.key == wanted or subject.kind == "enterprise"):
                return subject
        return None


def attempt(
    cases: Sequence[Case],
    given: Mapping[str, str],
    *,
    on: date,
    today: date,
    of_the_zone: Known | None = None,
) -> Trial:
    """Try a document: the rules of ``on`` on what is known today and on the answers of an address.

    ``cases`` are an enterprise and its projects before the one document. What is known goes before what is answered.
    ``of_the_zone`` is taken for being an enterprise of the document's zone where nothing is stated of that.
    """
    policy = cases[0].policy
    standing_in = {
        one.name: of_the_zone
        for one in policy.pack.facts
        if of_the_zone and OF_THE_ZONE in {one.dictionary, one.name}
    }
    sheets = {
        case.subject: _answers_of(case, given, standing_in=standing_in) for case in cases if case.subject.key
    }
    of_enterprise = next((one.facts for subject, one in sheets.items() if subject.kind == "enterprise"), {})
    of_project = {subject: one.facts for subject, one in sheets.items() if subject.kind == "project"}
    assumed = [
        replace(
            case, facts={**standing_in, **of_enterprise, **of_project.get(case.subject, {}), **case.facts}
        )
        for case in cases
    ]
    return Trial(
        policy,
        on,
        overview(assumed, on, recorded_on=today),
        tuple(answer for one in sheets.values() for answer in one.answered),
        {name: written for one in sheets.values() for name, written in one.kept.items()},
        {name: fault for one in sheets.values() for name, fault in one.faults.items()},
        {name: written for one in sheets.values() for name, written in one.given.items()},
        tuple(sheets),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What an address answers about one subject: what could be read, as it was written, and what could not."""

    facts: Mapping[str, Known]
    answered: tuple[Answered, ...]
    kept: Mapping[str, str]
    faults: Mapping[str, str]
    given: Mapping[str, str]


def _answers_of(case: Case, given: Mapping[str, str], *, standing_in: Mapping[str, Known]) -> _Sheet:
    """Read the answers of an address about what is not known of a subject."""
    subject = case.subject
    asked = {
        name_in_address(subject, one.name): one
        for one in case.policy.pack.facts
        if one.subject == subject.kind and one.name not in case.facts and one.name not in standing_in
    }
    raw = {one.name: given.get(key, "").strip() for key, one in asked.items()}
    read = _read(raw, asked.values())
    taken = {key: one for key, one in asked.items() if one.name in read.facts}
    faulty = {
        key: one for key, one in asked.items() if one.name in read.faults and one.name not in read.facts
    }
    return _Sheet(
        read.facts,
        tuple(Answered(subject, one, key, read.facts[one.name]) for key, one in taken.items()),
        {key: raw[one.name] for key, one in taken.items()},
        {key: read.faults[one.name] for key, one in faulty.items()},
        {key: raw[one.name][:40] for key, one in faulty.items()},
    )


def _read(raw: Mapping[str, str], asked: Iterable[Variable]) -> Answers:
    read = read_answers(raw, asked)
    source = _("Your answer, for this trial alone")
    return replace(read, facts={name: replace(known, source=source) for name, known in read.facts.items()})


def stands_in(zone: str, *, synthetic: bool) -> Known:
    """Return what the registry knows by itself: the enterprise is one of a zone, which stands in for the document's."""
    source = _("Registry: an enterprise of %(zone)s, which stands in for the zone of the document")
    return Known(True, source=source % {"zone": zone}, synthetic=synthetic)


def name_in_address(subject: Subject, variable: str) -> str:
    """Return how an answer is called in an address: by the variable, for a project behind its code.

    >>> name_in_address(Subject("project", "2207-159999-04-01-100000", "…"), "investment")
    '2207-159999-04-01-100000--investment'
    """
    return variable if subject.kind == "enterprise" else f"{subject.key}--{variable}"


def day_of_rules(document: DocumentInfo, today: date) -> date:
    """Return the day whose rules are tried: today, else the nearest day on which the document is in force."""
    if document.valid_to is not None and today > document.valid_to:
        return document.valid_to
    return max(today, document.valid_from)


def why_not(document: DocumentInfo, *, synthetic: bool, division: str, today: date) -> tuple[str, ...]:
    """Say why a document does not apply in a zone, one reason at least."""
    reasons = []
    if synthetic and not document.fictional:
        reasons.append(_("The zone is made up, and a real document never applies to what is made up."))
    if not synthetic and not covers(document.jurisdiction, division):
        reasons.append(_("It is not a document of the zone's own city, region or country."))
    if document.status == "draft":
        reasons.append(_("Its pack is a draft: nobody has signed this reading of the document yet."))
    if today < document.valid_from:
        reasons.append(_("It is in force from %(day)s on only.") % {"day": document.valid_from})
    if document.valid_to is not None and today > document.valid_to:
        reasons.append(_("It ended on %(day)s.") % {"day": document.valid_to})
    return tuple(reasons) or (_("It has been repealed, or grants nothing on this day."),)
