"""What an enterprise can get: the list of enterprises, all benefits of one, the whole explanation of one benefit."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal
from jingkai.benefits import labels, selectors
from jingkai.benefits.actions import EXPLAIN
from jingkai.benefits.claim_actions import CONSENT
from jingkai.benefits.claims.next_steps import next_step
from jingkai.benefits.claims.states import State
from jingkai.benefits.explaining import STANDINGS, Explanation
from jingkai.benefits.overviewing import Overview
from jingkai.benefits.packs import policy_named
from jingkai.benefits.selectors.entitlement import Entitlement, entitlement
from jingkai.benefits.views.asof import AsOf, as_of, not_yet_on_record
from jingkai.benefits.views.guide import clause_of
from jingkai.benefits.views.offering import at_once, offer_of, offer_of_claim
from jingkai.kernel.finding import asked_for
from jingkai.policy.stored import StoredPackError
from jingkai.registry.actions import EDIT_FACTS
from jingkai.registry.models import Enterprise

PAGE_SIZE = 25


@allowed(EXPLAIN)
@require_GET
def enterprises(request: HttpRequest) -> HttpResponse:
    """List the enterprises whose benefits the reader may see; whoever sees one only is led to it."""
    rows = selectors.enterprises(principal(request))
    words = asked_for(request.GET.get("q", ""))
    if not words:
        first = list(rows.values_list("uscc", flat=True)[:2])
        if len(first) == 1:
            return HttpResponseRedirect(reverse("benefits:enterprise", args=first))
    found = rows.filter(Q(name__icontains=words) | Q(uscc__icontains=words)) if words else rows
    paginator = Paginator(found.order_by("name", "pk"), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "words": words,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "counted": paginator.count,
        "is_empty": not words and not paginator.count,
    }
    return render(request, "benefits/enterprises.html", context)


@allowed(EXPLAIN)
@require_GET
def enterprise(request: HttpRequest, key: str) -> HttpResponse:
    """Show all benefits of an enterprise and its projects: what it gets, what is near, what is not known, what is not."""
    thing, when, known = _known(request, key)
    seen = known.left
    policies = selectors.policies_for(thing.zone, when.on, when.known_at)
    heads = {
        "entitled": (_("Entitled to these"), "circle-check", _("The conditions hold, and the sum is known.")),
        "nearly": (_("One step away"), "footprints", _("One fact or one action is missing.")),
        "unknown": (_("Not known yet"), "circle-dashed", _("Several facts are missing; none of them is guessed.")),
        "not_entitled": (_("Not entitled"), "circle-minus", _("A condition does not hold.")),
    }  # fmt: skip
    context = _context(request, thing, when) | {
        "overview": seen,
        "claimed": [
            (one, row, next_step(State(row.state)), offer_of_claim(request, one, row))
            for one, row in known.claimed
        ],
        "sections": [
            (
                name,
                *heads[name],
                [
                    (
                        one,
                        _address("benefits:explanation", thing, one, when),
                        offer_of(request, one, thing, when),
                    )
                    for one in seen.of(name)
                ],
            )
            for name in STANDINGS
        ],
        "at_once": at_once(request, thing) if when.is_now else None,
        "policies": policies,
        "not_yet": "" if policies else not_yet_on_record(when),
        "others": [
            (policy, one, labels.subjects(one.subject))
            for policy in policies
            for one in policy.benefits(when.on)
            if one.subject in {"person", "park"}
        ],
        "clauses": selectors.clauses(principal(request), policies),
    }
    return render(request, "benefits/enterprise.html", context)


@allowed(EXPLAIN)
@require_GET
def explanation(request: HttpRequest, key: str, policy: str, benefit: str) -> HttpResponse:
    """Show everything that can be said of one benefit: conditions, arithmetic, papers, what would help, the receipt."""
    thing, when, known = _known(request, key)
    if not_yet_on_record(when):
        above = reverse("benefits:enterprise", args=[thing.uscc])
        return HttpResponseRedirect(f"{above}?{when.query}")  # which says so, and lets another day be chosen
    one = _found(request, thing, known.overview, policy, benefit)
    row = known.claim_of(one)
    now = policy_named(one.policy.key)
    clauses = selectors.clauses(principal(request), [one.policy])
    context = _context(request, thing, when) | {
        "one": one,
        "clause": clause_of(one.policy, one.benefit, clauses),
        "state_address": _state_address(thing, one),
        "clauses": clauses,
        "evidence": _evidence(one),
        "has_guide": now is not None and now.pack.benefit(one.benefit.id) is not None,
        "replaced": now is None or now.rules.version != one.receipt.rules,
        "receipt_address": _address("benefits:receipt", thing, one, when),
        "claim": row,
        "next_step": next_step(State(row.state)) if row else "",
        "offer": None if row else offer_of(request, one, thing, when),
        "at_once": at_once(request, thing) if when.is_now else None,
    }
    return render(request, "benefits/explanation.html", context)


@allowed(EXPLAIN)
@require_GET
def receipt(request: HttpRequest, key: str, policy: str, benefit: str) -> HttpResponse:
    """Hand out the receipt: the rule's version, the facts used, the answer; whoever has the pack can replay it."""
    thing, when, known = _known(request, key)
    if said := not_yet_on_record(when):
        raise Http404(said)
    one = _found(request, thing, known.overview, policy, benefit)
    answer = HttpResponse(one.receipt.to_json(), content_type="application/json")
    name = f"{policy}-{benefit}-{one.subject.key or thing.uscc}-{one.on}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _known(request: HttpRequest, key: str) -> tuple[Enterprise, AsOf, Entitlement]:
    thing = selectors.enterprise(principal(request), key)
    if thing is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    when = as_of(request)
    try:
        known = entitlement(
            principal(request), thing, on=when.on, recorded_on=when.recorded_on, known_at=when.known_at
        )
    except StoredPackError as error:
        raise Http404(f"{error.what} {error.mend}") from error
    return thing, when, known


