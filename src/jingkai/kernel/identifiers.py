"""Identifiers of enterprises, projects and people: read strictly, refused with the place of the fault, masked when shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from jingkai.kernel.divisions import by_code
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_PROJECT_CODE = re.compile(
    r"(?P<year>\d{2})(?P<month>0[1-9]|1[0-2])-(?P<division>\d{6})-(?P<department>\d{2})-(?P<type>\d{2})-"
    r"(?P<serial>\d{5}[0-9X])"
)

_PHONE = re.compile(
    r"\+?[\d ()\-]*\d[\d ()\-]*(?:(?:转|分机|ext\.?|x|#)[ :]*\d{1,8})?", re.IGNORECASE | re.ASCII
)
_LEAST_DIGITS, _MOST_DIGITS = 5, 20
_SHORT_PHONE = 7
"""A number with fewer digits is hidden whole: what is left would be most of it."""


def uscc(written: str) -> str:
    """Return a unified social credit code 统一社会信用代码 in its one form: upper case, no blanks.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` naming what does not fit. Source: GB 32100-2015: 18 characters
    without I O S V Z, the third to eighth are the division's digits, the last is the check character (weights 3^i
    mod 31).

    >>> uscc("9111 0000 6000 3734 1l")
    '91110000600037341L'
    """
    code = "".join(written.split()).upper()
    if len(code) != _USCC_LENGTH:
        raise _unfit(
            written,
            _("A unified social credit code has 18 characters; this one has %(count)d.")
            % {"count": len(code)},
        )
    for position, character in enumerate(code, start=1):
        if character not in _USCC_ALPHABET:
            raise _unfit(
                written,
                _("Character %(position)d (“%(character)s”) does not occur in unified social credit codes.")
                % {"position": position, "character": character},
            )
    if not code[2:8].isdigit():
        raise _unfit(written, _("Characters 3 to 8 are the digits of a division."))
    expected = _uscc_check(code[:17])
    if code[17] != expected:
        raise _unfit(
            written,
            _("The last character should be %(expected)s: at least one character is mistyped.")
            % {"expected": expected},
        )
    return code


def uscc_with_check(first: str) -> str:
    """Return the 18 characters of the code that begins with these 17 (for synthetic enterprises)."""
    return first + _uscc_check(first)


def organisation_code_fits(code: str) -> bool:
    """Whether the organisation code within a credit code (characters 9 to 17) has its own check character.

    Codes given out before 2015 may lack it, so this is a remark, never a refusal. Source: GB 11714-1997.
    """
    return organisation_check(code[8:16]) == code[16]


def organisation_check(first: str) -> str:
    """Return the check character of the eight characters of an organisation code."""
    pairs = zip(first, _ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(_ORGANISATION_ALPHABET.index(character) * weight for character, weight in pairs) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def _uscc_check(first: str) -> str:
    total = sum(_USCC_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first))
    return _USCC_ALPHABET[-total % 31]


def _unfit(written: str, what: str) -> JingkaiError:
    return JingkaiError(what, place=written, mend=_("Compare it with the business licence."))


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """An investment project code 项目代码, ``YYMM-RRRRRR-DD-TT-NNNNNC``.

    ``year`` and ``month`` of the assignment, six-digit ``division``, ``department`` and ``type`` as printed, and the
    ``serial`` with its check character. The check algorithm is not public, so it is not checked.
    """

    year: int
    month: int
    division: str
    department: str
    type: str
    serial: str

    def __str__(self) -> str:
        front = f"{self.year % 100:02}{self.month:02}"
        return f"{front}-{self.division}-{self.department}-{self.type}-{self.serial}"


def project_code(written: str) -> ProjectCode:
    """Read an investment project code: its form and its province are checked.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` for anything else. Source: GB/T 40058-2021.

    >>> project_code("2403-150802-04-01-123456").division
    '150802'
    """
    found = _PROJECT_CODE.fullmatch("".join(written.split()).upper())
    if found is None:
        raise JingkaiError(
            _("This is no investment project code."),
            place=written,
            mend=_(
                "Write it as 2403-150802-04-01-123456: year and month, division, department, type, serial."
            ),
        )
    parts = found.groupdict()
    if by_code(f"{parts['division'][:2]}0000") is None:
        raise JingkaiError(
            _("No province has the division code %(code)s.") % {"code": parts["division"]},
            place=written,
            mend=_("Compare it with the filing of the project."),
        )
    return ProjectCode(
        2000 + int(parts["year"]),
        int(parts["month"]),
        parts["division"],
        parts["department"],
        parts["type"],
        parts["serial"],
    )


def phone(written: str) -> str:
    """Return a phone number in half-width signs, as it was written otherwise: digits, ``+``, hyphens, brackets, extension.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` for other signs, and for fewer than 5 or more than 20 digits:
    service numbers have five, E.164 allows fifteen, and an extension may follow.

    >>> phone("（0478）８２１２３４５ 转 801")
    '(0478)8212345 转 801'
    """
    number = " ".join(re.sub("[‐‑–—―－]", "-", unicodedata.normalize("NFKC", written)).split())
    digits = sum(character.isdigit() for character in number)
    if _PHONE.fullmatch(number) is None:
        what = _("“%(written)s” is no phone number.") % {"written": written}
    elif not _LEAST_DIGITS <= digits <= _MOST_DIGITS:
        what = _("A phone number has %(least)d to %(most)d digits; this one has %(count)d.") % {
            "least": _LEAST_DIGITS,
            "most": _MOST_DIGITS,
            "count": digits,
        }
    else:
        return number
    raise JingkaiError(
        what, place=written, mend=_("Write one number, such as 0478-8212345, 13812340000 or 8212345 ext 801.")
    )


def masked_name(name: str) -> str:
    """Hide a person's name but its first character: 张*, 欧阳** (a name of one character is hidden whole).

    >>> masked_name("张三丰"), masked_name("李四"), masked_name("")
    ('张**', '李*', '')
    """
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def masked_phone(phone: str) -> str:
    """Hide the middle of a phone number: 138****0000; of a short one all but the last two digits.

    What has fewer than seven digits is hidden whole.

    >>> masked_phone("13812340000"), masked_phone("8212345"), masked_phone("12345")
    ('138****0000', '*****45', '*****')
    """
    if sum(character.isdigit() for character in phone) < _SHORT_PHONE:
        return "*" * len(phone)
    if len(phone) >= 10:
        return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
    return "*" * (len(phone) - 2) + phone[-2:]


def masked_identity(number: str) -> str:
    """Hide an identity number but its division's first four digits and the last three characters.

    >>> masked_identity("15080219900101001X")
    '1508***********01X'
    """
    return f"{number[:4]}{'*' * (len(number) - 7)}{number[-3:]}" if len(number) > 10 else "*" * len(number)


def masked_mail(address: str) -> str:
    """Hide the name in an e-mail address but its first character.

    >>> masked_mail("zhang@example.com")
    'z****@example.com'
    """
    name, at, host = address.partition("@")
    return f"{name[:1]}{'*' * max(len(name) - 1, 3)}{at}{host}" if at else "*" * len(address)
