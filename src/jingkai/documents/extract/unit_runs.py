"""The names of a run, read together: departments that share one word 部门, places that share one 市人民政府.

财政、税务部门 are the departments of finance and of taxation, 教育、民政等部门 those of education and civil affairs among
others; whose they are is said once: 地方财政、商务部门.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jingkai.documents.extract.unit_items import Item
from jingkai.registry.unit_names import NameKind, UnitName, general_department, read_name
from jingkai.registry.unit_patterns import REGION_END

_SHARED_HEAD = re.compile(r"等(?:有关|相关|行业|职能|业务)?(?P<head>(?:行政)?(?:主管)?部门)")
_GOVERNMENT_OF = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})[市县区旗州盟镇乡](?P<head>(?:人民政府|政府|行政公署|行署)(?:（[^（）]{1,8}）)?)$"
)
_PLACE_NAME = re.compile(
    r"(?!各|有关|相关|全)(?!.*(?:经开|高新|开发|园|新|保税|示范|试验|合作|片)区$)"
    r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,8}[市县区旗])"
)
_LEADS_ON = re.compile(
    r"^各?[县市区旗](?:（[^（）]+）)$|人民政府$|级$|^(?:各|地方|当地|各地|国务院|县级以上地方)"
)


def read_run(text: str, items: Sequence[Item]) -> list[UnitName | None]:
    """The name of each item, ``None`` where it is none; subjects in front of a shared 部门 are names too."""
    names = [read_name(text[item.start : item.end]) if item.end > item.start else None for item in items]
    _share_government(text, items, names)
    _share_head(text, items, names)
    head = ""
    for index in range(len(items) - 1, -1, -1):
        item, name = items[index], names[index]
        shared = _SHARED_HEAD.match(text, item.end) if item.opens else None
        if shared:
            head = shared["head"]
        department = _as_department(text[item.start : item.end], name, head)
        if department is None:
            if (
                name is None or not name.known
            ):  # 公安、人民银行等有关部门: the bank shares nothing and ends nothing
                head = ""
            continue
        names[index] = department
        head = head or _head_of(department)
    return _with_shared_leads(names)


def _share_government(text: str, items: Sequence[Item], names: list[UnitName | None]) -> None:
    """澄江、北屏市人民政府 and 青岚区、临河区人民政府 are two governments each."""
    for last in range(1, len(items)):
        government = names[last]
        ending = _GOVERNMENT_OF.search(government.text) if government else None
        if ending is None or (government and government.kind is not NameKind.GOVERNMENT):
            continue
        for index in range(last - 1, -1, -1):
            place, name = text[items[index].start : items[index].end], names[index]
            if not _PLACE_NAME.fullmatch(place) or (name and (name.known or not REGION_END.search(place))):
                break
            if general_department(place + "部门"):  # 公安、青岚区人民政府: no place of that name
                break
            own = name is not None and place[-1] in "市县区旗镇乡" and len(place) > 2
            names[index] = read_name(place + (ending["head"] if own else ending.group()))


def _share_head(text: str, items: Sequence[Item], names: list[UnitName | None]) -> None:
    """市发改、工信、财政局 are three departments that share their last word."""
    last = len(items) - 1
    while last > 0 and names[last] is None:
        last -= 1
    closing = names[last] if last > 0 else None
    if closing is None or closing.kind is not NameKind.DEPARTMENT or closing.text[-1] not in "局厅委":
        return
    shared = [read_name(text[item.start : item.end] + closing.text[-1]) for item in items[:last]]
    elided = [name for name, own in zip(shared, names, strict=False) if own is None]
    if elided and all(name is not None and name.kind is NameKind.DEPARTMENT for name in elided):
        names[:last] = [own or name for name, own in zip(shared, names, strict=False)]


def _as_department(words: str, name: UnitName | None, head: str) -> UnitName | None:
    """The general department an item names by itself, or as a subject in front of a shared head."""
    if name is not None and name.kind not in (NameKind.OTHER, NameKind.BODY):
        return name if general_department(name.text) else None
    return general_department(words + head) if head and words else None


def _head_of(department: UnitName) -> str:
    for head in ("行政主管部门", "主管部门", "行政部门", "部门", "机关"):
        if department.text.endswith(head):
            return head
    return ""


def _with_shared_leads(names: list[UnitName | None]) -> list[UnitName | None]:
    """Put whose department it is in front of those that stand behind: 国务院教育、卫生部门."""
    led: list[UnitName | None] = []
    lead, level = "", ""
    for name in names:
        general = general_department(name.text) if name else None
        if name is None or general is None:
            lead = ""
            led.append(name)
            continue
        if general.prefix:
            lead, level = (general.prefix if _LEADS_ON.search(general.prefix) else ""), general.level
        carries = lead and not general.prefix
        led.append(replace(name, text=lead + name.text, level=level, prefix=lead) if carries else name)
    return led
