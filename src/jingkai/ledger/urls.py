"""Addresses of the ledger."""

from __future__ import annotations

from django.urls import path

from jingkai.ledger import views

app_name = "ledger"

urlpatterns = [
    path("", views.heads, name="heads"),
    path("heads.json", views.heads_json, name="heads_json"),
    path("consistency.json", views.consistency, name="consistency"),
    path("entries/", views.entries, name="entries"),
    path("entries/<int:number>/proof", views.proof, name="proof"),
]
