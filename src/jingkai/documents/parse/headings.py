"""Headings apart from text: a heading on its own line, or run in before the text and closed by 。

Nothing but shape decides: length, commas, what stands below, and the habit of the marks of the same rank in the
same document. A single short sentence among many long ones is text; the same sentence among twenty short ones
that all open a paragraph is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jingkai.documents.parse.drafts import Draft
from jingkai.documents.parse.marks import Rank

_LINE_LENGTH = 45
_CLAUSE_LENGTH = 15
_RUN_IN_LENGTH = 30
_PARAGRAPH_LENGTH = 22
_ALL_ALIKE = 3
_COLON_LENGTH = 12
_HABIT = 0.5
_LOCAL_HABIT = 0.6

_DIVISIONS = (Rank.PART, Rank.CHAPTER, Rank.SECTION)
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?:[%％万亿元个家吨天日年月倍]|以上|工作日)")
_NAMES_A_MATTER = re.compile(r"^关于[^，]+问题$|^[^，]+(?:行动|工程|计划)$")
_BRACKETS_ONLY = re.compile(r"(?:[（(][^（）()]*[）)][。]?)+$")
_LEAD_IN = re.compile(r"下列|如下|以下|之一|包括|是指|分别|例如|要求$|的$|时$|应当")
_ATTRIBUTE = re.compile(
    r"责任|牵头|配合|单位|部门|联系|电话|时限|地址|邮箱|网址|依据|附件|注$|备注|说明|来源|抄送"
)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_BRACKETED = re.compile(r"[【〔\[](?P<heading>[^】〕\]]{2,30})[】〕\]]\s*")
_OFFICE = "(?:局|厅|委|部|署|办|办公室|委员会|处|科|中心|政府|街道|海关|公司|集团|银行|总队|支队|[各县市镇]区|部门|单位)"
_UNIT_BRACKET = re.compile(
    rf"[（(](?:(?:责任|牵头|配合|主办|承办|协办|主管|实施|落实|主责)[^（）()]*"
    rf"|[^（）()]*{_OFFICE}[^（）()]{{0,12}}(?:负责|落实|牵头|配合|参与|协同|协助|实施|主办|承办)[^（）()]*"
    rf"|[^（）()，。；：]{{2,16}}{_OFFICE}(?:[、，；][^（）()。：]{{2,24}})*[、，；][^（）()。：、，；]{{1,20}}{_OFFICE}等?)[）)]。?$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """Words of a heading, and where the text behind it begins, counted from the start of the draft's body."""

    words: str
    length: int


NO_HEADING = Heading("", 0)


def read_headings(drafts: Iterable[Draft]) -> dict[Draft, Heading]:
    """Decide for every draft of one body which part of its line is heading.

    Drafts that have none are left out of the result.
    """
    everything = list(drafts)
    found: dict[Draft, Heading] = {}
    for draft in everything:
        heading = _line_heading(draft) if draft.numbered else None
        if heading:
            found[draft] = heading
    for rank in Rank:
        _drop_sentences([draft for draft in everything if draft.rank is rank], found)
        _run_in_by_habit([draft for draft in everything if draft.rank is rank], found)
    for draft in everything:
        own = [child for child in draft.children if not child.numbered]
        _paragraphs_by_habit(own, found)
    _leaves_by_habit(everything, found)
    return found


def _line_heading(draft: Draft) -> Heading | None:
    """A heading that fills its line, because of what stands below it (or because a chapter has nothing else)."""
    body = draft.body.text
    if not body or draft.rank is Rank.BULLET:
        return None
    bracketed = _BRACKETED.match(body)
    if bracketed and draft.rank in (Rank.CLAUSE, Rank.ARTICLE):
        return Heading(bracketed["heading"], bracketed.end())
    if (draft.rank in _DIVISIONS or draft.children) and (told := _before_units(body)):
        return told
    if draft.rank in _DIVISIONS:
        return _whole(body) if "。" not in body[:-1] else None
    if not draft.children or not _fills_line(body):
        return None
    if draft.rank is Rank.CLAUSE and (len(body) > _CLAUSE_LENGTH or re.search("[。：]$", body)):
        return None
    return _whole(body)


def _before_units(body: str) -> Heading | None:
    """The heading in front of who is responsible for all that stands below: 三、提升水平（外资处牵头）."""
    units = _UNIT_BRACKET.search(body)
    if units is None or not 2 <= units.start() <= _LINE_LENGTH:
        return None
    words = body[: units.start()].rstrip("。 ")
    return Heading(words, units.start()) if _fills_line(words) else None


def _drop_sentences(same: Sequence[Draft], found: dict[Draft, Heading]) -> None:
    """A long line that closes with 。 is no heading where no others of its rank, or hardly any, have one."""
    if len([draft for draft in same if draft in found]) * 2 > len(same):
        return
    for draft in same:
        if draft in found and len(draft.body.text) > _CLAUSE_LENGTH and draft.body.text.endswith("。"):
            del found[draft]


