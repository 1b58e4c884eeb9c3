"""The names of a list, one by one: where each starts and ends, and which stand together in one group.

A list is a run of groups divided by full-width commas; a group is a run of names divided by 、, 和, 与, 及 or, in
a damaged copy, by white space. Names hold such words themselves (工业和信息化厅, 政务服务与数据管理局,
各省、自治区、直辖市人民政府, 各县（市、区）人民政府): a word divides only where what stands before it can end a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jingkai.documents.extract.unit_verbs import OPEN
from jingkai.registry.unit_names import general_department


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate for a name: half-open offsets in the text; ``leads`` for ``市发改委（牵头）``; ``opens`` for …等."""

    start: int
    end: int
    leads: bool = False
    opens: bool = False


_OPENING, _CLOSING = "（([【〔", "）)]】〕"
_JOINT = re.compile(r"以及|和|与|及(?!其(?![他它余]))|同|暨|并(?=由)")
_NAME_END = re.compile(
    r"(?:局|厅|委|办|机关|办公室|部|委员会|管委会|政府|公署|行署|党委|党工委|纪委|法院|检察院|中心|公司|集团|[银分支]行|海关|总社|供销社|协会|"
    r"联合会|(?:银保监|证监|银监|保监|贸促|红十字|常委|协|学|商|基金|理事|工)会|工商联|妇联|残联|科协|文联|侨联|总工会|总队|支队|部门|单位|机构|署|盟市|旗县区?|县区|各地|地区|园区|开发区|经开区|高新区|街道|街道办|企业|监委|政协|人大|科学院|工程院|总局|"
    r"研究院|总台|[市县旗盟州省]|）)$"
)
_LEVELS = r"(?:自治区|直辖市|设区的?市|自治州|自治县|[省市县区旗盟州乡镇地]|街道|苏木)级?(?:（[^（）]*）)?"
_BARE_LEVELS = re.compile(rf"(?:地方)?{_LEVELS}(?:、{_LEVELS})*")
_PURE_LEVEL = re.compile(
    r"(?:计划单列市|省?直管[市县]|省辖市|自治区|自治州|自治县|直辖市|地区|[省市县区旗盟州乡镇级地]|街道|苏木|有关|相关|（[^（）]*）)+"
)
_GOVERNED = re.compile(
    r"(?:自治区|自治州|自治县|直辖市|地区|[省市县区旗盟州乡镇]|（[^（）]*）)+[两三四]?级?"
    r"(?:人民政府|政府|党委(?:[和、]?(?:人民)?政府)?|行政公署|行署|委|(?![直属驻])(?:(?!各|有关|相关)[\u4e00-\u9fff]){2,8}部门)(?:（[^（）]*）)?"
    r"|(?:直辖市|计划单列市)(?:人民政府)?[和及与]?.{0,16}|街道(?:办事处|办)?|委和.{0,2}政府"
    r"|[\u4e00-\u9fff]{2,4}(?:林区|特区)(?:人民政府|政府)|新疆生产建设兵团[\u4e00-\u9fff]{0,8}"
)
_EACH = re.compile(r"各(?:有关|相关)?|有关|相关")
_JOINED_EACH = re.compile("(?:部门|单位|机构|地区)(?:以及|和|与|及)(各[^和与及]{1,12})$")
_CALLED = re.compile("[（(]以下[^（）()]{0,6}称[^（）()]{1,16}[）)]$")
_NEAR = 40
_LEAD_MARK = re.compile(
    r"[（(]\s*(?:[^（）()]*?)(牵头|主办|主责|配合|负责|参与|下同|第一|首位)[^（）()]*[）)]$"
)
_EDGE = " \t\u3000\n由请并、及和与：:“”\"'★☆▲△●◆◇■□*＊※"
_QUOTED = re.compile("“[^“”、，；]{1,12}”")


