"""Papers of a claim: hand them in, take them back, read them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.views.guard import allowed, principal, refusal
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.states import State
from jingkai.benefits.forms.claiming import PapersForm
from jingkai.benefits.models import Evidence
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.selectors.evidence import paper, papers_of
from jingkai.benefits.services.evidence import hand_in, may_be_taken_back, take_back
from jingkai.benefits.views.consenting import about_claim, wanted_papers
from jingkai.benefits.views.one_claim import row_or_404, user_of
from jingkai.kernel.errors import JingkaiError
from jingkai.registry.models.checks import said

REFUSED = 422


@never_cache
@allowed(actions.HAND_IN)
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """List the papers of a claim, and take further ones until it is verified."""
    row = row_or_404(request, key, actions.HAND_IN)
    found = the_claim(key)
    posted = request.method == "POST"
    form = PapersForm(
        request.POST if posted else None,
        files=request.FILES if posted else None,
        version=found.version,
        papers=wanted_papers(request, found),
    )
    if posted and form.is_valid() and _handed_in(request, form, key):
        messages.success(request, _("Handed in. Whoever verifies the claim sees it."))
        return redirect("benefits:hand_in", key)
    context = about_claim(request, row) | {
        "form": form,
        "papers": (here := list(papers_of(principal(request), key))),
        "is_open": found.state in {State.DISCOVERED, State.CONSENTED},
        "may_take_back": [one.pk for one in here if may_be_taken_back(one, found)],
    }
    return render(request, "benefits/hand_in.html", context, status=REFUSED if form.errors else 200)


def _handed_in(request: HttpRequest, form: PapersForm, key: str) -> bool:
    given = form.papers()
    if not given:
        form.add_error(None, _("No file was chosen: choose one beside the paper that it is."))
        return False
    try:
        hand_in(key, given, by=user_of(request))
    except JingkaiError as error:
        form.add_error(None, said(error))
        return False
    return True


@never_cache
@allowed(actions.READ_EVIDENCE)
@require_GET
def evidence(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out a paper as a file to be kept, never to be run by the browser."""
    found = _paper_or_404(request, key)
    name = found.filename
    if not name.lower().endswith((f".{found.kind}", ".jpeg")):
        name = f"{name}.{found.kind}"
    try:
        with found.file.open("rb") as file:
            content = file.read()
    except (FileNotFoundError, ValueError):
        messages.error(request, _("The file is not kept any more."))
        return redirect("benefits:claim", found.claim)
    answer = HttpResponse(content, content_type=found.media)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@allowed(actions.HAND_IN)
@require_POST
def take_back_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a paper back before the claim is consented to."""
    found = _paper_or_404(request, key)
    refused = refusal(request, actions.HAND_IN.name, found)
    if refused is not None:
        return refused
    try:
        take_back(found, by=user_of(request))
    except JingkaiError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("Taken back, and its file is deleted."))
    return redirect("benefits:hand_in", found.claim)


def _paper_or_404(request: HttpRequest, key: UUID) -> Evidence:
    found = paper(principal(request), key)
    if found is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": key})
    return found
