"""分别: one phrase that shares out several figures over several scopes, indicators or years.

``国家级和省级园区亩均投资强度分别不低于150万元和80万元`` are two targets, and so are ``到2025年和2030年，产值分别达到…``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure
from jingkai.documents.extract.passage import Passage
from jingkai.documents.mentions import Comparator

_JOINT = re.compile("、|和|及|以及|与|，")
_YEARS = re.compile("(?:到|至)?(?P<years>(?:20[0-9]{2}年?(?:、|和|及|与))+20[0-9]{2}年)")


@dataclass(frozen=True, slots=True)
class Share:
    """What one figure gets of the words that all of them share."""

    scope: str | None
    indicator: str
    comparator: Comparator
    deadline: str | None


def shares(passage: Passage, figures: list[Figure]) -> dict[int, Share]:
    """Share out every 分别 among ``figures``, by place in that list.

    The first figure's lead word binds the bare ones behind it (分别不低于150万元和80万元).
    """
    found: dict[int, Share] = {}
    for index, figure in enumerate(figures):
        head, said, tail = passage.left(figure).rpartition("分别")
        if not said:
            continue
        group = _group(passage, figures, index)
        change = wording.change_of(tail) or wording.change_of(figure.lead)
        subject = wording.noun_before(head) or _subject_before(passage, figure)
        pairs = wording.split_coordinated(subject, len(group)) or [(None, subject)] * len(group)
        years = _years(passage, figure, len(group))
        for member, (scope, indicator), year in zip(group, pairs, years, strict=True):
            other = figures[member]
            bare = not other.lead and not other.tail and other.high is None
            comparator = figure.comparator if bare else other.comparator
            found[member] = Share(scope, indicator + change, comparator, year)
    return found


def _subject_before(passage: Passage, figure: Figure) -> str:
    """The subject of the clause before (甲和乙企业实现倍增，分别超过90家和870家)."""
    start = passage.clauses.sentence(figure.start)[0]
    before = passage.text[start : passage.clauses.clause(figure.start)[0]].rstrip("，：、")
    clause = wording.strip_head(re.split("[，：；]", before)[-1])
    clause = re.sub("^(?:全国|全省|全市|全区|全县)", "", clause)
    return wording.noun_before(re.split("在|实现|持续|稳步|不断|进一步|较|比", clause)[0])


def _group(passage: Passage, figures: list[Figure], index: int) -> list[int]:
    """The figures that stand side by side from ``index`` on."""
    group = [index]
    for following in range(index + 1, len(figures)):
        if not _JOINT.fullmatch(passage.text, figures[following - 1].end, figures[following].start):
            break
        group.append(following)
    return group


def _years(passage: Passage, figure: Figure, count: int) -> list[str | None]:
    """The years shared out with the figures, where the sentence names as many."""
    start = passage.clauses.sentence(figure.start)[0]
    named = _YEARS.search(passage.text, start, figure.start)
    years = re.findall("20[0-9]{2}", named["years"]) if named else []
    return [*years] if len(years) == count else [passage.timeline.term(figure.start)] * count
