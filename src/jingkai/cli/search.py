"""``jingkai search``: find clauses in the library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from jingkai.cli import terminal
from jingkai.cli.library import library, require_library
from jingkai.cli.options import print_json, whole_number
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.search import Query
    from jingkai.documents.search.results import Results

_WITHOUT = re.compile(r"-[^-\x00-\x7f]")  # -贷款: no option begins with a Chinese character


class _Words(click.Command):
    """A command whose arguments may be words to leave out, ``-贷款``, which click would take for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own, literal = args, list[str]()
        if "--" in args:
            at = args.index("--")
            own, literal = args[:at], args[at + 1 :]
        without = [word for word in own if _WITHOUT.match(word)]
        rest = [word for word in own if not _WITHOUT.match(word)]
        return super().parse_args(ctx, [*rest, "--", *without, *literal] if without or literal else rest)


@click.command(
    "search",
    cls=_Words,
    help=_("Search the provisions of the library. Several words: all of them; “…”: exactly; -word: without."),
    epilog=_("The library is the one of “jingkai serve”: the folder var, or what JINGKAI_DATA names."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("words", nargs=-1, required=True, metavar=_("WORD..."))
@click.option(
    "--issuer", metavar="NAME", help=_("Only documents of this issuer; a part of its name will do.")
)
@click.option("--year", type=whole_number(1900, 2999), metavar="YEAR", help=_("Only documents of this year."))
@click.option(
    "--unit", metavar="NAME", help=_("Only provisions that name this unit; a part of its name will do.")
)
@click.option(
    "--limit",
    type=whole_number(1, 200),
    default=10,
    show_default=True,
    metavar="N",
    help=_("How many hits to show."),
)
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def command(
    words: tuple[str, ...],
    issuer: str | None,
    year: int | None,
    unit: str | None,
    limit: int,
    *,
    as_json: bool,
) -> None:
    """Search the library and print marked snippets."""
    from jingkai.documents.search import Query
    from jingkai.documents.search.query import read_query

    query = Query(words=" ".join(words), year=(year,) if year else (), limit=limit, facets=as_json)
    if read_query(query.words).is_empty:
        raise click.UsageError(_("There is no word to search for."))
    require_library()
    with library():
        results = _answer(query, issuer, unit)
    if as_json:
        from jingkai.documents.export.json import results_to_json

        print_json(results_to_json(results))
    else:
        _print(results)


def _answer(query: Query, issuer: str | None, unit: str | None) -> Results:
    """Ask the library."""
    from jingkai.config.serve import open_library

    open_library(terminal.say)
    from jingkai.documents import selectors

    if issuer:
        known = [choice.value for choice in selectors.facets(selectors.LibraryFilter()).issuers]
        query = replace(query, issuer=_meant(issuer, known))
    if unit:
        query = replace(query, unit=_meant(unit, [row.name for row in selectors.units(words=unit.strip())]))
    return selectors.search(query)


def _meant(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are meant: the very name where the library has it, else all that contain it."""
    name = name.strip()
    containing = tuple(one for one in known if name in one)
    if name in containing:
        return (name,)
    if not containing:
        terminal.say("jingkai: " + _("The library has no “%(name)s”.") % {"name": name})
    return containing or (name,)


def _print(results: Results) -> None:
    click.echo(_("Provisions found: %(count)d") % {"count": results.total})
    for hit in results.hits:
        heading = "".join(piece.text for piece in hit.heading)
        snippet = "".join(click.style(text, bold=True) if marked else text for text, marked in hit.snippet)
        click.echo(f"{hit.citation}  {heading}".rstrip())
        if snippet:
            click.echo(f"    {snippet}")
    if len(results.hits) < results.total:
        click.echo(_("… the first %(count)d; more with --limit") % {"count": len(results.hits)})
