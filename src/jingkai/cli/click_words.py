"""Words that click itself prints, listed so that the catalogue of this folder has them.

Nothing imports this module: ``tools/messages.py`` reads it, and a test compares it with the click that is installed.
"""

from __future__ import annotations


def _msgid(message: str) -> str:
    return message


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark a message with a plural form for translation."""
    return one, many


WORDS = (
    _msgid("Usage:"),
    _msgid("Options"),
    _msgid("Positional arguments"),
    _msgid("Commands"),
    _msgid("default: {default}"),
    _msgid("Show the version and exit."),
    _msgid("Show this message and exit."),
    _msgid("Try '{command} {option}' for help."),
    _msgid("Error: {message}"),
    _msgid("Missing command."),
    _msgid("Missing argument"),
    _msgid("Missing option"),
    _msgid("Missing parameter"),
    _msgid("Missing parameter: {param_name}"),
    _msgid("Missing {param_type}"),
    _msgid("Invalid value: {message}"),
    _msgid("Invalid value for {param_hint}: {message}"),
    _msgid("No such option {name!r}."),
    _msgid("No such command {name!r}."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    _msgid("Option {name!r} does not take a value."),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    _msgid("Argument {name!r} takes {nargs} values."),
    _msgid("{value} is not in the range {range}."),
    _msgid("{value!r} is not a valid {number_type}."),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    _msgid("directory"),
    _msgid("file"),
    _msgid("path"),
    _msgid("{name} {filename!r} is a file."),
    _msgid("{name} {filename!r} is not readable."),
)
