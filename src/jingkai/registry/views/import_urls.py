"""Addresses of the imports, below those of the registry."""

from __future__ import annotations

from django.urls import path

from jingkai.registry.views import importing

urlpatterns = [
    path("", importing.imports, name="imports"),
    path("new/", importing.hand_in, name="import_new"),
    path("template/", importing.template_of, name="import_template"),
    path("<int:pk>/", importing.overview, name="import"),
    path("<int:pk>/columns/", importing.columns, name="import_columns"),
    path("<int:pk>/progress/", importing.progress, name="import_progress"),
    path("<int:pk>/begin/", importing.begin, name="import_begin"),
    path("<int:pk>/cancel/", importing.cancel, name="import_cancel"),
    path("<int:pk>/discard/", importing.discard, name="import_discard"),
    path("<int:pk>/refused/", importing.refused, name="import_refused"),
]
