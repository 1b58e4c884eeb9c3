"""Hold the dates of a pack against its document: number, first and last day, deadlines, baseline years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jingkai.kernel.dates import find_dates, last_day
from jingkai.kernel.document_numbers import parse as parse_number
from jingkai.kernel.language import gettext as _
from jingkai.kernel.numerals import parse_quantity
from jingkai.policy.claimed_figures import ClaimedDate, Place, day_words
from jingkai.policy.law_faults import LawCode, LawFault
from jingkai.policy.law_text import Clause, LawText
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.pack import Pack

_MOST = 3
"""So many clauses or dates are named in a fault."""


def document_faults(pack: Pack, document: LawText) -> Iterator[LawFault]:
    """Compare number and dates of the document itself."""
    info = pack.document
    ours, theirs = parse_number(info.number), parse_number(document.number)
    if ours and theirs and ours != theirs:
        yield LawFault(
            LawCode.DOCUMENT,
            ("document", "number"),
            "",
            "",
            _("The pack is of %(ours)s and is held against %(theirs)s.")
            % {"ours": info.number, "theirs": document.number},
            _("Hand in the right document, or mend the number."),
            info.number,
            (document.number,),
        )
    for name, ours_day, theirs_day in (
        ("adopted", info.adopted, document.adopted),
        ("printed", info.printed, document.printed),
    ):
        if ours_day and theirs_day and ours_day != theirs_day:
            yield _date_fault(("document", name), ours_day, (theirs_day,))
    yield from _term(pack, document)


_FROM_DAY = re.compile("自(?P<day>[^，。；自]{6,14}日)起(?:施行|实施|执行|生效)")
_TO_DAY = re.compile("(?:有效期|执行|实施|施行)(?:限)?(?:暂定)?(?:为)?(?:至|到)(?P<day>[^，。；]{6,14}日)")
_YEARS = re.compile("有效期(?:限)?(?:暂定)?(?:为)?(?P<years>[0-9一二三四五六七八九十]{1,3})年")
_FROM_ISSUE = re.compile("自(?:印发|发布|公布|发文)之日起(?:施行|实施|执行|生效)")


def _term(pack: Pack, document: LawText) -> Iterator[LawFault]:
    """Compare first and last day with what the document says of its own force."""
    info, text = pack.document, document.text
    said = _FROM_DAY.search(text)
    first = _day_in(said["day"]) if said else None
    issued = tuple(day for day in (document.printed, document.adopted) if day)
    if first is not None:
        bounds: tuple[date, ...] = (first,)
        contradicts = info.valid_from != first
    elif _FROM_ISSUE.search(text):
        contradicts, bounds = info.valid_from not in issued and not info.valid_from_basis, issued
    else:
        contradicts, bounds = bool(issued) and info.valid_from < min(issued), issued
    if contradicts and bounds:
        yield _date_fault(("document", "valid_from"), info.valid_from, bounds)
    last: set[date] = set()
    if found := _TO_DAY.search(text):
        last = {day} if (day := _day_in(found["day"])) else set()
    elif found := _YEARS.search(text):
        years = parse_quantity(found["years"])
        if years is not None:
            day = _years_on(info.valid_from, int(years))
            last = {day, date.fromordinal(day.toordinal() - 1)}  # the anniversary, or the day before it
    if last and info.valid_to not in last:
        yield _date_fault(("document", "valid_to"), info.valid_to, sorted(last))


def _day_in(words: str) -> date | None:
    found = find_dates(words)
    return last_day(found[0].iso) if found and len(found[0].iso) == 10 else None


def _years_on(first: date, years: int) -> date:
    try:
        return first.replace(year=first.year + years)
    except ValueError:  # the 29th of February
        return first.replace(year=first.year + years, day=28)


def _date_fault(place: Place, ours: date | None, theirs: Sequence[date]) -> LawFault:
    written = tuple(day.isoformat() for day in theirs)
    return LawFault(
        LawCode.DATE,
        place,
        "",
        "",
        _("The pack says %(ours)s; the document says %(theirs)s.")
        % {"ours": ours.isoformat() if ours else _("no day"), "theirs": _(" or ").join(written)},
        _("Mend the date."),
        ours.isoformat() if ours else "",
        written,
    )


@dataclass(frozen=True, slots=True)
class Missed:
    """A date that is not said: how it would be written, what to do, and the dates that are said instead."""

    sought: str
    mend: str
    nearest: tuple[str, ...]


_TERM_OF_DAYS = re.compile("[0-9０-９一二三四五六七八九十两半]+(?:个工作日|个月|日|天|年)(?:内|以内|之内)")


def claimed_date(
    claim: ClaimedDate, clauses: Sequence[Clause], document: LawText, pack: Pack
) -> Missed | None:
    """Return what is wrong with a date that a mandate claims; ``None`` where the clauses say it, or the title does."""
    text = "\n".join(clause.text for clause in clauses)
    preamble = document.clauses.get("preamble")
    governing = "\n".join((text, document.around, pack.document.title, preamble.text if preamble else ""))
    said = any(_same_date(claim.iso, one.iso) for one in find_dates(governing))
    if said or _own_date(claim, pack):
        return None
    if claim.place == ("due",) and _TERM_OF_DAYS.search(text):
        return None  # a term, counted from a day that the clause does not write
    others = [
        clause.id
        for clause in document.clauses.values()
        if any(_same_date(claim.iso, one.iso) for one in find_dates(clause.text))
    ]
    if others:
        mend = _("It stands in %(others)s: name that provision, or mend the date.") % {
            "others": _(", ").join(others[:_MOST])
        }
    else:
        mend = _("Mend the date, or leave it out where the document names none.")
    near = (day_words(one.iso) for one in find_dates(text) if len(one.iso) in (4, 10))
    return Missed(day_words(claim.iso), mend, tuple(dict.fromkeys(near))[:_MOST])


def _same_date(ours: str, theirs: str) -> bool:
    """Whether a document's date is ours: a year is that of any day in it, a day may be the edge of a month or year."""
    if len(ours) == 4:
        return theirs[:4] == ours
    day = date.fromisoformat(ours)
    if len(theirs) == 10:
        return ours == theirs
    first = date.fromisoformat(f"{theirs}-01-01" if len(theirs) == 4 else f"{theirs}-01")
    return day in (first, last_day(theirs))


def _own_date(claim: ClaimedDate, pack: Pack) -> bool:
    """Whether a rule asks about a day of the document itself: what happened before it came into force."""
    info = pack.document
    own = (info.adopted, info.printed, info.valid_from, info.valid_to)
    return "test" in claim.place and claim.iso in {day.isoformat() for day in own if day}


def validity_faults(place: Place, mandate: Mandate, pack: Pack) -> Iterator[LawFault]:
    """Compare the days of a mandate with those of its document."""
    info = pack.document
    early = mandate.valid_from is not None and mandate.valid_from < info.valid_from
    late = mandate.valid_to is not None and info.valid_to is not None and mandate.valid_to > info.valid_to
    for name, day, bound, outside in (
        ("valid_from", mandate.valid_from, info.valid_from, early),
        ("valid_to", mandate.valid_to, info.valid_to, late),
    ):
        if outside and day is not None and bound is not None:
            yield LawFault(
                LawCode.DATE,
                (*place, name),
                mandate.id,
                mandate.provision,
                _("%(ours)s lies outside the document's own term, %(bound)s.")
                % {"ours": day.isoformat(), "bound": bound.isoformat()},
                _("Mend the date, or leave it out: the document's then holds."),
                day.isoformat(),
                (bound.isoformat(),),
            )