def _found(request: HttpRequest, thing: Enterprise, seen: Overview, policy: str, benefit: str) -> Explanation:
    """Return one benefit of an overview; ``of`` in the address names the project where it is about one."""
    of = request.GET.get("of", "")
    for subject in (of, thing.uscc, ""):
        one = seen.find(policy, benefit, subject)
        if one is not None:
            return one
    same = [one for one in seen.explanations if (one.policy.key, one.benefit.id) == (policy, benefit)]
    if not of and same:
        return same[0]
    raise Http404(_("No such benefit applies on this day."))


def _context(request: HttpRequest, thing: Enterprise, when: AsOf) -> dict[str, Any]:
    return {
        "thing": thing,
        "when": when,
        "may_state": may(principal(request), EDIT_FACTS, thing),
        "may_consent": may(principal(request), CONSENT, thing),
    }


def _state_address(thing: Enterprise, one: Explanation) -> str:
    """Return where staff state a fact about the subject; empty where it is a project that is not there."""
    if one.subject.kind == "enterprise":
        return reverse("registry:enterprise_state", args=[thing.uscc])
    return reverse("registry:project_state", args=[one.subject.key]) if one.subject.key else ""


def _evidence(one: Explanation) -> list[tuple[str, str, str]]:
    """Return the papers: the fact, the paper, and who gives it."""
    from jingkai.benefits.words import label

    rows = []
    for paper in one.benefit.evidence:
        variable = one.policy.rules.variables.get(paper.fact)
        giver = paper.unit or (_("the registry") if paper.source == "registry" else _("the applicant"))
        rows.append((label(variable) if variable else paper.fact, paper.paper, giver))
    return rows


def _address(name: str, thing: Enterprise, one: Explanation, when: AsOf) -> str:
    address = reverse(name, args=[thing.uscc, one.policy.key, one.benefit.id])
    query = [f"of={one.subject.key}"] if one.subject.kind == "project" and one.subject.key else []
    query += [when.query] if when.query else []
    return f"{address}?{'&'.join(query)}" if query else address
