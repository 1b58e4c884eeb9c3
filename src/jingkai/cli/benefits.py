"""``jingkai benefits``: what the benefits of a pack give to many subjects at once."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai import __version__
from jingkai.cli import discover, evidence, explain, replay, terminal
from jingkai.cli.options import print_json
from jingkai.cli.rules import checked_pack, day_option, day_or_today, pack_option
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.policy.engines.summary import Progress, RunSummary
    from jingkai.policy.loading import LoadedPack
    from jingkai.policy.rules.compile import Query


@click.group(
    "benefits",
    help=_("Find what the benefits of a pack give."),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
)
def command() -> None:
    """Hold the commands on benefits together."""


command.add_command(explain.command)
command.add_command(discover.command)
command.add_command(replay.command)
command.add_command(evidence.command)


@command.command(
    "run",
    help=_("Compute every benefit of a pack for every subject of a Parquet file."),
    epilog=_(
        "The result has, for each benefit, the outcome, the sum and each condition. A fact without a column is unknown. "
        "Groups of awards and caps over time need earlier awards and are not settled here."
    ),
    options_metavar=_("[OPTIONS]"),
)
@pack_option
@click.option(
    "--facts",
    required=True,
    metavar="FILE",
    help=_("Parquet: a row a subject (column “subject”), a column a variable of the pack."),
)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    help=_("Where to write the result: Parquet, or CSV where it ends in .csv."),
)
@day_option
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help=_("DuckDB in this process; or Spark, here or on the cluster that SPARK_REMOTE names."),
)
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def run(folder: Path, facts: str, out: str, day: datetime | None, engine: str, *, as_json: bool) -> None:
    """Run a pack over many subjects, and sum up by benefit."""
    from jingkai.policy.rules.compile import compile_query

    on, pack = day_or_today(day), checked_pack(folder)
    query = compile_query(pack.pack, on)
    if not query.benefits:
        raise JingkaiError(
            _("No benefit of this pack applies on %(day)s.") % {"day": on},
            place=str(folder),
            mend=_("Name another day with --on."),
        )
    metadata = _metadata(pack, on, engine)
    as_csv = Path(out).suffix.lower() == ".csv"
    if as_csv and engine == "spark":
        raise JingkaiError(
            _("Spark writes Parquet only."), place=out, mend=_("Name a result that ends in .parquet.")
        )
    with terminal.bar() as progress:
        if engine == "spark":
            from jingkai.policy.engines import spark

            summary = spark.run(query, facts, out, metadata=metadata, progress=progress)
        elif as_csv:
            summary = _run_to_csv(query, Path(facts), Path(out), metadata, progress)
        else:
            from jingkai.policy.engines import duckdb

            summary = duckdb.run(query, Path(facts), Path(out), metadata=metadata, progress=progress)
    if as_json:
        print_json(_as_json(summary, out, metadata))
    else:
        _print(summary, pack, on, out)
    if summary.missing:
        terminal.say(
            _("No column, so unknown for every subject: %(names)s") % {"names": ", ".join(summary.missing)}
        )
    if pack.pack.document.status != "reviewed":
        terminal.say(_("This pack is a draft: what it gives decides nothing."))


def _run_to_csv(
    query: Query, facts: Path, out: Path, metadata: dict[str, str], progress: Progress
) -> RunSummary:
    """Compute into a Parquet file beside the result, and write that as CSV; the result appears when it is whole."""
    from tempfile import TemporaryDirectory

    from jingkai.policy.engines import duckdb
    from jingkai.policy.engines.columns import refuse_same_file
    from jingkai.policy.engines.failures import EngineError
    from jingkai.policy.engines.tables import write_csv

    if not out.parent.is_dir():
        raise EngineError(
            _("The folder of the result does not exist."), place=str(out.parent), mend=_("Make it first.")
        )
    refuse_same_file(facts, out)
    with TemporaryDirectory(prefix=".jingkai-", dir=out.parent) as folder:
        whole, part = Path(folder) / "whole.parquet", Path(folder) / "result.csv"
        summary = duckdb.run(query, facts, whole, metadata=metadata, progress=progress)
        write_csv(whole, part)
        part.replace(out)
    return summary


def _metadata(pack: LoadedPack, on: date, engine: str) -> dict[str, str]:
    """What a result says of how it came about."""
    from jingkai.policy.rules import ENGINE

    return {
        "jingkai.document": pack.pack.document.number,
        "jingkai.pack_version": pack.pack.document.version,
        "jingkai.pack_digest": pack.digest,
        "jingkai.status": pack.pack.document.status,
        "jingkai.valid_on": on.isoformat(),
        "jingkai.rules": ENGINE,
        "jingkai.engine": engine,
        "jingkai.version": __version__,
    }


def _print(summary: RunSummary, pack: LoadedPack, on: date, out: str) -> None:
    document = pack.pack.document
    click.echo(
        _("%(number)s on %(day)s, subjects: %(count)s")
        % {"number": document.number, "day": on, "count": f"{summary.subjects:,}"}
    )
    rows: list[tuple[str, ...]] = [
        (_("entitled"), _("not entitled"), _("unknown"), _("without sum"), _("yuan"), _("benefit"))
    ]
    for one in summary.benefits:
        counts = (f"{n:,}" for n in (one.entitled, one.not_entitled, one.unknown, one.without_sum))
        rows.append((*counts, f"{one.yuan:,.2f}", f"{one.title} ({one.benefit})"))
    widths = [max(_width(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        cells = (" " * (width - _width(cell)) + cell for width, cell in zip(widths, row, strict=False))
        click.echo("  ".join(["", *cells, row[5]]))
    click.echo(str(out))


def _width(text: str) -> int:
    """Cells that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _as_json(summary: RunSummary, out: str, metadata: dict[str, str]) -> dict[str, object]:
    return {
        **{name.removeprefix("jingkai."): value for name, value in metadata.items()},
        "out": out,
        "subjects": summary.subjects,
        "missing": list(summary.missing),
        "benefits": [
            {
                "benefit": one.benefit,
                "title": one.title,
                "entitled": one.entitled,
                "not_entitled": one.not_entitled,
                "unknown": one.unknown,
                "without_sum": one.without_sum,
                "yuan": f"{one.yuan:f}",
            }
            for one in summary.benefits
        ],
    }