def _fills_line(body: str) -> bool:
    """Whether a line has the shape of a heading: short, one sentence at most, hardly a comma."""
    words = body.rstrip("。：:")
    if (
        len(words) > _LINE_LENGTH
        or body.count("，") > 2
        or re.search("[。；！？]", words)
        or body.endswith(("；", "，", "、"))
    ):
        return False
    if _UNIT_BRACKET.search(words):
        return False
    if body.endswith(("：", ":")):
        return len(words) <= _COLON_LENGTH and not _LEAD_IN.search(words) and "，" not in words
    return not (body.endswith("。") and (_FIGURE.search(words) or body.count("，") > 1))


def _whole(body: str) -> Heading:
    return Heading(
        _SPACED.sub("", body.rstrip("。：:").rstrip()) if len(body) <= 8 else body.rstrip("。：:"), len(body)
    )


def _run_in(body: str, limit: int) -> Heading | None:
    """The first sentence of ``body`` where it has the shape of a run-in heading and text follows it."""
    end = body.find("。")
    colon = re.search("[：:]", body[: _COLON_LENGTH + 1])
    if colon and colon.start() >= 2 and not re.search("[，。；（《“]", body[: colon.start()]):
        words = body[: colon.start()]
        if _ATTRIBUTE.search(words) or _LEAD_IN.search(words) or not body[colon.end() :].strip():
            return None
        return Heading(words, _skip_space(body, colon.end()))
    if end < 2 or end > limit:
        return None
    words, rest = body[:end], body[end + 1 :].strip()
    if (
        not rest
        or _BRACKETS_ONLY.match(rest)
        or words.count("，") > 1
        or re.search("[；：！？]|[一二三四五]是|施行|废止|负责解释", words)
    ):
        return None
    if (
        (_FIGURE.search(words) and not _NAMES_A_MATTER.search(words))
        or words.count("“") != words.count("”")
        or words.count("（") != words.count("）")
    ):
        return None
    return Heading(words, _skip_space(body, end + 1))


def _skip_space(body: str, at: int) -> int:
    while at < len(body) and body[at].isspace():
        at += 1
    return at


def _run_in_by_habit(drafts: Sequence[Draft], found: dict[Draft, Heading]) -> None:
    """Accept run-in headings of one rank where they are the habit of the document or of the list they stand in."""
    if not drafts or drafts[0].rank in _DIVISIONS or drafts[0].rank is Rank.CLAUSE:
        return
    open_drafts = [draft for draft in drafts if draft not in found and draft.body.text]
    candidates = {
        draft: heading
        for draft in open_drafts
        if (heading := _run_in(draft.body.text, _RUN_IN_LENGTH)) is not None
    }
    if not candidates:
        return
    several = len(candidates) > 1 or len(open_drafts) == 1
    general = several and len(candidates) >= _HABIT * len(open_drafts)
    siblings = Counter(draft.parent for draft in open_drafts)
    alike = Counter(draft.parent for draft in candidates)
    for draft, heading in candidates.items():
        size = siblings[draft.parent]
        if general or (size >= 3 and alike[draft.parent] >= _LOCAL_HABIT * size):
            found[draft] = heading


def _paragraphs_by_habit(paragraphs: Sequence[Draft], found: dict[Draft, Heading]) -> None:
    longer = {
        draft: heading
        for draft in paragraphs
        if (heading := _run_in(draft.body.text, _RUN_IN_LENGTH)) is not None
        and "：" not in draft.body.text[:13]
    }
    if len(longer) == len(paragraphs) >= _ALL_ALIKE:
        found.update(longer)
        return
    candidates = {
        draft: heading for draft, heading in longer.items() if len(heading.words) <= _PARAGRAPH_LENGTH
    }
    if len(candidates) >= 2 and len(candidates) >= _HABIT * len(paragraphs):
        found.update(candidates)


def heading_like(text: str, following: Sequence[Draft], found: Mapping[Draft, Heading]) -> Heading | None:
    """The run-in heading of a paragraph that begins on the line of its mark, where the paragraphs below it have one."""
    alike = following and all(draft in found for draft in following)
    return _run_in(text, _RUN_IN_LENGTH) if alike else None


def _leaves_by_habit(drafts: Sequence[Draft], found: dict[Draft, Heading]) -> None:
    """A 一、 with nothing below it is a heading where the other 一、 are: its text was lost."""
    for rank in (Rank.ARTICLE, Rank.SUBARTICLE):
        same = [draft for draft in drafts if draft.rank is rank]
        headed = [draft for draft in same if draft in found and found[draft].length == len(draft.body.text)]
        for draft in same:
            body = draft.body.text
            bare = bool(body) and len(body) <= _RUN_IN_LENGTH and not re.search("[。；：，！？]", body)
            if draft not in found and not draft.children and bare and len(headed) * 2 >= len(same):
                found[draft] = _whole(body)
