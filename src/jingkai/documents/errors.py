"""Errors of the documents slice; each names the file and the mend."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError


class DocumentError(JingkaiError):
    """Something is wrong with a document or a copy of it."""


class UnreadableError(DocumentError):
    """A file cannot be read: empty, broken, encrypted, too large, of an unknown kind or encoding."""