def split_groups(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide ``text[start:end]`` at commas and semicolons outside brackets."""
    yield from _split(text, start, end, "，,；;。")


def _split(text: str, start: int, end: int, dividers: str) -> Iterator[tuple[int, int]]:
    depth, begin = 0, start
    for index in range(start, end):
        character = text[index]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character in dividers:
            if begin < index:
                yield begin, index
            begin = index + 1
    if begin < end:
        yield begin, end


def items_of(text: str, start: int, end: int) -> tuple[Item, ...]:
    """The candidates for names in one group, without verbs: ``text[start:end]``."""
    pieces = [
        joint
        for piece in _merged(text, list(_split(text, start, end, "、/／|")))
        for gap in _at_spaces(text, *piece)
        for joint in _at_joints(text, *gap)
    ]
    return tuple(item for piece in pieces if (item := _trimmed(text, *piece)) is not None)


def _merged(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put 各省、自治区、直辖市人民政府 and 市、县人民政府 together again: level words wait for their head."""
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        words = re.sub(r"\s", "", text[start:end])
        if merged:
            before = re.sub(r"\s", "", text[slice(*merged[-1])])
            if joined := _JOINED_EACH.search(before):
                before = joined[1]  # 各有关部门及各省、自治区、直辖市人民政府
            each = _EACH.match(before)
            levels = re.sub("[、和与及]", "", before[each.end() :]) if each else ""
            waits = _PURE_LEVEL.fullmatch(levels) or _BARE_LEVELS.fullmatch(before)
            if waits and (_PURE_LEVEL.fullmatch(words) or _GOVERNED.fullmatch(words)):
                merged[-1] = (merged[-1][0], end)
                continue
            governs = before.endswith("党委") and words in ("政府", "人民政府")
            if governs or (before.endswith(("有关部门", "相关部门", "各部门")) and words in ("单位", "机构")):
                merged[-1] = (merged[-1][0], end)
                continue
        merged.append((start, end))
    return merged


def _at_spaces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide at white space that stands between two names; white space inside a name stays."""
    begin = start
    for match in re.finditer(r"[ \t\u3000\n]+", text[start:end]):
        left, right = start + match.start(), start + match.end()
        before, after = text[begin:left].strip(), text[right:end].strip()
        if len(before) >= 3 and len(after) >= 3 and _NAME_END.search(before) and not before.endswith("各"):
            yield begin, left
            begin = right
    yield begin, end


def _at_joints(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide at 和, 与, 及 where the words before end a name and the words behind can be one."""
    begin, depth = start, 0
    for match in re.finditer(r"[（(）)]|" + _JOINT.pattern, text[start:end]):
        if match.group() in "（()）":
            depth += 1 if match.group() in "（(" else -1
            continue
        left, right = start + match.start(), start + match.end()
        before, after = text[max(begin, left - _NEAR) : left].rstrip(), text[right : min(end, right + _NEAR)]
        named = OPEN.sub("", before)  # 全国总工会等和各省级人民政府
        if depth > 0 or len(after.strip()) < 2:
            continue
        ends = _NAME_END.search(named or before) is not None
        if not ends and not _are_departments(before, match.group(), after):
            continue
        if ends and _one_expression(before, after):
            continue
        yield begin, left
        begin = right
    yield begin, end


def _are_departments(before: str, joint: str, after: str) -> bool:
    """民政和公安部门 are two departments; 文化和旅游部门 is one."""
    head = re.match(r"\s*[\u4e00-\u9fff]{2,10}?部门", after)
    if head is None or general_department(before + joint + head.group()):
        return False
    return general_department(before + "部门") is not None and general_department(head.group()) is not None


def _one_expression(before: str, after: str) -> bool:
    """有关部门和单位, 各级党委和政府, 各省、自治区、直辖市及计划单列市: one expression, not two names."""
    if re.search(r"(?:有关|相关|各|职能|所属|直属|等)(?:部门|地区|地方|单位|机构)$", before):
        return bool(
            re.match(r"\s*(?:有关|相关)?(?:单位|部门|机构|地方|企业|地区)(?!人民|政府|金融|各级)", after)
        )
    if before.endswith("党委"):
        return bool(re.match(r"\s*(?:人民)?政府", after))
    waits = before[:1] == "各" and _PURE_LEVEL.fullmatch(before[1:].replace("、", ""))
    return bool(waits and re.match(r"\s*(?:计划单列市|[\u4e00-\u9fff]{0,6}兵团)", after))


def _trimmed(text: str, start: int, end: int) -> Item | None:
    """Take 由, 等部门, （牵头） and white space off the edges of a piece."""
    while start < end and text[start] in _EDGE and not _QUOTED.match(text, start, end - 1):
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    words = text[start:end]
    leads = opens = False
    if called := _CALLED.search(words):
        words = words[: called.start()].rstrip()
    mark = _LEAD_MARK.search(words)
    if mark:
        leads = mark[1] in ("牵头", "主办", "主责")
        words = words[: mark.start()].rstrip()
    opening = OPEN.search(words)
    if opening:
        opens = True
        words = words[: opening.start()].rstrip(_EDGE)
    end = start + len(words)
    return Item(start, end, leads, opens) if words or opens else None
