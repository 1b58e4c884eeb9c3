"""Align a document with the one it implements: which clause answers to which, and what nothing answers to.

:func:`align` ranks the clauses of the upper document for each clause of the lower one and names the words and
figures behind each score; :func:`find_superior` finds the upper document among candidates from what the lower
one cites.

How it is done, one module each: :mod:`clauses` what is compared; :mod:`terms` what shared words say;
:mod:`functions` what a unit is for; :mod:`figures` the same figure above and below; :mod:`pairing` scores and
ranks; :mod:`superior` which document is implemented; :mod:`alignment` the result.
"""

from __future__ import annotations

from jingkai.documents.align.alignment import Alignment, FigurePair, Pair, SharedWords
from jingkai.documents.align.pairing import ANSWERS, align
from jingkai.documents.align.superior import find_superior

__all__ = ["ANSWERS", "Alignment", "FigurePair", "Pair", "SharedWords", "align", "find_superior"]
