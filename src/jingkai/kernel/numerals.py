"""Chinese numerals: reading and writing them.

Three readings, from narrow to wide:

:func:`parse_numeral`
    a whole number, as in labels and ordinals: ``十二``, ``二〇二四``, ``12``, ``１２``.
:func:`parse_quantity`
    any figure of a document: ``14000``, ``1,000``, ``3.5万``, ``1.4万亿``, ``三千``, ``百`` in 百亿级.
:func:`to_chinese`
    the way back, as labels are written: ``to_chinese(21) == "二十一"``.

What cannot be read for sure gives ``None``, never a guess: 几十, 三四 (three or four), 一百五 (105 or 150).
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_ZEROS = "〇○零"
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_WRITTEN = "零一二三四五六七八九"

_POSITIONAL = re.compile(r"[〇○零一二三四五六七八九]+")
_ARABIC_INTEGER = re.compile(r"[0-9]+")
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_MIXED = re.compile(rf"(?P<figure>{_ARABIC.pattern})(?P<scale>[十百千]?万?亿?)")
_SCALE = re.compile(r"[十百千]?万?亿?")

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {ord("．"): "."}

FIGURE = (
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)(?:[.．][0-9０-９]+)?"
    r"(?:[十百千]?万亿|[十百千]万|[百千]亿|[百千万亿])?"
)
"""Pattern of a figure in Arabic digits, Chinese scale allowed; :func:`parse_quantity` reads every match."""

CHINESE_FIGURE = r"[〇零一二两三四五六七八九十百千万亿]+(?:点[〇零一二三四五六七八九]+)?"
"""Pattern of a run of Chinese numerals; :func:`parse_quantity` gives ``None`` for runs that are no number."""


def parse_numeral(text: str) -> int | None:
    """Return the whole number that ``text`` writes in Chinese or Arabic digits, or ``None``.

    Written digit by digit (二〇二四) a number needs a zero or four digits, since 三四 means "three or four".

    >>> parse_numeral("二十一"), parse_numeral("一百零八"), parse_numeral("两千三百万")
    (21, 108, 23000000)
    >>> parse_numeral("二〇二四"), parse_numeral("１２")
    (2024, 12)
    >>> parse_numeral("三四"), parse_numeral("一百五"), parse_numeral("")
    (None, None, None)
    """
    text = text.translate(_FULL_WIDTH)
    if _ARABIC_INTEGER.fullmatch(text):
        return int(text)
    if not text:
        return None
    if len(text) > 1 and _POSITIONAL.fullmatch(text):
        if text[0] in _ZEROS or (len(text) < 4 and not any(zero in text for zero in _ZEROS)):
            return None
        return int("".join(str(_DIGITS[character]) for character in text))
    return _spoken(text)


def _spoken(text: str) -> int | None:
    """Read a number with its units spoken: split at the highest of 亿 and 万, then section by section."""
    for unit, size in (("亿", _LARGE["亿"]), ("万", _LARGE["万"])):
        head, mark, tail = text.rpartition(unit)
        if not mark:
            continue
        high = _spoken(head) if head and unit not in head else None
        if not high:
            return None
        if not tail:
            return high * size
        low = _spoken(tail.lstrip(_ZEROS))
        if not low or low >= size or (low < 10 and tail[0] not in _ZEROS):
            return None
        return high * size + low
    return _section(text)


def _section(text: str) -> int | None:
    """Read a number below 10,000 (``二千零五十``)."""
    if text in _DIGITS:
        return _DIGITS[text]
    value, last, digit, skipped = 0, 10_000, None, False
    for character in text:
        if character in _ZEROS:
            if not value or digit is not None or skipped:
                return None
            skipped = True
            continue
        if character in _SMALL:
            size = _SMALL[character]
            if digit is None and not (size == 10 and (not value or not skipped)):
                return None
            if size >= last or (value and size * 10 != last and not skipped):
                return None
            value += size * (1 if digit is None else digit)
            last, digit, skipped = size, None, False
            continue
        if character not in _DIGITS or digit is not None:
            return None
        digit = _DIGITS[character]
    if digit is None:
        return None if skipped else value
    if last != 10 and not skipped:
        return None
    return value + digit


def to_chinese(number: int) -> str:
    """Write a whole number from 0 to 9999亿9999万9999 in Chinese, as labels and headings do.

    >>> to_chinese(7), to_chinese(10), to_chinese(21), to_chinese(110), to_chinese(2005)
    ('七', '十', '二十一', '一百一十', '二千零五')

    Raises :class:`ValueError` outside that range.
    """
    if not 0 <= number < 10**12:
        raise ValueError(f"cannot write {number} in Chinese: expected 0 to 999999999999")
    if number == 0:
        return _WRITTEN[0]
    pieces: list[str] = []
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // size % 10_000
        if not section:
            continue
        if pieces and (section < 1000 or number // size % 100_000 == section):
            pieces.append(_WRITTEN[0])
        pieces.append(_written_section(section) + unit)
    written = "".join(pieces)
    return written.removeprefix("一") if written.startswith("一十") else written


def _written_section(number: int) -> str:
    """Write 1 to 9999, always with the digit before 十."""
    written, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if not digit:
            gap = bool(written)
            continue
        written += (_WRITTEN[0] if gap else "") + _WRITTEN[digit] + unit
        gap = False
    return written


def parse_quantity(text: str) -> Decimal | None:
    """Return the figure that ``text`` writes, whatever mixture of digits and scales, or ``None``.

    Thousands may be marked by half- or full-width commas; a scale alone is one of it (百亿级: 10**10).

    >>> [str(parse_quantity(text)) for text in ("14000", "1,000", "２０", "3.5万", "三", "百")]
    ['14000', '1000', '20', '35000', '3', '100']
    >>> parse_quantity("1.4万亿") == 1_400_000_000_000 == parse_quantity("一点四万亿")
    True
    >>> parse_quantity("几十") is None
    True
    """
    text = text.translate(_FULL_WIDTH)
    if not text:
        return None
    if "0" <= text[0] <= "9":
        return _mixed(text)
    if (number := parse_numeral(text)) is not None:
        return Decimal(number)
    if _SCALE.fullmatch(text):
        return Decimal(_scale(text))
    whole, point, rest = text.partition("点")
    if not point:
        return None
    count = 0
    while count < len(rest) and rest[count] in _DIGITS and rest[count] != "两":
        count += 1
    units = parse_numeral(whole)
    if units is None or not count or not _SCALE.fullmatch(rest[count:]):
        return None
    decimals = "".join(str(_DIGITS[character]) for character in rest[:count])
    return _plain(Decimal(f"{units}.{decimals}") * _scale(rest[count:]))


def _mixed(text: str) -> Decimal | None:
    """Read Arabic digits with Chinese scales, one or several in falling order (``2亿5千万``)."""
    total, at, last = Decimal(0), 0, 0
    while at < len(text):
        found = _MIXED.match(text, at)
        if found is None:
            return None
        scale = _scale(found["scale"])
        if last and scale >= last:
            return None
        total += Decimal(re.sub("[,，]", "", found["figure"])) * scale
        at, last = found.end(), scale
    return _plain(total)


def _scale(text: str) -> int:
    """Multiply the scales of a run such as ``千万`` or ``万亿``; an empty run is 1."""
    product = 1
    for character in text:
        product *= _SMALL.get(character) or _LARGE[character]
    return product


def _plain(value: Decimal) -> Decimal:
    """Write a whole number without the decimals that a multiplication left (``35000``, not ``35000.0``)."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
