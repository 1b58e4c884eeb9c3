"""The ``jingkai`` command: the contract for scripts.

Everything heavy is imported inside the commands, so that ``jingkai --help`` answers at once.

Exit codes: 0 everything was done; 1 something could not be done (each fault is named on standard error, the rest is
still delivered); 2 the command line was wrong; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jingkai import __version__
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.record import Record

_FILES = click.Path(path_type=Path)
_EXIT_CODES = _("Exit codes: 0 done; 1 something could not be done, see the messages; 2 wrong usage.")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=_EXIT_CODES
)
@click.version_option(__version__, prog_name="jingkai")
def cli() -> None:
    """Hold the commands together."""


cli.help = _("Jingkai: policy in, service out.")


def main() -> None:
    """Run the command line; turn every error a person can mend into one message and exit code 1."""
    try:
        cli(standalone_mode=True)
    except JingkaiError as error:
        _complain(error)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away (head, less): not a fault.
        sys.stderr.close()
        sys.exit(0)


def _complain(error: JingkaiError) -> None:
    click.echo(f"jingkai: {error}", err=True)


def _format_options(*formats: str) -> Any:
    """Options ``--json``, ``--text`` … that set one parameter ``form``."""

    def decorate(command: Any) -> Any:
        words = {
            "json": _("JSON: an array, an object a file (schema: jingkai schema)."),
            "text": _("Plain text: title, number, body, a clause a line."),
            "akn": _("Akoma Ntoso 3.0."),
            "markdown": _("Markdown."),
            "docx": _("DOCX in the layout of GB/T 9704 (needs --out)."),
        }
        for form in reversed(formats):
            command = click.option(f"--{form}", "form", flag_value=form, help=words[form])(command)
        return command

    return decorate


@cli.command(
    help=_("Read documents as they arrived: repair, parse, and read units, targets, money and citations.")
)
@click.argument("files", nargs=-1, required=True, type=_FILES)
@_format_options("json", "text", "akn", "markdown", "docx")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help=_("Write one file a document there.")
)
@click.option(
    "--encoding", help=_("Character encoding of the text files, where it cannot be told (gb18030, big5 …).")
)
@click.option(
    "--jobs", type=click.IntRange(1), help=_("Processes to use (default: one a core, for many files).")
)
def read(
    files: tuple[Path, ...], form: str | None, out: Path | None, encoding: str | None, jobs: int | None
) -> None:
    """Read files and deliver them in one form."""
    form = form or ("json" if out else None)
    if out is None and (form == "docx" or (form == "akn" and len(files) > 1)):
        raise click.UsageError(_("This form is one file a document: say where with --out."))
    failed = False
    delivery = _Delivery(form, out)
    for answer in _with_progress(_read_all(files, encoding, jobs), len(files)):
        if isinstance(answer, JingkaiError):
            _complain(answer)
            failed = True
        else:
            delivery.hand_over(answer)
    delivery.finish()
    if failed:
        sys.exit(1)


@cli.command(help=_("Collate copies of documents; copies of one document are found by number or likeness."))
@click.argument("files", nargs=-1, required=True, type=_FILES)
@_format_options("json", "text")
@click.option(
    "--encoding", help=_("Character encoding of the text files, where it cannot be told (gb18030, big5 …).")
)
def collate(files: tuple[Path, ...], form: str | None, encoding: str | None) -> None:
    """Collate witnesses and print each established document."""
    from jingkai.documents.collate import collate as collate_records
    from jingkai.documents.collate import group_witnesses

    records, failed = _records(files, encoding)
    collations = [collate_records(group) for group in group_witnesses(records)]
    if form == "json":
        from jingkai.documents.export.json import collation_to_json

        _print_json([collation_to_json(collation) for collation in collations])
    elif form == "text":
        from jingkai.documents.export.text import to_text

        click.echo("\n\n".join(to_text(collation.record).rstrip("\n") for collation in collations))
    else:
        for collation in collations:
            _summarise(collation.record)
            click.echo(_("  copies: %(copies)s; places where they differ: %(count)d") % {
                "copies": ", ".join(collation.sources), "count": len(collation.variants),
            })  # fmt: skip
    if failed:
        sys.exit(1)


@cli.command(
    help=_("Align a lower document with the one it implements: what answers what, and what nothing answers.")
)
@click.argument("lower", type=_FILES)
@click.argument("upper", type=_FILES)
@_format_options("json")
@click.option(
    "--encoding", help=_("Character encoding of the text files, where it cannot be told (gb18030, big5 …).")
)
def align(lower: Path, upper: Path, form: str | None, encoding: str | None) -> None:
    """Align two documents and print the pairs."""
    from jingkai.documents.align import align as align_records
    from jingkai.documents.pipeline import read_file

    below, above = read_file(lower, encoding=encoding), read_file(upper, encoding=encoding)
    alignment = align_records(below, above)
    if form == "json":
        from jingkai.documents.export.json import alignment_to_json

        _print_json(alignment_to_json(alignment))
        return
    from jingkai.documents.align.report import to_text

    click.echo(to_text(alignment, below, above))


@cli.command(
    help=_("Search the provisions of the library. Several words: all of them; “…”: exactly; -word: without.")
)
@click.argument("words", nargs=-1, required=True)
@click.option("--issuer", help=_("Only documents of this issuer."))
@click.option("--year", type=int, help=_("Only documents of this year."))
@click.option("--unit", help=_("Only provisions that name this unit."))
@click.option(
    "--limit", type=click.IntRange(1, 200), default=10, show_default=True, help=_("How many hits to show.")
)
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def search(
    words: tuple[str, ...],
    issuer: str | None,
    year: int | None,
    unit: str | None,
    limit: int,
    *,
    as_json: bool,
) -> None:
    """Search the library and print marked snippets."""
    from jingkai.config.serve import prepare
    from jingkai.documents.search import Query

    prepare(lambda line: click.echo(line, err=True))
    from jingkai.documents.selectors import search as search_library

    query = Query(
        words=" ".join(words),
        issuer=(issuer,) if issuer else (),
        year=(year,) if year else (),
        unit=(unit,) if unit else (),
        limit=limit,
        facets=as_json,
    )
    results = search_library(query)
    if as_json:
        from jingkai.documents.export.json import results_to_json

        _print_json(results_to_json(results))
        return
    if results.empty:
        raise click.UsageError(_("There is no word to search for."))
    click.echo(_("%(count)d provisions") % {"count": results.total})
    for hit in results.hits:
        heading = "".join(piece.text for piece in hit.heading)
        snippet = "".join(click.style(text, bold=True) if marked else text for text, marked in hit.snippet)
        click.echo(f"{hit.citation}  {heading}".rstrip())
        click.echo(f"    {snippet}")


@cli.command(help=_("Print the JSON Schema of what “read --json” prints."))
def schema() -> None:
    """Print the published JSON Schema."""
    from jingkai.documents.export.json import schema as published

    _print_json(published())


@cli.command(help=_("Serve the library on this machine; sets up what is missing first."))
@click.option("--port", type=click.IntRange(1, 65535), help=_("Port (default: 8000, or the next free one)."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
def serve(port: int | None, host: str) -> None:
    """Serve the pages."""
    from jingkai.config.serve import serve as run

    run(port=port, host=host)


def _read_one(job: tuple[Path, str | None]) -> Record | JingkaiError:
    """Read one file; hand an error back instead of raising it, so that the other files go on."""
    from jingkai.documents.pipeline import read_file

    path, encoding = job
    try:
        return read_file(path, encoding=encoding)
    except JingkaiError as error:
        return error


def _read_all(
    files: Sequence[Path], encoding: str | None, jobs: int | None
) -> Iterator[Record | JingkaiError]:
    """Read files in the order given, in several processes where there are many; memory stays flat."""
    import os

    work = [(path, encoding) for path in files]
    count = jobs or (min(os.cpu_count() or 1, 8) if len(files) >= 16 else 1)
    if count == 1 or len(files) == 1:
        yield from map(_read_one, work)
        return
    from multiprocessing import get_context

    with get_context("spawn").Pool(count) as pool:
        yield from pool.imap(_read_one, work, chunksize=4)


def _records(files: Iterable[Path], encoding: str | None) -> tuple[list[Record], bool]:
    """Read files for a command that needs all of them; say which failed."""
    records: list[Record] = []
    failed = False
    for path in files:
        answer = _read_one((path, encoding))
        if isinstance(answer, JingkaiError):
            _complain(answer)
            failed = True
        else:
            records.append(answer)
    return records, failed


def _with_progress(answers: Iterator[Any], total: int) -> Iterator[Any]:
    """Show a progress bar on standard error when it is a terminal and there is something to wait for."""
    if total < 2 or not sys.stderr.isatty():
        yield from answers
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        answers, description=_("Reading"), total=total, console=Console(stderr=True), transient=True
    )


class _Delivery:
    """Hands records over as they come, in one form, to standard output or to a folder."""

    def __init__(self, form: str | None, out: Path | None) -> None:
        self.form, self.out = form, out
        self._count = 0
        self._names: set[str] = set()

    def hand_over(self, record: Record) -> None:
        """Deliver one record."""
        if self.out is not None:
            self._write(record, self.out)
        elif self.form is None:
            _summarise(record)
        elif self.form == "json":
            click.echo("[" if self._count == 0 else ",")
            click.echo(_rendered(record, "json").decode("utf-8"), nl=False)
        else:
            if self._count:
                click.echo()
            click.echo(_rendered(record, self.form).decode("utf-8").rstrip("\n"))
        self._count += 1

    def finish(self) -> None:
        """Close what has to be closed."""
        if self.form == "json" and self.out is None:
            click.echo("\n]" if self._count else "[]")

    def _write(self, record: Record, out: Path) -> None:
        endings = {"json": "json", "text": "txt", "akn": "xml", "markdown": "md", "docx": "docx"}
        form = self.form or "json"
        stem, number = Path(record.witness.source).stem, 1
        name = f"{stem}.{endings[form]}"
        while name in self._names:
            number += 1
            name = f"{stem}-{number}.{endings[form]}"
        self._names.add(name)
        data = _rendered(record, form)
        if form == "json":
            data = b"[\n" + data + b"\n]\n"
        out.mkdir(parents=True, exist_ok=True)
        part = out / f".{name}.part"
        part.write_bytes(data)
        part.replace(out / name)


def _rendered(record: Record, form: str) -> bytes:
    """One record in one form, as bytes."""
    if form == "json":
        import json

        from jingkai.documents.export.json import to_json

        return json.dumps(to_json(record), ensure_ascii=False, indent=1).encode("utf-8")
    if form == "text":
        from jingkai.documents.export.text import to_text

        return to_text(record).encode("utf-8")
    if form == "akn":
        from jingkai.documents.export.akn import to_akn

        return to_akn(record).encode("utf-8")
    if form == "markdown":
        from jingkai.documents.export.markdown import to_markdown

        return to_markdown(record).encode("utf-8")
    from jingkai.documents.export.docx import to_docx

    return to_docx(record)


def _print_json(value: object) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _summarise(record: Record) -> None:
    """A few lines for people: what the document is and how much was read out of it."""
    from collections import Counter

    metadata, mentions = record.metadata, record.mentions.values()
    click.echo(click.style(metadata.title or record.witness.source, bold=True))
    for label, value in (
        (_("file"), record.witness.source),
        (_("number"), metadata.number),
        (_("issuer"), metadata.issuer),
        (_("date"), metadata.adopted),
    ):
        click.echo(f"  {label}: {value or _('unknown')}")
    counts = (
        (_("provisions"), len(record.parsed.provisions)),
        (_("units"), sum(len(found.units) for found in mentions)),
        (_("targets"), sum(len(found.targets) for found in mentions)),
        (_("money terms"), sum(len(found.money) for found in mentions)),
        (_("citations"), sum(len(found.citations) for found in mentions)),
    )
    click.echo("  " + "; ".join(f"{label}: {count}" for label, count in counts))
    kinds = Counter(repair.kind for repair in record.repairs)
    if kinds:
        click.echo(
            f"  {_('repairs')}: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        )
    for flag in record.flags:
        click.echo(f"  {_('look at')} {flag.place or ''}: {flag.message}")


if __name__ == "__main__":
    main()
