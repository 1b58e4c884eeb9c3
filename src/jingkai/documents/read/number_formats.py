"""Number formats of automatic numbering as Word prints them (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LARGEST = 99_999
"""Numbers above this are printed with digits: no list is that long."""


def render(number: int, style: str) -> str:
    """Print a number in the format ``style``; an unknown format prints digits, ``none`` and ``bullet``
    nothing.

    >>> render(12, "chineseCounting"), render(12, "ideographDigital"), render(3, "decimalEnclosedCircle")
    ('十二', '一二', '③')
    """
    if style in ("none", "bullet"):
        return ""
    printer = _PRINTERS.get(style)
    if printer is None or not 0 <= number <= _LARGEST:
        return str(number)
    return printer(number)


def counted(
    number: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千万", *, short_ten: bool = True
) -> str:
    """Print a number as it is spoken: 105 is 一百零五, 12 is 十二 (``short_ten``) or 一十二.

    >>> counted(20), counted(105), counted(1010), counted(10001)
    ('二十', '一百零五', '一千零一十', '一万零一')
    """
    if number == 0:
        return digits[0]
    figures = str(number)
    spoken = ""
    gap = False
    for index, figure in enumerate(figures):
        power = len(figures) - 1 - index
        if figure == "0":
            gap = bool(spoken)
            continue
        spoken += digits[0] if gap else ""
        spoken += digits[int(figure)] + (units[power - 1] if power else "")
        gap = False
    if short_ten and 10 <= number < 20:
        spoken = spoken[1:]
    return spoken


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    printed = ""
    for amount, sign in zip(values, signs, strict=True):
        count, number = divmod(number, amount)
        printed += sign * count
    return printed


def _letters(number: int) -> str:
    """Print a, b … z, aa, bb …, as Word does."""
    if number < 1:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * min(times + 1, 30)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Take a run of ``last`` signs that begins with ``first``; beyond it, digits."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number >= 1 else str(number)


def _circled(number: int) -> str:
    for first, low, high in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return str(number)


def _legal(digits: str, units: str) -> Callable[[int], str]:
    return lambda number: counted(number, digits, units, short_ten=False)


def _wide(number: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(number))


_PRINTERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "koreanDigital2": _digit_by_digit,
    "chineseLegalSimplified": _legal(_LEGAL, "拾佰仟万"),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL, "拾佰仟萬"),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
