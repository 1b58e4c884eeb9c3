"""Ranking quality on the judgement list ``search_judgements.toml``: nDCG@10 and MRR.

The samples of the package are always judged; real documents are where a folder with them is given or found beside
the repository (``../shared/seeds``).
"""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass
from math import log2
from pathlib import Path

from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record
from jingkai.documents.search import Query, SearchIndex

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_name("search_judgements.toml")
SAMPLES = ROOT / "src" / "jingkai" / "documents" / "samples"
REAL = ROOT.parent / "shared" / "seeds"


@dataclass(frozen=True, slots=True)
class Quality:
    """What a ranking reaches: means over the queries, and each query's nDCG."""

    ndcg: float
    mrr: float
    by_query: dict[str, float]

    def __str__(self) -> str:
        return f"nDCG@10 {self.ndcg:.3f}, MRR {self.mrr:.3f} over {len(self.by_query)} queries"


def library(real: Path | None = None) -> dict[str, Record]:
    """Read the documents of the list that are at hand, by number; of several copies the first complete one."""
    numbers = set(tomllib.loads(LIST.read_text(encoding="utf-8"))["documents"].values())
    found: dict[str, Record] = {}
    files = sorted(SAMPLES.glob("sample_*.txt")) + sorted((real or REAL).glob("*.txt"))
    for path in files:
        record = read_file(path)
        number = record.metadata.number
        if number in numbers and record.metadata.title and number not in found:
            found[number] = record
    return found


def judge(records: dict[str, Record]) -> Quality:
    """Index the documents and put every query of the list that they can answer."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    names = {name: number for name, number in listed["documents"].items() if number in records}
    connection = sqlite3.connect(":memory:")
    index = SearchIndex(connection)
    index.create()
    for number, record in records.items():
        index.add_record(number, record)
    gains: dict[str, float] = {}
    ranks: list[float] = []
    for words, judged in listed["queries"].items():
        grades = {
            (names[name], provision): grade
            for name, provisions in judged.items()
            if name in names
            for provision, grade in provisions.items()
        }
        if not grades:
            continue
        hits = [
            (hit.document, hit.provision) for hit in index.search(Query(words, limit=10, facets=False)).hits
        ]
        got = _gain([grades.get(hit, 0) for hit in hits])
        gains[words] = got / _gain(sorted(grades.values(), reverse=True)[:10])
        top = max(grades.values())
        ranks.append(next((1 / place for place, hit in enumerate(hits, 1) if grades.get(hit, 0) == top), 0.0))
    connection.close()
    return Quality(sum(gains.values()) / len(gains), sum(ranks) / len(ranks), gains)


def _gain(grades: list[int]) -> float:
    """Discounted cumulative gain, with 2^grade - 1."""
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, 1))


if __name__ == "__main__":
    quality = judge(library())
    for query, gain in sorted(quality.by_query.items(), key=lambda pair: pair[1]):
        print(f"{gain:.3f}  {query}")
    print(quality)
