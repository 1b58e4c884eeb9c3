"""Sample documents about a fictional zone, so that a fresh installation has something to read.

All of it is our own writing: the province, the city and the zone do not exist, and every file says so at its end.
``tools/make_samples.py`` makes the two damaged copies from the clean opinion.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent

OPINION = _FOLDER / "sample_opinion.txt"
"""The province's opinion, clean."""

OPINION_GLOSSED = _FOLDER / "sample_opinion_glossed.txt"
"""The opinion as a scraped page: traditional characters, pinyin glosses, half-width punctuation, no title."""

OPINION_BROKEN = _FOLDER / "sample_opinion_broken.txt"
"""The opinion as another scraped page: a metadata table in front, a log-in form behind, bytes slipped within."""

MEASURES = _FOLDER / "sample_measures.txt"
"""The city's measures that implement the opinion, with the notice that issues them."""


def sample_files() -> tuple[Path, ...]:
    """Every sample file: the opinion, its two damaged copies, and the measures."""
    return (OPINION, OPINION_GLOSSED, OPINION_BROKEN, MEASURES)
