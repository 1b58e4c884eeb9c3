"""The whole pipeline over many documents: 1,000 damaged files of 8,000 characters, read by the command itself.

Prints seconds, documents a second, the ratio of two processes to one, and the memory of the processes at the beginning
and at the end of the run (flat: the second half needs no more than the first).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from texts import scraped_text

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000


def read(files: list[Path], jobs: int) -> tuple[float, float]:
    """Run ``jingkai read --json`` over files; return seconds and the peak memory of its processes in MB."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "jingkai.cli", "read", "--json", "--jobs", str(jobs), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    spent = time.perf_counter() - start
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(COUNT):
            path = Path(folder) / f"{number:04}.txt"
            path.write_text(scraped_text(8000, number), encoding="utf-8")
            files.append(path)
        tenth = max(COUNT // 10, 1)
        single, _ = read(files[:tenth], 1)
        double, small = read(files[:tenth], 2)
        whole, large = read(files, 2)
    print(
        f"{COUNT} documents of 8,000 characters: {whole:.0f} s in two processes, {COUNT / whole:.1f} a second"
    )
    print(f"two processes against one, {tenth} documents: {single / double:.2f} times as fast")
    print(f"peak memory of a process: {small:.0f} MB over {tenth} documents, {large:.0f} MB over {COUNT}, "
          f"ratio {large / small:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
