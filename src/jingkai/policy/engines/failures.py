"""The one error of an engine."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class EngineError(JingkaiError):
    """A query that did not come to its end, or an engine that is not there."""
