"""What a cover notice says that it issues, and whether a line is the title of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from jingkai.documents.parse import parts

_WRAPPED = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发|颁布|颁发)[〈《]?(?P<name>.+?)[〉》]?(?:的通知|的通告|的公告|的决定|的命令|的函)?$"
)
_ISSUES_NOW = re.compile(
    r"[现兹](?:予以?|将|对)?(?:重新)?(?:公布|发布|颁布|印发|批准|转发|批转)(?:[^，。；《]{0,6}的)?$"
)
_QUOTED = re.compile(r"《(?P<name>[^《》]{4,120})》")
_MORE_TITLES = re.compile(r"^(?:[、和及与等]*《[^《》]*》)+")
_SIMILAR = 0.82


def wrapped_names(cover: str, opening: Sequence[str]) -> list[str]:
    """Names of what a notice issues, from its own title and from its first sentences."""
    names: list[str] = []
    match = _WRAPPED.search(cover)
    if match:
        names.append(match["name"])
    for line in opening:
        if parts.ISSUING.search(line):
            for quoted in _QUOTED.finditer(line):
                behind = _MORE_TITLES.sub("", line[quoted.end() :])[:60]
                before = line[max(0, quoted.start() - 20) : quoted.start()]
                if (
                    _ISSUES_NOW.search(before)
                    or parts.ISSUING.search(behind)
                    or re.search("审议通过|会议通过|同意", behind)
                ):
                    names.append(quoted["name"])
    return names


def _plain(name: str) -> str:
    return re.sub(r"[\s“”\"《》〈〉‘’]", "", name).replace("(", "（").replace(")", "）")


def same_name(line: str, name: str) -> bool:
    """Whether a line is the title that a notice names, a few characters of damage or a left-out place allowed."""
    ours, theirs = _plain(line), _plain(name)
    if ours == theirs:
        return True
    if min(len(ours), len(theirs)) < 6:
        return False
    if ours.endswith(theirs) or theirs.endswith(ours):
        return abs(len(ours) - len(theirs)) <= 20
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= _SIMILAR
