"""The alignment as text."""

from __future__ import annotations

from dataclasses import replace

from jingkai.documents.align import align
from jingkai.documents.align.report import to_text
from jingkai.documents.pipeline import read_file
from jingkai.documents.provision import Metadata
from jingkai.documents.samples import MEASURES, OPINION


def test_the_report_names_gaps_answers_and_differing_figures() -> None:
    lower, upper = read_file(MEASURES), read_file(OPINION)
    alignment = align(lower, upper)
    lines = to_text(alignment, lower, upper).split("\n")
    assert "澄政办发〔2025〕11号" in lines[0]
    assert "临政办发〔2025〕6号" in lines[0]
    gaps = lines[3 : 3 + len(alignment.gaps)]
    assert any("绿色低碳" in line for line in gaps)
    answers = [line for line in lines if " → " in line]
    assert len(answers) == sum(pair.answers for pair in alignment.pairs)
    assert any("150亿元" in line and "160亿元" in line for line in lines)
    assert any(line.strip().startswith("17.") for line in lines[-len(alignment.alone) :])


def test_a_document_without_title_or_number_is_called_by_its_file() -> None:
    lower, upper = read_file(MEASURES), read_file(OPINION)
    nameless = replace(lower, metadata=Metadata())
    first = to_text(align(nameless, upper), nameless, upper).split("\n")[0]
    assert first.startswith("sample_measures.txt")
