"""How well byte slips are undone: simulated damage of the sample documents, against what stood there.

The simulator (jingkai.documents.damage) puts readings into GBK bytes as the sites do; readings of characters that lie
across two characters make the slips. The language model sees only the undamaged part of the same copy.
"""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rapidfuzz.distance import Levenshtein

from jingkai.documents.damage import gloss_table, half_width, likely_intruders, slipped, traditional
from jingkai.documents.repair.byteslip import undo_byte_slips
from jingkai.documents.repair.language_model import fold
from jingkai.documents.revision import Revision
from jingkai.documents.samples import MEASURES, OPINION
from texts import witness

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")


def folded(text: str) -> str:
    """A text without glosses, simplified and full-width."""
    return "".join(map(fold, GLOSS.sub("", text)))


def main() -> None:
    """Print the figures."""
    sites = perfect = before = after = 0
    spent = 0.0
    for path in (OPINION, MEASURES):
        clean = "".join(c for c in path.read_text(encoding="utf-8") if len(c.encode("gb18030")) <= 2)
        source = traditional(clean)
        wanted = [folded(line) for line in half_width(source).split("\n")]
        for run in range(RUNS):
            rng = random.Random(run)
            intruders = likely_intruders(source)
            rng.shuffle(intruders)
            damaged = half_width(slipped(source, gloss_table(source, rng, 0.15), rng, intruders[:3]))
            revision = Revision(witness(damaged))
            start = time.perf_counter()
            undo_byte_slips(revision)
            spent += time.perf_counter() - start
            rows = zip(damaged.split("\n"), revision.text.split("\n"), wanted, strict=True)
            for was, got, truth in rows:
                if "?" not in was:
                    continue
                sites += 1
                edits = Levenshtein.distance(folded(got), truth)
                perfect += edits == 0
                before += Levenshtein.distance(folded(was), truth)
                after += edits
    print(f"{sites} damaged paragraphs: {perfect / sites:.3f} restored without an edit")
    print(f"wrong characters before {before}, after {after}: {after / before:.3f} of them are left")
    print(f"{spent / sites * 1000:.0f} ms a damaged paragraph")


if __name__ == "__main__":
    main()
