"""The root of every error that a person may see.

An error names the place, says what is wrong, and says how to mend it. Callers that print errors (the command
line, pages, the API) need nothing but :class:`JingkaiError`.
"""

from __future__ import annotations


class JingkaiError(Exception):
    """Something a person can understand and mend.

    ``what``
        what is wrong, one sentence.
    ``place``
        where: a file, a line, a sheet and cell, a clause. Empty when there is no narrower place than the command.
    ``mend``
        what to do about it, one sentence.
    """

    def __init__(self, what: str, *, place: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.place = place
        self.mend = mend

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}" if self.place else self.what
        # Chinese has no space between sentences.
        joint = "" if text.endswith(("。", "！", "？", "）")) else " "
        return f"{text}{joint}{self.mend}" if self.mend else text
