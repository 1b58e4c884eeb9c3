"""Citations: other documents that a provision names, by 《title》, by number, or by both.

``《…》（国发〔2023〕11号）`` is one citation. What the document says of itself is none. A short name that
the document gives (以下简称《意见》) stands for the full title wherever it is used. A document that is still to be made
(研究制定《…条例》) is cited as not enacted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jingkai.documents.mentions import Citation
from jingkai.documents.provision import Metadata
from jingkai.kernel.document_numbers import FoundNumber
from jingkai.kernel.document_numbers import find as find_numbers

_OPEN, _CLOSE = "《", "》"
_LONGEST_TITLE = 200
_BEHIND = re.compile(
    r"\s*[（(](?P<inside>[^（）()]{0,80}(?:[（(][^（）()]{0,80}[）)][^（）()]{0,80}){0,3})[）)]"
)
_ISSUED = re.compile("(?:印发|发布|转发|公布|下发|批转|颁布|下达|修订)[^《〈]{0,12}[《〈](?P<title>.+)[》〉]")
_BLANK = re.compile(
    "(?:表|申请书|报告书|通知书|承诺书|决定书|意见书|责任书|授权书|协议书|合同书|证明|证|执照|台账)$|^(?:章程|合同|协议)$"
    "|^[一-龥]{2,4}(?:日报|晚报|时报)$"
)
"""Titles of forms and papers that are filled in: 《申报表》 is no document that lays something down, nor is a newspaper."""

_ENCLOSED = re.compile("(?:详?见)?附(?:件|后|表)|附后")
_SHORT_NAME = re.compile(
    r"(?:以下|下)简?称(?:为)?(?:《(?P<title>[^》]+)》|“(?P<quoted>[^”]+)”|(?P<bare>[一-龥]{2,12}))"
)
_TO_BE_MADE = re.compile(
    r"(?:制定|制订|研究制定|研究出台|起草|草拟|拟订|拟定|编制|出台|制定出台|研究起草|制定完善|制定印发|出台实施|编制印发|"
    r"制定实施|编制出台|立法|颁布)(?:新版|本级|省级|市级|我省|我市|我区|新的)?$"
)
_MADE = re.compile(r"(?:已|已经|先后|依法|所|经)[^，。；]{0,10}$")
_PREFIX = re.compile(
    r"^[一-龥]{2,24}?(?:人民政府办公厅|人民政府办公室|人民政府|政府办公厅|办公厅|办公室|委员会|委|部|局|厅)?(?:关于)?(?:印发|发布|转发)?"
)
_SPACED = re.compile("(?<=[一-龥])[ \t\u3000]+(?=[一-龥])")
"""White space between issuers in a title or number (《甲厅 乙厅关于…》): copies differ in it, so it is left out."""

_ISSUERS = re.compile("(?:[一-龥]{1,14}[部委局署会办院行厅][ \t\u3000]+)+")
_NUMBER_ALONE = re.compile(r"[（(]\s*(?P<number>〔\s*(?:19|20)[0-9]{2}\s*〕\s*第?[0-9]{1,5}号)\s*[）)]")
"""A number without its issuer, as minutes cite each other: 《…会议纪要》（〔2031〕17号）."""

_LEADS_OVER = re.compile(r"[）)]?\s?(?:文件|印发的|发布的|下发的)?")
_NORMAL = re.compile(r"[\s“”‘’\"'《》〈〉（）()]")


@dataclass(frozen=True, slots=True)
class Names:
    """What a document calls itself and others.

    ``own`` titles and short names (normalised), its ``number``, and ``short``: short name → (title, number) of
    another document.
    """

    own: frozenset[str]
    number: str | None
    short: Mapping[str, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class _Titled:
    start: int
    end: int
    title: str


def gather_names(texts: list[str], metadata: Metadata) -> Names:
    """Read how a document calls itself and which short names it gives to others."""
    own = {normal for title in (metadata.title, metadata.wrapper) if (normal := _normal(title or ""))}
    own |= {stem for title in list(own) if (stem := title.removeprefix("关于"))}
    for title in (metadata.title, metadata.wrapper):
        if title and (inner := _ISSUED.search(title)):
            own.add(_normal(inner["title"]))
    short: dict[str, tuple[str, str | None]] = {}
    for text in texts:
        numbers = _Numbers(text)
        for titled in _titles(text):
            behind = _BEHIND.match(text, titled.end)
            named = _SHORT_NAME.search(behind["inside"]) if behind else None
            if behind is None or named is None:
                continue
            name = named["title"] or named["quoted"]
            if name is None:
                continue
            if _is_own(titled.title, own):
                own.add(_normal(name))
            else:
                number = numbers.within(behind.start("inside"), behind.end("inside"))
                short[_normal(name)] = (titled.title, str(number.number) if number else None)
    return Names(frozenset(own), _squeezed(metadata.number), short)


def find_citations(text: str, names: Names) -> tuple[Citation, ...]:
    """Return the citations of ``text`` in reading order."""
    if _OPEN not in text and "号" not in text:
        return ()
    numbers = _Numbers(text)
    used: set[int] = set()
    found: list[Citation] = []
    definitions = _Spans([match.span() for match in _SHORT_NAME.finditer(text)])
    titles = list(_titles(text))
    for titled in titles:
        if definitions.cover(titled.start):
            continue
        start, end, number = _with_number(text, titled, numbers)
        if number is not None:
            used.add(number.start)
        title = _SPACED.sub("", titled.title)
        if _BLANK.search(title) or _is_enclosed(text, titled.end):
            continue
        former = number is not None and names.number is not None and str(number.number) != names.number
        if (_is_own(title, names.own) and not former) or (
            number is not None and str(number.number) == names.number
        ):
            continue  # a number of its own tells the version before from the document itself
        known = names.short.get(_normal(title))
        if known is not None and number is None:
            title, canonical = known
        else:
            canonical = _SPACED.sub("", str(number.number)) if number else None
            canonical = _issuers_before(text, end, number) + canonical if number and canonical else canonical
        if canonical is None and (alone := _NUMBER_ALONE.match(text, titled.end)):
            canonical, end = re.sub(r"\s", "", alone["number"]), alone.end()
        found.append(Citation(title, canonical, text[start:end], start, end, _is_enacted(text, titled.start)))
    named = _Spans([(titled.start, titled.end) for titled in titles])
    for number in numbers.all:
        if number.start in used or str(number.number) == names.number or named.cover(number.start):
            continue
        found.append(
            Citation(None, str(number.number), text[number.start : number.end], number.start, number.end)
        )
    found.sort(key=lambda citation: citation.start)
    return tuple(found)


def _titles(text: str) -> Iterator[_Titled]:
    """Outermost 《…》 of ``text``; an inner 《…》 belongs to the title around it."""
    at = text.find(_OPEN)
    while at >= 0:
        depth, end = 0, -1
        for index in range(at, min(len(text), at + _LONGEST_TITLE)):
            if text[index] == _OPEN:
                depth += 1
            elif text[index] == _CLOSE:
                depth -= 1
                if depth == 0:
                    end = index + 1
                    break
            elif text[index] in "。\n":
                break
        if end < 0:  # never closed, or closed too late: take the innermost pair
            close = text.find(_CLOSE, at)
            inner = text.rfind(_OPEN, at, close) if close >= 0 else -1
            if inner < 0 or close - inner > _LONGEST_TITLE:
                at = text.find(_OPEN, at + 1)
                continue
            at, end = inner, close + 1
        title = text[at + 1 : end - 1].strip()
        if title:
            yield _Titled(at, end, title)
        at = text.find(_OPEN, end)


class _Spans:
    """Sorted, disjoint spans, asked whether one covers a place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def cover(self, offset: int) -> bool:
        """Whether ``offset`` lies in a span."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._spans[index][1]


class _Numbers:
    """The document numbers of a text, asked by place."""

    def __init__(self, text: str) -> None:
        self.all = find_numbers(text) if "号" in text else []
        self._starts = [number.start for number in self.all]

    def within(self, start: int, end: int) -> FoundNumber | None:
        """The first number that lies in ``[start, end)``."""
        following = self.from_(start)
        return following if following is not None and following.end <= end else None

    def from_(self, offset: int) -> FoundNumber | None:
        """The first number that begins at ``offset`` or later."""
        index = bisect_left(self._starts, offset)
        return self.all[index] if index < len(self.all) else None

    def before(self, offset: int) -> FoundNumber | None:
        """The last number that ends at ``offset`` or earlier."""
        index = bisect_left(self._starts, offset) - 1
        return self.all[index] if index >= 0 and self.all[index].end <= offset else None


def _with_number(text: str, titled: _Titled, numbers: _Numbers) -> tuple[int, int, FoundNumber | None]:
    """Join a title with the number in brackets behind it, or with one right beside it."""
    if behind := _BEHIND.match(text, titled.end):
        number = numbers.within(behind.start("inside"), behind.end("inside"))
        if number is not None:
            return titled.start, behind.end(), number
    before = numbers.before(titled.start)
    if before is not None and _LEADS_OVER.fullmatch(text, before.end, titled.start):
        return before.start, titled.end, before
    after = numbers.from_(titled.end)
    if after is not None and not text[titled.end : after.start].strip():
        return titled.start, after.end, after
    return titled.start, titled.end, None


def _issuers_before(text: str, end: int, number: FoundNumber) -> str:
    """The issuers of an order that white space parts from the last one: （甲部 乙局 丙委令第45号）."""
    opening = text.rfind("（", max(0, number.start - 60), number.start)
    inside = text[opening + 1 : number.start]
    return "".join(inside.split()) if opening >= 0 and number.end < end and _ISSUERS.fullmatch(inside) else ""


def _is_enacted(text: str, start: int) -> bool:
    before = text[max(0, start - 16) : start]
    found = _TO_BE_MADE.search(before)
    return found is None or _MADE.search(before[: found.start()]) is not None


def _is_enclosed(text: str, end: int) -> bool:
    """《…指标》（见附件）: part of the document itself."""
    behind = _BEHIND.match(text, end)
    return behind is not None and _ENCLOSED.match(behind["inside"]) is not None


def _is_own(title: str, own: frozenset[str] | set[str]) -> bool:
    """Whether a title is the document's own, with or without the issuer in front."""
    normal = _normal(title)
    if normal in own or normal.removeprefix("关于") in own:
        return True
    for known in own:
        longer, shorter = (known, normal) if len(known) > len(normal) else (normal, known)
        if len(shorter) >= 10 and longer.endswith(shorter) and _PREFIX.fullmatch(longer[: -len(shorter)]):
            return True
    return False


def _normal(title: str) -> str:
    return _NORMAL.sub("", title)


def _squeezed(number: str | None) -> str | None:
    return re.sub(r"\s", "", number) if number else None
