"""Run a query over a file of facts with DuckDB, in this process.

The query comes from :mod:`jingkai.policy.rules.compile`. DuckDB may open the file of facts, the file of the result and
its own folder for what does not fit into memory, and nothing else; its configuration is locked before the query runs.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jingkai.kernel.language import gettext as _
from jingkai.policy.engines.columns import (
    COLUMN_TYPES,
    FactsError,
    choices_sql,
    match_columns,
    refuse_choices,
    refuse_same_file,
    refuse_subject,
    subjects_sql,
    value_too_large,
)
from jingkai.policy.engines.failures import EngineError
from jingkai.policy.engines.summary import Progress, RunSummary, nobody, summary_of, summary_sql
from jingkai.policy.language.sql import quoted, text_literal
from jingkai.policy.rules.compile import SUBJECT, Query

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "2GB"
_LOOK_EVERY = 0.1  # seconds between two looks at how far a query is


def run(
    query: Query,
    facts: Path,
    out: Path,
    *,
    metadata: Mapping[str, str],
    progress: Progress | None = None,
    memory: str = MEMORY,
    relation: str = "facts",
) -> RunSummary:
    """Write the result of a query over the facts of a Parquet file into another, in the order of the facts.

    ``out`` appears when it is whole. ``metadata`` is written into it. ``relation`` is the name that the query reads.

    :raises FactsError: where the facts cannot be used. :raises EngineError: where the query fails.
    """
    if not facts.is_file():
        raise FactsError(
            _("There is no such file."), place=str(facts), mend=_("Check the path of the facts.")
        )
    refuse_same_file(facts, out)
    if not out.parent.is_dir():
        raise EngineError(
            _("The folder of the result does not exist."), place=str(out.parent), mend=_("Make it first.")
        )
    with TemporaryDirectory(prefix=".jingkai-", dir=out.parent) as folder:
        part = Path(folder) / "result.parquet"
        with _connection(facts, Path(folder), memory) as connection:
            summary = _run(connection, query, facts, part, metadata, progress or nobody, relation)
        part.replace(out)
    return summary


def _run(  # noqa: PLR0917
    connection: DuckDBPyConnection,
    query: Query,
    facts: Path,
    part: Path,
    metadata: Mapping[str, str],
    progress: Progress,
    relation: str,
) -> RunSummary:
    source = f"read_parquet({text_literal(str(facts.resolve()))})"
    columns = match_columns(_described(connection, source, facts), query.variables, str(facts))
    typed = columns.select(source)
    connection.execute(f"CREATE TEMP VIEW {quoted(relation)} AS {typed}")
    _bind(connection, query, relation)
    if bad := _execute(
        connection, subjects_sql(quoted(relation)), _("Checking subjects"), progress, str(facts)
    ):
        raise refuse_subject(bad[0], str(facts))
    strays = _execute(
        connection, choices_sql(columns, quoted(relation)), _("Checking choices"), progress, str(facts)
    )
    refuse_choices(columns, strays[0], str(facts))
    notes = ", ".join(f"{quoted(name)}: {text_literal(value)}" for name, value in metadata.items())
    _execute(
        connection,
        f"COPY ({query.sql}) TO {text_literal(str(part))} "
        # Without the option DuckDB 2.0 writes row groups as they get ready, whatever its configuration says of order.
        f"(FORMAT parquet, COMPRESSION zstd, PRESERVE_ORDER true, KV_METADATA {{{notes}}})",
        _("Computing"),
        progress,
        str(facts),
    )
    added = summary_sql(query, f"read_parquet({text_literal(str(part))})")
    totals = _execute(connection, added, _("Adding up"), progress, str(part))
    return summary_of(query, totals[0], [one.name for one in columns.missing])


@contextmanager
def _connection(facts: Path, folder: Path, memory: str) -> Iterator[DuckDBPyConnection]:
    """Connect to an empty database that may open the facts and its own folder, and nothing else."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": memory, "temp_directory": str(folder / "spilled")})
    try:
        allowed = text_literal(str(facts.resolve()))
        connection.execute(f"SET allowed_paths = [{allowed}]")
        connection.execute(f"SET allowed_directories = [{text_literal(str(folder.resolve()) + '/')}]")
        connection.execute("SET enable_progress_bar = true")
        connection.execute("SET enable_progress_bar_print = false")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def _described(connection: DuckDBPyConnection, source: str, facts: Path) -> list[tuple[str, str]]:
    import duckdb

    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608 - a quoted path
    except duckdb.Error as error:
        raise FactsError(
            _("It cannot be read as Parquet: %(error)s") % {"error": _first_line(error)},
            place=str(facts),
            mend=_("Write the facts as a Parquet file, a row a subject."),
        ) from error
    from pyarrow import parquet

    # DuckDB gives a second column of one name another name; the file says what it is called.
    names = parquet.read_schema(facts).names
    return [(name, str(row[1])) for name, row in zip(names, rows, strict=True)]


def _bind(connection: DuckDBPyConnection, query: Query, relation: str) -> None:
    """Let DuckDB check names and types on an empty table, before it reads a row."""
    import duckdb

    typed = "".join(f", {quoted(one.name)} {COLUMN_TYPES[one.type]}" for one in query.variables)
    empty = duckdb.connect()
    try:
        empty.execute("SET enable_external_access = false")
        empty.execute(f"CREATE TABLE {quoted(relation)} ({quoted(SUBJECT)} VARCHAR{typed})")
        found = empty.execute(query.sql).description or []
    except duckdb.Error as error:
        raise EngineError(
            _("The rules could not be compiled: %(error)s") % {"error": _first_line(error)}
        ) from error
    finally:
        empty.close()
    if tuple(column[0] for column in found) != query.columns:
        raise EngineError(_("The rules could not be compiled: %(error)s") % {"error": "columns"})


def _execute(
    connection: DuckDBPyConnection, sql: str, what: str, progress: Progress, place: str
) -> list[tuple[Any, ...]]:
    """Execute SQL and return its rows; say meanwhile how far it is. An interrupt stops it.

    :raises FactsError: where a value does not fit its column. :raises EngineError: where memory or disk run out.
    """
    import duckdb

    rows: list[tuple[Any, ...]] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            rows.extend(connection.execute(sql).fetchall())
        except BaseException as error:  # noqa: BLE001 - it is raised again where the work was asked for
            failures.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(_LOOK_EVERY)
            if worker.is_alive():
                progress(what, max(0, min(100, int(connection.query_progress()))), 100)
    except BaseException:
        connection.interrupt()
        worker.join()
        raise
    if not failures:
        return rows
    match failures[0]:
        case duckdb.ConversionException() | duckdb.OutOfRangeException() as error:
            raise value_too_large(_first_line(error), place) from error
        case duckdb.Error() as error:
            raise EngineError(
                _("DuckDB gave up: %(error)s") % {"error": _first_line(error)}, place=place
            ) from error
        case other:
            raise other


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0]
