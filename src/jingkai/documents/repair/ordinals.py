"""Lost ordinals: web copies delete 第一 as a word of advertising law, so a plan begins with 「章 …」 and 「节 …」.

An ordinal is put back only where the numbers around it leave no other: nothing of its kind before it in its scope
and 第二 next, or neighbours with room for just the lost ones. Everything else is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jingkai.documents.parse.lines import Paragraph, paragraphs
from jingkai.documents.parse.marks import Rank, read_mark
from jingkai.documents.parse.parts import is_addressee, is_contents
from jingkai.documents.revision import Edit, Revision
from jingkai.kernel.language import gettext as _
from jingkai.kernel.numerals import to_chinese

KIND = "ordinal"

_RANKS = {
    "编": Rank.PART,
    "篇": Rank.PART,
    "章": Rank.CHAPTER,
    "节": Rank.SECTION,
    "条": Rank.CLAUSE,
}
_BROKEN_DIVISION = re.compile(r"(?P<ordinal>第?)\s*(?P<unit>[编篇章节条])(?P<gap>\s*)(?P<rest>\S.*)")
_BROKEN_ARTICLE = re.compile(r"、\s*[\u4e00-\u9fff]")
_BROKEN_SUBARTICLE = re.compile(r"（\s*）\s*[\u4e00-\u9fff“《]")
_PURPOSE = re.compile("为(?!了?其|此|期|主|准|限)|根据|依据|依照|按照|遵照")
"""How the first article of rules begins: with its purpose or its ground."""
_HEADING = re.compile(r"[^。；，：！？、|]{2,24}")
_SENTENCE_END = ("。", "；", "：")
_MOST_LOST = 5
_SURE = 0.99
_LIKELY = 0.95


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that has a number of some rank, or that has lost it (``number`` is ``None``).

    ``insert`` is the offset where the ordinal belongs, ``form`` what to put in with ``{}`` for the number;
    ``purpose``: an article that begins as the first of rules does.
    """

    line: int
    rank: Rank
    number: int | None
    insert: int = 0
    form: str = ""
    spaced: bool = False
    purpose: bool = False
    confidence: float = _SURE


def infer_ordinals(revision: Revision) -> int:
    """Put back ordinals that the structure around proves; return how many.

    Every edit is an insertion of kind ``ordinal`` (``章 总则`` → ``第一章 总则``), so that a parser can mark the
    provision as inferred.
    """
    lines = paragraphs(revision.text)
    entries = list(_entries(lines))
    edits: list[Edit] = []
    for index, entry in enumerate(entries):
        if entry.number is None:
            number = _proven(entries, index)
            if number is not None:
                reason = _("the numbers around leave no other ordinal")
                after = entry.form.format(to_chinese(number))
                edits.append(Edit(entry.insert, entry.insert, after, KIND, entry.confidence, reason))
    edits.extend(_bare_first_articles(lines, entries))
    return revision.apply(edits)


def _entries(lines: Sequence[Paragraph]) -> Iterator[_Entry]:
    for index, line in enumerate(lines):
        mark = read_mark(line.text)
        if mark is not None:
            if mark.number is not None and mark.rank <= Rank.SUBARTICLE:
                spaced = line.text[mark.length - 1 : mark.length].isspace()
                yield _Entry(index, mark.rank, mark.number, spaced=spaced)
            continue
        broken = _BROKEN_DIVISION.match(line.text)
        if broken and _may_be_division(broken):
            form = "{}" if broken["ordinal"] else "第{}"
            offset = line.start + broken.start("unit")
            purpose = broken["unit"] == "条" and _PURPOSE.match(broken["rest"]) is not None
            yield _Entry(index, _RANKS[broken["unit"]], None, offset, form, bool(broken["gap"]), purpose)
        elif _BROKEN_ARTICLE.match(line.text):
            yield _Entry(index, Rank.ARTICLE, None, line.start, "{}")
        elif _BROKEN_SUBARTICLE.match(line.text):
            yield _Entry(index, Rank.SUBARTICLE, None, line.start + 1, "{}")


def _may_be_division(broken: re.Match[str]) -> bool:
    """Only an article of law may hold sentences behind 条; the others are headings."""
    return broken["unit"] == "条" or (len(broken["rest"]) <= 40 and not re.search("[。；]", broken["rest"]))


def _proven(entries: Sequence[_Entry], index: int) -> int | None:
    """The one number that fits: between the numbers before and behind there is room for the lost ones and no more."""
    entry = entries[index]
    before, lost_before = _neighbour(entries, range(index - 1, -1, -1), entry)
    behind, lost_behind = _neighbour(entries, range(index + 1, len(entries)), entry)
    if behind is None or behind.number is None:
        return None
    if entry.purpose and behind.number == 2 and not lost_behind and not lost_before:
        # rules enclosed in a decision begin their articles anew, whatever was counted before
        return 1 if before is None or before.number != 1 else None
    if entry.rank <= Rank.CLAUSE and entry.spaced != behind.spaced:
        return None
    first = before.number if before is not None and before.number is not None else 0
    fits = behind.number - first == lost_before + lost_behind + 2
    return first + lost_before + 1 if fits else None


def _neighbour(entries: Sequence[_Entry], indices: range, entry: _Entry) -> tuple[_Entry | None, int]:
    """The nearest numbered entry of the same rank in the same scope, and how many lost ones lie between.

    A mark of a higher rank ends the scope; articles of law 条 run on through chapters, so nothing ends theirs.
    """
    lost = 0
    for index in indices:
        other = entries[index]
        if other.rank is entry.rank:
            if other.number is not None:
                return other, lost
            lost += 1
            if lost > _MOST_LOST:
                break
        elif other.rank < entry.rank and entry.rank is not Rank.CLAUSE:
            break
    return None, lost


def _bare_first_articles(lines: Sequence[Paragraph], entries: Sequence[_Entry]) -> Iterator[Edit]:
    """A heading that lost its whole 一、: the only bare short line before 二、 …, whose own line is as short.

    Running text or an addressee (or a chapter's line) must stand before it, so that it cannot be a title, and
    something must stand below it.
    """
    for position, entry in enumerate(entries):
        if entry.rank is not Rank.ARTICLE or entry.number != 2:
            continue
        before, lost = _neighbour(entries, range(position - 1, -1, -1), entry)
        if before is not None or lost:
            continue
        higher = [other.line for other in entries[:position] if other.rank < Rank.ARTICLE]
        start = higher[-1] + 1 if higher else _behind_head(lines, entry.line)
        heading = lines[entry.line].text[2:].strip()
        if start is None or not _HEADING.fullmatch(heading):
            continue
        bare = [
            index
            for index in range(start, entry.line)
            if _HEADING.fullmatch(lines[index].text) and read_mark(lines[index].text) is None
        ]
        if len(bare) != 1 or bare[0] + 1 >= entry.line or is_contents(lines[bare[0]].text):
            continue
        if not all(lines[index].text.endswith(_SENTENCE_END) for index in range(start, bare[0])):
            continue
        reason = _("the only heading without a number, and the next one is 二、")
        offset = lines[bare[0]].start
        yield Edit(offset, offset, "一、", KIND, _LIKELY, reason)


def _behind_head(lines: Sequence[Paragraph], end: int) -> int | None:
    """The first line behind the addressee or behind the first sentence of the document."""
    for index in range(end):
        text = lines[index].text
        if is_addressee(text) or text.endswith("。"):
            return index + 1
    return None
