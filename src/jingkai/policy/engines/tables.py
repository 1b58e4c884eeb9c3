"""Results as tables for people: the Parquet file of a run written as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jingkai.kernel.spreadsheet import comma_separated

_TRUTHS = {True: "true", False: "false", None: ""}


def write_csv(result: Path, out: Path) -> None:
    """Write a result as CSV (UTF-8), exact to the fen; unknown is an empty cell, a truth is ``true`` or ``false``."""
    from pyarrow import parquet

    source = parquet.ParquetFile(result)

    def rows() -> Iterator[list[object]]:
        for batch in source.iter_batches(batch_size=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield [_TRUTHS[value] if value is None or isinstance(value, bool) else value for value in row]

    with out.open("wb") as file:
        for piece in comma_separated(source.schema_arrow.names, rows()):
            file.write(piece)
