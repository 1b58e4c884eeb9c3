"""Policy packs for programs: which there are, and every mandate of one with its clause."""

from __future__ import annotations

from jingkai.policy.api.packs import router

__all__ = ["router"]
