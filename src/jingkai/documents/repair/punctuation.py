"""Half-width punctuation in Chinese text, by context; brackets in pairs; 〔〕 around the year of a document number.

Nothing is changed inside numbers (1,000; 10:30), Latin text, web and e-mail addresses and formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jingkai.documents.repair.characters import HAN, SPACE, TONED, width
from jingkai.documents.repair.script import is_traditional
from jingkai.documents.revision import Edit, Revision

_CHINESE = re.compile(f"[{HAN}，。；：？！、“”‘’（）《》〈〉〔〕【】「」『』…—·℃％]")
_HAN = re.compile(f"[{HAN}]")
_CANDIDATE = re.compile(
    r"[,;:?!()\"＂'\[\]【】﹝﹞〈〉［］｡､「」『』]|\.(?= ?[”’》〉“‘（《〈]| ?$)|<<|^[―─－–-]{2}|——|[(（]\d{4}[)）]",
    re.MULTILINE,
)
_PROTECTED = re.compile(
    r"(?:(?:https?|ftp)://|www\.)(?:(?![,;:!?)]+(?:[\u4e00-\u9fff]|$))[^\s\u3000-\u303f\u4e00-\u9fff（）“”，；])+"
    r"|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|\d{1,2}[:]\d{2}(?:[:]\d{2})?(?!\d)"
    r"|(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)"
    r"|&[A-Za-z]{2,8};|&#\d+;"
    rf"|[(（][{SPACE}]?[a-zü\u0300-\u030c]*[{TONED}\u0300-\u030c][a-zü\u0300-\u030c]*[{SPACE}]?[)）]",
    re.ASCII,
)
_OPEN, _CLOSE = r"[\[【(（﹝〈［〔]", r"[\]】)）﹞〉］〕]"
_DOCUMENT_NUMBER = re.compile(
    rf"(?<=[{HAN}])[{SPACE}]*({_OPEN})[{SPACE}]*(?:19|20)\d\d[{SPACE}]*年?[{SPACE}]*({_CLOSE})"
    rf"[{SPACE}]*第?[{SPACE}]*\d{{1,5}}[{SPACE}]*号(?![楼线机院门车店厅井])"
)
_MARKS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_SIMPLE = {"｡": "。", "､": "、"}
_CORNER = {"「": "“", "」": "”", "『": "‘", "』": "’"}
_DASH_START = re.compile(rf"(?:--|――|──|－－|––|—-|-—)(?=[{HAN}“])")
_DASHES = re.compile(rf"(?<=[{HAN}，。”])(?:――|──)(?=[{HAN}“])")
_DOUBLE_ANGLE = re.compile(r"<<([^<>\n]{2,100})>>")
_SINGLE_QUOTED = re.compile(r"(?<![A-Za-z0-9])'([^'\n]{1,80})'")
_QUESTION = re.compile("吗|呢|何|什么|怎|哪|谁|多少|是否|能否|可否|几")
_AFTER_STOP = "\"'＂”’）)》〉】“‘（(《〈【「『」』"
_NUMBERING = re.compile(r"[(（]?(?:第?[一二三四五六七八九十百]{1,4}[章节条]?)[)）]?\.")
_OPERATORS = frozenset("×*/÷^=+＝＋-")


def _holds_han(match: re.Match[str]) -> bool:
    return _HAN.search(match[1]) is not None


def write_chinese_punctuation(revision: Revision) -> int:
    """Write punctuation in Chinese form where it stands in Chinese text; return the number of edits."""
    text = revision.text
    if not _CANDIDATE.search(text):
        return 0
    corners = ("「" in text or "『" in text) and is_traditional(revision.received)
    edits: list[Edit] = []
    done = -1
    for match in _CANDIDATE.finditer(text):
        if match.start() <= done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.start())
        end = len(text) if end < 0 else end
        done = end
        line = text[start:end]
        if _HAN.search(line):
            edits.extend(_Line(line, start, corners).edits())
    return revision.apply(edits)


class _Line:
    """One line on which punctuation is judged; ``new`` maps a place to (length, what to write there)."""

    def __init__(self, line: str, start: int, corners: bool) -> None:
        self._line = line
        self._start = start
        self._corners = corners
        self._new: dict[int, tuple[int, str]] = {}
        self._locked = bytearray(len(line))
        for match in _PROTECTED.finditer(line):
            self._locked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())

    def edits(self) -> Iterator[Edit]:
        """The edits of this line, offsets in the whole text."""
        self._document_numbers()
        self._brackets()
        self._quotes()
        self._marks()
        self._dashes()
        for at, (length, new) in self._new.items():
            yield Edit(self._start + at, self._start + at + length, new, "punctuation")

    def _write(self, at: int, new: str, length: int = 1) -> None:
        if self._line[at : at + length] != new:
            self._new[at] = (length, new)

    def _at(self, index: int) -> str:
        """The character at a place as it will be, or ``""`` outside the line."""
        if not 0 <= index < len(self._line):
            return ""
        return self._new[index][1] if index in self._new else self._line[index]

    def _chinese(self, index: int) -> bool:
        character = self._at(index)
        return bool(character) and _CHINESE.match(character) is not None

    def _document_numbers(self) -> None:
        for match in _DOCUMENT_NUMBER.finditer(self._line):
            for group, new in ((1, "〔"), (2, "〕")):
                self._write(match.start(group), new)
                self._locked[match.start(group)] = 1

    def _brackets(self) -> None:
        stack: list[int] = []
        pairs: list[tuple[int, int]] = []
        for at, character in enumerate(self._line):
            if self._locked[at]:
                continue
            if character in "(（":
                stack.append(at)
            elif character in ")）" and stack:
                pairs.append((stack.pop(), at))
        for left, right in sorted(pairs):
            if self._line[left] == "（" and self._line[right] == "）":
                continue
            if self._is_chinese_pair(left, right):
                self._write(left, "（")
                self._write(right, "）")
        paired = {at for pair in pairs for at in pair}
        for at, character in enumerate(self._line):
            if character in "()" and at not in paired and not self._locked[at] and self._is_lone_bracket(at):
                self._write(at, "（" if character == "(" else "）")

    def _is_lone_bracket(self, at: int) -> bool:
        """Whether a bracket whose other half was lost stands in Chinese: after 1 as in 1) it is a mark, not a half."""
        before, after = self._chinese(at - 1), self._chinese(at + 1)
        if self._line[at] == "(":
            return after and (before or at == 0)
        return before and (after or at + 1 == len(self._line) or self._at(at + 1) in ",;:.")

    def _is_chinese_pair(self, left: int, right: int) -> bool:
        if self._line[left] == "（" or self._line[right] == "）":
            return True
        if _CHINESE.search(self._line, left + 1, right):
            return True
        if self._at(right + 1) in _OPERATORS or self._at(left - 1) in _OPERATORS:
            return False
        if left > 1 and self._line[left - 1] in ",;:" and self._chinese(left - 2):
            return True
        return self._chinese(left - 1) or (left == 0 and self._chinese(right + 1))

    def _quotes(self) -> None:
        places = [
            at for at, character in enumerate(self._line) if character in '"＂“”' and not self._locked[at]
        ]
        straight = [at for at in places if self._line[at] in '"＂']
        if straight:
            new: dict[int, str] = {}
            opened = False
            balanced = True
            for at in places:
                if at in straight:
                    new[at] = "”" if opened else "“"
                    opened = not opened
                else:
                    balanced = balanced and (self._line[at] == "“") != opened
                    opened = self._line[at] == "“"
            if balanced and not opened and self._quotes_chinese(places):
                for at, quote in new.items():
                    self._write(at, quote)
        for match in filter(_holds_han, _SINGLE_QUOTED.finditer(self._line)):
            self._write(match.start(), "‘")
            self._write(match.end() - 1, "’")
        if self._corners:
            for at, character in enumerate(self._line):
                if character in _CORNER:
                    self._write(at, _CORNER[character])

    def _quotes_chinese(self, places: list[int]) -> bool:
        """Whether every pair holds Chinese or stands in Chinese."""
        return all(
            _HAN.search(self._line, left, right) or self._chinese(left - 1) or self._chinese(right + 1)
            for left, right in zip(places[::2], places[1::2], strict=False)
        )

    def _marks(self) -> None:
        line = self._line
        for at, character in enumerate(line):
            if self._locked[at]:
                continue
            if character in _MARKS and self._is_chinese_mark(at, character):
                after = at + 1
                while after < len(line) and line[after] == " ":
                    after += 1
                self._write(at, _MARKS[character], after - at if after < len(line) else 1)
            elif character in _SIMPLE:
                self._write(at, _SIMPLE[character])
            elif character == "." and self._ends_sentence(at):
                self._write(at, "。", 2 if line[at + 1 : at + 2] == " " and at + 2 < len(line) else 1)

    def _ends_sentence(self, at: int) -> bool:
        """Whether a point is a full stop: behind Chinese, at the end of a line of some length or before a bracket or
        quotation mark; behind the mark of a provision (一.) it is none."""
        line = self._line
        following = at + 1 + (line[at + 1 : at + 2] == " ")
        at_end = following >= len(line)
        if not at_end and line[following] not in _AFTER_STOP:
            return False
        if _NUMBERING.fullmatch(line, 0, at + 1) or width(line) < 6:
            return False
        before = self._at(at - 1)
        return (self._chinese(at - 1) and before not in "…，。；：、“‘（《") or (at_end and before == "%")

    def _is_chinese_mark(self, at: int, character: str) -> bool:
        following = at + 1
        while self._at(following) == " ":
            following += 1
        before, after = self._chinese(at - 1), self._chinese(following)
        if character == "?":
            asks = _QUESTION.search(self._line, max(at - 40, 0), at) is not None
            return before and asks and (after or following >= len(self._line))
        at_end = following >= len(self._line)
        if character == "!":
            return (before and (after or at_end)) or (at_end and self._ends_chinese(at))
        if character == ":" and self._at(following) == "/":
            return False
        if character in ",;" and self._at(at - 1) in ("%", "℃") and self._at(following).isdigit():
            return _HAN.search(self._line, max(0, at - 12), at) is not None  # 占比58%,7家企业
        return before or ((after or at_end) and self._ends_chinese(at))

    def _ends_chinese(self, at: int) -> bool:
        """Whether what stands before a mark is a word or figure of a Chinese sentence."""
        before = self._at(at - 1)
        return before.isalnum() or before in ("%", "％", "℃", ")")

    def _dashes(self) -> None:
        if match := _DASH_START.match(self._line):
            self._write(0, "——", match.end())
        for match in _DASHES.finditer(self._line):
            self._write(match.start(), "——", 2)
        for match in filter(_holds_han, _DOUBLE_ANGLE.finditer(self._line)):
            self._write(match.start(), "《", 2)
            self._write(match.end() - 2, "》", 2)
