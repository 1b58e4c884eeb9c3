"""How numbers run: which ancestor an id may leave out, and where numbers are skipped, repeated or turned back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from jingkai.documents.parse.drafts import Draft
from jingkai.documents.parse.marks import Mark, Rank, label_like
from jingkai.documents.provision import Fault


def scopes(root: Draft) -> dict[Draft, Draft]:
    """Find for every numbered draft the ancestor within which its number is unique; an id names only that.

    It is the parent, but for two habits of the genre: articles of law 第X条 run on through chapters and sections,
    and items run on across （一）, （二） … inside one 一、 part. Numbers that begin again under each keep the parent.
    """
    found = {draft: draft.parent or root for draft in root.descendants()}
    clauses = [draft for draft in root.descendants() if draft.rank is Rank.CLAUSE]
    if len(_grouped(clauses)) == 1 or _runs_on(_grouped(clauses)):
        found.update(dict.fromkeys(clauses, root))
    holders: dict[Draft, list[Draft]] = {}
    for draft in root.descendants():
        if draft.rank is Rank.ITEM and draft.parent is not None and draft.parent.rank is Rank.SUBARTICLE:
            holders.setdefault(draft.parent.parent or root, []).append(draft)
    for holder, items in holders.items():
        if _runs_on(_grouped(items)):
            found.update(dict.fromkeys(items, holder))
    return found


def _grouped(drafts: Iterable[Draft]) -> list[list[Draft]]:
    groups: dict[Draft | None, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.parent, []).append(draft)
    return list(groups.values())


def _runs_on(groups: Sequence[Sequence[Draft]]) -> bool:
    """Whether no group but the first begins with 1, and there are several."""
    return len(groups) > 1 and all(
        group[0].mark is not None and group[0].mark.number != 1 for group in groups[1:]
    )


def find_faults(root: Draft, scope: Mapping[Draft, Draft], ids: Mapping[Draft, str]) -> list[Fault]:
    """Report every number that does not follow the one before it, and every mark of a strange kind among others."""
    faults: list[Fault] = []
    last: dict[tuple[Draft, Rank], Draft] = {}
    last_of_rank: dict[Rank, Draft] = {}
    for draft in root.descendants():
        mark = draft.mark
        if mark is None or mark.number is None:
            continue
        key = (scope[draft], mark.rank)
        before = last.get(key)
        elsewhere = last_of_rank.get(mark.rank)
        fault = _step_fault(draft, before, ids) if before else _first_fault(draft, elsewhere, ids)
        if fault and not (fault.code == "gap" and _stands_inside(draft, mark, before)):
            faults.append(fault)
        last[key] = last_of_rank[mark.rank] = draft
    faults.extend(_mixed_faults(root, ids))
    return sorted(faults, key=lambda fault: fault.start)


def _stands_inside(draft: Draft, mark: Mark, before: Draft | None) -> bool:
    """Whether the number before stands inside a line above: ``注：1、…`` above ``2、…``, or several on one line."""
    if mark.number is None or mark.number < 2 or draft.parent is None:
        return False
    siblings = draft.parent.children
    above = siblings[max(siblings.index(draft) - 1, 0)]
    lines = [draft.parent.body.text, above.body.text, *(below.body.text for below in above.descendants())]
    if before is not None:
        lines.append(before.body.text)
    sought = label_like(mark, mark.number - 1)
    return any(sought in line for line in lines)


def _first_fault(draft: Draft, elsewhere: Draft | None, ids: Mapping[Draft, str]) -> Fault | None:
    """The first number under a parent is 1, or goes on from the last one of its rank anywhere before."""
    mark = draft.mark
    if mark is None or mark.number is None or mark.number <= 1:
        return None
    if elsewhere is not None and elsewhere.mark is not None and elsewhere.mark.number == mark.number - 1:
        return None
    after = ids[elsewhere] if elsewhere is not None else ""
    return Fault("gap", ids[draft], label_like(mark, 1), mark.label, draft.label_start, after)


def _step_fault(draft: Draft, before: Draft, ids: Mapping[Draft, str]) -> Fault | None:
    mark, previous = draft.mark, before.mark
    if mark is None or previous is None or mark.number is None or previous.number is None:
        return None
    step = mark.number - previous.number
    inserted = "-" in mark.ordinal and mark.ordinal != previous.ordinal
    if step == 1 or (step == 0 and inserted):
        return None
    code = "gap" if step > 1 else "repeat" if step == 0 else "backwards"
    expected = label_like(mark, previous.number + 1)
    return Fault(code, ids[draft], expected, mark.label, draft.label_start, ids[before])


def _mixed_faults(root: Draft, ids: Mapping[Draft, str]) -> Iterable[Fault]:
    """A parent numbers its children in one style; the first child in another style is named."""
    for parent in [root, *root.descendants()]:
        numbered = [
            child for child in parent.children if child.mark is not None and child.mark.number is not None
        ]
        for before, child in pairwise(numbered):
            if before.mark is None or child.mark is None or before.rank is child.rank:
                continue
            expected = label_like(before.mark, (before.mark.number or 0) + 1)
            yield Fault("mixed", ids[child], expected, child.mark.label, child.label_start, ids[before])
            break
