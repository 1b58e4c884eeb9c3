"""Identifiers in Latin letters made from facts: of works for the Akoma Ntoso naming convention, of
organisations.

``内政办发〔2024〕5号`` of 2024-01-22 in division 150000 is
``/akn/cn-150000/doc/2024-01-22/neizhengbanfa-2024-5``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jingkai.documents.record import Record

_PART = re.compile("[㐀-鿿]+|[0-9]+|[A-Za-z]+")


@lru_cache(maxsize=4096)
def slug(words: str) -> str:
    """Write words in Latin letters: Chinese as pinyin without tones, figures as they are, parts joined by
    hyphens."""
    from pypinyin import Style, lazy_pinyin

    parts = (
        "".join(lazy_pinyin(part, style=Style.NORMAL, errors="ignore")) if part[0] >= "㐀" else part.lower()
        for part in _PART.findall(words)
    )
    latin = "-".join(part for part in parts if part)
    return re.sub("[^a-z0-9-]", "v", latin)  # pinyin ü


def number_slug(number: str) -> str:
    """Write a document number in Latin letters, without 第 and 号."""
    return slug(re.sub("第(?=[0-9])|号$", "", number))


def work_uri(record: Record, kind: str = "doc") -> str:
    """Name a work: country and division, kind, date and number.

    What the document does not say is left out; without a number the digest of the file stands for it.
    """
    meta = record.metadata
    place = f"cn-{meta.division}" if meta.division else "cn"
    name = number_slug(meta.number) if meta.number else ""
    parts = ["akn", place, kind, meta.adopted or "", name or f"sha256-{record.witness.digest[:16]}"]
    return "/" + "/".join(part for part in parts if part)


def cited_uri(number: str) -> str:
    """Name a cited work by its number alone: its date and division are not known from the citation."""
    year = re.search("[〔\\[（(](\\d{4})", number)
    middle = f"/{year.group(1)}" if year else ""
    return f"/akn/cn/doc{middle}/{number_slug(number)}"
