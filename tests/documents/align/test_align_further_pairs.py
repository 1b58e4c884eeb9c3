"""Documents of other fields than economic zones: what answers scores well above what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from further_pairs import PAIRS, DocumentPair

from jingkai.documents.align import ANSWERS, Alignment, Pair, align
from jingkai.documents.pipeline import read_file


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: pair.name)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[DocumentPair, Alignment]:
    pair: DocumentPair = request.param
    folder: Path = tmp_path_factory.mktemp(pair.name)
    for name, text in (("lower", pair.lower), ("upper", pair.upper)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return pair, align(read_file(folder / "lower.txt"), read_file(folder / "upper.txt"))


def _best(alignment: Alignment, item: int) -> Pair | None:
    found = [pair for pair in alignment.pairs if pair.lower.endswith(f"_{item}") and pair.rank == 1]
    tasks = [pair for pair in found if "__" in pair.lower]
    return tasks[0] if tasks else None


def test_every_item_finds_the_one_it_was_written_to_carry_out(case: tuple[DocumentPair, Alignment]) -> None:
    pair, alignment = case
    for lower, upper in pair.answered.items():
        best = _best(alignment, lower)
        assert best is not None and best.answers
        assert best.upper.endswith(f"_{upper}")


def test_items_that_answer_to_nothing_stay_far_below_the_threshold(
    case: tuple[DocumentPair, Alignment],
) -> None:
    pair, alignment = case
    answering = [best.score for lower in pair.answered if (best := _best(alignment, lower))]
    alone = [best.score for lower in pair.alone if (best := _best(alignment, lower))]
    assert max(alone, default=0.0) < 0.7 * ANSWERS
    assert min(answering) > 1.5 * ANSWERS
