"""Open a claim: what it lacks is asked for, what it comes to is said, and then it is claimed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal, refusal
from jingkai.benefits import claim_actions as actions
from jingkai.benefits import selectors
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.claims.states import State
from jingkai.benefits.explaining import Explanation, where_to_supply
from jingkai.benefits.forms.claiming import FactsForm
from jingkai.benefits.known import Known
from jingkai.benefits.papers import own_papers
from jingkai.benefits.selectors.entitlement import Entitlement, entitlement
from jingkai.benefits.selectors.last_consent import last_consent
from jingkai.benefits.services import claiming
from jingkai.benefits.views.guide import clause_of
from jingkai.benefits.views.one_claim import user_of
from jingkai.benefits.words import label
from jingkai.kernel.errors import JingkaiError
from jingkai.policy.language.evaluate import Value
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.facts import Variable
from jingkai.registry.models import Enterprise
from jingkai.registry.models.checks import said

REFUSED = 422
_DECLARED = frozenset({"enterprise", "project"})
"""About whom an enterprise can declare facts."""


@never_cache
@allowed(actions.FIND)
@require_http_methods(["GET", "POST"])
def claim_open(request: HttpRequest, key: str, policy: str, benefit: str) -> HttpResponse:
    """Ask for the facts that a claim lacks, say what it comes to, and open it."""
    thing = _enterprise(request, key)
    refused = refusal(request, actions.FIND.name, thing)
    if refused is not None:
        return refused
    user = user_of(request)
    asking = _Asking(request, thing, policy, benefit)
    done = asking.seen.claim_of(asking.one)
    if done is not None:
        # Sent twice, or found meanwhile: the claim is there, and everything else is said on its page.
        return redirect("benefits:claim", done.claim)
    if request.method == "POST" and asking.form.is_valid() and not asking.asks_more():
        try:
            found = _opened(request, asking, user)
        except JingkaiError as error:
            asking.form.add_error(None, said(error))
        else:
            return _after_opening(request, found, asking.one.benefit)
    one = asking.one
    context = {
        "thing": thing,
        "one": one,
        "form": asking.form,
        "asked": asking.asked,
        "may_declare": may(user, actions.DECLARE, thing),
        "not_declared": asking.not_declared,
        "back": _explained(thing, one),
        "clause": clause_of(one.policy, one.benefit, selectors.clauses(user, [one.policy])),
        "clauses": selectors.clauses(user, [one.policy]),
    }
    status = REFUSED if asking.form.errors else 200
    return render(request, "benefits/claim_open.html", context, status=status)


class _Asking:
    """What is asked before a claim is opened: one form, which grows where an answer makes another fact matter."""

    def __init__(self, request: HttpRequest, thing: Enterprise, policy: str, benefit: str) -> None:
        self._request, self._thing = request, thing
        self._policy, self._benefit = policy, benefit
        self._project = request.GET.get("of", "")[:80].replace("\0", "")
        self.seen, self.one = self._computed({})
        self.asked = self._declarable(self.one)
        known = self.seen.facts_of(self.one)
        if request.method == "POST":
            rule = self.one.policy.rules.benefits[self.one.benefit.id]
            sent = [self.one.policy.rules.variables[name] for name in rule.variables if name in request.POST]
            further = [one for one in sent if one.name not in known and one.subject in _DECLARED]
            self.asked = list({one.name: one for one in (*self.asked, *further)}.values())
        self.form = self._form(request.POST if request.method == "POST" else None)

    @property
    def not_declared(self) -> list[str]:
        """What is missing and is not for the enterprise to declare."""
        return [label(one.variable) for one in self.one.missing if one.variable.subject not in _DECLARED]

    def answers(self) -> dict[str, Value]:
        """Return what was answered."""
        return self.form.answers()

    def asks_more(self) -> bool:
        """Compute with the answers, and ask for what matters now; say so where they end the matter."""
        answers = {name: Known(value, source=_("Your answer")) for name, value in self.answers().items()}
        if not answers:
            return False
        _seen, then = self._computed(answers)
        if then.finding.outcome == "not_entitled":
            words = _("By these answers it cannot be had, and nothing was recorded. %(outcome)s")
            self.form.add_error(None, words % {"outcome": then.outcome})
            self.one = then
            return True
        known = {one.name for one in self.asked}
        more = [one for one in self._declarable(then) if one.name not in known]
        if more:
            self.one = then
            typed = self.form.typed()
            self.asked = [*self.asked, *more]
            self.form = self._form(None, initial=typed)
            messages.info(self._request, _("With these answers one more thing matters: please add it."))
        return bool(more)

    def _form(self, data: Any, **kwargs: Any) -> FactsForm:
        proofs = {one.name: _proof(self.one.benefit, one.name) for one in self.asked}
        return FactsForm(data, asked=self.asked, proofs=proofs, **kwargs)

    def _declarable(self, one: Explanation) -> list[Variable]:
        return [each.variable for each in one.missing if each.variable.subject in _DECLARED]

    def _computed(self, answers: dict[str, Known]) -> tuple[Entitlement, Explanation]:
        today = timezone.localdate()
        subject = self._project or self._thing.uscc
        seen = entitlement(
            principal(self._request),
            self._thing,
            on=today,
            recorded_on=today,
            assumed={(self._policy, subject): answers},
        )
        one = seen.overview.find(self._policy, self._benefit, subject)
        if one is None or one.benefit.amount is None:
            raise Http404(_("No such benefit applies on this day."))
        return seen, one

    @property
    def project(self) -> str:
        """Code of the project that it is for, empty where it is for the enterprise."""
        return self._project


def _proof(benefit: Benefit, variable: str) -> str:
    """Say what proves an answer: a paper that is handed in with the claim, or what another unit confirms."""
    for one in own_papers(benefit):
        if one.fact == variable:
            return _("The next step asks for its proof: %(paper)s.") % {"paper": one.paper}
    stated = any(one.fact == variable for one in benefit.evidence)
    return where_to_supply(benefit, variable) if stated else ""


def _opened(request: HttpRequest, asking: _Asking, user: User) -> Claim:
    """Open the claim; consent to it in the same step where nothing else is asked (免申即享)."""
    one, thing = asking.one, asking.seen.thing
    command = str(asking.form.cleaned_data["command"])
    at_once = request.POST.get("consent") == "last" and may(user, actions.CONSENT, thing)
    last = last_consent(thing.uscc) if at_once and not own_papers(one.benefit) else None
    if last is not None:
        return claiming.claim_at_once(
            thing,
            one.policy.key,
            one.benefit.id,
            asking.project,
            answers=asking.answers(),
            consent=last,
            by=user,
            command_id=command,
        )
    return claiming.open_claim(
        thing,
        one.policy.key,
        one.benefit.id,
        asking.project,
        answers=asking.answers(),
        by=user,
        command_id=command,
    )


def _after_opening(request: HttpRequest, found: Claim, benefit: Benefit) -> HttpResponseRedirect:
    user = principal(request)
    if found.state is not State.DISCOVERED:
        messages.success(request, _("Claimed. The zone checks it now; you are told how it goes on."))
        return redirect("benefits:claim", found.id)
    if may(user, actions.CONSENT, found):
        return redirect("benefits:consent", found.id)
    messages.success(
        request, _("The claim is open. An administrator of the enterprise has to consent to it.")
    )
    if may(user, actions.HAND_IN, found) and own_papers(benefit):
        return redirect("benefits:hand_in", found.id)
    return redirect("benefits:claim", found.id)


def _enterprise(request: HttpRequest, key: str) -> Enterprise:
    thing = selectors.enterprise(principal(request), key)
    if thing is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return thing


def _explained(thing: Enterprise, one: Explanation) -> str:
    address = reverse("benefits:explanation", args=[thing.uscc, one.policy.key, one.benefit.id])
    return f"{address}?of={one.subject.key}" if one.subject.kind == "project" else address
