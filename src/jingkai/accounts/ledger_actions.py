"""What can be done with the ledger, and who may. The ledger lies below this slice and knows no roles."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, declare
from jingkai.kernel.language import msgid

VIEW_HEADS = declare("ledger.head.view", msgid("See the signed heads of the ledger"), PUBLIC)
VIEW_ENTRIES = declare(
    "ledger.entry.view",
    msgid("See numbers, times, kinds and fingerprints of entries, and their proofs"),
    PUBLIC,
)
