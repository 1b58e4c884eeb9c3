"""Units that running prose gives a duty: 由市财政局负责…, 商务部会同有关部门…, 市发展改革委牵头…，市财政局配合.

建立由商务部牵头的机制 and 经开区管委会组织实施… give no duty here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jingkai.documents.extract.unit_clauses import (
    Named,
    begins_clause,
    names_before,
    names_behind,
    names_of,
    subject_of,
    told_off,
)
from jingkai.documents.extract.unit_lists import Listed, UnitList
from jingkai.documents.extract.unit_verbs import PROSE_VERB, Part, part_of_verb

_DUTY = re.compile(
    r"负责|牵头|会同|职责|职能|职权|^(?:联合|商|会)$|会商|归口|承担|负[^，。；责]{1,2}责|实施|落实"
)
_MUST_COOPERATE = re.compile(
    r"[门厅局委部办署府处位构](?:要|应当?|须|必须)[^，。；]{0,6}配合|"
    r"(?:主管|行政)部门(?:积极|主动)?配合做好"
)
_JOINED = re.compile(r"[厅局委部办署行府](?:联合|会|[要将可应]?商)")
_COOPERATION = re.compile(r"协同|协作|协办|联动|配合|分工|参与|参加|协助")
_ASKED = re.compile(
    r"(?:部门|单位|机构|[厅局委部办署府处])(?:要|应当?|须|必须)(?:积极|紧密|密切|全力|主动|予以|做好|切实|通力)*配合$"
    r"|(?:主管|行政)部门(?:积极|主动)?配合$"
)
_DUTIES = re.compile(
    r"(?P<names>[^，。；：（）\n]{2,60})：(?=(?:负责|牵头|承担|组织|协调|指导|配合|做好|会同)|[^。]{0,80}[，；]负责)"
)
_MAIN_DUTIES = re.compile(
    r"(?P<names>[^，。；：（）\n]{2,60}?)(?:的)?(?:主要|具体|工作)?(?:工作)?职责(?:任务)?(?:是|为|包括)："
)
_OWN_FIELD = re.compile(
    "(?:切实|认真|共同)*(?:抓好|做好|负责|推进|落实|加强|开展|组织)[^，。；]{0,6}(?:本|各自|所属|主管|分管|所管|自身)"
)
_BY_ITSELF = re.compile(r"$|[，；]|做好|开展|完成")
_SET_UP_BEFORE = re.compile(
    "(?:成立|设立|组建|建立)[^，。；]{0,16}(?:指挥部|小组|专班|机构|办公室|委员会)[，,]?$"
)
_NOBODY_NAMED = re.compile(
    "(?:充分)?发挥[^，。；]{2,30}(?:作用|职能|优势)，|(?:负责|承担|牵头|组织|会同|编制|制定|拟订|指导|审核|管理|统筹|协调|落实|提出)(?!单位|部门|人)"
)
_SENTENCE = re.compile(r"[^。\n]+")
_NO_DUTY = re.compile(r"的|人(?!民)|制(?!定|订|作)")


def prose_lists(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[UnitList]:
    """Lists of units with a duty in the prose of a provision, one per sentence, outside the ``taken`` places."""
    if not ("由" in text or _DUTY.search(text) or _JOINED.search(text) or _MUST_COOPERATE.search(text)):
        return
    for sentence in _SENTENCE.finditer(text):
        names = _read_sentence(text, sentence.start(), sentence.end(), taken)
        if names:
            yield _as_list(names)


def _read_sentence(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[Listed]:
    names = _of_heading_words(text, start, end)
    said = start  # where the last verb ended that gave somebody a part
    for verb in PROSE_VERB.finditer(text, start, end):
        words = verb.group()
        if any(begin <= verb.start() < close for begin, close in taken):
            continue
        asked = _COOPERATION.search(words) and (names or _must_cooperate(text, start, verb.end(), end))
        if not _DUTY.search(words) and not asked:
            continue
        if begins_clause(text, verb):
            if verb["carry_out"] or words.endswith("承担"):
                continue
            names.extend(_of_subject(text, start, end, verb, names))
            continue
        found = _of_clause(text, end, verb, names, said if text.startswith("、", said) else start)
        names.extend(found)
        said = verb.end() if found else said
    for found_by in told_off(text, start, end):
        first, last = found_by[0][0].start, found_by[-1][0].end
        free = not any(first <= listed.item.start < last for listed in names)
        if free and not any(begin <= first < close for begin, close in taken):
            names.extend(Listed(item, name, Part.RESPONSIBLE, len(names)) for item, name in found_by)
    return names


def _of_heading_words(text: str, start: int, end: int) -> list[Listed]:
    """The units a line names in front of a colon, behind which it tells their duties: 应急管理局：负责…."""
    colon = _DUTIES.match(text, start, end) or _MAIN_DUTIES.match(text, start, end)
    if colon is None or (start and text[start - 1] != "\n"):
        return []
    named = names_of(text, start, colon.end("names"))
    return [Listed(item, name, Part.RESPONSIBLE, 0) for item, name in named]


def _must_cooperate(text: str, start: int, verb_end: int, end: int) -> bool:
    """民政、公安等部门要紧密配合: a duty even where nobody leads, but not 配合有关部门."""
    return (
        _ASKED.search(text, start, verb_end) is not None and _BY_ITSELF.match(text, verb_end, end) is not None
    )


def _of_clause(text: str, end: int, verb: re.Match[str], names: Sequence[Listed], floor: int) -> list[Listed]:
    """The names in front of a verb with the part it gives them, and those behind it where it is 会同."""
    part = part_of_verb(verb.group())
    generic = bool(names) and (part is Part.COOPERATING or "负责" in verb.group())
    found = names_before(text, verb, floor, generic=generic, follows=bool(names))
    if part is Part.SHARED and "分工" not in verb.group() and _OWN_FIELD.match(text, verb.end(), end):
        part = Part.RESPONSIBLE
    behind = names_behind(text, verb, end) if found and part is Part.JOINED else []
    if not found or behind is None:
        return []
    group = len(names)
    leading = Part.LEAD if part is Part.JOINED else part
    return [
        *(Listed(item, name, Part.LEAD if item.leads else leading, group) for item, name in found),
        *(Listed(item, name, Part.COOPERATING, group) for item, name in behind),
    ]


def _of_subject(
    text: str, start: int, end: int, verb: re.Match[str], names: Sequence[Listed]
) -> list[Listed]:
    """A clause that begins with its verb: whoever leads was named in a clause before (…牵头，会同市财政局…)."""
    part = part_of_verb(verb.group())
    subject: list[Named] = []
    if _SET_UP_BEFORE.search(text, start, verb.start()):
        return []  # 成立相应的指挥部，负责领导: the duty is theirs
    if not names and part is not Part.COOPERATING:
        subject = subject_of(text, start, verb.start())
    unsaid = part is Part.JOINED and not subject and _NOBODY_NAMED.match(text, start)
    if part is Part.JOINED and (names or subject or unsaid):
        behind = names_behind(text, verb, end) or []
        if not behind:
            return []
        if names and verb.start() and text[verb.start() - 1] == "并":
            subject = [(one.item, one.name) for one in names if one.part is Part.RESPONSIBLE]
        return [
            *(Listed(item, name, Part.LEAD, 0) for item, name in subject),
            *(Listed(item, name, Part.COOPERATING, len(names)) for item, name in behind),
        ]
    if part is Part.JOINED or _NO_DUTY.match(text, verb.end()):
        return []
    return [Listed(item, name, part, 0) for item, name in subject]


def _as_list(names: Sequence[Listed]) -> UnitList:
    unique: dict[int, Listed] = {}
    for listed in names:  # of two parts of one body the first holds, but leading is more
        if listed.item.start not in unique or listed.part is Part.LEAD:
            unique[listed.item.start] = listed
    ordered = tuple(unique[start] for start in sorted(unique))
    opens = any(listed.item.opens for listed in ordered)
    return UnitList(ordered, ordered[0].item.start, ordered[-1].item.end, opens)
