"""Figures: sums of money, areas and plain numbers, with the units and scales people write them in."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

from jingkai.kernel.language import gettext as _
from jingkai.kernel.numerals import parse_quantity
from jingkai.kernel.seen import as_seen
from jingkai.registry.imports import units
from jingkai.registry.imports.faults import CellError
from jingkai.registry.imports.raw import Raw
from jingkai.registry.imports.tables import Column


def _figure(column: Column, raw: Raw, unit: str) -> Decimal:
    """Read an amount in the unit of its column."""
    if isinstance(raw, bool | date | time | timedelta):
        raise _no_number(column)
    if isinstance(raw, int | float):
        number: Decimal | None = Decimal(str(raw)) if math.isfinite(raw) else None
        scale: Decimal | None = None
    else:
        written = (
            unicodedata.normalize("NFKC", as_seen(raw or ""))
            .replace("¥", "")
            .replace("￥", "")
            .replace("m2", "m²")
        )
        written = written.removeprefix("人民币").removeprefix("RMB").strip()
        figure, scale = units.apart(written, column.unit)
        number = plain_number(figure)
        if number is None and scale is None:
            raise _no_number(column)
    if number is None:
        raise _no_number(column)
    return number * (scale if scale is not None else units.size(unit, column.unit))


def plain_number(written: str) -> Decimal | None:
    """Read a number as people write it: 1,234.5, １２, 三千, 3.5万, (1,200) for a loss; ``None`` for anything else.

    >>> [str(plain_number(text)) for text in ("1,234.50", "-3.5", "3.5万", "１２", "(1,200)", "1e3", "abc")]
    ['1234.50', '-3.5', '35000', '12', '-1200', '1E+3', 'None']
    """
    bare = unicodedata.normalize("NFKC", "".join(written.split())).replace("−", "-").replace("－", "-")
    if bracketed := re.fullmatch(r"\((\d.*)\)", bare):
        bare = f"-{bracketed[1]}"
    sign = -1 if bare.startswith("-") else 1
    bare = bare.lstrip("+-") if bare[:1] in {"+", "-"} else bare
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", bare):
        bare = bare.replace(",", "")
    if re.fullmatch(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", bare):
        try:
            return sign * Decimal(bare)
        except InvalidOperation:
            return None
    found = parse_quantity(bare)
    return None if found is None else sign * found


def _no_number(column: Column) -> CellError:
    if column.unit == "yuan":
        return CellError(
            _("A sum of money is expected."),
            mend=_("Write digits, such as 3000000, or with its unit: 300万元."),
        )
    if column.unit:
        return CellError(
            _("An area in %(unit)s is expected.") % {"unit": column.unit},
            mend=_("Write digits, or with its unit: 100亩, 3.2平方公里."),
        )
    return CellError(_("A number is expected."), mend=_("Write digits only, such as 1234.5."))


def amount(column: Column, raw: Raw, unit: str) -> Decimal:
    """Read a sum of money or an area, zero or more, in the unit of its column.

    ``unit`` is the one that the header names; a unit in the cell itself counts more.
    """
    figure = _figure(column, raw, unit)
    if figure < 0:
        raise CellError(_("The amount is below zero."), mend=_("Check the sign."))
    return _fitting(figure, column)


def _fitting(figure: Decimal, column: Column) -> Decimal:
    """Return an amount with as many decimals as are stored; the tail that floating point leaves is rounded away."""
    if abs(figure) >= column.below:
        raise CellError(_("The number is too large."), mend=_("Check the unit and the digits."))
    rounded = round(figure, column.places)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded.normalize()
