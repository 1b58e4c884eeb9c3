"""Text for benchmarks, made of the sample documents: as long as wanted, different every time, reproducible."""

from __future__ import annotations

import random

from jingkai.documents.damage import Scrape, scraped
from jingkai.documents.samples import MEASURES, OPINION
from jingkai.documents.witness import Line, Place, Witness


def official_text(characters: int, seed: int = 0) -> str:
    """A clean document of about ``characters`` characters: head of the opinion, then shuffled clauses, renumbered."""
    rng = random.Random(seed)
    opinion = OPINION.read_text(encoding="utf-8").split("\n")
    clauses = [
        line.split(".", 1)[1]
        for path in (OPINION, MEASURES)
        for line in path.read_text(encoding="utf-8").split("\n")
        if line[:1].isdigit() and "." in line[:3]
    ]
    first = next(at for at, line in enumerate(opinion) if line.startswith("1."))
    lines = opinion[:first]
    size, number = sum(map(len, lines)), 0
    while size < characters:
        rng.shuffle(clauses)
        for clause in clauses:
            number += 1
            lines.append(f"{number}.{clause}")
            size += len(clause) + 3
            if size >= characters:
                break
    lines.append("（此件公开发布）")
    return "\n".join(lines)


def scraped_text(characters: int, seed: int = 0) -> str:
    """The same, damaged as a scraping site damages it: script, glosses, byte slips, half-width punctuation."""
    text = official_text(characters, seed)
    text = "".join(character for character in text if len(character.encode("gb18030")) <= 2)
    return scraped(text, random.Random(seed), Scrape(gloss=0.12))


def witness(text: str, name: str = "benchmark.txt") -> Witness:
    """A witness of a text file with these lines."""
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return Witness(name, "txt", "", lines, encoding="utf-8")
