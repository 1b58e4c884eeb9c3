"""The public guide: every benefit that is in force here, who gets it, how much, by which clause, with which papers."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import labels, selectors, words
from jingkai.benefits.actions import EXPLAIN, READ_GUIDE
from jingkai.benefits.packs import Policy
from jingkai.benefits.simulation_actions import SIMULATE
from jingkai.documents.models import Provision
from jingkai.policy.schema.benefits import Benefit


@allowed(READ_GUIDE)
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """List the benefits of every document that is in force in a zone of this installation."""
    today = timezone.localdate()
    policies = selectors.policies_in_use(today)
    context = {
        "documents": [(policy, policy.benefits(today)) for policy in policies],
        "counted": sum(len(policy.benefits(today)) for policy in policies),
        "clauses": selectors.clauses(principal(request), policies),
        "may_explain": may(principal(request), EXPLAIN),
        "may_simulate": may(principal(request), SIMULATE),
    }
    return render(request, "benefits/guide.html", context)


@allowed(READ_GUIDE)
@require_GET
def benefit(request: HttpRequest, policy: str, benefit: str) -> HttpResponse:
    """Show the guide of one benefit."""
    found, one = benefit_or_404(policy, benefit)
    variables = found.rules.variables
    clauses = selectors.clauses(principal(request), [found])
    context = {
        "policy": found,
        "benefit": one,
        "clause": clause_of(found, one, clauses),
        "subjects": labels.subjects(one.subject),
        "clauses": clauses,
        "papers": [
            (words.label(variables[paper.fact]) if paper.fact in variables else paper.fact, paper)
            for paper in one.evidence
        ],
        "asks": bool(found.rules.benefits[one.id].variables),
    }
    return render(request, "benefits/benefit.html", context)


def benefit_or_404(policy: str, benefit: str) -> tuple[Policy, Benefit]:
    """Return a benefit that is in force here today. Raises ``Http404``."""
    today = timezone.localdate()
    for found in selectors.policies_in_use(today):
        rule = found.rules.benefits.get(benefit)
        if found.key == policy and rule is not None and rule.applies(today):
            return found, rule.benefit
    raise Http404(_("No such benefit applies on this day."))


def clause_of(
    policy: Policy, benefit: Benefit, clauses: Mapping[tuple[str, str], Provision]
) -> Provision | str:
    """Return the clause that a benefit rests on, where breadcrumbs end: the provision, else how it is cited."""
    found = clauses.get((policy.number, benefit.provision))
    return found or f"{policy.number} {words.clause(benefit.provision)}"
