"""The public calculator for a whole document: a few rounds of questions, then a table of what one gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import labels, selectors, words
from jingkai.benefits.actions import CALCULATE
from jingkai.benefits.asking import SKIPPED, Answers, read_answers
from jingkai.benefits.asking_all import Question, askers_of, benefits_of, next_round, outcome
from jingkai.benefits.packs import Policy

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable

WHO = "for-whom"
"""Where the address says who asks. No variable is called so: their names have no hyphens."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its form shows it."""

    question: Question
    words: str
    choices: tuple[tuple[str, str], ...]
    fault: str
    written: str

    @property
    def variable(self) -> Variable:
        """What is asked for."""
        return self.question.variable

    @property
    def titles(self) -> str:
        """The benefits on which it bears."""
        return "、".join(one.title for one in self.question.benefits)


@allowed(CALCULATE)
@require_GET
def calculate_all(request: HttpRequest, policy: str) -> HttpResponse:
    """Ask who asks, then what still matters, a round at a time; beside it stands what the answers amount to so far."""
    today = timezone.localdate()
    found = next((one for one in selectors.policies_in_use(today) if one.key == policy), None)
    askers = askers_of(found, today) if found else ()
    if found is None or not askers:
        raise Http404(_("No such document applies on this day."))
    asker = request.GET.get(WHO, "") or (askers[0] if len(askers) == 1 else "")
    context = {
        "policy": found,
        "askers": [(one, _asker_words(one)) for one in askers],
        "asker": asker if asker in askers else "",
        "clauses": selectors.clauses(principal(request), [found]),
    }
    if asker in askers:
        names = dict.fromkeys(
            name
            for one in benefits_of(found, asker, today)
            for name in found.rules.benefits[one.id].variables
        )
        variables = [found.rules.variables[name] for name in names]
        given = _given(request, variables)
        answers = read_answers(given, variables)
        kept = {WHO: asker} | {
            name: value for name, value in given.items() if name in answers.facts or name in answers.skipped
        }
        seen = outcome(found, asker, answers, today)
        asked = next_round(found, asker, answers, today)
        context |= {
            "asker_words": _asker_words(asker),
            "flags": (("yes", _("yes")), ("no", _("no")), ("", _("I do not know"))),
            "asked": [_shown(one, answers, given) for one in asked],
            "faulty": any(one.variable.name in answers.faults for one in asked),
            "kept": list(kept.items()),
            "answered": _answered(request, kept, answers, variables),
            "overview": seen,
            "settled": len(seen.explanations) - len(_open(asked)),
            "counted": len(seen.explanations),
            "links": [(one, _single(found, one.benefit.id, kept)) for one in seen.explanations],
        }
    return render(request, "benefits/calculate_all.html", context)


def _given(request: HttpRequest, variables: list[Variable]) -> dict[str, str]:
    """Read the address. What was asked for and left empty is not known."""
    given = {}
    for variable in variables:
        written = request.GET.get(variable.name)
        if written is not None:
            given[variable.name] = written.strip() or SKIPPED
    return given


def _shown(question: Question, answers: Answers, given: dict[str, str]) -> Asked:
    variable = question.variable
    choices = tuple((one.value, words.value_words(variable, one.value)) for one in variable.choices)
    fault = answers.faults.get(variable.name, "")
    written = given.get(variable.name, "")[:40] if fault else ""
    return Asked(question, words.question(variable), choices, fault, written)


def _open(asked: tuple[Question, ...]) -> set[str]:
    return {benefit.id for one in asked for benefit in one.benefits}


def _answered(
    request: HttpRequest, kept: dict[str, str], answers: Answers, variables: list[Variable]
) -> list[tuple[str, str, str]]:
    """Return the answers so far: label, value, and the address without it (to answer again)."""
    rows = []
    for variable in variables:
        if variable.name in kept:
            known = answers.facts.get(variable.name)
            value = words.value_words(variable, known.value) if known else ""
            rest = {name: written for name, written in kept.items() if name != variable.name}
            rows.append((words.label(variable), value, f"{request.path}?{urlencode(rest)}"))
    return rows


def _single(policy: Policy, benefit: str, kept: dict[str, str]) -> str:
    """Return the query with which the calculator of one benefit takes the answers over."""
    own = policy.rules.benefits[benefit].variables
    return urlencode({name: written for name, written in kept.items() if name in own})


def _asker_words(asker: str) -> str:
    if asker == "project":
        return _("An enterprise with a project")
    return labels.subjects(asker)
