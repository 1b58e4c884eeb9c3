"""The grammar of a unit's name: level word or place in front, department behind; or a government, a zone's
committee, a collective (各有关部门), a central body, a company.

Nothing is carried over here: a name is read by itself. What it takes from its neighbours in a list is decided where
the list is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from jingkai.registry.lexicon import lexicon
from jingkai.registry.unit_patterns import (
    BODY_END,
    BRANCH,
    CENTRAL,
    CENTRAL_COMPANY,
    CERTAIN_BODY,
    CITY,
    COMBINED,
    COMBINED_ENDINGS,
    COMMITTEE,
    DEPARTMENT_IN_GENERAL,
    EACH,
    FUNCTION_WORD,
    GOVERNMENT,
    LEVEL,
    LEVEL_GOVERNMENT,
    LEVEL_WORDS,
    MANAGING_DEPARTMENT,
    MUNICIPALITIES,
    NATIONAL,
    NO_LEVEL,
    NO_PLACE,
    NO_PLACE_INSIDE,
    NO_PLACE_START,
    NO_STEM,
    OTHER_END,
    OWN_PLACE,
    PARTY,
    PARTY_ALONE,
    PLACE_END,
    PROVINCE,
    PROVINCES,
    REGION_END,
    REGION_WORD,
    SEVERAL_LEVELS,
    SOME,
    SPACE,
    WHAT_IT_DOES,
    YOUTH,
    ZONE,
    ZONE_WORD,
)


class NameKind(StrEnum):
    """What sort of unit a name names."""

    DEPARTMENT = "department"  # known to the lexicon
    NATIONAL = "national"  # a ministry or other central body
    GOVERNMENT = "government"  # 人民政府, 行政公署, 党委
    COMMITTEE = "committee"  # a zone's 管委会
    COLLECTIVE = "collective"  # 各有关部门, 各旗县区
    BODY = "body"  # company, bank, customs, branch of a central agency: no level
    OTHER = "other"  # ends like a unit and is not known


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name taken apart; ``text`` is without white space, ``prefix + core`` is ``text``.

    ``prefix`` is the level word (市, 自治区, 市委) or place (澄江市) in front, ``""`` where there is none;
    ``family`` the key of the lexicon's family, ``""`` where it is none; ``stands_alone`` is true for names of the
    kind :attr:`NameKind.OTHER` that no level word belongs to (企业, 国网供电所).
    """

    text: str
    kind: NameKind
    level: str = ""
    prefix: str = ""
    core: str = ""
    family: str = ""
    stands_alone: bool = False

    @property
    def known(self) -> bool:
        """Whether the name is certainly a unit's, wherever it stands."""
        return self.kind is not NameKind.OTHER

    @property
    def takes_level(self) -> bool:
        """Whether a level word in front of an earlier name of the list belongs to this name too."""
        return (
            not self.prefix and not self.stands_alone and self.kind in (NameKind.DEPARTMENT, NameKind.OTHER)
        )


@lru_cache(maxsize=16384)
def read_name(text: str) -> UnitName | None:
    """Take a name apart, or return ``None`` when it is no unit's name.

    >>> read_name("市市场监督管理局").prefix
    '市'
    >>> read_name("市场监督管理局").prefix
    ''
    """
    name = SPACE.sub("", text)
    if not 2 <= len(name) <= 40:
        return None
    if "”" in name:
        return _with_quotation(name)
    return (
        _exact(name)
        or _with_level(name)
        or _branch(name)
        or _collective(name)
        or _with_place(name)
        or _committee(name)
        or _government(name)
        or _with_office_in_brackets(name)
        or general_department(name)
        or _other(name)
    )


def _with_quotation(name: str) -> UnitName | None:
    """市“放管服”改革办: read as it would be without its quotation marks."""
    bare = re.sub("“([^“”]+)”", r"\1", name)
    read = read_name(bare) if bare != name and "”" not in bare else None
    return read and replace(read, text=name, core=name.removeprefix(read.prefix))


def stray_name(text: str) -> UnitName | None:
    """A name that does not end like a unit's, for a list that says it holds nothing but units."""
    name = SPACE.sub("", text)
    if not re.fullmatch(r"[\u4e00-\u9fff（）]{2,16}", name) or FUNCTION_WORD.search(name):
        return None
    return UnitName(name, NameKind.OTHER, core=name, stands_alone=True)


def level_of_place(place: str) -> str:
    """The level of a place by its last word; a municipality counts as a province."""
    if place in MUNICIPALITIES:
        return PROVINCE
    for match in PLACE_END.finditer(place):
        if match.end() == len(place):
            return LEVEL_WORDS.get(match.group(), "")
    return PROVINCE if place in PROVINCES else ""


def _exact(name: str) -> UnitName | None:
    known = lexicon()
    family = known.forms.get(name)
    if family:
        return UnitName(name, NameKind.DEPARTMENT, core=name, family=family.key)
    if name in known.national:
        return UnitName(
            name, NameKind.NATIONAL, NATIONAL, core=name, family=known.national_family.get(name, "")
        )
    return (
        UnitName(name, NameKind.DEPARTMENT, core=name)
        if is_combined(name) and not LEVEL.match(name)
        else None
    )


