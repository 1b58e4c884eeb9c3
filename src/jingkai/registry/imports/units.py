"""Units of measure as headers and cells write them: 注册资本（万元）, 100亩, 3.2平方公里."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_MU = Decimal(2000) / 3
"""Square metres of one 亩."""

SIZES: Mapping[str, Mapping[str, Decimal]] = {
    "yuan": {
        "元": Decimal(1), "人民币元": Decimal(1), "元人民币": Decimal(1), "千元": Decimal(1_000), "万元": Decimal(10_000),
        "百万元": Decimal(1_000_000), "亿元": Decimal(100_000_000), "万": Decimal(10_000), "亿": Decimal(100_000_000),
        "万元人民币": Decimal(10_000), "万人民币": Decimal(10_000), "亿元人民币": Decimal(100_000_000), "yuan": Decimal(1),
    },
    "m²": {
        "平方米": Decimal(1), "㎡": Decimal(1), "m²": Decimal(1), "m2": Decimal(1), "平米": Decimal(1),
        "万平方米": Decimal(10_000), "公顷": Decimal(10_000),
        "亩": _MU, "平方公里": Decimal(1_000_000), "km²": Decimal(1_000_000), "km2": Decimal(1_000_000),
    },
    "km²": {
        "平方公里": Decimal(1), "平方千米": Decimal(1), "km²": Decimal(1), "km2": Decimal(1), "公顷": Decimal("0.01"),
        "亩": _MU / 1_000_000, "万亩": _MU / 100, "平方米": Decimal("0.000001"), "万平方米": Decimal("0.01"),
    },
}  # fmt: skip
"""Unit of a column → unit as written → how many of the column's unit it is."""

_BRACKETS = re.compile(r"[（(\[【]([^（()）\[\]【】]{1,12})[)）\]】]")
_AFTER_COMMA = re.compile(r"[，,：:/]\s*(?:单位[:：])?\s*([^，,：:/]{1,8})$")


def unit_in_header(header: str, unit: str) -> str:
    """Return the unit that a header names, as it is written; ``""`` where it names none that is known.

    >>> unit_in_header("注册资本（万元）", "yuan"), unit_in_header("面积(亩)", "m²"), unit_in_header("注册资本", "yuan")
    ('万元', '亩', '')
    """
    sizes = SIZES.get(unit, {})
    for found in (*_BRACKETS.findall(header), *_AFTER_COMMA.findall(header)):
        written = "".join(found.removeprefix("单位").lstrip(":：").split())
        if written in sizes:
            return str(written)
    return ""


def size(written: str, unit: str) -> Decimal:
    """Return how many of ``unit`` one of the written unit is; 1 for none."""
    return SIZES.get(unit, {}).get(written, Decimal(1))


def apart(text: str, unit: str) -> tuple[str, Decimal | None]:
    """Take the unit off the end of a cell: the figure as text, and the size of its unit (``None``: none is written).

    >>> apart("3000万元", "yuan")
    ('3000', Decimal('10000'))
    >>> apart("1.2亿", "yuan")[1] == 100_000_000
    True
    """
    bare = "".join(text.split())
    for written in sorted(SIZES.get(unit, {}), key=len, reverse=True):
        if bare.endswith(written) and len(bare) > len(written):
            return bare.removesuffix(written), SIZES[unit][written]
    return bare, None
