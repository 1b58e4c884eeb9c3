"""Thresholds: figures that decide whether a rule applies, never figures to be reached."""

from __future__ import annotations

import re

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import FigureRole, Passage
from jingkai.documents.mentions import Threshold

_CONDITION_HEAD = re.compile("^(?:对于|对|凡是|凡|符合|满足|针对|首次|禁止|严禁|新建|不得|支持|鼓励)")
_JOINED = re.compile("、|和|或|及|或者|以及")
_JOINED_HEAD = re.compile("^(?:、|和|或者|或|及|且|并且|以及)+")
_COUNT_HEAD = re.compile("^[0-9０-９一二三四五六七八九十两—-]+[个家项](?:以上|左右)?(?=.)|^左右|^一批|^若干")


def find_thresholds(passage: Passage) -> tuple[Threshold, ...]:
    """Return the thresholds of one provision, in reading order."""
    found: list[Threshold] = []
    for figure in passage.of(FigureRole.THRESHOLD):
        comparator = figure.comparator
        if found and _JOINED.fullmatch(passage.text, found[-1].end, figure.start):
            quantity = found[-1].quantity
            if not figure.lead and not figure.tail:
                comparator = found[-1].comparator
        else:
            quantity = _quantity(passage, figure)
        found.append(
            Threshold(
                quantity=quantity,
                comparator=comparator,
                value=figure.value,
                unit=figure.unit,
                words=passage.text[figure.start : figure.end],
                start=figure.start,
                end=figure.end,
            )
        )
    return tuple(found)


def _quantity(passage: Passage, figure: Figure) -> str:
    """What is measured: the words before the figure, or else what it qualifies (20蒸吨/小时以下燃煤锅炉)."""
    left = _CONDITION_HEAD.sub("", _JOINED_HEAD.sub("", passage.left(figure)))
    created = list(wording.CREATE_RE.finditer(left))
    if created and figure.kind is not FigureKind.RANK:
        left = left[created[-1].end() :]
    quantity = wording.noun_before(_COUNT_HEAD.sub("", wording.strip_head(left)))
    if figure.kind is FigureKind.RANK:
        return f"{quantity}{figure.lead}"
    return quantity or wording.noun_after(passage.right(figure))
