"""What goes wrong with a backup."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class BackupError(JingkaiError):
    """A backup cannot be made, is not whole, or cannot be restored here."""
