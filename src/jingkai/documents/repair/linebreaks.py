"""Lines of printed pages and paragraphs of text: which line breaks are paragraphs and which are only paper.

A break is paper where the next word would not have fitted on the line. Where it would have fitted, somebody ended the
line on purpose. Numbering marks, indents, open brackets, the missing indent of first lines and lines that always stand
alone (date, number, note) decide the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_high

from jingkai.documents.repair.characters import CHINESE_NUMERAL, HAN, TONED, width
from jingkai.documents.repair.rows import TERMINAL, Row, read_rows
from jingkai.documents.repair.titles import joined_titles
from jingkai.documents.revision import Edit, Revision

_NEVER_FIRST = "，。、；：？！）》”’〉】〕…—%％‰℃,.;:?!)]"
_NEVER_LAST = "（《“‘〈【〔(["
_CLOSES = "，。、；：？！）》”’〉】〕"
"""Marks that no paragraph begins with."""
_TOKEN = re.compile(
    rf"[{re.escape(_NEVER_LAST)}]*(?:[A-Za-z0-9][A-Za-z0-9.,%/&+:@?=_#~\-]*|.)[{re.escape(_NEVER_FIRST)}]*"
)
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z][,.;]?$"), re.compile(r"^[A-Za-z]")
_GLOSS_HEAD = re.compile(rf"[{HAN}][(（][a-zɡü{TONED}\u0300-\u030c]{{1,8}}$")
_GLOSS_TAIL = re.compile(rf"[a-zɡü{TONED}\u0300-\u030c]{{1,8}}[)）]")
_SENTENCE_END = "。！？；：…!?;:"
_CLOSED = re.compile(r"[。！？][”’）》]+$|[。；][（(][^（）()]*[)）]$")
_RATIO = re.compile(r"\d[:：]$")
_HIGH_MARK = re.compile(
    rf"[{CHINESE_NUMERAL}]{{1,3}}、|[（(][{CHINESE_NUMERAL}]{{1,3}}[)）]|第[{CHINESE_NUMERAL}\d]{{1,4}}[章节]"
)
_INNER = re.compile("[，。、；,;]")
_MARK_HEADING = re.compile(r"[^，。；,;：:]{2,40}[。]?$")
_SIGNATURE = re.compile(rf"[{HAN}（）() 　]{{3,30}}$")
_WIDEST_PAGE = 60
_LOOK_BACK = 16  # lines in which an open bracket is looked for
_FEWEST_ROWS = 4
_NOTE_LINE = 60
_FEWEST_MARKED = 3
_SHORT_LINE = 3  # characters that a line must fall short by where nothing else says that a paragraph ends
_USUAL_INDENT = 2.0
_INDENTED = 1.5  # characters of white space that make an indent
_UNIT_LIST = re.compile(
    r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*?(?:责任(?:单位|部门|领导)|牵头|负责|配合|参[与加](?:单位|部门)|落实(?:单位|部门))"
)
"""The bracket that names who carries a provision out; it belongs to the provision above it."""


@dataclass(frozen=True, slots=True)
class _Page:
    """How the lines were set. ``measure`` is the width of a full line, ``lost_indent`` the indent that first lines
    lack, ``indented`` whether indents were kept, ``gap`` the empty lines between paragraphs (0: they say nothing);
    ``regular`` where provisions mostly begin with an indent, kept or lost, so that a line without one hardly begins a
    paragraph;
    ``counted`` where a program broke the lines after so many characters, wide or narrow, words or not."""

    measure: float
    lost_indent: float
    indented: bool
    gap: int
    regular: bool = False
    counted: bool = False


def join_lines(revision: Revision, *, widest: int = _WIDEST_PAGE) -> int:
    """Make one line of each paragraph and remove empty lines and white space around lines.

    Lines wider than ``widest`` characters are taken for paragraphs unless the witness says otherwise.
    """
    text = revision.text
    rows = read_rows(text)
    if not rows:
        return revision.apply([Edit(0, len(text), "", "blank_line")] if text else [])
    titles, complete = joined_titles(rows)
    page = _page(rows, revision.witness.hard_wrapped, widest)
    breaks = _Paragraphs(rows, page).breaks() if page else _broken_paragraphs(rows)
    edits: list[Edit] = []
    if rows[0].start:
        edits.append(_junction(text, 0, rows[0].start, ""))
    for index in range(1, len(rows)):
        above, row = rows[index - 1], rows[index]
        joined = index in titles or not (breaks[index] or index - 1 in complete)
        glue = _glue(above.text, row.text) if joined else "\n"
        if text[above.end : row.start] != glue:
            edits.append(_junction(text, above.end, row.start, glue))
    if rows[-1].end < len(text):
        edits.append(_junction(text, rows[-1].end, len(text), ""))
    return revision.apply(edits)


def _junction(text: str, start: int, end: int, glue: str) -> Edit:
    """The edit between two lines, named after what it mostly does."""
    blank = text.count("\n", start, end)
    if glue != "\n" and start and end < len(text):
        return Edit(start, end, glue, "line_break", 0.95)
    return Edit(start, end, glue, "blank_line" if blank > glue.count("\n") else "space")


def _glue(above: str, below: str) -> str:
    """What joins two lines: a space between Latin words, nothing elsewhere, nor in a pinyin gloss that was cut."""
    if _GLOSS_HEAD.search(above) and _GLOSS_TAIL.match(below):
        return ""
    return " " if _LATIN_END.search(above) and _LATIN_START.match(below) else ""


def _open_brackets(text: str) -> bool:
    """Whether a bracket or title mark is still open at the end."""
    for left, right in (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("〔", "〕")):
        if text.rfind(left) > text.rfind(right):
            return True
    return False


def _ends_sentence(paragraph: str) -> bool:
    """Whether a paragraph can end here: at a full stop, or behind a bracket or quotation that follows or holds one."""
    if _RATIO.search(paragraph):
        return False
    return paragraph[-1] in _SENTENCE_END or _CLOSED.search(paragraph[-200:]) is not None


def _broken_paragraphs(rows: Sequence[Row]) -> list[bool]:
    """Where lines are paragraphs: join only what was plainly broken, a line that ends with a comma or inside a title."""
    breaks = [True] * len(rows)
    for index in _broken_notes(rows):
        breaks[index] = False
    for index in range(1, len(rows)):
        above, row = rows[index - 1], rows[index]
        if above.table or row.table or row.marked or row.stands_alone or above.stands_alone:
            continue
        if above.text[-1] in "，、" and above.width >= 8:
            breaks[index] = False
    return breaks


def _broken_notes(rows: Sequence[Row]) -> list[int]:
    """Rows that continue a note in brackets over up to three short lines, ``（2024年3月5日省人民政府`` ``…通过）``."""
    found: list[int] = []
    for index, row in enumerate(rows):
        if row.text[0] not in "（(" or row.marked or row.table or re.search("[）)]", row.text):
            continue
        for last in range(index + 1, min(index + 4, len(rows))):
            words = rows[last].text
            if rows[last].marked or rows[last].table or len(words) > _NOTE_LINE or re.search("[（(]", words):
                break
            if re.search("[）)]", words):
                if words.endswith(("）", ")")):
                    found.extend(range(index + 1, last + 1))
                break
    return found


def _page(rows: Sequence[Row], hard_wrapped: bool | None, widest: int) -> _Page | None:
    """How the page was set, or ``None`` where every line is a paragraph."""
    lines = [row for row in rows if not row.table]
    if hard_wrapped is False or len(lines) < (2 if hard_wrapped else _FEWEST_ROWS):
        return None
    widths = sorted(row.width + row.indent for row in lines)
    upper = widths[int(len(widths) * 0.9)] if len(widths) > 8 else widths[-1]
    if upper > widest and not hard_wrapped:
        return None
    counts = Counter(round(value) for value in widths if value >= 0.7 * upper)
    measure = float(
        max(counts, key=lambda value: (counts[value] + counts[value - 1] / 2 + counts[value + 1] / 2, value))
    )
    full = [i for i, row in enumerate(rows) if not row.table and abs(row.width + row.indent - measure) <= 3]
    if not hard_wrapped and not _breaks_sentences(rows, full, len(lines)):
        return None
    wide = [row for row in lines if row.width >= 0.6 * measure]
    indents = sum(1 for row in lines if row.indent >= _INDENTED)
    indented = 0.03 * len(lines) <= indents <= 0.8 * len(lines) and any(
        row.indent < _INDENTED for row in wide
    )
    marked = [row for row in lines if row.marked]
    regular = indented and _most(marked, [row for row in marked if row.indent >= _INDENTED])
    if (longest := _counted(lines)) is not None:
        return _Page(float(longest), 0.0, indented, 0, regular, counted=True)
    if indented:
        return _Page(measure, 0.0, True, _paragraph_gap(rows), regular)
    first = _first_widths(rows, measure)
    lost = 0.0 if first and median_high(first) > measure - 1 else _USUAL_INDENT
    return _Page(measure, lost, False, _paragraph_gap(rows), lost > 0 and bool(first))


def _most(rows: Sequence[Row], some: Sequence[Row]) -> bool:
    """Whether ``some`` of the rows are more than half of them, and of more than a few."""
    return len(some) >= _FEWEST_MARKED and len(some) > 0.5 * len(rows)


def _paragraph_gap(rows: Sequence[Row]) -> int:
    """The empty lines between paragraphs; 0 where there are none, or where they are the ends of pages."""
    gaps = Counter(row.gap for row in rows[1:])
    rare = sum(count for gap, count in gaps.items() if gap)
    if gaps.most_common(1)[0][0] or not 0 < rare <= 0.5 * len(rows):
        return 0
    marked = [row for row in rows[1:] if row.marked]
    pages = len(marked) >= _FEWEST_MARKED and not _most(marked, [row for row in marked if row.gap])
    return 0 if pages else 1


def _counted(lines: Sequence[Row]) -> int | None:
    """The number of characters after which a program broke the lines: many lines have exactly so many, none has more."""
    lengths = Counter(row.length for row in lines)
    longest = max(lengths)
    widths = Counter(row.width + row.indent for row in lines)
    exact = lengths[longest]
    narrow = sum(1 for row in lines if row.length == longest and row.width + row.indent < longest - 1)
    return longest if exact >= 4 and narrow >= 2 and exact > max(widths.values()) else None


def _first_widths(rows: Sequence[Row], measure: float) -> list[float]:
    """The widths of full lines that begin a provision; empty where there are too few to tell.

    Where they are as wide as all other lines first lines have no indent; otherwise they lost it.
    """
    first = [
        row.width
        for row, below in pairwise(rows)
        if row.marked and not below.marked and row.width >= 0.85 * measure and row.text[-1] not in TERMINAL
    ]
    return first if len(first) >= 2 else []


def _breaks_sentences(rows: Sequence[Row], full: Sequence[int], lines: int) -> bool:
    """Whether full lines stop in the middle of sentences often enough to be lines of paper."""
    if len(full) < 3 or len(full) < 0.15 * lines:
        return False
    followed = [i for i in full if i + 1 < len(rows) and not rows[i + 1].stands_alone]
    broken = [
        i
        for i in followed
        if rows[i].text[-1] not in TERMINAL
        and not rows[i + 1].marked
        and (_INNER.search(rows[i].text) or _INNER.search(rows[i + 1].text))
    ]
    return len(broken) >= 3 and len(broken) >= 0.4 * len(followed)


class _Paragraphs:
    """Walks down the lines of a printed page and decides where paragraphs begin."""

    def __init__(self, rows: Sequence[Row], page: _Page) -> None:
        self._rows = rows
        self._page = page
        self._begin = 0  # the row that began the paragraph at hand
        self._copies = False  # inside the list of bodies that get copies

    def breaks(self) -> list[bool]:
        """For each row whether it begins a paragraph."""
        found = [True]
        for index in range(1, len(self._rows)):
            begins = self._begins(index)
            if begins:
                self._begin = index
                self._copies = self._rows[index].begins_copies or (
                    self._copies and not self._rows[index].stands_alone
                )
            found.append(begins)
        return found

    def _begins(self, index: int) -> bool:
        rows, page = self._rows, self._page
        above, row = rows[index - 1], rows[index]
        if (above.stands_alone and not above.text.startswith("附")) or row.stands_alone or row.begins_copies:
            return True
        if (
            above.is_attachment
            and not above.text.rstrip("0123456789").endswith(("：", ":"))
            and len(above.text) < 8
        ):
            return True
        if above.text[-1] in _NEVER_LAST or row.text[0] in _CLOSES:
            return False
        if self._copies or self._rows[self._begin].begins_copies:
            return above.text.endswith("。") or row.is_colophon
        if self._continues_with_units(index):
            return False
        paragraph = "".join(other.text for other in rows[max(self._begin, index - _LOOK_BACK) : index])
        ended = _ends_sentence(paragraph) and not _open_brackets(paragraph[-400:])
        room = self._room(index)
        if row.marked:
            return ended or room >= 1 or self._is_next_mark(paragraph, index)
        if self._is_signature(index) and not _open_brackets(paragraph[-400:]):
            return True
        if page.indented and row.indent >= _INDENTED and (ended or room >= 1 or above.indent >= _INDENTED):
            return True
        if page.gap and row.gap >= page.gap and (ended or room >= 2):
            return True
        if _open_brackets(paragraph[-400:]):
            return room >= 6
        if not ended and above.text[-1] in "，、":
            return False
        if page.counted:
            return room > 0 or (ended and above.text[-1] in "：:")
        if not ended:
            return room >= 3 or (self._heads(index - 1) and (room >= 1 or self._lacks_indent(index)))
        if above.text[-1] in "：:":
            return True
        if self._has_no_indent(row):
            return room >= _SHORT_LINE
        return room > 0 or (not page.indented and self._lacks_indent(index))

    def _continues_with_units(self, index: int) -> bool:
        """Whether this line begins with the bracket that says who carries the provision out, without a sign that it
        was set as a paragraph of its own: an indent, an empty line, a line above that stops short."""
        row = self._rows[index]
        if row.marked or not _UNIT_LIST.match("".join(other.text for other in self._rows[index : index + 3])):
            return False
        indented = self._page.indented and row.indent >= _INDENTED
        apart = self._page.gap and row.gap >= self._page.gap
        return not indented and not apart and self._room(index) < _SHORT_LINE

    def _has_no_indent(self, row: Row) -> bool:
        """Whether a line begins at the margin where paragraphs begin with an indent: none is there, or, where indents
        were lost, the line is as wide as only a line without one can be."""
        page = self._page
        if page.indented or not page.regular:
            return page.regular and row.indent < _INDENTED
        return row.width > page.measure - page.lost_indent + 1

    def _room(self, index: int) -> float:
        """How many more characters the line above could have held behind the first word of this line; negative: the
        word did not fit."""
        above, row = self._rows[index - 1], self._rows[index]
        if self._page.counted:
            return self._page.measure - above.length
        token = _TOKEN.match(row.text)
        first = self._begin == index - 1
        used = (
            above.width
            + (above.indent if self._page.indented else 0)
            + (self._page.lost_indent if first else 0)
        )
        return self._page.measure - used - (width(token[0]) if token else 1) + 0.5

    def _lacks_indent(self, index: int) -> bool:
        """Whether this line is full but for an indent, so that it must be the first of a paragraph."""
        if index + 1 >= len(self._rows):
            return False
        row, below = self._rows[index], self._rows[index + 1]
        if row.text[-1] in TERMINAL or below.marked or below.stands_alone:
            return False
        token = _TOKEN.match(below.text)
        room = self._page.measure - row.width - (width(token[0]) if token else 1)
        return 0.5 <= room <= 1.5

    def _heads(self, index: int) -> bool:
        """Whether a line is all of a heading: it bears a mark such as 一、 and has no punctuation of a sentence."""
        row = self._rows[index]
        return (
            self._begin == index
            and _HIGH_MARK.match(row.text) is not None
            and _INNER.search(row.text[3:]) is None
        )

    def _is_next_mark(self, paragraph: str, index: int) -> bool:
        """Whether the mark follows a heading that filled its line, rather than being part of a sentence."""
        return (
            self._begin == index - 1
            and _MARK_HEADING.match(paragraph) is not None
            and self._rows[self._begin].marked
        )

    def _is_signature(self, index: int) -> bool:
        """Whether this line is the name above a date."""
        rows = self._rows
        for below in range(index + 1, min(index + 5, len(rows))):
            if rows[below].is_date:
                return all(_SIGNATURE.match(rows[i].text) for i in range(index, below)) and (
                    rows[index - 1].text[-1] in TERMINAL or rows[index].width <= 0.75 * self._page.measure
                )
        return False
