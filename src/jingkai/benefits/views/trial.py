"""Try another document: what an enterprise would get where a document applied that does not. Nothing comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import selectors, words
from jingkai.benefits.actions import EXPLAIN
from jingkai.benefits.explaining import STANDINGS, Explanation
from jingkai.benefits.known import Subject
from jingkai.benefits.selectors.trial import Triable, document_to_try, documents_to_try, trial
from jingkai.benefits.trial import Question, Trial
from jingkai.benefits.views.guide import clause_of
from jingkai.registry.models import Enterprise

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable

UNFOLDED = 3
"""So many subjects are asked about side by side; of more, projects are folded away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its form shows it."""

    question: Question

    @property
    def variable(self) -> Variable:
        """What is asked for."""
        return self.question.variable

    @property
    def words(self) -> str:
        """How it is asked."""
        return words.question(self.variable)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen: value and words."""
        return [(one.value, words.value_words(self.variable, one.value)) for one in self.variable.choices]

    @property
    def titles(self) -> str:
        """The benefits on which it bears."""
        return "、".join(one.title for one in self.question.benefits)


@allowed(EXPLAIN)
@require_GET
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """List the documents that can be tried, each with why it does not apply."""
    thing = _enterprise(request, key)
    found = documents_to_try(principal(request), thing, timezone.localdate())
    return render(request, "benefits/trial_documents.html", {"thing": thing, "documents": found})


@allowed(EXPLAIN)
@require_GET
def try_document(request: HttpRequest, key: str, policy: str) -> HttpResponse:
    """Show all benefits of a document that does not apply, as if it did, and ask what still matters."""
    thing, triable, tried = _tried(request, key, policy)
    heads = {
        "entitled": (_("It would be entitled to these"), "circle-check", _("The conditions hold, and the sum is known.")),
        "nearly": (_("One step away"), "footprints", _("One fact or one action is missing.")),
        "unknown": (_("Not known yet"), "circle-dashed", _("Several facts are missing; none of them is guessed.")),
        "not_entitled": (_("Not entitled"), "circle-minus", _("A condition does not hold.")),
    }  # fmt: skip
    context = _context(request, thing, triable, tried, tried.questions()) | {
        "sections": [
            (name, *heads[name], [(one, _address(thing, one, tried)) for one in tried.overview.of(name)])
            for name in STANDINGS
        ],
        "others": [one for one in triable.policy.benefits(triable.on) if one.subject in {"person", "park"}],
    }
    return render(request, "benefits/trial.html", context)


@allowed(EXPLAIN)
@require_GET
def try_benefit(request: HttpRequest, key: str, policy: str, benefit: str) -> HttpResponse:
    """Show everything that can be said of one benefit of a document that does not apply."""
    thing, triable, tried = _tried(request, key, policy)
    one = _found(request, thing, tried, benefit)
    context = _context(request, thing, triable, tried, tried.questions([one])) | {
        "one": one,
        "clause": clause_of(one.policy, one.benefit, selectors.clauses(principal(request), [one.policy])),
        "papers": [
            (words.label(variable) if variable else paper.fact, paper.paper)
            for paper in one.benefit.evidence
            for variable in [one.policy.rules.variables.get(paper.fact)]
        ],
        "above": _with(reverse("benefits:trial_document", args=[thing.uscc, policy]), tried.kept),
        "of": one.subject.key if one.subject.kind == "project" else "",
    }
    return render(request, "benefits/trial_benefit.html", context)


def _enterprise(request: HttpRequest, key: str) -> Enterprise:
    thing = selectors.enterprise(principal(request), key)
    if thing is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return thing


def _tried(request: HttpRequest, key: str, policy: str) -> tuple[Enterprise, Triable, Trial]:
    thing = _enterprise(request, key)
    today = timezone.localdate()
    triable = document_to_try(principal(request), thing, policy, today)
    if triable is None:
        raise Http404(_("There is no such document to be tried here."))
    given = {name: str(value) for name, value in request.GET.items()}
    return thing, triable, trial(principal(request), thing, triable, given, today)


def _found(request: HttpRequest, thing: Enterprise, tried: Trial, benefit: str) -> Explanation:
    """Return one benefit; ``of`` in the address names the project where it is about one."""
    of = request.GET.get("of", "")
    for subject in (of, thing.uscc, ""):
        one = tried.overview.find(tried.policy.key, benefit, subject)
        if one is not None:
            return one
    same = [one for one in tried.overview.explanations if one.benefit.id == benefit]
    if of or not same:
        raise Http404(_("No such benefit applies on this day."))
    return same[0]


def _context(
    request: HttpRequest, thing: Enterprise, triable: Triable, tried: Trial, questions: tuple[Question, ...]
) -> dict[str, Any]:
    asked = [Asked(one) for one in questions]
    names = {one.name for one in questions}
    return {
        "thing": thing,
        "triable": triable,
        "policy": triable.policy,
        "tried": tried,
        "overview": tried.overview,
        "asked": asked,
        "groups": _groups(asked),
        "faulty": any(one.question.fault for one in asked),
        "kept": [(name, value) for name, value in tried.kept.items() if name not in names],
        "answered": [
            (
                one,
                words.label(one.variable),
                words.value_words(one.variable, one.known.value),
                _without(request, tried, one.name),
            )
            for one in tried.answered
        ],
        "flags": (("yes", _("yes")), ("no", _("no")), ("", _("I do not know"))),
        "clauses": selectors.clauses(principal(request), [triable.policy]),
        "again": _again(request),
    }


def _groups(asked: list[Asked]) -> list[tuple[Subject | None, list[Asked], bool]]:
    """Return the questions by subject; of many projects each is folded away unless an answer of it has a fault."""
    groups = [
        (subject, list(those)) for subject, those in groupby(asked, key=lambda one: one.question.subject)
    ]
    many = len(groups) > UNFOLDED
    return [
        (
            subject if len(groups) > 1 or subject.kind == "project" else None,
            those,
            many and subject.kind == "project" and not any(one.question.fault for one in those),
        )
        for subject, those in groups
    ]


def _address(thing: Enterprise, one: Explanation, tried: Trial) -> str:
    address = reverse("benefits:trial_benefit", args=[thing.uscc, one.policy.key, one.benefit.id])
    of = {"of": one.subject.key} if one.subject.kind == "project" and one.subject.key else {}
    return _with(address, {**of, **tried.kept})


def _without(request: HttpRequest, tried: Trial, name: str) -> str:
    """Return this page without one of the answers."""
    kept = {key: value for key, value in tried.kept.items() if key != name}
    return _with(request.path, _of(request) | kept)


def _again(request: HttpRequest) -> str:
    """Return this page without any answer."""
    return _with(request.path, _of(request))


def _of(request: HttpRequest) -> dict[str, str]:
    return {"of": request.GET["of"]} if request.GET.get("of") else {}


def _with(address: str, query: dict[str, str] | Any) -> str:
    return f"{address}?{urlencode(query)}" if query else address
