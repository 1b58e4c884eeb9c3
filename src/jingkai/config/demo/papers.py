"""Papers that enterprises of the demo hand in: one-page PDFs that say in large letters that they prove nothing."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from jingkai.benefits.claims.officer import Officer
from jingkai.benefits.services import evidence
from jingkai.config.demo.journeys import Candidate


def hand_in(claim: str, one: Candidate, by: Officer) -> None:
    """Hand in what a benefit asks its applicant for."""
    asked: dict[str, list[str]] = {}
    for paper in one.benefit.evidence:
        if paper.source == "subject":
            asked.setdefault(paper.paper, []).append(paper.fact)
    handed = [
        evidence.Paper(
            name,
            tuple(facts),
            SimpleUploadedFile(
                f"{name}（演示）.pdf",
                page("SYNTHETIC SAMPLE - PROVES NOTHING", one.enterprise.uscc, *_figures(one, facts)),
                "application/pdf",
            ),
        )
        for name, facts in asked.items()
    ]
    if handed:
        evidence.hand_in(claim, handed, by=by)


def page(*lines: str) -> bytes:
    """Return a PDF of one page with lines of plain ASCII."""
    shown = "".join(f"({_escaped(line)}) Tj 0 -28 Td " for line in lines)
    content = f"BT /F1 18 Tf 60 760 Td {shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")


def _figures(one: Candidate, facts: list[str]) -> list[str]:
    return [f"{name}: {one.facts.get(name, 'unknown')}" for name in facts]


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
