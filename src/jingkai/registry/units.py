"""Units: departments as subjects of duties, and the resolver from the names documents use to them.

``市发改委``, ``市发展改革委`` and, in the city's own documents, ``澄江市发展和改革委员会`` are one unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from jingkai.registry.lexicon import Family, lexicon
from jingkai.registry.unit_names import NameKind, UnitName, level_of_place, read_name
from jingkai.registry.unit_patterns import LEVEL_WORDS, NATIONAL, PROVINCE


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible unit.

    ``name`` is the preferred short name with level word or place (``市发展改革委``, ``澄江市发展改革委``);
    ``level`` is ``national``, ``province``, ``city``, ``county``, ``zone`` or ``""``; ``family`` is the department's
    key in the lexicon (``""`` for governments, companies and whatever is not in it); ``aliases`` are the other names
    documents use for it.
    """

    name: str
    level: str
    family: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Where a document speaks from: the level of its issuer and the names of the places it belongs to.

    ``places`` are full names such as ``临澜省``, ``澄江市``; the level word alone (市) stands for the place of that
    level where there is exactly one.
    """

    level: str | None = None
    places: tuple[str, ...] = ()

    def place_of(self, level: str) -> str | None:
        """The one place of a level, ``None`` where none or several are known."""
        found = [place for place in self.places if level_of_place(place) == level]
        return found[0] if len(found) == 1 else None


class Resolver:
    """From the names documents use to units. It keeps no state: one resolver serves all documents."""

    def resolve(self, name: str, context: Jurisdiction | None = None) -> Unit | None:
        """Return the unit a name names, or ``None`` where it is no unit's name.

        With a ``context`` a level word is replaced by the place it stands for, and a name without level word takes
        the level of the issuer.
        """
        parts = read_name(name)
        if parts is None:
            return None
        where = context or Jurisdiction()
        known = lexicon()
        if parts.kind is NameKind.NATIONAL:
            preferred = known.national[parts.text]
            family = known.families.get(parts.family)
            aliases = tuple(other for other in family.national if other != preferred) if family else ()
            return Unit(preferred, NATIONAL, parts.family, aliases)
        family = known.families.get(parts.family)
        if parts.kind is not NameKind.DEPARTMENT or family is None or parts.family == "office_party":
            return Unit(_placed(parts, where), parts.level, "")
        if not parts.prefix and where.level == NATIONAL:
            if not family.national:
                return Unit(parts.text, NATIONAL, family.key)
            return Unit(family.national[0], NATIONAL, family.key, family.national[1:])
        return _local_unit(parts, family, where)


_RESOLVER = Resolver()


def resolve(name: str, context: Jurisdiction | None = None) -> Unit | None:
    """Return the unit a name names (see :meth:`Resolver.resolve`).

    >>> resolve("市发改委") == resolve("市发展和改革委员会")
    True
    """
    return _RESOLVER.resolve(name, context)


def national_name(form: str) -> str | None:
    """The central body a name without 国家 stands for among ministries: 发展改革委 → 国家发展改革委.

    ``None`` where the centre has no department of that very form.
    """
    known = lexicon()
    names = [f"{front}{form}" for front in ("", "国家", "国务院", "中央", "中国")]
    family = known.forms.get(form)
    own = next((name for name in family.national if name in names), None) if family else None
    return own or next((name for name in names if name in known.national), None)


def _placed(parts: UnitName, where: Jurisdiction) -> str:
    if parts.prefix in LEVEL_WORDS and parts.kind is not NameKind.COLLECTIVE:
        place = where.place_of(parts.level)
        return (place or parts.prefix) + parts.core
    return parts.text


def _local_unit(parts: UnitName, family: Family, where: Jurisdiction) -> Unit:
    level = parts.level or where.level or ""
    base = _base_of(parts.prefix)
    place = where.place_of(level) if level and (not base or base in LEVEL_WORDS) else None
    front = place or base
    preferred = (family.province if level == PROVINCE else family.city) or parts.core
    if family.separate:
        return Unit(front + parts.core, level, "", ())
    if family.key == "youth":
        return Unit(f"{front}团委", level, family.key, ())
    party = f"{front}党委" if front.endswith(("自治区", "兵团")) else f"{front}委"
    name = party + preferred if family.kind == "party" and front else front + preferred
    fronts = (front, party) if family.kind in ("party", "both") and front else (front,)
    aliases = tuple(one + form for one in fronts for form in family.forms if one + form != name)
    return Unit(name, level, family.key, aliases)


def _base_of(prefix: str) -> str:
    """市委 → 市, 自治区党委 → 自治区."""
    for ending in ("党工委", "党委", "委"):
        if prefix.endswith(ending):
            return prefix.removesuffix(ending)
    return prefix
