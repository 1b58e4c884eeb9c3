"""One cell to one value. What a cell does not say is ``None``; what it says wrongly raises, with the mend.

A raw cell is what a workbook gives (text, a number, a date, true or false) or text alone, as CSV has it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jingkai.kernel import identifiers
from jingkai.kernel.dates import parse_date
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.periods import Period
from jingkai.kernel.seen import as_seen
from jingkai.registry import geometry, industries
from jingkai.registry.imports.faults import CellError
from jingkai.registry.imports.figures import amount
from jingkai.registry.imports.raw import Broken, Raw, is_unknown, shown
from jingkai.registry.imports.tables import Column, Kind

Value = str | int | float | bool | date | time | timedelta | Decimal | list[str] | dict[str, Any] | None

YES = frozenset({"是", "有", "√", "✓", "y", "yes", "true", "1", "对", "真"})
NO = frozenset({"否", "无", "×", "✗", "n", "no", "false", "0", "不是", "假", "非"})
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Day numbers of Excel that are read as dates: 1954 to 2119."""
_EXACT_DIGITS = 15
"""So many digits of a number Excel keeps."""
_CODE = re.compile(r"[A-Za-z0-9_\-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_YEARS = range(1900, 2101)
_YEARS_OF_ZONES = range(1979, 2101)
_NOT_IN_ADDRESSES = frozenset("/?#%\\")


def read(column: Column, raw: Raw, *, unit: str = "") -> Value:
    """Read a cell of a column; ``None`` for one that says nothing. ``unit`` is the one its header names.

    References and values of facts are returned as text: what they lead to, the caller knows. Raises
    :class:`~jingkai.registry.imports.faults.CellError`.
    """
    if isinstance(raw, Broken):
        raise _broken(raw)
    if is_unknown(raw):
        return None
    if isinstance(raw, str) and _SURROGATE.search(raw):
        raise CellError(_("The text has characters that cannot be stored."), mend=_("Type the text anew."))
    try:
        return _READERS[column.kind](column, raw, unit)
    except CellError:
        raise
    except JingkaiError as error:  # the checks of the kernel and the registry
        raise CellError(error.what, mend=error.mend) from error


def _broken(raw: Broken) -> CellError:
    if raw.startswith("="):
        return CellError(
            _("The formula in this cell has no stored result."),
            mend=_("Open the file in Excel or WPS, save it there, and send it again; or paste the values."),
        )
    return CellError(
        _("The cell shows an error of the spreadsheet."),
        mend=_("Mend the formula, or type the value."),
    )


def text(column: Column, raw: Raw, _unit: str = "") -> str:
    """Read text. A number becomes its digits."""
    words = as_seen(shown(raw))
    if column.longest and len(words) > column.longest:
        raise CellError(
            _("At most %(limit)d characters are expected; there are %(count)d.")
            % {"limit": column.longest, "count": len(words)},
            mend=_("Shorten the text."),
        )
    return words


def _code(column: Column, raw: Raw, _unit: str) -> str:
    words = _identifier(column, raw)
    if not _CODE.fullmatch(words):
        raise CellError(
            _("A code of letters, digits, hyphens and underscores is expected."),
            mend=_("Take other signs out of it; codes stand in addresses."),
        )
    return words


def _label(column: Column, raw: Raw, _unit: str) -> str:
    words = _identifier(column, raw)
    if _NOT_IN_ADDRESSES & set(words):
        raise CellError(
            _("The signs / ? # % and \\ cannot stand in this number."),
            mend=_("Leave them out, or write a hyphen: the number stands in the address of a page."),
        )
    return words


def _identifier(column: Column, raw: Raw) -> str:
    """Read a code as text. A number with more digits than Excel keeps has lost its last ones."""
    if isinstance(raw, float | int) and not isinstance(raw, bool) and abs(raw) >= 10**_EXACT_DIGITS:
        raise CellError(
            _("Excel has kept this code as a number and rounded its last digits."),
            mend=_("Format the column as text and type the code again from its source."),
        )
    if isinstance(raw, str) and re.fullmatch(r"\d(\.\d+)?[eE]\+\d+", raw.strip()):
        raise CellError(
            _("This is a code that was turned into a number with an exponent."),
            mend=_("Format the column as text and type the code again from its source."),
        )
    if isinstance(raw, date | time | timedelta | bool):
        raise CellError(
            _("A code is expected; the spreadsheet has turned it into something else."),
            mend=_("Format the column as text and type the code again from its source."),
        )
    return text(column, unicodedata.normalize("NFKC", shown(raw)))


def _uscc(column: Column, raw: Raw, _unit: str) -> str:
    return identifiers.uscc(_identifier(Column(column.name, "", ""), raw))


def _phone(column: Column, raw: Raw, _unit: str) -> str:
    try:
        return text(column, identifiers.phone(_identifier(column, raw)))
    except CellError:
        raise
    except JingkaiError as error:  # its words quote the number, which others than its owner may come to see
        raise CellError(_("A phone number is expected."), mend=error.mend) from error


def _project_code(column: Column, raw: Raw, _unit: str) -> str:
    return str(identifiers.project_code(re.sub("[—–‐－]", "-", _identifier(column, raw))))


def _division(column: Column, raw: Raw, _unit: str) -> str:
    words = _identifier(column, raw).replace(" ", "")
    if re.fullmatch(r"[1-9]\d{5}(0{6})?", words):
        return words[:6]
    raise CellError(
        _("A division code has six digits, such as 150802."), mend=_("Look it up in the list of divisions.")
    )


def _industry(column: Column, raw: Raw, _unit: str) -> str:
    words = _identifier(column, raw)
    # 食品制造业（C14）, C14 食品制造业, C14食品制造业: the code is what counts
    coded = re.search(r"(?<![A-Za-z0-9])[A-Ta-t]?\d{2,4}(?!\d)|^[A-Ta-t](?![A-Za-z0-9])", words)
    if coded:
        return industries.industry(coded.group())
    for letter, name in industries.SECTIONS.items():
        if words == name:
            return letter
    return industries.industry(words)


def _year(_column: Column, raw: Raw, _unit: str) -> int:
    words = str(raw.year) if isinstance(raw, date) else shown(raw).strip().removesuffix("年")
    iso = parse_date(words) or parse_date(f"{words}年") or ""
    if iso[:4].isdigit() and int(iso[:4]) in _YEARS_OF_ZONES:
        return int(iso[:4])
    raise CellError(_("A year is expected."), mend=_("Write four digits, such as 2013."))


def day(_column: Column, raw: Raw, _unit: str = "") -> date:
    """Read a day: a date of the spreadsheet, 2024-03-20, 2024/3/20, 20240320, 2024年3月20日, 二〇二四年三月二十日."""
    if isinstance(raw, datetime):
        return _plausible(raw.date())
    if isinstance(raw, date):
        return _plausible(raw)
    if isinstance(raw, float | int) and not isinstance(raw, bool) and _FIRST_SERIAL <= raw < _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(raw))
    iso = parse_date(unicodedata.normalize("NFKC", shown(raw)).rstrip("日号 ") + "日") or parse_date(
        unicodedata.normalize("NFKC", shown(raw)).strip()
    )
    if iso is None:
        raise CellError(_("A date is expected."), mend=_("Write it as 2024-03-20 or 2024年3月20日."))
    if iso.count("-") < 2:
        raise CellError(
            _("The day is missing from this date."),
            mend=_("Write year, month and day: 2024-03-20. If the day is not known, leave the cell empty."),
        )
    return _plausible(date.fromisoformat(iso))


