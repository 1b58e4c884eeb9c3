"""What the pages of an import show: columns to be mapped, refused cells, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jingkai.kernel import identifiers
from jingkai.kernel.seen import as_seen
from jingkai.registry.imports import units
from jingkai.registry.imports.faults import Fault
from jingkai.registry.imports.matching import ColumnMapping, Match
from jingkai.registry.imports.raw import shown
from jingkai.registry.imports.sheets import Look
from jingkai.registry.imports.tables import TABLES, Column, Table
from jingkai.registry.imports.workbook import letters_of_column
from jingkai.registry.models import ImportRun

_SAMPLES = 3
_LONGEST_SAMPLE = 40
_MASKS = {"name": identifiers.masked_name, "phone": identifiers.masked_phone}


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file on the mapping page."""

    match: Match
    column: Column | None
    samples: tuple[str, ...]
    units: tuple[str, ...]
    erased: bool

    @property
    def letters(self) -> str:
        """The letters of the column in a spreadsheet."""
        return letters_of_column(self.match.at + 1)

    @property
    def may_erase(self) -> bool:
        """Whether an empty cell may be let empty what is known."""
        return self.column is not None and self.column.erasable and not self.column.required


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A refused cell as a page shows it: personal data masked."""

    row: int
    fault: Fault
    value: str


def file_columns(run: ImportRun, look: Look) -> list[FileColumn]:
    """Return the columns of a file with what they were taken for and what stands in them."""
    table, mapping = TABLES[run.table], ColumnMapping.read(run.mapping)
    below = [cells for number, cells in look.first if number > mapping.header_row]
    found = []
    for match in mapping.matches:
        column = table.by_name.get(match.name)
        cells = [as_seen(shown(cells[match.at])) for cells in below if match.at < len(cells)]
        samples = tuple(_masked(column, _short(cell)) for cell in cells if cell)[:_SAMPLES]
        known = tuple(units.SIZES.get(column.unit, ())) if column else ()
        found.append(FileColumn(match, column, samples, known, match.name in mapping.erased))
    return found


def missing(table: Table, mapping: ColumnMapping) -> list[Column]:
    """Return the columns that new rows need and the file has not."""
    return [column for column in table.columns if column.required and column.name not in mapping.columns]


def refused_cells(run: ImportRun, rows: object) -> Iterator[RefusedCell]:
    """Give the refused cells of refused rows, row by row."""
    table = TABLES[run.table]
    for row in rows:  # type: ignore[attr-defined]
        for stored in row.faults:
            fault = Fault.read(stored)
            yield RefusedCell(row.row, fault, _masked(table.by_name.get(fault.name), fault.value))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SAMPLE else f"{words[: _LONGEST_SAMPLE - 1]}…"


def _masked(column: Column | None, words: str) -> str:
    mask = _MASKS.get(column.personal) if column else None
    return mask(words) if mask else words
