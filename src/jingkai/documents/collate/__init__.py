"""Collate copies of one document: find them, choose between their readings, keep the apparatus.

Several damaged copies are worth more than one: damage strikes different places in each.
:func:`group_witnesses` finds the copies of one document, :func:`collate` makes one text of them.

How it is done, one module each: :mod:`grouping` which records are copies of one another; :mod:`stream` a copy
as a stream of characters; :mod:`matching` sentences, then characters, laid side by side; :mod:`copytext` the
base with what it lacks; :mod:`sites` where copies disagree; :mod:`evidence` what a reading is worth;
:mod:`vote` which one stands; :mod:`edition` the text written out and read again; :mod:`apparatus` every
disagreement with its reason.
"""

from __future__ import annotations

from jingkai.documents.collate.apparatus import Collation, Reading, Variant, VariantKind
from jingkai.documents.collate.collation import UNDECIDED_VARIANT, collate, rank_copies
from jingkai.documents.collate.edition import METADATA_CONFLICT
from jingkai.documents.collate.grouping import group_witnesses, likeness, same_document

__all__ = [
    "METADATA_CONFLICT",
    "UNDECIDED_VARIANT",
    "Collation",
    "Reading",
    "Variant",
    "VariantKind",
    "collate",
    "group_witnesses",
    "likeness",
    "rank_copies",
    "same_document",
]
