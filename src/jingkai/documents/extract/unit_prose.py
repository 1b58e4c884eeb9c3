"""Units that running prose gives a duty: 由市财政局负责…, 商务部会同有关部门…, 市发展改革委牵头…，市财政局配合.

Strict on purpose: the words between a clause's beginning and its verb must be names and nothing else, and at least
one of them must be a unit the grammar knows by itself. 建立由商务部牵头的机制 and 经开区管委会组织实施… give no duty here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jingkai.documents.extract.unit_items import Item, items_of
from jingkai.documents.extract.unit_lists import Listed, UnitList
from jingkai.documents.extract.unit_verbs import VERB, Part, part_of_verb
from jingkai.registry.unit_names import NameKind, UnitName, read_name

_DUTY_VERB = re.compile(r"负责|牵头|会同")
# 各县（市、区）人民政府 and 市商务局（牵头）: such brackets belong to a name and end no clause.
_CLAUSE_BREAK = re.compile(
    r"（[省市县区旗州盟镇场、自治直辖管委会街道牵头主办]{1,12}）|(?P<mark>[。；：，,;:\n！？（）()“”])"
)
_BY = re.compile(r"(?<![自理缘经来任])由(?!于|此|来|衷)")
_LEAD_IN = re.compile(r"(?:请|同时|其中|原则上|必要时|责成|授权|委托|今后|每年|具体|一般|各地|并)+")
_OF = re.compile(
    r"[^，。；]{0,40}的[^，。；]{0,20}(?:机制|制度|小组|体系|模式|格局|机构|联盟|团队|专班|会议|项目|事项|工作|部门|单位|资金|任务|平台)"
)
_RELATIVE = re.compile(
    r"(?:联合|共同)?(?:制定|制订|印发|编制|发布|出台|拟订|提出|确定|公布|认定|批准|下达|组织)的"
)
_NO_DUTY = re.compile(r"的|人(?!民)|制(?!定|订|作)")
_NAMED_DEPARTMENT = re.compile(r"(?<!有关)(?<!相关)(?<!职能)(?<!各)(?:部门|机关)$")
_GOVERNMENTS = re.compile(r"(?:人民政府|行政公署|管委会)$")
_MORE_COLLECTIVE = re.compile(
    r"(?:[省市县区旗盟州乡镇级和及、]|（[^（）]*）|自治区|直辖市|人民政府|政府|行政公署|管委会|主管部门|部门|单位|机构|地区|企业|直属|有关|相关|"
    r"街道|办事处|园区|开发区)+"
)
_SPECIFIC = (NameKind.DEPARTMENT, NameKind.NATIONAL, NameKind.GOVERNMENT, NameKind.COMMITTEE)
_LONGEST_CLAUSE, _LONGEST_NAME = 160, 26


def prose_lists(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[UnitList]:
    """Lists of units with a duty in the prose of a provision, one per sentence, outside the ``taken`` places."""
    if not _DUTY_VERB.search(text):
        return
    sentence_end, names = -1, list[Listed]()
    opens = False
    for match in VERB.finditer(text):
        if any(start <= match.start() < end for start, end in taken) or not _counts(match.group(), names):
            continue
        if match.group()[0] in "，," and "职责" not in match.group():
            if names and match.start() < sentence_end and "会同" in match.group():
                # 市发展改革委牵头，会同市财政局…: whoever leads was named in the clause before.
                behind = _names_behind(text, match)
                names.extend(Listed(item, name, Part.COOPERATING, len(names)) for item, name in behind)
                opens = opens or any(item.opens for item, _ in behind)
            continue
        if match.start() > sentence_end:
            if names:
                yield _as_list(names, opens)
            names, opens = [], False
        found = _names_before(text, match)
        if not found:
            continue
        close = re.compile(r"[。\n]").search(text, match.end())
        sentence_end = close.start() if close else len(text)
        part = part_of_verb(match.group())
        group = len(names)
        opens = opens or any(item.opens for item, _ in found)
        names.extend(
            Listed(item, name, Part.LEAD if part is Part.JOINED or item.leads else part, group)
            for item, name in found
        )
        if part is Part.JOINED:
            behind = _names_behind(text, match)
            if behind and _RELATIVE.match(text, behind[-1][0].end):
                names = names[: -len(found)]
                continue
            names.extend(Listed(item, name, Part.COOPERATING, group) for item, name in behind)
            opens = opens or any(item.opens for item, _ in behind)
    if names:
        yield _as_list(names, opens)


def _counts(verb: str, names: list[Listed]) -> bool:
    """配合 counts only behind somebody who leads or is responsible in the same sentence."""
    if _DUTY_VERB.search(verb):
        return True
    return bool(names) and ("配合" in verb or "分工" in verb)


def _as_list(names: list[Listed], opens: bool) -> UnitList:
    unique = {listed.item.start: listed for listed in reversed(names)}
    ordered = tuple(unique[start] for start in sorted(unique))
    return UnitList(ordered, ordered[0].item.start, ordered[-1].item.end, opens)


def _names_before(text: str, verb: re.Match[str]) -> list[tuple[Item, UnitName]]:
    floor = max(0, verb.start() - _LONGEST_CLAUSE)
    breaks = [found for found in _CLAUSE_BREAK.finditer(text, floor, verb.start()) if found["mark"]]
    start = breaks[-1].end() if breaks else floor
    if not breaks and floor > 0:
        return []
    for by in _BY.finditer(text, start, verb.start()):
        if _OF.match(text, verb.end()):
            return []
        start = by.end()
    lead_in = _LEAD_IN.match(text, start, verb.start())
    if lead_in and read_name(text[start : verb.start()]) is None:
        start = lead_in.end()
    if _NO_DUTY.match(text, verb.end()):
        return []
    found: list[tuple[Item, UnitName]] = []
    for item in items_of(text, start, verb.start()):
        name = read_name(text[item.start : item.end]) if item.end > item.start else None
        if name is None or name.kind is NameKind.OTHER:
            return []
        found.append((item, name))
    specific = any(
        name.kind is not NameKind.COLLECTIVE
        or _NAMED_DEPARTMENT.search(name.text)
        or _GOVERNMENTS.search(name.text)
        for _, name in found
    )
    return found if specific else []


def _names_behind(text: str, verb: re.Match[str]) -> list[tuple[Item, UnitName]]:
    """The names behind 会同: whole pieces while they are names, then the longest name the last piece begins with."""
    breaks = (found for found in _CLAUSE_BREAK.finditer(text, verb.end()) if found["mark"])
    close = next(breaks, None)
    stop = close.start() if close else len(text)
    following = VERB.search(text, verb.end(), stop)
    if following:
        stop = following.start()
    found: list[tuple[Item, UnitName]] = []
    for item in items_of(text, verb.end(), min(stop, verb.end() + _LONGEST_CLAUSE)):
        whole = _longest_name(text, item)
        if whole is None:
            break
        found.append(whole)
        if whole[0].end < item.end:
            break
    return found


def _longest_name(text: str, item: Item) -> tuple[Item, UnitName] | None:
    """The name a piece begins with: the shortest known one, grown while it stays the same kind of name.

    国家卫生健康委 grows to 国家卫生健康委员会; 市财政局 does not grow to 市财政局审核后报市人民政府.
    """
    best: tuple[Item, UnitName] | None = None
    for end in range(item.start + 2, min(item.end, item.start + _LONGEST_NAME) + 1):
        name = read_name(text[item.start : end])
        if name is None or not name.known:
            continue
        if best is None or _grows(text[best[0].end : end], best[1], name):
            opens = text.startswith("等", end)
            best = Item(item.start, end, opens=opens), name
    return best


def _grows(more: str, short: UnitName, long: UnitName) -> bool:
    if NameKind.COLLECTIVE in (short.kind, long.kind):
        return long.kind is NameKind.COLLECTIVE and _MORE_COLLECTIVE.fullmatch(more) is not None
    return bool(long.family) or long.kind is NameKind.NATIONAL
