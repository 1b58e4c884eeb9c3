"""Options that several commands share."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from jingkai.cli import terminal
from jingkai.kernel.language import gettext as _

FILE = click.Path(path_type=Path)
"""A file to read. Whether it is there is asked when it is read, so that one that is missing does not stop the others."""


def whole_number(low: int, high: int) -> click.IntRange:
    """Values of an option that takes a whole number within bounds."""
    kind = click.IntRange(low, high)
    kind.name = _("whole number")
    return kind


_Command = TypeVar("_Command", bound=Callable[..., Any])


def form_options(**forms: str) -> Callable[[_Command], _Command]:
    """Options ``--json``, ``--text`` … with their help, at most one of which may be given: parameter ``form``."""

    def decorate(command: _Command) -> _Command:
        for form, words in reversed(forms.items()):
            option = click.option(
                f"--{form}", f"as_{form}", is_flag=True, expose_value=False, callback=_choose, help=words
            )
            command = option(command)
        return command

    return decorate


def _choose(context: click.Context, parameter: click.Parameter, given: bool) -> None:
    context.params.setdefault("form", None)
    if not given:
        return
    form = str(parameter.name).removeprefix("as_")
    if before := context.params["form"]:
        raise click.UsageError(
            _("One form at a time: --%(first)s or --%(second)s.") % {"first": before, "second": form}, context
        )
    context.params["form"] = form


def encoding_option(command: _Command) -> _Command:
    """Option ``--encoding``, checked before anything is read."""
    return click.option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help=_("Character encoding of the text files, where it cannot be told (gb18030, big5 …)."),
    )(command)


def _known_encoding(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        "".encode(name)  # refuses what is no encoding of text (base64, rot13)
        codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError) as error:
        raise click.BadParameter(
            _("“%(name)s” is no character encoding. Common ones: utf-8, gb18030, big5, utf-16.")
            % {"name": name.encode("utf-8", "backslashreplace").decode()}
        ) from error
    return name


def print_json(value: object) -> None:
    """Print JSON; escaped where standard output cannot take every character."""
    click.echo(json_text(value))


def json_text(value: object) -> str:
    """Write JSON as this standard output can take it."""
    return json.dumps(value, ensure_ascii=not terminal.shows_unicode(), indent=1)
