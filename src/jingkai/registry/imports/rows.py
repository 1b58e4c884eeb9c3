"""A row of cells to a row of values, or to the faults of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jingkai.kernel.language import gettext as _
from jingkai.kernel.seen import as_seen
from jingkai.registry.imports import cells
from jingkai.registry.imports.cells import Value
from jingkai.registry.imports.faults import CellError, Fault
from jingkai.registry.imports.matching import ColumnMapping, Match
from jingkai.registry.imports.raw import Raw, is_unknown, shown
from jingkai.registry.imports.tables import Table
from jingkai.registry.imports.workbook import letters_of_column

EXAMPLE = ("示例", "例：", "例:", "example")
"""How the first cell of an example row begins."""
LONGEST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read.

    ``values`` has what the row says, by column; a column that says nothing is not in it, one that the row empties is
    ``None``. ``faults`` are the cells that say something wrongly. ``raw`` are all cells as they came.
    """

    number: int
    values: Mapping[str, Value]
    faults: tuple[Fault, ...]
    raw: tuple[Raw, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells as text; NUL, which no database keeps, as the mark of what cannot be read."""
        return tuple(shown(cell).replace("\0", "�") for cell in self.raw)


def is_example(row: Sequence[Raw]) -> bool:
    """Whether this is the example that a template carries."""
    first = next((cell for cell in row if not is_unknown(cell)), None)
    return isinstance(first, str) and as_seen(first).casefold().startswith(EXAMPLE)


def says_nothing(row: Sequence[Raw], mapping: ColumnMapping) -> bool:
    """Whether no cell that is taken in says anything."""
    return all(match.at >= len(row) or is_unknown(row[match.at]) for match in mapping.matches if match.name)


def read_row(table: Table, mapping: ColumnMapping, number: int, raw: Sequence[Raw]) -> ReadRow:
    """Read the cells of a row that are taken in."""
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for match in mapping.matches:
        if not match.name:
            continue
        cell = raw[match.at] if match.at < len(raw) else None
        try:
            if isinstance(cell, str) and "\0" in cell:
                raise CellError(
                    _("The text has a NUL character (U+0000), which cannot be kept."),
                    mend=_("Take the character out, or type the text again."),
                )
            value = cells.read(table.by_name[match.name], cell, unit=match.unit)
        except CellError as error:
            faults.append(fault_of(error, match, number, shown(cell).replace("\0", "�")))
            continue
        if value is not None or match.name in mapping.erased:
            values[match.name] = value
    return ReadRow(number, values, tuple(faults), tuple(raw))


def fault_of(error: CellError, match: Match | None, number: int, value: str) -> Fault:
    """Return a fault with the place of its cell; ``match`` is ``None`` for a column that the file has not."""
    if match is None:
        return Fault(error.what, error.mend, value=value[:LONGEST_SHOWN])
    return Fault(
        error.what,
        error.mend,
        cell=f"{letters_of_column(match.at + 1)}{number}",
        column=match.header.splitlines()[0],
        name=match.name,
        value=value if len(value) <= LONGEST_SHOWN else f"{value[: LONGEST_SHOWN - 1]}…",
    )
