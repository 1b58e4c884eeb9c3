"""Lines in which bytes were lost before the file was written, so that what follows reads wrong.

A program that drops a byte of a double-byte text leaves neither ``?`` nor U+FFFD behind: the second half of one
character pairs with the first half of the next until a plain letter or the end of the line comes. Such a run holds rare
characters next to private ones or letters of other scripts, which Chinese text hardly does. The run is only
reported: what stood there is not known.

A whole character that was dropped, as programs do with UTF-8, leaves no such trace.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jingkai.documents.read.commonness import is_common
from jingkai.kernel.language import gettext as _

_RUN = re.compile("[^\x00-\x7f]{4,}")
_GLOSS = re.compile("[(（][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜɡ]{1,6} ?[)）]")
"""A reading put behind a character: the repair undoes what slipped around those."""
_WINDOW = 8
"""Characters looked at together."""
_MOST_COMMON = 0.5
"""Share of common characters in a window from which on it may be sound."""
_FEWEST_SIGNS = 2
"""Signs of a wrong pairing in a window that is not sound."""
_SHOWN = 5


def note_of_lost_bytes(lines: Sequence[str]) -> tuple[str, ...]:
    """Name the lines (counted from 1) that look as if bytes had been lost in them; empty where there are none."""
    found = [
        number
        for number, line in enumerate(lines, start=1)
        if lost_bytes_in(line) and not _GLOSS.search(line)
    ]
    if not found:
        return ()
    shown = ", ".join(map(str, found[:_SHOWN])) + (" …" if len(found) > _SHOWN else "")
    note = _(
        "Bytes seem to have been lost in {count} lines ({lines}): the characters behind them read wrong and were not changed."
    )
    return (note.format(count=len(found), lines=shown),)


def lost_bytes_in(line: str) -> bool:
    """Tell whether a line holds a run of wrongly paired characters.

    >>> lost_bytes_in("开展跨境电子商务"), lost_bytes_in("鼓励企业开湛缇车缱由涛袷缘悖ㄉ韬Ｍ獠执⑽锪魈逑担嘤饷承露堋")
    (False, True)
    """
    if not _FOREIGN.search(line):
        return False
    for match in _RUN.finditer(line):
        run = match[0]
        rare = [_is_rare(each) for each in run]
        foreign = [_FOREIGN.match(each) is not None for each in run]
        if sum(rare) < _FEWEST_SIGNS or not any(foreign):
            continue
        signs = [one or other for one, other in zip(rare, foreign, strict=True)]
        common = [is_common(each) for each in run]
        width = min(_WINDOW, len(run))
        for at in range(len(run) - width + 1):
            window = slice(at, at + width)
            if sum(signs[window]) >= _FEWEST_SIGNS and sum(common[window]) <= _MOST_COMMON * width:
                return True
    return False


def _is_rare(character: str) -> bool:
    """Whether a character stands in the second, rarer half of GB 2312."""
    if is_common(character):
        return False
    try:
        pair = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(pair) == 2 and pair[0] >= 0xD8


def _foreign_characters() -> str:
    """The letters, numerals and lines in the first rows of GB 2312, which official texts hardly need."""
    pairs = (bytes((row, cell)) for row in range(0xA2, 0xAA) for cell in range(0xA1, 0xFF))
    signs = (pair.decode("gb2312", "ignore") for pair in pairs)
    return "".join(sign for sign in signs if sign and not is_common(sign) and not "！" <= sign <= "～")


_FOREIGN = re.compile(f"[{re.escape(_foreign_characters())}\ue000-\uf8ff]")
"""A private character, or a letter, numeral or line that no word of the text needs."""