def _plausible(found: date) -> date:
    if found.year in _YEARS:
        return found
    raise CellError(_("The year %(year)d cannot be right.") % {"year": found.year}, mend=_("Check the year."))


def flag(_column: Column, raw: Raw, _unit: str = "") -> bool:
    """Read yes or no: 是 and 否, √ and ×, true and false, 1 and 0."""
    if isinstance(raw, bool):
        return raw
    words = unicodedata.normalize("NFKC", shown(raw)).strip().casefold()
    if words in YES:
        return True
    if words in NO:
        return False
    raise CellError(
        _("Yes or no is expected."), mend=_("Write 是 or 否, and leave the cell empty where it is not known.")
    )


def _choice(column: Column, raw: Raw, _unit: str) -> str:
    found = _forms(column).get(_folded(shown(raw)))
    if found is not None:
        return found
    raise CellError(
        _("One of the following is expected: %(choices)s.")
        % {"choices": "、".join(choice.chinese for choice in column.choices)},
        mend=_("Choose one of them."),
    )


@lru_cache(maxsize=64)
def _forms(column: Column) -> dict[str, str]:
    """Every way to write a choice, and the choice."""
    return {
        _folded(form): choice.value
        for choice in column.choices
        for form in (choice.value, choice.chinese, choice.english, *choice.also)
    }


def _folded(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def _words(_column: Column, raw: Raw, _unit: str) -> list[str]:
    parts = (as_seen(part) for part in re.split(r"[、,，;；|\n]", shown(raw)))
    return list(dict.fromkeys(part for part in parts if part))


def _boundary(_column: Column, raw: Raw, _unit: str) -> dict[str, Any]:
    try:
        given = json.loads(shown(raw))
    except (ValueError, RecursionError):
        raise CellError(
            _("A boundary as GeoJSON is expected."),
            mend=_("Export the boundary as GeoJSON in WGS 84 and give its geometry."),
        ) from None
    return geometry.boundary(given)


def _period(_column: Column, raw: Raw, _unit: str) -> str:
    if isinstance(raw, datetime | date):
        return str(Period.of_day(raw.date() if isinstance(raw, datetime) else raw))
    words = unicodedata.normalize("NFKC", shown(raw)).strip()
    words = words.removesuffix("度") if words.endswith("年度") else words
    words = re.sub(r"^(\d{4})[./](\d{1,2})$", lambda m: f"{m[1]}-{int(m[2]):02}", words)
    words = re.sub(
        r"^(\d{4})[./](\d{1,2})[./](\d{1,2})$", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", words
    )
    return str(Period.read(words))


def _raw_value(_column: Column, raw: Raw, _unit: str) -> Value:
    """The value of a fact as it came: what it must be, its variable says."""
    return as_seen(raw) if isinstance(raw, str) else raw


_READERS: dict[Kind, Callable[[Column, Raw, str], Value]] = {
    Kind.TEXT: text,
    Kind.CODE: _code,
    Kind.LABEL: _label,
    Kind.USCC: _uscc,
    Kind.PHONE: _phone,
    Kind.PROJECT_CODE: _project_code,
    Kind.DIVISION: _division,
    Kind.INDUSTRY: _industry,
    Kind.MONEY: amount,
    Kind.AMOUNT: amount,
    Kind.YEAR: _year,
    Kind.DAY: day,
    Kind.FLAG: flag,
    Kind.CHOICE: _choice,
    Kind.WORDS: _words,
    Kind.BOUNDARY: _boundary,
    Kind.PERIOD: _period,
    Kind.REFERENCE: text,
    Kind.VALUE: _raw_value,
}
