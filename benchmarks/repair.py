"""How fast repair is: clean text, one damaged document, and a megabyte of the same damage, on one core.

Ratios compare with OpenCC alone on the same characters in the same run; seconds depend on the machine.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from jingkai.documents.repair import repair
from jingkai.documents.revision import Revision
from texts import official_text, scraped_text, witness

MEGABYTE = 1_000_000


def seconds_to_repair(text: str) -> tuple[float, Revision]:
    """Time one repair of a text."""
    revision = Revision(witness(text))
    start = time.perf_counter()
    repair(revision)
    return time.perf_counter() - start, revision


def main() -> None:
    """Print the figures."""
    from opencc import OpenCC

    converter = OpenCC("tw2s")
    seconds_to_repair(scraped_text(3000))  # models and tables are loaded once a process
    clean = official_text(700_000)
    size = len(clean.encode("utf-8")) / MEGABYTE
    start = time.perf_counter()
    converter.convert(clean)
    reference = time.perf_counter() - start
    spent, revision = seconds_to_repair(clean)
    print(f"clean text: {size / spent:.1f} MB/s, {spent / reference:.2f} times OpenCC alone; "
          f"{len(revision.repairs())} repairs (must be 0)")  # fmt: skip

    page = scraped_text(9000)
    spent, revision = seconds_to_repair(page)
    print(f"one damaged document of {len(page.encode('utf-8')) / 1000:.0f} kB: {spent:.2f} s, "
          f"{len(revision.repairs())} repairs")  # fmt: skip
    pages = "\n".join(scraped_text(9000, seed) for seed in range(1 + MEGABYTE // len(page.encode("utf-8"))))
    size = len(pages.encode("utf-8")) / MEGABYTE
    start = time.perf_counter()
    converter.convert(pages)
    reference = time.perf_counter() - start
    spent, revision = seconds_to_repair(pages)
    slips = sum(repair.kind == "byte_slip" for repair in revision.repairs())
    print(f"{size:.2f} MB of such damage in one text: {spent / size:.1f} s per MB, {spent / reference:.0f} times OpenCC "
          f"alone; {slips} byte slips undone, {len(revision.flags())} flags")  # fmt: skip


if __name__ == "__main__":
    main()
