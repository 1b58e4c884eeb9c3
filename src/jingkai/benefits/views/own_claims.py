"""The claims of those who follow their own: where each stands, what comes next, and what waits for them first."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jingkai.accounts.policy import Principal, may
from jingkai.accounts.roles import ENTERPRISE_ROLES, Role
from jingkai.accounts.views.guard import principal
from jingkai.benefits.claim_actions import CONSENT
from jingkai.benefits.claims.next_steps import next_step
from jingkai.benefits.claims.states import AGAIN, State
from jingkai.benefits.selectors import enterprises
from jingkai.benefits.selectors.claim_rows import claims_for
from jingkai.benefits.views.rows import told
from jingkai.documents.views.paging import paged

_ENDED = (*AGAIN, State.CLOSED)


def follows_own(user: Principal) -> bool:
    """Whether somebody works for enterprises alone, and deals with nobody else's claims."""
    held = {grant.role for grant in user.grants} - {Role.PUBLIC}
    return bool(held) and held <= ENTERPRISE_ROLES


def own_claims(request: HttpRequest) -> HttpResponse:
    """List the claims of the reader's enterprises: those that wait for consent, those under way, those that ended."""
    user = principal(request)
    turn = Case(
        When(state=State.DISCOVERED, then=Value(0)),
        When(state__in=_ENDED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = claims_for(user).annotate(turn=turn).order_by("turn", "-since", "claim")
    page = paged(request, rows)
    mine = list(enterprises(user).values_list("uscc", flat=True)[:2])
    context = page | {
        "rows": [
            row
            | {"next": next_step(State(row["claim"].state)), "may_consent": may(user, CONSENT, row["claim"])}
            for row in told(page["page"].object_list)
        ],
        "counted": page["page"].paginator.count,
        "several": len(mine) > 1,
        "to_claim": reverse("benefits:enterprise", args=mine)
        if len(mine) == 1
        else reverse("benefits:enterprises"),
    }
    return render(request, "benefits/own_claims.html", context)
