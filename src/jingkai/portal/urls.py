"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path

from jingkai.portal import views

app_name = "portal"

urlpatterns = [
    path("preferences/", views.set_preference, name="preference"),
    path("favicon.ico", views.favicon, name="favicon"),
]
