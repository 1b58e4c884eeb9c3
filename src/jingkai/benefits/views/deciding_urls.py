"""Addresses of those who verify, publish, decide and close claims, and of the terms of their steps."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import bulk, deciding, objectors, settling, terms, verifying

urlpatterns = [
    path("claims/bulk/", bulk.bulk, name="bulk"),
    path("claims/<slug:key>/verify/", verifying.verify, name="verify"),
    path("claims/<slug:key>/publicise/", deciding.publicise, name="publicise"),
    path("claims/<slug:key>/settle/", deciding.settle, name="settle"),
    path("claims/<slug:key>/settle-several/", settling.settle_several, name="settle_several"),
    path("claims/<slug:key>/objector/", objectors.objector, name="objector"),
    path("claims/<slug:key>/approve/", deciding.approve, name="approve"),
    path("claims/<slug:key>/reject/", deciding.reject, name="reject"),
    path("claims/<slug:key>/propose-rejection/", deciding.propose, name="propose"),
    path("claims/<slug:key>/examine-again/", deciding.decline, name="decline"),
    path("claims/<slug:key>/claw-back/", deciding.claw_back, name="claw_back"),
    path("claims/<slug:key>/close/", deciding.close, name="close"),
    path("terms/", terms.zones, name="terms_zones"),
    path("terms/<slug:zone>/", terms.terms, name="terms"),
]
