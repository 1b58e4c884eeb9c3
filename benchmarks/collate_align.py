"""How fast copies are collated and documents aligned, next to the time it takes to read the same files.

Ratios are taken in one run; seconds depend on the machine.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from jingkai.documents.align import align
from jingkai.documents.collate import collate, group_witnesses
from jingkai.documents.damage import Scrape, scraped
from jingkai.documents.pipeline import read_file, read_record
from jingkai.documents.samples import MEASURES, OPINION, sample_files
from texts import witness


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The best of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the figures."""
    records = [read_file(path) for path in sample_files()]
    copies = [record for record in records if "opinion" in record.witness.source]
    took = seconds(lambda: collate(copies))
    paths = [path for path in sample_files() if "opinion" in path.name]
    reading = seconds(lambda: [read_file(path) for path in paths], 2)
    size = len(copies[0].text)
    print(
        f"collate 3 copies of {size} characters: {took * 1000:.0f} ms, {took / reading:.2f} of reading them"
    )
    opinion, measures = read_file(OPINION), read_file(MEASURES)
    print(f"align measures with opinion: {seconds(lambda: align(measures, opinion)) * 1000:.0f} ms")
    clean = OPINION.read_text(encoding="utf-8")
    library = [*records]
    for number in range(40):
        text = clean.replace("6号", f"{100 + number}号")
        library.append(
            read_record(witness(scraped(text, random.Random(number), Scrape(slips=False)), f"{number}.txt"))
        )
    print(f"group {len(library)} records: {seconds(lambda: group_witnesses(library), 1) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
