"""Closing paragraphs: what an official document says behind its last numbered provision, to everybody.

``各地区、各部门要于…前报送`` behind （十六） belongs to no number. A line does not say so by itself: the other
provisions of the same rank do, when each of them is the one paragraph its number opens and only the last one would
have more.
"""

from __future__ import annotations

import re

from jingkai.documents.parse.drafts import Draft

_TO_EVERYBODY = re.compile(
    r"(?:^|[。；，])各(?:地|省|市|县|区|旗|盟|州|级|部门|有关|单位|相关|乡镇|成员单位)"
    r"|^(?:另外|此外|请各|希望|感谢|为此|国务院将)|(?:参照|按照|依照|执行|贯彻|落实)本(?:通知|意见|方案|办法|规定|决定)"
    r"|执行期限|本(?:通知|意见|方案|办法|规定|政策|措施)[^，。]{0,6}(?:施行|执行|实施|废止)"
)
_FEWEST_OTHERS = 2
_FEWEST_ENTRIES = 3


def release_closing(root: Draft) -> None:
    """Hang the closing paragraphs of a body under its root instead of under its last numbered provision."""
    holder = _last_holder(root)
    if holder is None:
        return
    own = [child for child in holder.children if not child.numbered]
    closing = _behind_entries(own) or _beyond_usual(root, holder, own)
    for draft in closing:
        holder.children.remove(draft)
        draft.parent = root
        root.children.append(draft)


def _last_holder(root: Draft) -> Draft | None:
    """The numbered provision with which the body ends, where it is a leaf with unnumbered paragraphs below it."""
    last = root
    while last.children and last.children[-1].numbered:
        last = last.children[-1]
    if last is root or not last.children or any(child.numbered for child in last.children):
        return None
    return last


def _behind_entries(own: list[Draft]) -> list[Draft]:
    """The last paragraph where it is a sentence and what stands before it are entries of a list without full stops."""
    entries = own[:-1]
    if len(entries) < _FEWEST_ENTRIES or not own[-1].body.text.endswith("。"):
        return []
    return [] if any(entry.body.text.endswith(("。", "；", "：")) for entry in entries) else own[-1:]


def _beyond_usual(root: Draft, holder: Draft, own: list[Draft]) -> list[Draft]:
    """Paragraphs below the last provision where the others of its rank that have text on their line have no more."""
    if not _has_text(holder):
        return []
    same = (draft for draft in root.descendants() if draft.rank is holder.rank)
    others = [draft for draft in same if draft is not holder and _has_text(draft)]
    counts = [sum(1 for child in draft.children if not child.numbered) for draft in others]
    if len(others) < _FEWEST_OTHERS or any(counts):
        return []
    return own if any(_TO_EVERYBODY.search(draft.body.text) for draft in own) else []


def _has_text(draft: Draft) -> bool:
    """Whether the line of a provision holds more than a heading."""
    return "。" in draft.body.text[:-1]
