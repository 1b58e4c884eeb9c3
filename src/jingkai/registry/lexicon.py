"""The lexicon of departments: how each is named nationally and below, compiled in ``data/units.toml``.

It is read once, when the first name is looked up (a few milliseconds).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Family:
    """One department wherever it stands: 财政部, 自治区财政厅 and 市财政局 are one family.

    ``national`` lists its names at the centre, the preferred one first; ``province`` and ``city`` are the preferred
    short names there (``""`` where it has none); ``forms`` are all names below the national level, without a level
    word; ``kind`` is ``""``, ``party``, ``both``, ``vertical`` or ``court``; ``separate`` says that the forms are no
    aliases but departments of their own (see ``data/units.toml``).
    """

    key: str
    national: tuple[str, ...]
    province: str
    city: str
    forms: tuple[str, ...]
    kind: str
    separate: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All families, by key; family by local form; preferred name and family key by national name.

    ``departments`` are the subjects that a department is called after in general: 财政 in 财政部门.
    """

    families: Mapping[str, Family]
    forms: Mapping[str, Family]
    national: Mapping[str, str]
    national_family: Mapping[str, str]
    vertical_forms: tuple[str, ...]
    departments: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, reading it on the first call."""
    data = tomllib.loads(files("jingkai.registry").joinpath("data/units.toml").read_text(encoding="utf-8"))
    families = {key: _family(key, fields) for key, fields in data["family"].items()}
    forms: dict[str, Family] = {}
    national = {name: name for name in data["national"]["other"].split()}
    national_family: dict[str, str] = {}
    for family in families.values():
        for form in family.forms:
            forms.setdefault(form, family)
        for name in family.national:
            national[name] = family.national[0]
            national_family[name] = family.key
    vertical = sorted(
        (form for form, family in forms.items() if family.kind == "vertical"), key=len, reverse=True
    )
    stems = " ".join(fields.get("stems", "") for fields in data["family"].values()).split()
    subjects = frozenset((*stems, *data["subjects"]["other"].split()))
    return Lexicon(families, forms, national, national_family, tuple(vertical), subjects)


def _family(key: str, fields: Mapping[str, str]) -> Family:
    stems, heads = fields.get("stems", "").split(), fields.get("heads", "").split()
    province, city = fields.get("province", ""), fields.get("city", "")
    forms = dict.fromkeys([province, city, *(stem + head for stem in stems for head in heads)])
    forms.update(dict.fromkeys(fields.get("also", "").split()))
    return Family(
        key=key,
        national=tuple(fields.get("national", "").split()),
        province=province,
        city=city,
        forms=tuple(form for form in forms if form),
        kind=fields.get("kind", ""),
        separate=bool(fields.get("separate")),
    )
