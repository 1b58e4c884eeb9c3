"""How well units, targets, money and citations are read, on documents of our own with hand-made gold.

Run ``python benchmarks/accuracy.py`` (``--misses`` lists every miss and false hit; folders of one's own may be named).
``corpus/dev`` may be looked at while the rules of reading are worked on; ``corpus/heldout`` may not. Each half is read
clean and damaged as real copies are: glossed, slipped, in traditional characters, half-width; and broken into lines.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rapidfuzz.distance import Levenshtein

from accuracy_gold import KINDS, Difference, GoldDocument, Score, compare, load_folder
from jingkai.documents.damage import (
    gloss_table,
    glossed,
    half_width,
    likely_intruders,
    slipped,
    traditional,
    wrapped,
)
from jingkai.documents.pipeline import read_record
from jingkai.documents.record import Record
from texts import witness

CORPUS = Path(__file__).parent / "corpus"
SEEDS = (1, 2)
GLOSSED = 0.12  # share of different characters that get a reading, as in real scrapes
NEAR = 3  # a flag points at a character when it is no farther away
INTRUDERS = 3  # characters glossed although they only seem to stand there: they make the byte slips


def scraped_with_slips(text: str, seed: int) -> str:
    """As a scraping site hands it on, byte slips included."""
    rng = random.Random(seed)
    source = traditional("".join(one for one in text if len(one.encode("gb18030")) <= 2))
    intruders = likely_intruders(source)
    rng.shuffle(intruders)
    return half_width(slipped(source, gloss_table(source, rng, GLOSSED), rng, intruders[:INTRUDERS]))


def scraped_without_slips(text: str, seed: int) -> str:
    """As a scraping site hands it on that works on characters, not on bytes."""
    source = traditional(text)
    return half_width(glossed(source, gloss_table(source, random.Random(seed), GLOSSED)))


def printed(text: str, seed: int) -> str:
    """As taken out of a PDF: broken into lines of a page's width, with page numbers."""
    return wrapped(text, 26 + 2 * seed)


DAMAGES: tuple[tuple[str, Callable[[str, int], str]], ...] = (
    ("scraped", scraped_without_slips),
    ("scraped, byte slips", scraped_with_slips),
    ("out of a PDF", printed),
)


def read(text: str, name: str) -> Record:
    """Read a text as a file of that name."""
    return read_record(witness(text, f"{name}.txt"))


@dataclass(slots=True)
class Wrong:
    """Characters that differ from the clean text after repair, how many of them no flag points at, and of how many."""

    wrong: int = 0
    unflagged: int = 0
    characters: int = 0

    @property
    def per_thousand(self) -> float:
        """Wrong characters in a thousand."""
        return self.wrong / self.characters * 1000

    def add(self, document: GoldDocument, record: Record) -> None:
        """Count a document in, white space aside."""
        self.characters += len("".join(document.text.split()))
        flagged = [
            (one.start - NEAR, one.end + NEAR)
            for one in record.flags
            if one.start is not None and one.end is not None
        ]
        for code in Levenshtein.opcodes(record.text, document.text):
            if code.tag == "equal":
                continue
            got = "".join(record.text[code.src_start : code.src_end].split())
            meant = "".join(document.text[code.dest_start : code.dest_end].split())
            size = max(len(got), len(meant))
            near = any(start <= code.src_start <= end for start, end in flagged)
            self.wrong += size
            self.unflagged += 0 if near else size


def measure(
    documents: Sequence[GoldDocument], damage: Callable[[str, int], str] | None = None
) -> tuple[dict[str, Score], list[Difference], Wrong]:
    """Read documents, damaged where asked: scores by kind, differences, wrong characters."""
    total = {kind: Score() for kind in KINDS}
    differences: list[Difference] = []
    wrong = Wrong()
    for document in documents:
        for seed in SEEDS if damage else (0,):
            record = read(damage(document.text, seed) if damage else document.text, document.name)
            scores, found = compare(document, record)
            for kind in KINDS:
                total[kind].add(scores[kind])
            differences.extend(found)
            wrong.add(document, record)
    return total, differences, wrong


def report(name: str, documents: Sequence[GoldDocument], *, misses: bool) -> None:
    """Print the figures of one half."""
    print(f"{name}: {len(documents)} documents, {sum(len(one.text) for one in documents)} characters")
    known: set[tuple[str, ...]] = set()
    for title, damage in (("clean", None), *DAMAGES):
        total, differences, wrong = measure(documents, damage)
        print(
            f"  {title}: {wrong.wrong} wrong characters after repair ({wrong.unflagged} of them not flagged), "
            f"{wrong.per_thousand:.2f} in a thousand"
        )
        for kind in KINDS:
            one = total[kind]
            print(
                f"    {kind:<9} {one.gold:5} precision {one.precision:.3f} recall {one.recall:.3f}"
                f"{_beside(kind, one)}"
            )
        if misses:
            rows = {(gap.document, gap.sign, gap.kind, *gap.key): gap for gap in differences}
            for row, gap in rows.items():
                if row not in known:
                    print(f"      {gap.sign:<6} {gap.document} {gap.kind} {' '.join(gap.key)} | {gap.where}")
            known |= set(rows)  # what was said of the clean text is not said again of its damaged copies


def _beside(kind: str, score: Score) -> str:
    names = {"units": ("role",), "targets": ("indicator", "year")}.get(kind, ())
    return "".join(
        f", {name} {score.agree[at] / score.asked[at]:.3f}"
        for at, name in enumerate(names)
        if score.asked[at]
    )


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[CORPUS / "dev", CORPUS / "heldout"])
    parser.add_argument("--misses", action="store_true", help="list every miss and false hit")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        if documents := load_folder(folder):
            report(folder.name, documents, misses=arguments.misses)


if __name__ == "__main__":
    main()
