"""Addresses of the policy slice: a pack by its two folders, a mandate by its kind and id."""

from __future__ import annotations

from django.urls import path

from jingkai.policy.views import mandate, packs

app_name = "policy"

_PACK = "policy/<slug:jurisdiction>/<slug:name>/"

urlpatterns = [
    path("policy/", packs.packs, name="packs"),
    path(_PACK, packs.pack, name="pack"),
    path(f"{_PACK}<slug:kind>/<slug:mandate>/", mandate.mandate, name="mandate"),
]
