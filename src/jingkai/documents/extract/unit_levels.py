"""What a name takes from its neighbours: 自治区发展改革委、财政厅 are both the region's.

A level word, a place or 各有关 carries to the names behind it within one group. Names that have a level of their own
take none: governments of named places, zones' committees, customs, banks, companies, central bodies and their
branches. The canonical name keeps the document's own words; only the carried word is put in front, so that
市发改委 stays 市发改委 (which unit that is, :func:`jingkai.registry.units.resolve` says).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jingkai.registry.lexicon import lexicon
from jingkai.registry.unit_names import NameKind, UnitName, level_of_place
from jingkai.registry.unit_patterns import CITY, LEVEL_WORDS, NATIONAL, PROVINCE, PROVINCES, ZONE
from jingkai.registry.units import national_name

_EACH = re.compile(r"各(?:有关|相关)?|有关|相关")
_GOVERNED = re.compile(r"(?:人民政府|政府|行政公署|行署|党委|办事处)$")
_BARE_GOVERNMENT = re.compile(
    r"(?:省|自治区|市|州|盟|县|区|旗|旗县区|县区|旗县|县市区|乡|镇|苏木|乡镇|街道)+(?:（[^（）]*）)?(?:级)?(?:人民政府|政府|行政公署|行署|党委|街道办事处|办事处)"
    r"|街道(?:办事处|办)"
)
_PARTY_ENDING = re.compile(r"(?:党委|(?<=[省市州盟县区旗地])委)$")


@dataclass(slots=True)
class Carry:
    """What is being carried in one group of a list.

    ``issuer`` and ``issuer_level`` are those of the document; ``national`` says that the list is one of ministries.
    """

    issuer: str = ""
    issuer_level: str = ""
    national: bool = False
    prefix: str = ""
    each: str = ""

    def canonical(self, name: UnitName) -> tuple[str, str]:
        """The canonical name and level of the next name of the group."""
        if name.kind is NameKind.COLLECTIVE:
            each = _EACH.match(name.text) if _GOVERNED.search(name.text) else None
            self.each = each.group() if each else ""
            return name.text, name.level
        if self.each and _BARE_GOVERNMENT.fullmatch(name.text):
            return self.each + name.text, name.level
        if name.prefix in ("党委", "党工委") and self.prefix:
            base = _PARTY_ENDING.sub("", self.prefix)
            return base + name.text, LEVEL_WORDS.get(base) or level_of_place(base)
        if name.prefix and name.kind in (NameKind.DEPARTMENT, NameKind.OTHER):
            self._remember(name)
            return name.text, self._level_of(name)
        if name.takes_level and not name.text.startswith("各"):
            return self._bare(name)
        if name.kind is NameKind.GOVERNMENT and name.prefix in LEVEL_WORDS:
            self.prefix = self.prefix or name.prefix
            return name.text, self._level_of(name)
        return name.text, name.level

    def _remember(self, name: UnitName) -> None:
        prefix = name.prefix
        if (
            prefix in LEVEL_WORDS
            or _PARTY_ENDING.search(prefix)
            or (level_of_place(prefix) and len(prefix) > 2)
        ):
            self.prefix = prefix
            self.each = ""

    def _bare(self, name: UnitName) -> tuple[str, str]:
        family = lexicon().families.get(name.family)
        if not self.prefix:
            central = national_name(name.text) if self.national else None
            if central:
                return central, NATIONAL
            return name.text, self._level_of_bare(name)
        base = _PARTY_ENDING.sub("", self.prefix)
        if name.kind is NameKind.OTHER and name.text.startswith((self.issuer[:2] or base, *PROVINCES)):
            return name.text, ""  # 临澜股权交易中心 bears the name of the place already
        level = LEVEL_WORDS.get(base) or level_of_place(base) or (CITY if base == "地" else PROVINCE)
        front = self._front_of(family.kind if family else "", base, level)
        return front + name.text, self._raised(base, level)

    def _front_of(self, kind: str, base: str, level: str) -> str:
        """市 for a government's department, 市委 for a Party one; what may be either follows the name before."""
        behind_party = base != self.prefix
        if behind_party and kind in ("party", "both"):
            return self.prefix
        if kind == "party" and level != ZONE:
            return f"{base}党委" if base.endswith(("自治区", "兵团")) else f"{base}委"
        return base

    def _level_of(self, name: UnitName) -> str:
        return self._raised(name.prefix, name.level)

    def _raised(self, prefix: str, level: str) -> str:
        """市 in a municipality's own documents is the province's level."""
        if (
            prefix == "市"
            and self.issuer_level == PROVINCE
            and self.issuer.startswith(("北京", "天津", "上海", "重庆"))
        ):
            return PROVINCE
        return level

    def _level_of_bare(self, name: UnitName) -> str:
        if self.national:
            return NATIONAL if name.kind is NameKind.DEPARTMENT else ""
        if name.text.endswith("厅"):
            return PROVINCE
        return self.issuer_level if name.kind is NameKind.DEPARTMENT else ""
