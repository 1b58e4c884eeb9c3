"""The years of an agreement as people write them, one line a year (:data:`EXAMPLE`)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from jingkai.benefits.agreements.agreement import Target, Year
from jingkai.benefits.agreements.errors import AgreementError
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.money import positive, written
from jingkai.kernel.language import gettext as _

EXAMPLE = "2026 | 500000.00 | 产值 >= 20000000 元; 从业人员 >= 80 人"

_TARGET = re.compile(
    r"(?P<name>[^<>=≥]+?)\s*(?:>=|≥|＞＝)\s*(?P<least>-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>.*)"
)
_WIDE = str.maketrans("｜；，", "|;,")


def read_years(text: str) -> tuple[Year, ...]:
    """Read the years; empty lines are passed over. Raises :class:`AgreementError`, which names the line.

    >>> read_years("2026 | 500000 | 产值 >= 20,000,000 元")[0].targets[0].least
    Decimal('20000000')
    """
    return tuple(
        _year(number, line.translate(_WIDE))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    )


def write_years(years: tuple[Year, ...]) -> str:
    """Write the years in the form in which they are read."""
    return "\n".join(
        f"{one.year} | {written(one.yuan)} | "
        + "; ".join(
            f"{target.indicator} >= {format(target.least, 'f')} {target.unit}".rstrip()
            for target in one.targets
        )
        for one in years
    )


def _year(number: int, line: str) -> Year:
    place = _("line %(number)d") % {"number": number}
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3:
        raise _unreadable(place)
    year, yuan, targets = parts
    if not re.fullmatch(r"20[0-9]{2}", year):
        raise AgreementError(
            _("“%(given)s” is no year.") % {"given": year}, place=place, mend=_("Write it as 2026.")
        )
    try:
        sum_ = positive(Decimal(yuan.replace(",", "")), place)
    except (InvalidOperation, ClaimError):
        raise AgreementError(
            _("“%(given)s” is no sum of money.") % {"given": yuan},
            place=place,
            mend=_("Write it in yuan, such as 500000.00."),
        ) from None
    return Year(int(year), sum_, tuple(_target(place, part) for part in targets.split(";") if part.strip()))


def _target(place: str, text: str) -> Target:
    found = _TARGET.fullmatch(text.strip())
    if found is None:
        raise AgreementError(
            _("“%(given)s” is no target.") % {"given": text.strip()},
            place=place,
            mend=_("Write it as: indicator >= figure unit."),
        )
    return Target(found["name"].strip(), Decimal(found["least"].replace(",", "")), found["unit"].strip())


def _unreadable(place: str) -> AgreementError:
    return AgreementError(
        _("The line does not have three parts."),
        place=place,
        mend=_("Write it as: %(example)s") % {"example": EXAMPLE},
    )
