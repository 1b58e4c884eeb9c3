"""Errors of the ledger; each says what was expected, what was found, and the mend."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _


class LedgerError(JingkaiError):
    """Something is wrong with a request to the ledger, or with the ledger itself."""


class InvalidEventError(LedgerError):
    """An event, a stream or an actor is not written as the ledger writes them. Nothing was appended."""


class ConflictError(LedgerError):
    """A stream has moved on since it was read. Nothing was appended.

    ``expected`` is the version the caller had read, ``found`` the one the stream has.
    """

    def __init__(self, stream: str, *, expected: int, found: int) -> None:
        super().__init__(
            _("Version %(expected)d was expected, version %(found)d was found.")
            % {"expected": expected, "found": found},
            place=stream,
            mend=_("Somebody else has written meanwhile: read it again and repeat the step."),
        )
        self.stream = stream
        self.expected = expected
        self.found = found


class CommandReusedError(LedgerError):
    """A command id that has appended something was given to another command. Nothing was appended."""

    def __init__(self, command_id: str, *, number: int) -> None:
        super().__init__(
            _("The command %(command)s has already appended something else, entry %(number)d.")
            % {"command": command_id, "number": number},
            place=command_id,
            mend=_("Give every command an id of its own."),
        )
        self.number = number
