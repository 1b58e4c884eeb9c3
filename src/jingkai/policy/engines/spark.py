"""Run a query over a table of facts with Apache Spark: on this machine, or on a cluster through Spark Connect.

The query is the one that DuckDB runs, put into Spark's words by sqlglot. Spark computes decimals as DuckDB does when it
neither gives up decimals (``allowPrecisionLoss``) nor turns overflow into NULL (ANSI mode): both are set.

``SPARK_REMOTE`` (``sc://host:15002``) names a cluster. Then facts and result are paths of the cluster, and the result is
a folder of Parquet files, as clusters write them. Without it Spark runs in this machine's Java and the result is a file.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from jingkai.kernel.language import gettext as _
from jingkai.policy.engines.columns import (
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
from jingkai.policy.language.sql import quoted
from jingkai.policy.rules.compile import Query

Session: TypeAlias = Any  # pyspark is an extra

ADDRESS = "SPARK_REMOTE"
_STEPS = 4
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
}
_LOCAL_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def run(
    query: Query,
    facts: str,
    out: str,
    *,
    metadata: Mapping[str, str],
    progress: Progress | None = None,
    relation: str = "facts",
) -> RunSummary:
    """Write the result of a query over Parquet facts; rows come in no particular order.

    ``metadata`` goes into the file where the result is one.

    :raises FactsError: where the facts cannot be used.
    :raises EngineError: where Spark or Java is missing, or the query fails.
    """
    if not os.environ.get(ADDRESS):
        if not Path(facts).is_file():
            raise FactsError(_("There is no such file."), place=facts, mend=_("Check the path of the facts."))
        refuse_same_file(Path(facts), Path(out))
        if not Path(out).absolute().parent.is_dir():
            raise EngineError(
                _("The folder of the result does not exist."), place=out, mend=_("Make it first.")
            )
    with session() as spark, _failures(facts):
        if os.environ.get(ADDRESS):
            return _run(spark, query, facts, out, progress or nobody, relation)
        beside = Path(out).absolute()
        with TemporaryDirectory(prefix=".jingkai-", dir=beside.parent) as folder:
            parts = Path(folder) / "parts"
            source, target = Path(facts).absolute().as_uri(), parts.as_uri()
            summary = _run(spark, query, source, target, progress or nobody, relation)
            whole = Path(folder) / "result.parquet"
            _join(sorted(parts.glob("*.parquet")), whole, metadata)
            whole.replace(beside)
        return summary


def _run(  # noqa: PLR0917
    spark: Session, query: Query, facts: str, out: str, progress: Progress, relation: str
) -> RunSummary:
    progress(_("Checking subjects"), 1, _STEPS)
    table = spark.read.parquet(facts)
    columns = match_columns(table.dtypes, query.variables, facts)
    table.createOrReplaceTempView("jingkai_source")
    spark.sql(in_words_of_spark(columns.select("jingkai_source"))).createOrReplaceTempView(relation)
    if bad := spark.sql(in_words_of_spark(subjects_sql(quoted(relation)))).collect():
        raise refuse_subject(tuple(bad[0]), facts)
    strays = spark.sql(in_words_of_spark(choices_sql(columns, quoted(relation)))).collect()
    refuse_choices(columns, tuple(strays[0]), facts)
    result = spark.sql(in_words_of_spark(query.sql))
    if tuple(result.columns) != query.columns:
        raise EngineError(_("The rules could not be compiled: %(error)s") % {"error": "columns"})
    progress(_("Computing"), 2, _STEPS)
    result.write.mode("error").parquet(out)
    progress(_("Adding up"), 3, _STEPS)
    spark.read.parquet(out).createOrReplaceTempView("jingkai_result")
    totals = spark.sql(in_words_of_spark(summary_sql(query, "jingkai_result"))).collect()
    progress(_("Adding up"), _STEPS, _STEPS)
    return summary_of(query, tuple(totals[0]), [one.name for one in columns.missing])


def in_words_of_spark(sql: str) -> str:
    """Put SQL of DuckDB into Spark's words.

    :raises EngineError: where it is nested deeper than sqlglot can follow.
    """
    import sqlglot
    from sqlglot import exp

    def rename(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Anonymous) and node.name.upper() == "ROUND_EVEN":
            return exp.Anonymous(this="BROUND", expressions=node.expressions)
        return node

    try:
        return sqlglot.parse_one(sql, read="duckdb").transform(rename).sql(dialect="spark")
    except RecursionError:
        raise EngineError(
            _("The rules are nested too deeply for Spark."), mend=_("Use the engine duckdb, or split them.")
        ) from None


@contextmanager
def session() -> Iterator[Session]:
    """Connect to the cluster of ``SPARK_REMOTE``, or start Spark in this machine's Java, and stop it in the end."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            _("Spark is not installed."), mend=_("Install the extra: jingkai[spark].")
        ) from error
    logging.getLogger("SQLQueryContextLogger").disabled = True  # it prints whole stacks
    address = os.environ.get(ADDRESS)
    if not address and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise EngineError(
            _("Spark needs Java, and there is none."),
            mend=_("Install Java 17 or newer, or name a cluster: SPARK_REMOTE=sc://host:15002."),
        )
    builder = SparkSession.builder.appName("jingkai")
    if address:
        builder = builder.remote(address)
    else:
        builder = builder.master("local[*]")
        for name, value in _LOCAL_SETTINGS.items():
            builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:
        raise EngineError(_("Spark did not start: %(error)s") % {"error": _first_line(error)}) from error
    try:
        for name, value in _SETTINGS.items():
            spark.conf.set(name, value)
        yield spark
    finally:
        spark.stop()


@contextmanager
def _failures(place: str) -> Iterator[None]:
    """Turn errors of Spark into ours."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        details = _first_line(error)
        if any(word in details for word in ("OUT_OF_RANGE", "OVERFLOW", "CAST_INVALID_INPUT")):
            raise value_too_large(details, place) from error
        raise EngineError(_("Spark gave up: %(error)s") % {"error": details}, place=place) from error


def _join(parts: Sequence[Path], whole: Path, metadata: Mapping[str, str]) -> None:
    """Write Parquet files one after the other into one, with metadata."""
    from pyarrow import parquet

    schema = parquet.read_schema(parts[0]).with_metadata(dict(metadata))
    with parquet.ParquetWriter(whole, schema, compression="zstd") as writer:
        for part in parts:
            with parquet.ParquetFile(part) as file:
                for batch in file.iter_batches():
                    writer.write_batch(batch.replace_schema_metadata(dict(metadata)))


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
