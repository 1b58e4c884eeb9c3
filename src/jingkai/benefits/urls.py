"""Addresses of the benefits slice."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import (
    calculating_all,
    calculator,
    claiming_urls,
    claims,
    deciding_urls,
    entitlements,
    guide,
    money_urls,
    runs,
    simulation_urls,
    trial_urls,
)

app_name = "benefits"

urlpatterns = [
    *trial_urls.urlpatterns,
    *money_urls.urlpatterns,
    *claiming_urls.urlpatterns,
    *deciding_urls.urlpatterns,
    *simulation_urls.urlpatterns,
    path("", guide.guide, name="guide"),
    path("guide/<slug:policy>/<slug:benefit>/", guide.benefit, name="benefit"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("calculator/<slug:policy>/", calculating_all.calculate_all, name="calculate_all"),
    path("calculator/<slug:policy>/<slug:benefit>/", calculator.calculate, name="calculate"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<slug:key>/", claims.claim, name="claim"),
    path("published/", claims.published, name="published"),
    path("enterprises/", entitlements.enterprises, name="enterprises"),
    path("enterprises/<str:key>/", entitlements.enterprise, name="enterprise"),
    path("enterprises/<str:key>/<slug:policy>/<slug:benefit>/", entitlements.explanation, name="explanation"),
    path("enterprises/<str:key>/<slug:policy>/<slug:benefit>/receipt/", entitlements.receipt, name="receipt"),
    path("runs/", runs.runs, name="runs"),
    path("runs/start/", runs.start, name="run_start"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/progress/", runs.progress, name="run_progress"),
    path("runs/<int:pk>/cancel/", runs.cancel, name="run_cancel"),
    path("runs/<int:pk>/open/", runs.open_claims, name="run_open"),
    path("runs/<int:pk>/files/<slug:which>/", runs.run_file, name="run_file"),
    path("runs/<int:pk>/benefits/<slug:benefit>/", runs.run_benefit, name="run_benefit"),
]
