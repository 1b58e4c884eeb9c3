"""White space in a damaged list: some of it divides names, the rest stands inside them and goes.

The lists are read on a copy without the white space that stands inside a name or a verb (``住 建局``,
``按职责 分工负责``); what divides two names (``市住建局 市财政局``) or stands behind a label stays. Brackets of
every make are written as round ones there (``各县〔市、区〕``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingkai.documents.extract.unit_verbs import OPEN, TAIL_VERB, VERB

_ROUND = str.maketrans("〔〕［］[]", "（）（）（）")
_SPACE = re.compile(r"[ \t\u3000\xa0]+")
_ENDS = frozenset("局厅委部办会府署院心司行关社室位门区县市旗盟州队所站处）)")
_STOP = re.compile(r"[ \t\u3000\xa0、，,；;。：:\n）)】\]]|$")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without the white space inside its words, and for each character its offset in the text it came from."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the text it came from, for a span of this one that is not empty."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def squeeze(text: str) -> Squeezed:
    """Take out the white space that divides nothing, and make brackets round."""
    text = text.translate(_ROUND)
    if not _SPACE.search(text):
        return Squeezed(text)
    kept: list[int] = []
    position = 0
    for match in _SPACE.finditer(text):
        kept.extend(range(position, match.start()))
        if _divides(text, match.start(), match.end()):
            kept.append(match.start())
        position = match.end()
    kept.extend(range(position, len(text)))
    return Squeezed("".join(text[index] for index in kept), tuple(kept))


def _divides(text: str, start: int, end: int) -> bool:
    """Whether a name or label ends before the white space and another name runs up to the next divider."""
    if start < 2 or text[start - 1] not in _ENDS or text[start - 2] in "、，,；;：: ":
        return False
    stop = _STOP.search(text, end)
    close = stop.start() if stop else len(text)
    if text[close : close + 1] in ("：", ":"):
        return close - end >= 2
    words = _without_verb(text[end:close])
    return len(words) >= 3 and words[-1] in _ENDS


def _without_verb(words: str) -> str:
    """省财政厅等部门按职责分工负责 → 省财政厅: the last name of a list stands in front of its verb."""
    verb = next((found for found in VERB.finditer(words) if found.start() > 0), None)
    verb = verb or TAIL_VERB.search(words)
    name = words[: verb.start()] if verb else words
    return OPEN.sub("", name).removesuffix("牵头").removesuffix("负责")
