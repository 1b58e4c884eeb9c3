"""Addresses of the documents slice."""

from __future__ import annotations

from django.urls import path

from jingkai.documents.views import compare, document, library, search, side_by_side, targets, units, upload

app_name = "documents"

urlpatterns = [
    path("documents/", library.library, name="library"),
    path("documents/<int:pk>/", document.document, name="document"),
    path("documents/<int:pk>/witnesses/", document.witnesses, name="witnesses"),
    path("documents/<int:pk>/witnesses/<int:witness_pk>/", document.witness, name="witness"),
    path("documents/<int:pk>/witnesses/side-by-side/", side_by_side.side_by_side, name="side_by_side"),
    path("documents/<int:pk>/findings/", document.findings, name="findings"),
    path("documents/<int:pk>/exports/", document.exports, name="exports"),
    path("documents/<int:pk>/exports/<slug:kind>/", document.export, name="export"),
    path("documents/<int:pk>/clauses/<slug:key>/", document.clause_card, name="clause"),
    path("documents/<int:pk>/review/", upload.review, name="review"),
    path("documents/<int:pk>/publish/", upload.publish, name="publish"),
    path("documents/<int:pk>/discard/", upload.discard, name="discard"),
    path("compare/", compare.compare, name="compare"),
    path("units/", units.units, name="units"),
    path("units/<path:name>/", units.unit, name="unit"),
    path("departments/<slug:family>/", units.department, name="department"),
    path("targets/", targets.targets, name="targets"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggest, name="suggest"),
    path("uploads/", upload.uploads, name="uploads"),
    path("uploads/progress/", upload.progress, name="progress"),
    path("uploads/<int:pk>/cancel/", upload.cancel, name="cancel"),
]
