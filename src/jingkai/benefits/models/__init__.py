"""Tables of benefits. They are read models: what decides rights and money is in the ledger, and rebuilds them."""

from jingkai.benefits.models.claims import ClaimRow

__all__ = ["ClaimRow"]
