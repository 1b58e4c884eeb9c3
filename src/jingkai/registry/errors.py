"""Errors of the registry."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class RegistryError(JingkaiError):
    """Something about the tables of a zone that cannot be done as asked."""


class ChangedMeanwhileError(RegistryError):
    """Somebody else changed the row between reading and writing it."""
