"""Marks at the start of a line: 第一章, 第一条, 一、 （一） 1. （1） ① ——, and what only looks like one.

Source of the order of marks: GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）) and 立法技术规范 (编 章 节 条 款 项 目).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from jingkai.documents.provision import ProvisionKind
from jingkai.kernel.numerals import parse_numeral, to_chinese


class Rank(IntEnum):
    """How deep a mark stands: a mark closes every open mark of the same or a deeper rank."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    CLAUSE = 4
    ARTICLE = 5
    SUBARTICLE = 6
    ITEM = 7
    POINT = 8
    CIRCLE = 9
    BULLET = 10


KIND = {
    Rank.PART: ProvisionKind.PART,
    Rank.CHAPTER: ProvisionKind.CHAPTER,
    Rank.SECTION: ProvisionKind.SECTION,
    Rank.CLAUSE: ProvisionKind.CLAUSE,
    Rank.ARTICLE: ProvisionKind.ARTICLE,
    Rank.SUBARTICLE: ProvisionKind.SUBARTICLE,
    Rank.ITEM: ProvisionKind.ITEM,
    Rank.POINT: ProvisionKind.POINT,
    Rank.CIRCLE: ProvisionKind.POINT,
    Rank.BULLET: ProvisionKind.BULLET,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its rank, number (``None`` for bullets), ordinal for ids (``10-1`` for 第十条之一), label as printed.

    ``length`` is how many characters of the line it takes, white space behind it included.
    """

    rank: Rank
    number: int | None
    ordinal: str
    label: str
    length: int


CELL = " | "
"""What stands between the cells of a table row in a repaired text."""

_CHINESE = "[一二三四五六七八九十百〇零]+"
_NUMBER = "[一二三四五六七八九十百千〇零0-9０-９]+"
_DIVISION = re.compile(
    rf"(?P<label>第\s*(?P<number>{_NUMBER})\s*(?P<unit>[编篇部章节]))(?P<gap>[\s：:]*)(?P<rest>.*)"
)
_CLAUSE = re.compile(
    rf"(?P<label>第\s*(?P<number>{_NUMBER})\s*条(?:\s*之(?P<insert>[一二三四五六七八九十]))?)(?P<gap>[\s：:]*)(?P<rest>.*)"
)
_ARTICLE = re.compile(rf"(?P<label>(?P<number>{_CHINESE})、)\s*(?P<rest>.*)")
_SUBARTICLE = re.compile(rf"(?P<label>[（(]\s*(?P<number>{_CHINESE})\s*[）)])\s*(?P<rest>.*)")
_ITEM = re.compile(r"(?P<label>(?P<number>[0-9０-９]{1,3})\s*(?P<sign>[.．、]))\s*(?P<rest>.*)")
_POINT = re.compile(
    r"(?P<label>[（(]\s*(?P<number>[0-9０-９]{1,3})\s*[）)]|(?P<half>[0-9０-９]{1,2})[）)])\s*(?P<rest>.*)"
)
_CIRCLE = re.compile(r"(?P<label>[①-⑳㉑-㉟⑴-⒇⒈-⒛])\s*(?P<rest>.*)")
_BULLET = re.compile(r"(?P<label>[—–―─]{1,2}|[●•■◆★▪·○▲]|--?)(?=\s*[^\s\d—–―─-])\s*(?P<rest>.*)")

_UNITS = {"编": Rank.PART, "篇": Rank.PART, "部": Rank.PART, "章": Rank.CHAPTER, "节": Rank.SECTION}
_CIRCLES = (("①", 1, 20), ("㉑", 21, 15), ("⑴", 1, 20), ("⒈", 1, 20))

_SENTENCE = re.compile("[。；，]")
_REFERENCE = re.compile(
    rf"、|[和与及或至到]第|或者第|以及第|之?规定|所列|所称|的|第{_CHINESE}[款项]|{_CHINESE}款|中(?:规定|所|的|关于|有关)|[款项]"
)
"""What follows a number that a sentence refers to (第三条规定的…, （一）至（三）项…), never a mark of its own."""
_NUMBER_REFERENCE = re.compile(
    r"[、和与及或至到]\s*第?[（(]|[、和与及或至到]第|[项款](?:[、，。；和或及与至的中之第]|规定|所[列称述指]|情形|行为|内容|要求)"
)
"""What follows a number in brackets that a sentence refers to; （三）及时报告, （一）到2027年 and （二）项目建设 are marks."""
_SERIES = re.compile(
    r"(?:线|级|类|产业|季度|年级|期|等|楼|层|环|次|号|代|星|手|把手|甲|者|流|两|个|项|条|种|是|、)"
)
_UNIT = r"[亿万千百倍]|公[里顷斤]|[米吨元级度个家户名人项年月日]|平方|立方|厘|毫|比|："
_DECIMAL = re.compile(rf"[0-9０-９]+\s*(?:[.．][0-9]+|[%％‰]|{_UNIT})")
_DECIMAL_MARK = re.compile(
    rf"(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:\s+|(?!{_UNIT}))(?P<rest>[\u4e00-\u9fff“《].*)"
)
_DECIMAL_CHAPTER = re.compile(r"(?P<label>(?P<number>\d{1,2})[.．、])\s*(?P<rest>[^\s。；，]{2,30}$)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年|[-—–]\s*(?:19|20)[0-9]{2})")


def read_mark(line: str, expected: int | None = None) -> Mark | None:
    """Read the mark at the start of ``line``, or return ``None`` when there is none or it only looks like one.

    ``expected`` is the number that an item ``1.`` would have here if the numbering went on; it decides between
    an item and a decimal in ``3.5G基站…``.
    """
    first = line[0] if line else ""
    if CELL in line:
        return None  # a row of a table is numbered in its own way
    if first == "第":
        return _division(line) or _clause(line)
    if first in "（(":
        return _subarticle(line) or _point(line)
    if first.isdigit() and first.isdecimal():
        return _item(line, expected) or _point(line)
    return _article(line) or _circle(line) or _bullet(line)


def read_decimal(line: str, chapter: int, below: str = "") -> Mark | None:
    """Read a mark of the decimal scheme of emergency plans and standards (``1 总则``, ``1.1 编制目的``, ``2.3.1 …``).

    ``chapter`` is the last whole number of the scheme: a line ``3 应急响应`` counts only as the next one, and
    ``3.应急响应`` only where the line ``below`` is ``3.1 …``.
    """
    pointed = _DECIMAL_CHAPTER.match(line)
    if pointed and int(pointed["number"]) == chapter + 1 and below.startswith(f"{chapter + 1}.1"):
        return Mark(Rank.ARTICLE, chapter + 1, str(chapter + 1), pointed["label"], pointed.start("rest"))
    match = None if CELL in line else _DECIMAL_MARK.match(line)
    if match is None:
        return None
    numbers = [int(number) for number in match["label"].split(".")]
    if len(numbers) == 1 and (numbers[0] != chapter + 1 or _SENTENCE.search(line) or len(line) > 30):
        return None
    rank = (Rank.ARTICLE, Rank.SUBARTICLE, Rank.ITEM, Rank.POINT)[len(numbers) - 1]
    return Mark(rank, numbers[-1], str(numbers[-1]), match["label"], match.start("rest"))


def is_decimal_scheme(lines: Sequence[str]) -> bool:
    """Whether lines are numbered ``1.1``, ``1.2`` …: three such lines at least, the first of them 1.1."""
    found = [match["label"] for line in lines if (match := _DECIMAL_MARK.match(line))]
    nested = [label for label in found if "." in label]
    return len(nested) >= 3 and nested[0] in ("1.1", "2.1")


def label_like(mark: Mark, number: int) -> str:
    """Write the label that ``number`` would have in the style of ``mark`` (``（三）``, ``4.``, ``第二章``)."""
    if mark.rank is Rank.CIRCLE:
        return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)
    if mark.number is None:
        return mark.label
    if mark.label[-1].isdecimal():
        return re.sub(r"\d+$", str(number), mark.label)
    arabic = any(character.isdecimal() for character in mark.label)
    written = str(number) if arabic else to_chinese(number)
    return re.sub(_NUMBER, written, mark.label, count=1)


def _division(line: str) -> Mark | None:
    match = _DIVISION.match(line)
    if match is None:
        return None
    number = parse_numeral(match["number"])
    rest = match["rest"]
    spaced = bool(match["gap"])
    if number is None or (match["unit"] == "部" and not (spaced and len(rest) <= 30)):
        return None
    if rest and not spaced and (_REFERENCE.match(rest) or _SENTENCE.search(rest)):
        return None
    return Mark(_UNITS[match["unit"]], number, str(number), match["label"], match.start("rest"))


def _clause(line: str) -> Mark | None:
    match = _CLAUSE.match(line)
    if match is None:
        return None
    number = parse_numeral(match["number"])
    if number is None or (not match["gap"] and _REFERENCE.match(match["rest"])):
        return None
    insert = parse_numeral(match["insert"]) if match["insert"] else None
    ordinal = f"{number}-{insert}" if insert else str(number)
    return Mark(Rank.CLAUSE, number, ordinal, match["label"], match.start("rest"))


def _article(line: str) -> Mark | None:
    match = _ARTICLE.match(line)
    if match is None:
        return None
    number, rest = parse_numeral(match["number"]), match["rest"]
    if number is None:
        return None
    series = re.match(_CHINESE, rest)
    if series and parse_numeral(series.group()) == number + 1 and _SERIES.match(rest, series.end()):
        return None  # 三、四线城市
    return Mark(Rank.ARTICLE, number, str(number), match["label"], match.start("rest"))


def _subarticle(line: str) -> Mark | None:
    match = _SUBARTICLE.match(line)
    if match is None:
        return None
    number = parse_numeral(match["number"])
    if number is None or _NUMBER_REFERENCE.match(match["rest"]):
        return None
    return Mark(Rank.SUBARTICLE, number, str(number), match["label"], match.start("rest"))


def _item(line: str, expected: int | None) -> Mark | None:
    match = _ITEM.match(line)
    if match is None:
        return None
    number, rest = parse_numeral(match["number"]), match["rest"]
    if number is None or number == 0:
        return None
    if rest[:1].isdigit():
        plausible = expected is not None and number == expected and len(rest) > 8
        if match["sign"] == "、":
            if re.match(r"[0-9０-９]+\s*(?:[、号线级类期楼栋区%％]|$)", rest):
                return None  # 1、2号楼
        elif not _YEAR.match(rest) and (not plausible or _DECIMAL.match(rest) or re.match(r"\d+$", rest)):
            return None  # 1.5倍, 2024.1.22
    return Mark(Rank.ITEM, number, str(number), match["label"], match.start("rest"))


def _point(line: str) -> Mark | None:
    match = _POINT.match(line)
    if match is None:
        return None
    number = parse_numeral(match["number"] or match["half"])
    if not number or _NUMBER_REFERENCE.match(match["rest"]):
        return None
    return Mark(Rank.POINT, number, str(number), match["label"], match.start("rest"))


def _circle(line: str) -> Mark | None:
    match = _CIRCLE.match(line)
    if match is None:
        return None
    code = ord(match["label"])
    for first, number, size in _CIRCLES:
        if ord(first) <= code < ord(first) + size:
            value = code - ord(first) + number
            rank = {"⑴": Rank.POINT, "⒈": Rank.ITEM}.get(first, Rank.CIRCLE)
            return Mark(rank, value, str(value), match["label"], match.start("rest"))
    return None


def _bullet(line: str) -> Mark | None:
    match = _BULLET.match(line)
    if match is None or not match["rest"]:
        return None
    return Mark(Rank.BULLET, None, "", match["label"], match.start("rest"))
