"""Numbers by which a person is known, found in words that are to be kept for good: they do not belong there."""

from __future__ import annotations

import re
import unicodedata

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

_ALONE = r"(?<![0-9A-Za-z])(?:%s)(?![0-9A-Za-z])"
_MOBILE = re.compile(_ALONE % r"(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}")
_IDENTITY = re.compile(_ALONE % r"[1-9]\d{16}[0-9Xx]")
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def tells_of_a_person(words: str) -> bool:
    """Whether a mobile number, a resident identity number or an e-mail address stands in ``words``.

    >>> tells_of_a_person("核实 138 0013 8000"), tells_of_a_person("核实 91110000600037341L 的 13800 元")
    (True, False)
    """
    from stdnum.cn import ric

    plain = unicodedata.normalize("NFKC", words)
    return bool(
        _MOBILE.search(plain)
        or _MAIL.search(plain)
        or any(ric.is_valid(found.upper()) for found in _IDENTITY.findall(plain))
    )


def fit_to_be_kept(words: str) -> str:
    """Return ``words`` that go on a record from which nothing can be taken any more.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` where they tell of a person: what is erased on their demand must
    be erasable.
    """
    if tells_of_a_person(words):
        raise JingkaiError(
            _(
                "A phone number, identity number or e-mail address stands in this text, which is kept for good."
            ),
            mend=_("Take it out, and name the case or the document instead."),
        )
    return words
