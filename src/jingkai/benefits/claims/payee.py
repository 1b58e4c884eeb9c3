"""Where money goes: what may stand in the payee's fields, which end up in the treasury's file."""

from __future__ import annotations

import re

from jingkai.benefits.claims.errors import ClaimError
from jingkai.kernel.language import gettext as _

_ACCOUNT = re.compile(r"[0-9]{8,34}")
_MOST = 120
_FORMULA = tuple("=+-@")


def check_payee(field: str, value: str) -> None:
    """Raise :class:`ClaimError` for what cannot be a payee's field.

    An account number has 8 to 34 digits. No field may begin as a spreadsheet's formula does, or hold a line break: the
    file is opened in a spreadsheet on its way to the bank.
    """
    if field == "account" and not _ACCOUNT.fullmatch(value):
        raise ClaimError(
            _("An account number has 8 to 34 digits and nothing else."),
            place=field,
            mend=_("Write it as on the bank's confirmation of the account, without spaces."),
        )
    begins_badly = field != "phone" and value.startswith(_FORMULA)
    if len(value) > _MOST or begins_badly or not value.isprintable():
        raise ClaimError(
            _("“%(field)s” holds what a payment file cannot carry.") % {"field": field},
            place=field,
            mend=_("Write at most %(most)d printable characters, beginning with a letter or a digit.")
            % {"most": _MOST},
        )
