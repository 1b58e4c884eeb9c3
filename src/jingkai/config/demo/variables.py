"""The variables that the demo states, where the dictionary does not have them yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoVariable:
    """A quarterly figure: its name behind the kind of subject, labels, type and unit."""

    name: str
    label: str
    english: str
    type: str
    unit: str


QUARTERLY = (
    DemoVariable("output", "总产值", "Gross output", "money", "元"),
    DemoVariable("revenue", "营业收入", "Operating revenue", "money", "元"),
    DemoVariable("tax", "税收", "Tax paid", "money", "元"),
    DemoVariable("energy", "综合能源消费量", "Energy consumption", "number", "吨标准煤"),
    DemoVariable("employees", "从业人员期末人数", "Employees at the end of the period", "number", "人"),
)
SUBJECTS = ("zone", "park", "enterprise")
