"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path

from jingkai.portal.views import finder, home, preferences, saved

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("inbox/", home.inbox, name="inbox"),
    path("find/", finder.find, name="find"),
    path("filters/save/", saved.save, name="save_filter"),
    path("filters/<int:pk>/delete/", saved.delete, name="delete_filter"),
    path("preferences/", preferences.set_preference, name="preference"),
    path("favicon.ico", preferences.favicon, name="favicon"),
]
