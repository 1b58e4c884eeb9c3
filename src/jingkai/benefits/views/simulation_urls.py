"""Addresses of simulations."""

from __future__ import annotations

from django.urls import path

from jingkai.benefits.views import simulations

_ONE = "simulations/<int:pk>/"

urlpatterns = [
    path("simulations/", simulations.simulations, name="simulations"),
    path("simulations/new/", simulations.new, name="simulation_new"),
    path("simulations/shared/<str:token>/", simulations.shared, name="simulation_shared"),
    path(_ONE, simulations.simulation, name="simulation"),
    path(f"{_ONE}figures/", simulations.figures, name="simulation_figures"),
    path(f"{_ONE}progress/", simulations.progress, name="simulation_progress"),
    path(f"{_ONE}cancel/", simulations.cancel, name="simulation_cancel"),
    path(f"{_ONE}copy/", simulations.copy, name="simulation_copy"),
    path(f"{_ONE}forget/", simulations.discard, name="simulation_discard"),
    path(f"{_ONE}share/", simulations.share, name="simulation_share"),
    path(f"{_ONE}share/<int:share>/revoke/", simulations.revoke, name="simulation_revoke"),
]
