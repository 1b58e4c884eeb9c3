"""Deadlines: dates by which, and terms within which, something is to be done.

``by`` is an ISO date, month or year as far as the document says it; a term in working days or days is a
number. A date that comes back every year (每年2月底前) and a term in months or years (三个月内) are kept in words
only: how many days a term has depends on where it begins.
"""

from __future__ import annotations

import re

from jingkai.documents.mentions import Deadline
from jingkai.kernel.dates import Edge, find_dates
from jingkai.kernel.numerals import parse_numeral

_NUMBER = "(?<![0-9０-９])[0-9０-９]{1,6}|[一二两三四五六七八九十百]{1,8}"
_TERM = re.compile(
    rf"(?P<from>自?[^，。；、（）]{{0,14}}(?:之日起|起|后))?(?:的)?(?:(?:不超过|不得超过|最长不超过|最多|不多于)(?P<most>{_NUMBER})"
    rf"|(?P<within>{_NUMBER}))(?P<unit>个工作日|工作日|个自然日|个日历日|日|天|个月|年|小时)(?P<inside>以内|之内|内(?![蒙地部外陆设容需]))?(?P<not>[度级代以])?"
)
_RUNS_IN = re.compile(".*(?:在|于|应当|应|须|要)")
_COUNTED_FROM = re.compile("(?:自|从|比|较|与|截至|截止到?|[—－–~～-])$")
_TOWARDS = re.compile("(?:力争|确保|争取|期至|有效期至)$")
_BEFORE_THEN = re.compile("之前|以前|前")
_OPENS_A_SPAN = re.compile("起|[—－–~～-]|至|到|以来")


_YEARLY = re.compile(
    r"每年度?(?P<month>[0-9]{1,2})月(?:[0-9]{1,2}日|底|末|初|中旬|上旬|下旬)?(?:之前|以前|前)|"
    r"(?:每年度?|每季度|每半年|每月)(?:年底|年末|季度末|月底|末|底)?前"
)


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines of ``text``, in reading order."""
    found = [*_terms(text), *_dates(text), *_recurring(text)]
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
        if lead := _RUNS_IN.match(match["from"] or ""):
            start += lead.end()
        if match["from"] and "起" not in match["from"] and "后" not in match["from"][-1]:
            start = match.start("within")
        working = number if "工作日" in unit else None
        days = number if unit in ("日", "天", "个自然日", "个日历日") else None
        found.append(Deadline(text[start : match.end()], start, match.end(), None, working, days))
    return found


def _recurring(text: str) -> list[Deadline]:
    """每年2月底前: a date that comes back, kept in words only."""
    return [Deadline(found[0], found.start(), found.end()) for found in _YEARLY.finditer(text)]


def _dates(text: str) -> list[Deadline]:
    found: list[Deadline] = []
    if "年" not in text and "五" not in text:
        return found
    for named in find_dates(text):
        before = text[max(0, named.start - 4) : named.start]
        then = _BEFORE_THEN.match(text, named.end)
        if text.startswith("截", named.start) or _COUNTED_FROM.search(before):
            continue
        if not then and (
            _OPENS_A_SPAN.match(text, named.end)
            or named.edge is Edge.PLAN
            or (named.edge is Edge.WHOLE and not _TOWARDS.search(before))
        ):
            continue
        end = then.end() if then else named.end
        found.append(Deadline(text[named.start : end], named.start, end, named.iso))
    return found
