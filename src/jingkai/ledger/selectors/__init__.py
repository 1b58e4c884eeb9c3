"""What reads the ledger: entries, folds, personal fields, proofs, and its verification."""

from jingkai.ledger.selectors.proving import (
    InclusionProof,
    consistency_proof,
    inclusion_proof,
    latest_head,
    signed_heads,
)
from jingkai.ledger.selectors.reading import Folded, entries, entry, fold, personal_fields, version
from jingkai.ledger.selectors.verifying import verify_database, verify_ledger, version_fault

__all__ = [
    "Folded",
    "InclusionProof",
    "consistency_proof",
    "entries",
    "entry",
    "fold",
    "inclusion_proof",
    "latest_head",
    "personal_fields",
    "signed_heads",
    "verify_database",
    "verify_ledger",
    "version",
    "version_fault",
]