@lru_cache(maxsize=4096)
def is_combined(name: str) -> bool:
    """Whether a department's name is put together of subjects that are known: 财政金融局, 住建和交通局, 国资监管办.

    One subject is enough in front of 局, 办 and 委; 部 and 分局 need two.
    """
    match = COMBINED.fullmatch(name)
    if match is None:
        return False
    fewest = 2 if match["head"] in ("部", "分局") else 1
    stems = match["stems"]
    return any(
        _subjects_in(stems.removesuffix(ending)) >= fewest
        for ending in ("", *COMBINED_ENDINGS)
        if not ending or stems.endswith(ending)
    )


def _subjects_in(words: str) -> int:
    """How many known subjects words consist of, at most four; 0 where something else is among them."""
    subjects = lexicon().departments
    ways = {0: 0}
    for end in range(2, len(words) + 1):
        for start in range(max(0, end - 10), end - 1):
            begin = start + 1 if start and words[start] in "和与及" else start
            if start in ways and words[begin:end] in subjects:
                ways[end] = max(ways.get(end, 0), ways[start] + 1)
    return ways.get(len(words), 0) if ways.get(len(words), 0) <= 4 else 0


def _with_level(name: str) -> UnitName | None:
    forms = lexicon().forms
    party = PARTY.match(name)
    if party:
        rest = name[party.end() :]
        family = forms.get(rest)
        word = party["base"] or party["short"] or party["zone"] or ""
        level = LEVEL_WORDS.get(word, CITY if word == "地" else PROVINCE if party["base"] else "")
        if family and family.kind in ("party", "both"):
            return UnitName(name, NameKind.DEPARTMENT, level, party.group(), rest, family.key)
        if rest in ("办公室", "办公厅", "办"):
            return UnitName(name, NameKind.DEPARTMENT, level, party.group(), rest, "office_party")
    youth = YOUTH.fullmatch(name)
    if youth:
        word = youth["word"] or youth["place"]
        return UnitName(
            name, NameKind.DEPARTMENT, LEVEL_WORDS.get(word) or level_of_place(word), word, name, "youth"
        )
    match = LEVEL.match(name)
    while match:
        family = forms.get(name[match.end() :])
        if family is None and is_combined(name[match.end() :]) and not NO_LEVEL.match(name):
            level = LEVEL_WORDS[match.group()]
            return UnitName(name, NameKind.DEPARTMENT, level, match.group(), name[match.end() :])
        if family:
            return UnitName(
                name,
                NameKind.DEPARTMENT,
                LEVEL_WORDS[match.group()],
                match.group(),
                name[match.end() :],
                family.key,
            )
        shorter = match.group()[:-1]
        match = LEVEL.match(shorter) if shorter else None
    return None


def _branch(name: str) -> UnitName | None:
    if BRANCH.search(name):
        return UnitName(name, NameKind.BODY, core=name)
    return None


def _collective(name: str) -> UnitName | None:
    if EACH.fullmatch(name) or SEVERAL_LEVELS.fullmatch(name) or MANAGING_DEPARTMENT.fullmatch(name):
        return UnitName(name, NameKind.COLLECTIVE, _level_within(name), core=name)
    some = SOME.fullmatch(name)
    if some:
        prefix = some["prefix"]
        word = prefix.removesuffix("机关").rstrip("级直属驻")
        level = LEVEL_WORDS.get(word) or (NATIONAL if word in ("国务院", "中央", "全国", "国家") else "")
        return UnitName(name, NameKind.COLLECTIVE, level or _level_within(some["core"]), prefix, some["core"])
    governments = LEVEL_GOVERNMENT.fullmatch(name)
    if governments:
        return UnitName(name, NameKind.COLLECTIVE, LEVEL_WORDS.get(governments["word"], ""), core=name)
    return None


def _level_within(name: str) -> str:
    """The level a collective speaks of: 各国家级经开区管委会 zones, 各盟市 cities, 各旗县区 counties."""
    plain = re.sub(r"（管委会）|地区|地方|设区的", "", name)
    if ZONE_WORD.search(plain):
        return ZONE
    match = REGION_WORD.search(plain)
    if not match:
        return ""
    return LEVEL_WORDS.get(match.group(), PROVINCE if match.group() == "直辖市" else CITY)


def _committee(name: str) -> UnitName | None:
    if name == "管委会" or COMMITTEE.fullmatch(name):
        return UnitName(name, NameKind.COMMITTEE, ZONE, core=name)
    return None


def _government(name: str) -> UnitName | None:
    match = GOVERNMENT.fullmatch(name)
    if match:
        prefix = match["prefix"]
        level = LEVEL_WORDS.get(prefix) or level_of_place(prefix) or _level_within(prefix)
        return UnitName(name, NameKind.GOVERNMENT, level, prefix, match["core"])
    match = PARTY_ALONE.fullmatch(name)
    if match and not match["place"].endswith(("监", "管", "常")):
        place, word = match["place"], match["word"] or match["short"]
        level = LEVEL_WORDS.get(word, CITY)
        return UnitName(name, NameKind.GOVERNMENT, level, place + word, name.removeprefix(place + word))
    return None


