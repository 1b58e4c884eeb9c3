"""What is done with packs: put them on record."""

from jingkai.policy.services.recording import record_packs

__all__ = ["record_packs"]
