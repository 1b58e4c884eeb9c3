"""What is wrong with a file, or with one cell of it: place, what was expected, what came, the mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jingkai.kernel.errors import JingkaiError


class FileError(JingkaiError):
    """A file that cannot be imported as a whole: broken, too large, of another kind."""


class CellError(JingkaiError):
    """A cell that does not hold what its column is for: ``what`` says what was expected, ``mend`` what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A refused cell. ``cell`` is its address (``C15``; empty where the column is missing), ``column`` its header.

    ``value`` is what stood there, as text, cut short. A fault of the whole row has neither cell nor column.
    """

    what: str
    mend: str = ""
    cell: str = ""
    column: str = ""
    name: str = ""
    value: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the fault as it is stored."""
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Fault:
        """Return the fault that was stored."""
        return cls(**stored)
