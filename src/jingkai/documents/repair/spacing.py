"""Spaces inside Chinese text: ``5 号``, ``2024年 1月 22日``, a line set with a space between all characters.

Spaces that separate stay: behind 第一条, between the parts of a colophon, between joint issuers, around Latin words.
"""

from __future__ import annotations

import re

from jingkai.documents.repair.characters import CHINESE_NUMERAL, HAN, SPACE
from jingkai.documents.revision import Edit, Revision

_ANY = re.compile(rf"(?<=[^\n])[{SPACE}]+(?=[^\n])")
_NUMBER = re.compile(
    rf"""
      (?<=\d)[{SPACE}]+(?=[年月日号])
    | (?<=[年月])[{SPACE}]+(?=\d{{1,2}}[{SPACE}]*[月日])
    | (?<=〕)[{SPACE}]+(?=第?[{SPACE}]*\d{{1,5}}[{SPACE}]*号)
    | (?<=[{HAN}])[{SPACE}]+(?=〔[{SPACE}]*(?:19|20)\d\d)
    | (?<=〔)[{SPACE}]+(?=\d{{4}}) | (?<=\d)[{SPACE}]+(?=〕)
    | (?<=第)[{SPACE}]+(?=[\d{CHINESE_NUMERAL}]{{1,5}}[{SPACE}]*[编章节条款项号批期次届])
    | (?<=[\d{CHINESE_NUMERAL}])[{SPACE}]+(?=[编章节条](?:[{SPACE}]|$))
    | (?<=[（(《“〔【])[{SPACE}]+ | (?<![{SPACE}])[{SPACE}]++(?=[）)》”〕】，。；：、！？])
    | (?<=[，。；、！？：])[{SPACE}]+(?=[{HAN}“《（\dA-Za-z])
    """,
    re.VERBOSE,
)
_LABEL = re.compile(
    rf"(?:[{CHINESE_NUMERAL}]{{1,4}}[、.．]|（[{CHINESE_NUMERAL}\d]{{1,4}}）|\d{{1,3}}[.．、]|[①-⑳]|——)([{SPACE}]+)(?=\S)"
)
_KEPT_LABEL = re.compile(
    rf"第[{CHINESE_NUMERAL}\d]{{1,5}}[编章节条](?:之[{CHINESE_NUMERAL}]{{1,2}})?[{SPACE}]+"
)
_BROKEN_ARTICLE = re.compile(rf"第?条[{SPACE}]+(?=[{HAN}]{{2}})(?![件例款令子文条理目码约])")
"""An article whose ordinal was deleted (``条　为规范…``): the space tells it from a word that begins with 条."""
_ASSIGNED = re.compile(
    r"（[^（）]*）|(?:责任|牵头|配合|参与|主办|协办|承办|实施|参加|主管|联系)(?:单位|部门)：[^（）。；]*"
)
"""Where units are named one after the other: a bracket, and what follows 责任单位：."""
_UNIT_SIGN = "厅局委部办会院行署社团所站处室校队"
_UNIT_WORD = "政府|中心|公司|集团|大学|海关"
_UNIT_GAP = re.compile(
    rf"(?<=[{HAN}]{{2}})(?<!社会)(?:(?<=[{_UNIT_SIGN}])|(?<={_UNIT_WORD}))[{SPACE}]+"
    rf"(?=(?![{HAN}]{{0,6}}(?:[分支]行|分局|分公司|办公[室厅]))[{HAN}]{{2,16}}"
    rf"(?:[{_UNIT_SIGN}]|{_UNIT_WORD})"
    rf"(?:分别|按职责|依职责)?(?:负责|牵头|配合|参与|等)?(?:[{SPACE}、，；。）（]|$))"
)
"""White space between two names of units: it stands for 、, without it the two read as one."""
_LETTER_SPACED = re.compile(rf"[{HAN}](?:[{SPACE}]+[{HAN}])+")
_LETTER_SPACED_PART = re.compile(
    rf"[{HAN}](?P<gap>[{SPACE}]+)[{HAN}](?:(?P=gap)[{HAN}](?![{HAN}])){{4,}}(?![{SPACE}]*[{HAN}][{SPACE}])"
)
"""Six or more single characters with equal gaps: a title spread out in print. Names in a list have wider gaps between."""
_INSIDE = re.compile(
    rf"(?<=[{HAN}，。；：、）》”])[{SPACE}]+(?=[{HAN}“《（])|(?<=[{HAN}])[{SPACE}]+(?=[\dA-Za-z])|(?<=[\d%A-Za-z])[{SPACE}]+(?=[{HAN}])"
)
_EVERYWHERE = re.compile(rf"(?<![A-Za-z])[{SPACE}]+|[{SPACE}]+(?![A-Za-z])")
_UNUSUAL = re.compile(
    rf"(?<![{SPACE}])[ \u3000]*+[\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u202f\u205f][{SPACE}]*"
)
_SENTENCE = re.compile("[，。；]")
_COLOPHON = re.compile(rf"[印][{SPACE}]*[发制]$")
_DATE_END = re.compile(
    rf"(?<![{SPACE}])[{SPACE}]++(?:19|20)\d\d[{SPACE}]*年[\d{SPACE}]+月[\d{SPACE}]+日(?:[{SPACE}]*印发)?$"
)
_TABLE = re.compile("[|｜\t]")
_RUNNING = 16
_LONGEST_TITLE = 100
_WIDE_GAPS = 0.2


