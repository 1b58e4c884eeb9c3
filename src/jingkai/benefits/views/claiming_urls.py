"""Addresses at which a benefit is claimed, followed and objected to."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import claiming, consenting, objecting, papers

urlpatterns = [
    path("enterprises/<str:key>/<slug:policy>/<slug:benefit>/claim/", claiming.claim_open, name="claim_open"),
    path("claims/<slug:key>/consent/", consenting.consent, name="consent"),
    path("claims/<slug:key>/papers/", papers.papers, name="hand_in"),
    path("claims/<slug:key>/withdraw/", consenting.withdraw, name="withdraw"),
    path("papers/<uuid:key>/", papers.evidence, name="evidence"),
    path("papers/<uuid:key>/take-back/", papers.take_back_paper, name="take_back"),
    path("published/<slug:key>/object/", objecting.object_to, name="object"),
]
