"""Errors of agreements: where, what was expected, and the mend."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class AgreementError(JingkaiError):
    """An agreement cannot take this step, or its terms cannot be read. Nothing was recorded."""
