"""Lists of units: where in a provision one stands, and which names with which part it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jingkai.documents.extract.unit_items import Item, items_of, split_groups
from jingkai.documents.extract.unit_runs import read_run
from jingkai.documents.extract.unit_verbs import (
    FIRST_LEADS,
    LABEL,
    NOTE,
    TAIL_VERB,
    UNIT_LABEL,
    Part,
    part_of_label,
    part_of_verb,
    verbs_between,
)
from jingkai.registry.unit_names import NameKind, UnitName, stray_name
from jingkai.registry.unit_patterns import LEVEL_WORDS


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in a list, with its part; ``carry_group`` numbers the groups a level word carries in."""

    item: Item
    name: UnitName
    part: Part
    carry_group: int


@dataclass(frozen=True, slots=True)
class UnitList:
    """One list: its names in order, its place with brackets or label, and whether it ends in 等."""

    names: tuple[Listed, ...]
    start: int
    end: int
    open_list: bool
    first_leads: bool = False


@dataclass(slots=True)
class _Run:
    items: tuple[Item, ...]
    part: Part | None
    group: int


_BRACKETS = {"（": "）", "(": ")", "【": "】", "［": "］", "[": "]", "〔": "〕"}
_OPENER = re.compile(r"[（(【［\[〔]")
_HINT = re.compile(r"负责|牵头|配合|落实|单位|部门|责任|分工|协办|主办|参与|会同")
_UNIT_CHARACTER = re.compile(r"[局厅委部办会府署行关司]|[一-龥]{2}[处院科]")
_LONGEST = 900
_SENTENCE_END = "。；;！？!?”》）)\n"
_EXPLAINED = re.compile(r"(?:部门|单位|机构|企业|银行|公司|等)$")
_OFFICE = re.compile(r"(?:司|局|厅|委|办|处|办公室|中心|科)$")
_OWN_OFFICE = re.compile(
    r"^(?!.*(?:以上|以下|级以|国家级|省级|市级))[一-龥]{2,}"
    r"(?:司|(?<!事务)处|局|科|(?<!实验)(?<!研究)(?<!办公)室|机关党委)$"
)
_STANDING_OFFICE = re.compile("(?:领导小组|协调小组|指挥部|联席会议|工作专班)办(?:公室)?$")
_EXPLAINS = re.compile(r"除外|详见|简称|不含|包括|是指|下称|统称")
_AND_SO_ON = re.compile(r"\s*(?:以)?下同[\s）)]*")
_LINE_END = re.compile(r"[。\n]")