def _with_place(name: str) -> UnitName | None:
    known = lexicon()
    if not NO_PLACE_START.match(name) and not NO_PLACE_INSIDE.search(name):
        for match in PLACE_END.finditer(name, 1, 16):
            place, rest = name[: match.end()], name[match.end() :]
            if (NO_PLACE.search(place)) or len(place) < 2:
                continue
            core = rest.removeprefix("委") if rest.startswith("委") else rest.removeprefix("党委")
            family = known.forms.get(rest) or known.forms.get(core)
            if family and (rest == core or family.kind in ("party", "both")):
                prefix = place + rest[: len(rest) - len(core)]
                return UnitName(name, NameKind.DEPARTMENT, level_of_place(place), prefix, core, family.key)
    for short in PROVINCES:
        if name.startswith(short) and name[len(short) :] in known.forms:
            rest = name[len(short) :]
            return UnitName(name, NameKind.DEPARTMENT, PROVINCE, short, rest, known.forms[rest].key)
    for form in known.vertical_forms:
        # 包头税务局: run from above, and named after a place without its level word.
        if name.endswith(form) and 2 <= len(name) - len(form) <= 8 and not NO_PLACE_START.match(name):
            if NO_PLACE_INSIDE.search(name) or LEVEL.match(name) or FUNCTION_WORD.search(name):
                return None
            prefix = name[: -len(form)]
            return UnitName(name, NameKind.BODY, "", prefix, form, known.forms[form].key)
    return None


def _with_office_in_brackets(name: str) -> UnitName | None:
    """市农业农村局（乡村振兴局）: one unit with two name plates; 财政厅（局）: one with two endings."""
    match = re.fullmatch(r"([^（）]{2,})（([^（）]{2,12}|[局厅委])）", name)
    if not match:
        return None
    first = read_name(match[1])
    if first is None or not first.known or first.kind is NameKind.BODY:
        return None
    if len(match[2]) > 1 and read_name(match[2]) is None:
        return None
    return UnitName(
        name, first.kind, first.level, first.prefix, name.removeprefix(first.prefix), first.family
    )


def general_department(name: str) -> UnitName | None:
    """县级以上人民政府发展改革部门, 自然资源主管部门: the department of whatever place.

    ``prefix`` is whose it is (``县级以上人民政府``), ``core`` the rest.
    """
    match = DEPARTMENT_IN_GENERAL.fullmatch(name)
    if match is None:
        return None
    lead, stem = match["lead"], match["stem"]
    stems = lexicon().departments
    if lead + stem in stems:  # 市场监督管理部门: the first character is no level word
        return UnitName(name, NameKind.COLLECTIVE, core=name)
    named_in_full = match["head"].startswith(("行政", "主管")) and not FUNCTION_WORD.search(stem)
    if (
        stem not in stems
        and WHAT_IT_DOES.sub("", stem) not in stems
        and (not named_in_full or NO_STEM.match(stem))
    ):
        return None
    level = LEVEL_WORDS.get(lead.rstrip("级"), NATIONAL if lead == "国务院" else "")
    return UnitName(name, NameKind.COLLECTIVE, level, lead, name.removeprefix(lead))


def _other(name: str) -> UnitName | None:
    if FUNCTION_WORD.search(name):
        return None
    if BODY_END.search(name):
        kind = NameKind.BODY if CERTAIN_BODY.match(name) else NameKind.OTHER
        return _other_with_level(name) or UnitName(name, kind, core=name, stands_alone=True)
    if not OTHER_END.search(name):
        return None
    if OWN_PLACE.fullmatch(name):
        return UnitName(name, NameKind.OTHER, core=name, stands_alone=True)
    if REGION_END.search(name):
        level = "" if name.endswith("军分区") else level_of_place(name)
        return UnitName(name, NameKind.OTHER, level, core=name, stands_alone=True)
    if CENTRAL.match(name):
        level = NATIONAL if not name.startswith(CENTRAL_COMPANY) else ""
        return UnitName(name, NameKind.OTHER, level, core=name, stands_alone=True)
    levelled = _other_with_level(name)
    if levelled:
        return levelled
    for match in PLACE_END.finditer(name, 2, 14):
        place, rest = name[: match.end()], name[match.end() :]
        if len(rest) >= 3 and not NO_PLACE.search(place) and not NO_PLACE_START.match(name):
            return UnitName(name, NameKind.OTHER, level_of_place(place), place, rest)
    return UnitName(name, NameKind.OTHER, core=name)


def _other_with_level(name: str) -> UnitName | None:
    """市不动产登记中心: not in the lexicon, but a level word stands in front."""
    match = LEVEL.match(name)
    if match is None or NO_LEVEL.match(name) or len(name) - match.end() < 2:
        return None
    word = match.group()
    return UnitName(name, NameKind.OTHER, LEVEL_WORDS[word], word, name[match.end() :])
