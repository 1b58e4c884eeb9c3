"""Deadlines: dates by which, and terms within which, something is to be done.

``by`` is an ISO date, month or year as far as the document says it; a term in working days or days is a
number. A term in months or years (三个月内) is kept in words only: how many days it has depends on where it begins.
"""

from __future__ import annotations

import re

from jingkai.documents.extract.timeline import plan_end
from jingkai.documents.mentions import Deadline
from jingkai.kernel.numerals import parse_numeral

_NUMBER = "[0-9０-９]+|[一二两三四五六七八九十百]+"
_YEAR = "[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3}"
_TERM = re.compile(
    rf"(?P<from>自?[^，。；、（）]{{0,14}}(?:之日起|起|后))?(?:的)?(?:(?:不超过|不得超过|最长不超过|最多|不多于)(?P<most>{_NUMBER})"
    rf"|(?P<within>{_NUMBER}))(?P<unit>个工作日|工作日|个自然日|个日历日|日|天|个月|年|小时)(?P<inside>以内|之内|内)?(?P<not>[度级代以])?"
)
_DATE = re.compile(
    rf"(?P<lead>到|至|截至|截止到?|力争|确保|争取|于|在|期至|期限?为?至)?(?P<year>{_YEAR})年(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日)?)?"
    r"(?P<close>上半年|年?底|年?末|初)?(?P<before>之前|以前|前)?"
)
_PLAN = re.compile(r"(?:到|至)?“?(?P<plan>十?[一二三四五六七八九]五)”?(?P<part>末|期末|时期|期间)")
_NOT_BEFORE = re.compile("自|从|比|较|与|以$")


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines of ``text``, in reading order."""
    found = [*_terms(text), *_dates(text), *_plans(text)]
    found.sort(key=lambda deadline: (deadline.start, -deadline.end))
    kept: list[Deadline] = []
    for deadline in found:
        if not kept or deadline.start >= kept[-1].end:
            kept.append(deadline)
    return tuple(kept)


def _terms(text: str) -> list[Deadline]:
    found: list[Deadline] = []
    for match in _TERM.finditer(text):
        number = parse_numeral(match["most"] or match["within"])
        unit = match["unit"]
        if number is None or match["not"] or (match["within"] and not match["inside"]):
            continue
        if match["most"] and "工作日" not in unit and "自然日" not in unit:
            continue
        if unit in ("年", "个月", "小时") and match["most"]:
            continue
        if unit == "年" and number > 99:
            continue
        start = match.start()
        if match["from"] and "起" not in match["from"] and "后" not in match["from"][-1]:
            start = match.start("within")
        working = number if "工作日" in unit else None
        days = number if unit in ("日", "天", "个自然日", "个日历日") else None
        found.append(Deadline(text[start : match.end()], start, match.end(), None, working, days))
    return found


def _dates(text: str) -> list[Deadline]:
    found: list[Deadline] = []
    for match in _DATE.finditer(text):
        lead = match["lead"] or ""
        if lead.startswith("截") and not match["before"]:
            continue
        ahead = text[match.start() - 1 : match.start()]
        if not lead and ahead and _NOT_BEFORE.match(ahead):
            continue
        closes = match["before"] or match["close"] in ("底", "年底", "末", "年末", "上半年")
        if not closes and lead not in ("到", "至", "力争", "确保", "争取", "期至"):
            continue
        if text[match.end() : match.end() + 1] in ("起", "—", "-", "至") or ahead in ("—", "-", "年"):
            continue
        by = _iso(match)
        if by is not None:
            found.append(Deadline(match[0], match.start(), match.end(), by))
    return found


def _iso(match: re.Match[str]) -> str | None:
    year = parse_numeral(match["year"])
    month = parse_numeral(match["month"]) if match["month"] else None
    day = parse_numeral(match["day"]) if match["day"] else None
    if (
        year is None
        or (month is not None and not 1 <= month <= 12)
        or (day is not None and not 1 <= day <= 31)
    ):
        return None
    if match["close"] == "上半年" and month is None:
        return f"{year:04d}-06"
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def _plans(text: str) -> list[Deadline]:
    found: list[Deadline] = []
    for match in _PLAN.finditer(text):
        end = plan_end(match["plan"])
        if end is not None and match["part"] in ("末", "期末"):
            found.append(Deadline(match[0], match.start(), match.end(), str(end)))
    return found