def bracket_spans(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets of a text, with their marks.

    A damaged copy may have lost one mark: a last bracket that is never closed runs to the end of the text (its end is
    then one past it), and a text that ends in a closing mark without an opening one is bracketed from its last
    sentence on.
    """
    position = 0
    while match := _OPENER.search(text, position):
        close = _close_of(text, match)
        position = match.end()
        if close is not None:
            yield match.start(), close + 1
            position = close + 1
        elif "。" not in text[match.end() : -1] and len(text) - match.end() < _LONGEST:
            yield match.start(), len(text) + 1
            return
    if text[-1:] in ("）", ")") and not _OPENER.search(text, max(0, text.rfind("。"))):
        last = max(text.rfind(mark, 0, -1) for mark in "。；！？")
        if position <= last and len(text) - last < _LONGEST:
            yield last, len(text)


def _close_of(text: str, opening: re.Match[str]) -> int | None:
    opener, depth = opening.group(), 0
    closer = _BRACKETS[opener]
    for index in range(opening.start(), min(len(text), opening.start() + _LONGEST)):
        character = text[index]
        if character == opener:
            depth += 1
        elif character == closer:
            depth -= 1
            if depth == 0:
                return index
    return None


def bracketed_list(text: str, start: int, end: int) -> UnitList | None:
    """The list a bracket holds (offsets with its marks), or ``None`` where it holds something else."""
    inside = text[start + 1 : end - 1]
    if not _UNIT_CHARACTER.search(inside) and not _HINT.search(inside):
        return None
    labelled = any(label["units"] for label in LABEL.finditer(inside))
    if not labelled and _EXPLAINS.search(inside):
        return None
    found = read_section(text, start + 1, end - 1, labelled=labelled)
    if found is None:
        return None
    unit_list, rejected, has_verb = found
    if labelled:
        return replace(unit_list, start=start, end=end)
    known = [listed for listed in unit_list.names if _is_vouched_for(listed.name)]
    if has_verb:
        if rejected and not _closes_sentence(text, start, end):
            return None
        if not known and not _are_offices(text, start, unit_list, rejected):
            return None
        return replace(unit_list, start=start, end=end)
    if rejected or not _is_bare_list(text, start, end, unit_list):
        return None
    return replace(unit_list, start=start, end=end)


def labelled_lists(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[UnitList]:
    """Lists that a label opens outside brackets: 责任单位：市发展改革委、市财政局."""
    position = 0
    while match := UNIT_LABEL.search(text, position):
        position = match.end()
        if any(start <= match.start() < end for start, end in taken):
            continue
        close = _LINE_END.search(text, match.end())
        end = close.start() if close else len(text)
        found = read_section(text, match.start(), end, labelled=True)
        if found:
            yield replace(found[0], start=match.start(), end=end)
        position = max(position, end)


def read_section(text: str, start: int, end: int, *, labelled: bool) -> tuple[UnitList, int, bool] | None:
    """Read ``text[start:end]`` as a list: the list, the number of pieces that are no names, whether a verb stands.

    ``labelled`` admits names that do not even end like a unit (城投), where they stand beside names that do; so does a
    verb, where most names beside them are known.
    """
    note = FIRST_LEADS.search(text, start, end)
    remarks = [remark.span() for remark in NOTE.finditer(text, start, end)]
    runs: list[_Run] = []
    has_verb = False
    for section_start, section_end, part in _sections(text, start, end):
        groups = [
            (
                first,
                min(last, _before_bracket(text, note.start())) if note and note.start() >= first else last,
            )
            for first, last in split_groups(text, section_start, section_end)
            if not any(begin <= first < close for begin, close in remarks)
            and not _AND_SO_ON.fullmatch(text, first, last)
        ]
        first_group = runs[-1].group + 1 if runs else 0
        found, section_has_verb = _runs_of_section(text, groups, part, first_group)
        runs.extend(found)
        has_verb = has_verb or section_has_verb
    return _judged(text, runs, start, end, labelled=labelled, has_verb=has_verb, noted=note is not None)


def _before_bracket(text: str, offset: int) -> int:
    """Where a name ends whose remark stands in brackets: 市财政局（第一责任单位为牵头单位）."""
    return offset - 1 if text[offset - 1 : offset] in ("（", "(") else offset


def _runs_of_section(
    text: str, groups: list[tuple[int, int]], label: Part | None, first_group: int
) -> tuple[list[_Run], bool]:
    """The runs of names under one label, each with the part its verb gives it, and whether any verb stands.

    Names without a verb of their own share the next verb: 市财政局、市商务局，各区按职责分工负责.
    """
    runs: list[_Run] = []
    waiting: list[_Run] = []
    joined = has_verb = False
    for group, (start, end) in enumerate(groups, first_group):
        for items, verb in _runs_of_group(text, start, end):
            run = _Run(items, None, group)
            runs.append(run)
            if verb is None:
                run.part = Part.COOPERATING if joined else None
                waiting.append(run)
                continue
            has_verb = True
            said = part_of_verb(verb)
            given = Part.LEAD if said is Part.JOINED else Part.COOPERATING if joined else said
            for one in (*waiting, run):  # 甲处、乙处，丙会参与: only 丙会 takes part, the others do it
                if one is run or one.group == group or given is not Part.COOPERATING:
                    one.part = one.part or given
            waiting = [one for one in waiting if one.part is None]
            joined = said is Part.JOINED or (joined and not items)
    for run in waiting:
        run.part = run.part or label or (Part.SHARED if has_verb else Part.RESPONSIBLE)
    return runs, has_verb


def _sections(text: str, start: int, end: int) -> Iterator[tuple[int, int, Part | None]]:
    """Divide a list at its labels; sections of other labels (完成时限：) are left out."""
    labels = list(LABEL.finditer(text, start, end))
    spaced = UNIT_LABEL.match(text, start, end)
    if not labels and spaced:
        yield spaced.end(), end, part_of_label(spaced.group())
        return
    if not labels or labels[0].start() > start:
        yield start, labels[0].start() if labels else end, None
    if not labels:
        return
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        if label["units"]:
            close = following.start() if following else end
            yield label.end(), close, part_of_label(label["units"])


def _runs_of_group(text: str, start: int, end: int) -> Iterator[tuple[tuple[Item, ...], str | None]]:
    """Runs of names in one group, each with the verb behind it (``None`` where the group ends without one)."""
    position = start
    for match in verbs_between(text, start, end):
        yield items_of(text, position, match.start()), match.group()
        position = match.end()
    if position >= end:
        return
    stop = len(text[:end].rstrip())
    tail = TAIL_VERB.search(text, position, stop)
    if tail:
        yield items_of(text, position, tail.start()), tail.group()
    else:
        items = items_of(text, position, end)
        if items:
            yield items, None


def _judged(
    text: str, runs: list[_Run], start: int, end: int, *, labelled: bool, has_verb: bool, noted: bool
) -> tuple[UnitList, int, bool] | None:
    names: list[Listed] = []
    rejected, open_list = 0, False
    for run in runs:
        items = [item for item in run.items if item.end > item.start]
        open_list = open_list or any(item.opens for item in run.items)
        read = read_run(text, items)
        beside_names = (labelled and any(read)) or (has_verb and _are_mostly_known(read))
        for item, name in zip(items, read, strict=True):
            meant = name or (stray_name(text[item.start : item.end]) if beside_names else None)
            if meant is None:
                rejected += 1
                continue
            part = Part.LEAD if item.leads else run.part or Part.RESPONSIBLE
            names.append(Listed(item, meant, part, run.group))
    if not names:
        return None
    return UnitList(tuple(names), start, end, open_list, noted), rejected, has_verb


def _are_mostly_known(names: Sequence[UnitName | None]) -> bool:
    """Whether a name that ends like no unit may stand among these; none where it only leads on to a committee."""
    known = [name is not None and name.known for name in names]
    leads_on = any(
        name is None and following is not None and following.kind is NameKind.COMMITTEE
        for name, following in pairwise(names)
    )
    return len(names) > 2 and sum(known) * 2 > len(names) and not leads_on


def _closes_sentence(text: str, start: int, end: int) -> bool:
    """Whether a bracket stands behind a sentence or ends the provision."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return not before or before[-1] in _SENTENCE_END or not after or after[0] in "。；;\n"


def _are_offices(text: str, start: int, unit_list: UnitList, rejected: int) -> bool:
    """Whether a list behind a sentence, or at the end, holds nothing but offices: 外资司、财务司按职责分工负责."""
    behind = text[:start].rstrip()[-1:] in tuple("。；！？") or not text[unit_list.end + 1 :].strip()
    return behind and not rejected and all(_OFFICE.search(listed.name.text) for listed in unit_list.names)


def _is_vouched_for(name: UnitName) -> bool:
    """Whether a name is a unit's by itself: known, or with a level word in front (市青绿局)."""
    return name.known or name.prefix in LEVEL_WORDS


def _is_own_office(name: UnitName) -> bool:
    """计量处, 规划司, 执法稽查局: an office of the body that speaks; (甲、乙实验区局) one of its branches."""
    return name.kind is NameKind.OTHER and _OWN_OFFICE.search(name.text) is not None


def _is_standing_office(name: UnitName) -> bool:
    """省开发区建设领导小组办公室: the office of a leading group, at a level that is named."""
    return _is_vouched_for(name) and _STANDING_OFFICE.search(name.text) is not None


def _is_bare_list(text: str, start: int, end: int, unit_list: UnitList) -> bool:
    """Whether a bracket without label and verb is a list of who is responsible, not an explanation of a word.

    Behind a sentence, or alone, most names must be known; behind mere words all of them, at the provision's end.
    """
    before, after = text[:start].rstrip().rstrip("”」』"), text[end:].strip()
    names = [listed.name for listed in unit_list.names]
    if before[-1:] in ("。", "；", "！") and not after and all(map(_is_standing_office, names)):
        return True
    behind_sentence = before[-1:] in ("。", "；", "！") and after in ("", "。")
    offices = [_is_own_office(name) for name in names]
    if (
        behind_sentence
        and any(offices)
        and all(own or _is_vouched_for(name) for own, name in zip(offices, names, strict=True))
    ):
        return True
    own = [name for name in names if name.kind not in (NameKind.BODY, NameKind.OTHER)]
    known = [name for name in names if _is_vouched_for(name)]
    if not own or _EXPLAINED.search(before):
        return False
    if before[-1:] in ("。", "；", ";", "！", "？") or not (before or after):
        return len(known) * 2 >= len(names)
    return bool(before) and len(names) >= 2 and len(known) == len(names) and after in ("", "。", "；")
