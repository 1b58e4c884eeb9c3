"""Addresses of the benefits slice."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import calculator, claims, entitlements, guide, money_urls

app_name = "benefits"

urlpatterns = [
    *money_urls.urlpatterns,
    path("", guide.guide, name="guide"),
    path("guide/<slug:policy>/<slug:benefit>/", guide.benefit, name="benefit"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("calculator/<slug:policy>/<slug:benefit>/", calculator.calculate, name="calculate"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<slug:key>/", claims.claim, name="claim"),
    path("published/", claims.published, name="published"),
    path("enterprises/", entitlements.enterprises, name="enterprises"),
    path("enterprises/<str:key>/", entitlements.enterprise, name="enterprise"),
    path("enterprises/<str:key>/<slug:policy>/<slug:benefit>/", entitlements.explanation, name="explanation"),
    path("enterprises/<str:key>/<slug:policy>/<slug:benefit>/receipt/", entitlements.receipt, name="receipt"),
]
