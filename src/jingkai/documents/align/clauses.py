"""Clauses: the pieces in which documents answer to one another.

A clause is the smallest numbered provision with everything beneath it that has no number of its own; aims are
compared with aims and tasks with tasks, for "industry becomes smarter" as an aim says nothing about who pays
for the machines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from jingkai.documents.align.purposes import purpose_before
from jingkai.documents.mentions import Mentions, Money, Target, Threshold, UnitMention
from jingkai.documents.provision import Provision, ProvisionKind
from jingkai.documents.record import Record

_OWN = {
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.CLAUSE,
    ProvisionKind.ARTICLE,
    ProvisionKind.SUBARTICLE,
    ProvisionKind.ITEM,
    ProvisionKind.BULLET,
}
_DUTY_LIST = re.compile(r"[（(][^（）()]*(?:责任单位|责任部门|牵头|配合|负责)[^（）()]*[）)]\s*$")
_PRINCIPLES = re.compile("指导思想|总体要求|总体思路|基本原则|重要意义|工作原则|现状|形势")
_AIMS = re.compile("目标")


class Layer(StrEnum):
    """What a clause is for."""

    PRINCIPLE = "principle"  # why, and in what spirit
    AIM = "aim"  # what is to be reached
    TASK = "task"  # what is to be done


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its words without the list of units, its headings from the outermost inwards, what was read
    in it.

    ``introduces`` is true where numbered provisions follow beneath it; ``purposes`` has for each term of
    ``money`` the words before it.
    """

    id: str
    layer: Layer
    headings: tuple[str, ...]
    text: str
    duty_list: str
    units: tuple[UnitMention, ...]
    targets: tuple[Target, ...]
    money: tuple[Money, ...]
    thresholds: tuple[Threshold, ...]
    introduces: bool
    purposes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Own heading and text: what the clause says."""
        return f"{self.headings[-1]}。{self.text}" if self.headings else self.text


def clauses_of(record: Record) -> list[Clause]:
    """The clauses of a document in reading order; headings without words of their own are none."""
    by_id = record.parsed.by_id()
    gathered: dict[str, list[Provision]] = {}
    for provision in record.parsed.provisions:
        if provision.kind in (ProvisionKind.PREAMBLE, ProvisionKind.ENUMERATION) or not provision.text:
            continue
        owner = provision
        while owner.kind not in _OWN and owner.parent is not None:
            owner = by_id[owner.parent]
        if owner.kind is ProvisionKind.PREAMBLE:
            continue
        gathered.setdefault(owner.id, []).append(provision)
    numbered = [id_ for id_ in gathered if by_id[id_].kind in _OWN]
    order = {provision.id: number for number, provision in enumerate(record.parsed.provisions)}
    return [
        _clause(by_id[id_], parts, record)
        for id_, parts in sorted(gathered.items(), key=lambda row: order[row[0]])
        if not numbered or by_id[id_].kind in _OWN  # closing words ("in force from …") answer to nothing
    ]


def _clause(owner: Provision, parts: list[Provision], record: Record) -> Clause:
    texts: list[str] = []
    lists: list[str] = []
    for part in parts:
        found = _DUTY_LIST.search(part.text)
        texts.append(part.text[: found.start()] if found else part.text)
        lists.append(found[0] if found else "")
    chain: list[Provision] = [owner]
    parents = record.parsed.by_id()
    while chain[0].parent is not None:
        chain.insert(0, parents[chain[0].parent])
    headings = tuple(provision.heading for provision in chain)
    read = [record.mentions.get(part.id, Mentions()) for part in parts]
    return Clause(
        id=owner.id,
        layer=_layer(headings),
        headings=headings,
        text="\n".join(texts),
        duty_list="".join(lists),
        units=tuple(row for mentions in read for row in mentions.units),
        targets=tuple(row for mentions in read for row in mentions.targets),
        money=tuple(row for mentions in read for row in mentions.money),
        thresholds=tuple(row for mentions in read for row in mentions.thresholds),
        introduces=any(provision.kind in _OWN for provision in record.parsed.children(owner.id)),
        purposes=tuple(
            purpose_before(part.text, row.start)
            for part, mentions in zip(parts, read, strict=True)
            for row in mentions.money
        ),
    )


def _layer(headings: tuple[str, ...]) -> Layer:
    if any(_AIMS.search(heading) for heading in headings):
        return Layer.AIM
    if any(_PRINCIPLES.search(heading) for heading in headings):
        return Layer.PRINCIPLE
    return Layer.TASK