def close_spaces(revision: Revision) -> int:
    """Remove spaces that are no part of Chinese text; write what other white space is left as plain spaces."""
    text = revision.text
    edits: list[Edit] = []
    done = -1
    for match in _ANY.finditer(text):
        if match.start() <= done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.start())
        done = end = len(text) if end < 0 else end
        line = text[start:end]
        for left, right, new in _line_spaces(line):
            edits.append(Edit(start + left, start + right, new, "space"))
    return revision.apply(edits)


def _line_spaces(line: str) -> list[tuple[int, int, str]]:
    """Spans of white space in one line with what to write instead; disjoint."""
    if _TABLE.search(line):
        return []
    found: dict[int, tuple[int, str]] = {}
    patterns = [_NUMBER]
    if _is_letter_spaced(line):
        patterns.append(_EVERYWHERE)
    elif len(line) >= _RUNNING and _SENTENCE.search(line) and not _COLOPHON.search(line):
        patterns.append(_INSIDE)
    apart = (_KEPT_LABEL.match(line), _BROKEN_ARTICLE.match(line), _DATE_END.search(line))
    keep = {match.end() for match in apart if match}
    for assigned in _ASSIGNED.finditer(line):
        keep.update(gap.end() for gap in _UNIT_GAP.finditer(line, assigned.start(), assigned.end()))
    if date := _DATE_END.search(line):
        keep.add(date.start() + len(date[0]) - len(date[0].lstrip()))
    kept = _KEPT_LABEL.match(line)
    if kept and _is_letter_spaced(line[kept.end() :]):
        for match in re.finditer(rf"[{SPACE}]+", line[kept.end() :]):
            found[kept.end() + match.start()] = (kept.end() + match.end(), "")
    for part in _LETTER_SPACED_PART.finditer(line) if len(line) <= _LONGEST_TITLE else ():
        for match in re.finditer(rf"[{SPACE}]+", part[0]):
            found[part.start() + match.start()] = (part.start() + match.end(), "")
    if label := _LABEL.match(line):
        found[label.start(1)] = (label.end(1), "")
    for pattern in patterns:
        for match in pattern.finditer(line):
            if match.end() not in keep:
                found.setdefault(match.start(), (match.end(), ""))
    for match in _UNUSUAL.finditer(line):
        if match[0] != "\u3000":
            found.setdefault(match.start(), (match.end(), " "))
    spans: list[tuple[int, int, str]] = []
    at = 0
    for left, (right, new) in sorted(found.items()):
        if left >= at and right > left:
            spans.append((left, right, new))
            at = right
    return spans


def _is_letter_spaced(line: str) -> bool:
    """Whether white space stands between all characters of a line, or between most of a long one."""
    gaps = re.findall(rf"[{SPACE}]+", line)
    spaces, wide = len(gaps), sum(len(gap) > 1 for gap in gaps)
    if spaces - wide and wide >= _WIDE_GAPS * spaces:
        return False  # names in a list, each spread out: ``王　某　　李　某``
    if _LETTER_SPACED.fullmatch(line):
        return all(len(part) == 1 for part in re.split(rf"[{SPACE}]+", line))
    return len(line) >= _RUNNING and spaces >= 0.33 * len(line)
