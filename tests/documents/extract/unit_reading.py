"""Where the documents of the unit tests speak from, and a short way to write what has been read.

``L``, ``R`` and ``C`` stand for leading, responsible and cooperating; ``+`` at the end for an open list; ``/`` divides
lists.
"""

from __future__ import annotations

from jingkai.documents.extract.units import UnitContext
from jingkai.documents.mentions import UnitMention

NATIONAL = UnitContext("国务院办公厅", "national")
MINISTRY = UnitContext("商务部", "national")
PROVINCE = UnitContext("临澜省人民政府办公厅", "province", ("临澜省",))
REGION = UnitContext("临澜自治区人民政府办公厅", "province", ("临澜自治区",))
CITY = UnitContext("澄江市人民政府办公室", "city", ("澄江市",))
COUNTY = UnitContext("青岚县人民政府办公室", "county", ("青岚县",))
ZONE = UnitContext("青岚经济技术开发区管理委员会", "zone")
FIRST = UnitContext("澄江市人民政府办公室", "city", ("澄江市",), first_leads=True)


def written(mentions: tuple[UnitMention, ...]) -> str:
    letters = {"lead": "L", "responsible": "R", "cooperating": "C"}
    lists: dict[int, list[UnitMention]] = {}
    for mention in mentions:
        lists.setdefault(mention.group, []).append(mention)
    return " / ".join(
        " ".join(letters[mention.role] + mention.canonical for mention in one)
        + ("+" if one[0].open_list else "")
        for one in lists.values()
    )
