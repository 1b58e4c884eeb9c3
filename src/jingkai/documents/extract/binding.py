"""A figure and the words right beside it that say how it binds: 不低于, 以上, 年均增长, 左右, ≥."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jingkai.documents.mentions import Comparator


class FigureKind(StrEnum):
    """What a figure counts in."""

    COUNT = "count"  # 家 个 项 …
    PERCENT = "percent"  # % ‰ 个百分点 成 倍 番
    MONEY = "money"  # 元 美元 …
    MEASURE = "measure"  # 吨 亩 千瓦 …
    TIME = "time"  # 年 天 小时 …
    RANK = "rank"  # 前10名
    RATIO = "ratio"  # 1:1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    ``[start, end)`` covers lead word, number, unit and tail word (``达到15%以上``); ``number_start`` is where the
    digits begin. ``lead`` and ``tail`` are those words, ``""`` where there are none. ``chinese`` tells figures
    written in Chinese numerals.
    """

    kind: FigureKind
    value: Decimal
    unit: str
    start: int
    end: int
    number_start: int
    lead: str = ""
    tail: str = ""
    high: Decimal | None = None
    comparator: Comparator = Comparator.EQUAL
    chinese: bool = False


# Words right before a figure, longest first within a group.
_AT_LEAST = "(?:大于|高于|多于)(?:或|（或）)?等于|不[得应宜能可再]?(?:低于|少于|小于|短于|弱于|差于|跌破)|"
_AT_LEAST += "至少|最低|达到|达|提高到|提高至|提升到|提升至|增长到|增长至|"
_AT_LEAST += (
    "迈上|跨上|迈过|跨越|增加到|增加至|增加为|增至|扩大到|扩大至|扩充到|扩充至|上升到|上升至|升至|升到|提至|"
)
_AT_LEAST += (
    "提高为|提升为|增长为|上升为|扩大为|扩充为|提速到|提速至|攀升至|攀升到|跃升至|跃升到|跃升为|回升到|回升至|升级到|"
    "上调到|上调至|上调为|调高到|调高至|加大到|加大至|壮大至|发展至|延伸到|延伸至|拓展为|扩展到|扩展至|"
)
_AT_LEAST += "延长到|延长至|壮大到|拓展到|拓展至|发展到|恢复到|恢复至|累计达|满|≥|≧|⩾|>="
_AT_MOST = "(?:小于|少于|低于)(?:或|（或）)?等于|最高不超过|"
_AT_MOST += "不[得应宜能可再予]?(?:超过|超出|超|突破|高于|大于|多于|长于|逾)|控制在|控制到|限制在|限定在|至多|最多|最高|"
_AT_MOST += (
    "缩小到|缩小至|收窄到|收窄至|回落到|回落至|压降到|压降至|精简到|精简至|精简为|压缩为|压减为|缩短为|"
)
_AT_MOST += "减少为|下调到|下调至|下调为|降低为|降为|减为|上限为?|封顶|降低到|降低至|下降到|下降至|降到|降至|"
_AT_MOST += "压至|压到|缩至|缩到|收缩至|下浮到|调减到|调减至|调低到|调低至|减为|缩小为|下降为|控制为|限于|"
_AT_MOST += "减少到|减少至|减至|压缩到|压缩至|压减到|压减至|缩短到|缩短至|缩减至|≤|≦|⩽|<="
_ABOVE = "跨过|越过|超过|超出|逾|超|突破|优于|好于|大于|高于|多于|过|＞|>"
_BELOW = "低于|小于|不足|少于|不到|不满|＜|<"
_ABOUT = "大约|约为?|接近|近"
_NEUTRAL = "保持在|稳定在|维持在|保持|稳定|为|是"
_LEADS: tuple[tuple[str, Comparator | None], ...] = (
    (_AT_MOST, Comparator.AT_MOST),
    (_AT_LEAST, Comparator.AT_LEAST),
    (_ABOVE, Comparator.ABOVE),
    (_BELOW, Comparator.BELOW),
    (_ABOUT, Comparator.ABOUT),
    (_NEUTRAL, None),
)
_LEAD = re.compile(
    "(?:" + "|".join(f"(?P<c{index}>{words})" for index, (words, _) in enumerate(_LEADS)) + ")$"
)
_LEAD_WINDOW = 5
_CHANGE = re.compile(
    r"(?:(?:年均|每年|同比|年度|平均|累计|总体)*(?:增长|增幅|增速|提高|提升|增加|下降|降低|减少|压减|压缩|缩短|降幅|缩减|上升|前移|"
    r"精简|削减|压降|下调|上调|提速|延长|回落|收窄|扩大|(?<=[率量额值入度时期限耗])[增降]|降低率|下降率)(?:率|幅度|速度)?)$"
)
_CHANGE_WINDOW = 10

_TAILS: tuple[tuple[str, Comparator], ...] = (
    ("及以上|（含）以上|\\(含\\)以上|以上（含[^）]{0,8}）|以上", Comparator.AT_LEAST),
    (
        "及以下|（含）以下|\\(含\\)以下|以下（含[^）]{0,8}）|以下|以内|之内|内(?=[，。；、）的])",
        Comparator.AT_MOST,
    ),
    ("左右|上下", Comparator.ABOUT),
)
TAIL = "|".join(f"(?P<t{index}>{words})" for index, (words, _) in enumerate(_TAILS))
_EXCLUSIVE = re.compile(r"[（(]不含")


def bind(
    text: str,
    found: re.Match[str],
    kind: FigureKind,
    value: Decimal,
    unit: str,
    *,
    high: Decimal | None = None,
    chinese: bool = False,
    at: int | None = None,
) -> Figure:
    """Join a number with the words that bind it on either side.

    ``found`` is the match that ends behind the unit and the tail word (groups ``t0``, ``t1`` …); the number begins
    ``at``, or where the match does.
    """
    at = found.start() if at is None else at
    window = text[max(0, at - _LEAD_WINDOW) : at]
    comparator: Comparator | None = None
    lead = ""
    if before := _LEAD.search(window):
        lead = before[0]
        comparator = next(sign for index, (_, sign) in enumerate(_LEADS) if before[f"c{index}"] is not None)
    before_lead = at - len(lead)
    if change := _CHANGE.search(text[max(0, before_lead - _CHANGE_WINDOW) : before_lead]):
        lead = change[0] + lead
    tail = ""
    for index, (_, sign) in enumerate(_TAILS):
        if word := found[f"t{index}"]:
            tail, comparator = word, sign
            if sign is not Comparator.ABOUT and _EXCLUSIVE.match(text, found.end()):
                comparator = Comparator.ABOVE if sign is Comparator.AT_LEAST else Comparator.BELOW
    if found.groupdict().get("more") or found.groupdict().get("some"):
        comparator = comparator or Comparator.ABOVE
    if high is not None:
        comparator = Comparator.BETWEEN
    return Figure(
        kind,
        value,
        unit,
        at - len(lead),
        found.end(),
        at,
        lead,
        tail,
        high,
        comparator or Comparator.EQUAL,
        chinese,
    )
