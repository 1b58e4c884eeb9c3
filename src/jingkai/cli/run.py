"""Run a command line: prepare the terminal, and turn whatever goes wrong into one message and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

import click

from jingkai.cli import terminal
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

DONE, FAILED, INTERRUPTED = 0, 1, 130


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code; no exception leaves."""
    terminal.prepare()
    try:
        from jingkai.cli.group import cli

        code = _invoke(cli, arguments)
        _flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough (head, less): no fault.
        _drop_output()
        return DONE
    except KeyboardInterrupt:
        terminal.say("")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except JingkaiError as error:
        complain(error)
    except OSError as error:
        _drop_output()
        complain(explained(error))
    except Exception as error:  # noqa: BLE001 - a fault of the program: said in one line, never a traceback
        complain(unexpected(error))
    else:
        return code
    return FAILED


def _invoke(cli: click.Group, arguments: Sequence[str]) -> int:
    """Do what ``cli.main`` does, but leave exceptions to :func:`run`: it would answer Ctrl-C and ``head`` with 1."""
    try:
        with cli.make_context("jingkai", list(arguments)) as context:
            context.color = False if _wants_no_colour() else None
            cli.invoke(context)
            return DONE
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return INTERRUPTED


def complain(error: JingkaiError) -> None:
    """Say on standard error what is wrong, where, and how to mend it."""
    terminal.say(f"jingkai: {error}")


def explained(error: OSError, place: str = "") -> JingkaiError:
    """Put an error of the operating system into the words of the house."""
    return JingkaiError(
        _("The system refuses: %(reason)s.") % {"reason": error.strerror or error},
        place=place or str(error.filename or ""),
        mend=_("Check the folder, its permissions, and the space that is left."),
    )


def unexpected(error: Exception, place: str = "") -> JingkaiError:
    """Put a fault of the program itself into one message; ``JINGKAI_DEBUG=1`` shows where it is as well."""
    if os.environ.get("JINGKAI_DEBUG", "").strip().lower() in {"1", "true", "yes", "on"}:
        terminal.say("".join(traceback.format_exception(error)).rstrip())
    return JingkaiError(
        _("The program failed here (%(fault)s); that is a fault of Jingkai.")
        % {"fault": " ".join(f"{type(error).__name__}: {error}".split())[:200]},
        place=place,
        mend=_("Please report this line; JINGKAI_DEBUG=1 shows more."),
    )


def _wants_no_colour() -> bool:
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
