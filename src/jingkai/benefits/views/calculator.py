"""The public calculator: a few questions without an account; the answers stand in the address and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import labels, selectors, words
from jingkai.benefits.actions import CALCULATE
from jingkai.benefits.asking import SKIPPED, Answers, ask, read_answers
from jingkai.benefits.explaining import explain
from jingkai.benefits.views.guide import benefit_or_404, clause_of

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable


@allowed(CALCULATE)
@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """Let the reader choose what to calculate."""
    today = timezone.localdate()
    policies = selectors.policies_in_use(today)
    documents = []
    for policy in policies:
        groups: dict[str, list[Any]] = {}
        for one in policy.benefits(today):
            if one.amount is not None:
                groups.setdefault(labels.subjects(one.subject), []).append(one)
        documents.append((policy, list(groups.items())))
    context = {"documents": documents, "clauses": selectors.clauses(principal(request), policies)}
    return render(request, "benefits/calculator.html", context)


@allowed(CALCULATE)
@require_GET
def calculate(request: HttpRequest, policy: str, benefit: str) -> HttpResponse:
    """Ask the next question that still matters, and say what the answers so far amount to."""
    found, one = benefit_or_404(policy, benefit)
    today = timezone.localdate()
    rule = found.rules.benefits[one.id]
    variables = [found.rules.variables[name] for name in rule.variables]
    given = {variable.name: request.GET.get(variable.name, "") for variable in variables}
    answers = read_answers(given, variables)
    asking = ask(found, [one.id], answers, today)
    question = asking.question
    kept = {name: value for name, value in given.items() if name in answers.facts or name in answers.skipped}
    clauses = selectors.clauses(principal(request), [found])
    context = {
        "policy": found,
        "benefit": one,
        "clause": clause_of(found, one, clauses),
        "one": explain(found, one.id, answers.facts, today),
        "question": question,
        "question_words": words.question(question) if question else "",
        "fault": answers.faults.get(question.name, "") if question else "",
        "written": given.get(question.name, "")[:40] if question and question.name in answers.faults else "",
        "left": asking.left,
        "answered": _answered(request, kept, answers, variables),
        "kept": [
            (name, value) for name, value in given.items() if name in answers.facts or name in answers.skipped
        ],
        "choices": _choices(question),
        "skip_address": _with(request, kept, question.name, SKIPPED) if question else "",
        "clauses": clauses,
    }
    return render(request, "benefits/calculate.html", context)


def _choices(question: Variable | None) -> list[dict[str, str]]:
    if question is None:
        return []
    return [{"value": one.value, "words": words.value_words(question, one.value)} for one in question.choices]


def _with(request: HttpRequest, kept: dict[str, str], name: str, value: str) -> str:
    """Return the address of this page with the answers so far, one of them changed; ``""`` takes it away."""
    answers = {**kept, name: value}
    query = urlencode({key: written for key, written in answers.items() if written})
    return f"{request.path}?{query}" if query else request.path


def _answered(
    request: HttpRequest, kept: dict[str, str], answers: Answers, variables: list[Variable]
) -> list[tuple[str, str, str]]:
    """Return the answers so far: label, value, and the address without it (to answer again)."""
    rows = []
    for variable in variables:
        if variable.name in kept:
            known = answers.facts.get(variable.name)
            value = words.value_words(variable, known.value) if known else ""
            rows.append((words.label(variable), value, _with(request, kept, variable.name, "")))
    return rows
