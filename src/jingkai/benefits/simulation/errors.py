"""Errors of simulations: where, what is wrong, and the mend."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class SimulationError(JingkaiError):
    """A simulation cannot take this step. Nothing was computed."""
