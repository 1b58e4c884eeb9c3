"""What is wrong with a pack: each fault with file, line and clause, in words, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jingkai.kernel.errors import JingkaiError

Severity = Literal["error", "warning"]
"""An error keeps a pack from being used; a warning is for a person to look at."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about a pack.

    ``line`` counts from 1; 0 says that the file as a whole is meant. ``provision`` is the clause that the faulty part
    rests on, empty where it names none.
    """

    file: Path
    line: int
    provision: str
    words: str
    mend: str
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """File and line, as editors and terminals know them: ``benefits.yaml:12``."""
        return f"{self.file}:{self.line}" if self.line else str(self.file)

    def __str__(self) -> str:
        clause = f" [{self.provision}]" if self.provision else ""
        joint = "" if self.words.endswith(("。", "！", "？", "）")) else " "
        return f"{self.place}:{clause} {self.words}{joint}{self.mend}"


class PackFaults(JingkaiError):  # noqa: N818 - it holds faults, one or many
    """A pack that cannot be used. ``faults`` are all that were found, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(first.words, place=first.place, mend=first.mend)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults by file and line, each once."""
    return sorted(dict.fromkeys(faults), key=lambda one: (str(one.file), one.line, one.severity, one.words))


def errors_of(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults that keep a pack from being used."""
    return [fault for fault in faults if fault.severity == "error"]
