"""Dates as Chinese documents write them, as ISO 8601: whole (2024-01-22), month (2024-01) or year (2024).

What the document leaves open stays open: 到2020年 is ``2020``, never the first of January. Where a last day is
needed (a deadline), ask :func:`last_day`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jingkai.kernel.numerals import parse_numeral


class Edge(StrEnum):
    """Which part of the period a date names."""

    WHOLE = "whole"  # 2027年, 2027年6月, 2027年6月30日
    BY = "by"  # 到2027年
    END = "end"  # 2027年末, 2027年底, 6月底前, “十四五”末
    PLAN = "plan"  # “十三五”期间: the five years of a plan; the date is its last year


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ISO 8601 as far as it is said, which edge of the period, and where it stands."""

    iso: str
    edge: Edge
    start: int
    end: int


_D = "[0-9０-９]"
_YEAR_DIGITS = rf"(?:19|20|１９|２０){_D}{{2}}"
_YEAR_CHINESE = "[一二][〇○零ＯoO0][〇○零ＯoO0一二三四五六七八九][〇○零ＯoO0一二三四五六七八九]|一九[〇○零一二三四五六七八九]{2}"
_CHINESE = "[一二三四五六七八九十]{1,3}"

_WRITTEN = re.compile(
    rf"(?P<by>到\s*|截至\s*|至\s*)?(?<!{_D})(?P<year>{_YEAR_DIGITS}|{_YEAR_CHINESE})\s*年\s*"
    rf"(?:(?P<month>{_D}{{1,2}}|{_CHINESE})\s*月(?:份)?\s*(?:(?P<day>{_D}{{1,2}}|{_CHINESE})\s*日)?"
    rf"|(?P<half>上半年|下半年)|(?:第)?(?P<quarter>[一二三四1-4])季度)?(?P<edge>[末底终](?!端|层|线|部|色))?"
)
_NUMERIC = re.compile(
    r"(?<![\d.〔\[])(?P<year>(?:19|20)\d{2})(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?(?![\d.%％])"
)
_PLAN = re.compile(
    r"(?P<by>到)?[“\"]?(?P<ordinal>[一二三四五六七八九十]{1,3})五[”\"]?\s*(?:规划)?(?P<edge>末|期末|时期末|收官|期间|时期|规划期)?"
    r"|第(?P<full>[一二三四五六七八九十]{1,3})个五年(?:规划|计划)(?P<late>期末|末)?"
)
_FIRST_PLAN, _LAST_PLAN = 6, 20
"""Five-year plans that run in whole quinquennia: the sixth (1981 to 1985) and later."""


def find_dates(text: str) -> list[FoundDate]:
    """Find every date in ``text`` in reading order; impossible ones (2024年13月) are left out.

    >>> [(found.iso, found.edge.value) for found in find_dates("到2020年；2027年末；二〇二四年一月二十二日；“十三五”期间")]
    [('2020', 'by'), ('2027', 'end'), ('2024-01-22', 'whole'), ('2020', 'plan')]
    """
    found = [one for match in _WRITTEN.finditer(text) if (one := _written(match))]
    for match in _NUMERIC.finditer(text):
        iso = _iso(int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)
        short = match["day"] is None and match["sign"] != "-"
        if iso and not short:
            found.append(FoundDate(iso, Edge.WHOLE, match.start(), match.end()))
    for match in _PLAN.finditer(text):
        one = _plan(match)
        if one:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def parse_date(text: str) -> str | None:
    """Read a text that is one date and nothing else; ``None`` where it is none.

    >>> parse_date("2024年 1月 22日"), parse_date("2024.1.22"), parse_date("二〇一七年十二月"), parse_date("2024/1/22 10:30")
    ('2024-01-22', '2024-01-22', '2017-12', '2024-01-22')
    >>> parse_date("2024年13月") is None
    True
    """
    bare = re.sub(
        r"(?<=\d)[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", "", text.strip()
    )
    bare = re.sub(r"\s+", "", bare)
    if re.fullmatch(r"(?:19|20)\d{2}", bare):
        return bare
    if re.fullmatch(r"(?:19|20)\d{6}", bare):
        return _iso(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    found = find_dates(bare)
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(bare):
        return found[0].iso
    return None


def last_day(iso: str) -> date:
    """Return the last day of an ISO year, month or day.

    >>> last_day("2020"), last_day("2024-02")
    (datetime.date(2020, 12, 31), datetime.date(2024, 2, 29))

    Raises :class:`ValueError` for anything else.
    """
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return date(*parts)


def _written(match: re.Match[str]) -> FoundDate | None:
    year = _number(match["year"])
    if year is None:
        return None
    month = _number(match["month"]) if match["month"] else None
    day = _number(match["day"]) if match["day"] else None
    if (match["month"] and month is None) or (match["day"] and day is None):
        return None
    if match["half"]:
        month = 6 if match["half"] == "上半年" else 12
    elif match["quarter"]:
        month = (parse_numeral(match["quarter"]) or 0) * 3
    iso = _iso(year, month, day)
    if iso is None:
        return None
    edge = (
        Edge.END
        if match["edge"] or match["half"] or match["quarter"]
        else Edge.BY
        if match["by"]
        else Edge.WHOLE
    )
    start = match.start() if match["by"] else match.start("year")
    end = match.end() if match["edge"] else match.start() + len(match.group().rstrip())
    return FoundDate(iso, edge, start, end)


def _plan(match: re.Match[str]) -> FoundDate | None:
    ordinal = parse_numeral(match["ordinal"] or match["full"])
    quoted = match["full"] or (match.group().lstrip("到")[:1] in '“"' and re.search('五[”"]', match.group()))
    if ordinal is None or not _FIRST_PLAN <= ordinal <= _LAST_PLAN or not (quoted or match["edge"]):
        return None
    ending = (match["edge"] or match["late"]) in ("末", "期末", "时期末", "收官")
    return FoundDate(str(1955 + 5 * ordinal), Edge.END if ending else Edge.PLAN, match.start(), match.end())


def _number(text: str) -> int | None:
    return parse_numeral(
        re.sub("[○ＯoO0](?=[〇○零ＯoO0一二三四五六七八九]|$)", "〇", text) if text[0] in "一二" else text
    )


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    """Write ISO 8601, or return ``None`` for a date that does not exist."""
    if month is None:
        return str(year)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= calendar.monthrange(year, month)[1] else None
