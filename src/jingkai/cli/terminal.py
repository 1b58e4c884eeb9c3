"""What a person or a script sees: encodings, the language of messages, and a progress bar that only people get."""

from __future__ import annotations

import gettext
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import click

from jingkai.kernel.language import DOMAIN, command_line_language
from jingkai.kernel.language import gettext as _

_PACKAGE = Path(__file__).resolve().parent.parent
_BAR = 24  # cells
_REPORT_EVERY = 0.1  # seconds between two drawings of the bar

T = TypeVar("T")


def prepare() -> None:
    """Set encodings and language; called once, before anything is translated or printed."""
    _set_encodings()
    _set_language()


def _set_encodings() -> None:
    """Write UTF-8 into files and pipes whatever the locale; on a terminal show what it cannot show as ``\\uXXXX``."""
    chosen = bool(os.environ.get("PYTHONIOENCODING"))
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue  # closed, or replaced by whoever runs us
        if chosen or stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _set_language() -> None:
    """Compile catalogues that have never been, and let click's own words come from ours."""
    language = command_line_language()
    if language != "en":
        from jingkai.config.catalogues import compile_missing

        with suppress(OSError):
            compile_missing(_PACKAGE)
    os.environ["LANGUAGE"] = language  # click asks the standard gettext, which looks here first
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).resolve().parent / "locale"))
    gettext.textdomain(DOMAIN)


def say(line: str) -> None:
    """Print a line on standard error; quietly nowhere when that is closed."""
    with suppress(OSError):
        click.echo(line, err=True)


def status(line: str) -> None:
    """Show what is being done in one line that the next one takes the place of; people only, never in a log."""
    if sys.stderr is not None and sys.stderr.isatty():
        with suppress(OSError):
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()


def shows_unicode() -> bool:
    """Whether standard output takes every character."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") in {
        "utf8",
        "utf16",
        "utf32",
    }


def with_progress(answers: Iterable[T], total: int) -> Iterator[T]:
    """Hand answers on; show on standard error how many have come, where a person waits and there are several.

    A person waits where standard error is a terminal and the output goes to it or into a file, not through a pipe.
    The bar is taken away before an answer is handed on, so that it never mixes with what is printed.
    """
    if total < 2 or not _somebody_waits():
        yield from answers
        return
    from time import monotonic

    drawn, began = False, monotonic()
    _draw(0, total)
    try:
        drawn = True
        for number, answer in enumerate(answers, start=1):
            both = sys.stdout is not None and sys.stdout.isatty()
            if both and drawn:
                _wipe()
                drawn = False
            yield answer
            if number < total and (both or monotonic() - began >= _REPORT_EVERY):
                _draw(number, total)
                drawn, began = True, monotonic()
    finally:
        _wipe()


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """Hand out a function that draws (what, done, total), where a person waits; what is drawn goes when it is over."""
    waits = _somebody_waits()

    def show(what: str, done: int, total: int) -> None:
        if waits:
            _wipe()
            _draw(done, max(total, 1), what)

    try:
        yield show
    finally:
        if waits:
            _wipe()


def _somebody_waits() -> bool:
    if sys.stderr is None or not sys.stderr.isatty():
        return False
    try:
        return not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return True  # closed: nobody reads it


def _draw(number: int, total: int, what: str = "") -> None:
    full = _BAR * number // total
    cells = ("█", "░") if (sys.stderr.encoding or "").lower().startswith("utf") else ("#", ".")
    sys.stderr.write(f"\r{what or _('Reading')} {cells[0] * full}{cells[1] * (_BAR - full)} {number}/{total}")
    sys.stderr.flush()


def _wipe() -> None:
    with suppress(OSError):
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
