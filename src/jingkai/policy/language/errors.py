"""The one error of the rule language."""

from __future__ import annotations

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _


class ExpressionError(JingkaiError):
    """A text that is no expression of the rule language.

    ``position``
        offset of the character at which it goes wrong, from 0; ``None`` where an expression was built without text.
    ``expected`` and ``came``
        what could stand there, and what stands there; empty where the fault is of another kind.
    """

    def __init__(
        self, what: str, *, position: int | None = None, expected: str = "", came: str = "", mend: str = ""
    ) -> None:
        self.fault = what
        self.position = position
        self.expected = expected
        self.came = came
        if position is not None:
            what = _("At character %(number)d: %(fault)s") % {"number": position + 1, "fault": what}
        super().__init__(what, mend=mend)

    def at(self, position: int) -> ExpressionError:
        """Return the same error with its position, unless it has one."""
        if self.position is not None:
            return self
        return ExpressionError(
            self.fault, position=position, expected=self.expected, came=self.came, mend=self.mend
        )
