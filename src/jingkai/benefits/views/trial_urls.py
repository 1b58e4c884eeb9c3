"""Addresses at which a document is tried that does not apply."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import trial

urlpatterns = [
    path("enterprises/<str:key>/trial/", trial.choose, name="trial"),
    path("enterprises/<str:key>/trial/<slug:policy>/", trial.try_document, name="trial_document"),
    path(
        "enterprises/<str:key>/trial/<slug:policy>/<slug:benefit>/", trial.try_benefit, name="trial_benefit"
    ),
]
