"""The result of a run as a file: a row for each subject and benefit, read back benefit by benefit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from decimal import Decimal
from itertools import islice
from typing import IO, TYPE_CHECKING

from jingkai.benefits.bulk.settling import Line, Total

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

_AT_ONCE = 50_000


def write_lines(path: Path, lines: Iterable[Line]) -> dict[str, Total]:
    """Write lines into a Parquet file as they come, and return the total of each benefit that has any."""
    from pyarrow import parquet

    totals: dict[str, Total] = {}
    coming = iter(lines)
    with parquet.ParquetWriter(path, _schema(), compression="zstd") as writer:
        while some := list(islice(coming, _AT_ONCE)):
            writer.write_table(_table(some))
            for line in some:
                before = totals.get(line.benefit) or Total(line.benefit)
                totals[line.benefit] = before.with_line(line)
    return totals


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of many."""

    lines: tuple[Line, ...]
    count: int


def read_page(file: IO[bytes], benefit: str, outcome: str, first: int, most: int) -> Page:
    """Return lines ``first`` to ``first + most`` of a benefit (with an outcome, ``""``: any), the greatest sum first."""
    import pyarrow.compute as pc
    from pyarrow import parquet

    wanted = pc.field("benefit") == benefit
    if outcome:
        wanted &= pc.field("outcome") == outcome
    found = parquet.read_table(file, filters=wanted)
    order = pc.sort_indices(
        found, sort_keys=[("settled", "descending"), ("subject", "ascending")]
    )  # nulls last
    return Page(tuple(_lines(found.take(order[first : first + most]))), found.num_rows)


def read_lines(file: IO[bytes], *, entitled: bool = False) -> Iterator[Line]:
    """Yield all lines in their order, or those alone that are entitled to something (``entitled``)."""
    import pyarrow.compute as pc
    from pyarrow import parquet

    source = parquet.ParquetFile(file)
    for group in range(source.num_row_groups):
        table = source.read_row_group(group)
        if entitled:
            table = table.filter((pc.field("outcome") == "entitled") & (pc.field("settled") > Decimal(0)))
        yield from _lines(table)


def _schema() -> pa.Schema:
    import pyarrow as pa

    money = pa.decimal128(18, 2)
    return pa.schema(
        {
            "kind": pa.string(),
            "subject": pa.string(),
            "enterprise": pa.string(),
            "benefit": pa.string(),
            "outcome": pa.string(),
            "yuan": money,
            "settled": money,
        }
    )


def _table(lines: list[Line]) -> pa.Table:
    import pyarrow as pa

    schema = _schema()
    columns = zip(*(astuple(line) for line in lines), strict=True)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _lines(table: pa.Table) -> Iterator[Line]:
    for row in table.to_pylist():
        yield Line(**row)
