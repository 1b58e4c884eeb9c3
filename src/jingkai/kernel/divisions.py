"""Administrative divisions: the 34 of province level, and those below that the product knows for sure (GB/T 2260)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """A division: six-digit code, full name, short name, and the letters its documents are numbered with.

    ``level`` is ``province``, ``city`` or ``county``; ``letters`` are empty where they are not known for sure.
    """

    code: str
    name: str
    short: str
    level: str
    letters: tuple[str, ...] = ()

    @property
    def province(self) -> str:
        """Code of the province-level division it lies in."""
        return f"{self.code[:2]}0000"


def _provinces() -> Iterator[Division]:
    table = """
    110000 北京市 北京 京|120000 天津市 天津 津|130000 河北省 河北 冀|140000 山西省 山西 晋
    150000 内蒙古自治区 内蒙古 内,蒙|210000 辽宁省 辽宁 辽|220000 吉林省 吉林 吉|230000 黑龙江省 黑龙江 黑
    310000 上海市 上海 沪|320000 江苏省 江苏 苏|330000 浙江省 浙江 浙|340000 安徽省 安徽 皖|350000 福建省 福建 闽
    360000 江西省 江西 赣|370000 山东省 山东 鲁|410000 河南省 河南 豫|420000 湖北省 湖北 鄂|430000 湖南省 湖南 湘
    440000 广东省 广东 粤|450000 广西壮族自治区 广西 桂|460000 海南省 海南 琼|500000 重庆市 重庆 渝
    510000 四川省 四川 川|520000 贵州省 贵州 黔,贵|530000 云南省 云南 云,滇|540000 西藏自治区 西藏 藏
    610000 陕西省 陕西 陕|620000 甘肃省 甘肃 甘|630000 青海省 青海 青|640000 宁夏回族自治区 宁夏 宁
    650000 新疆维吾尔自治区 新疆 新|710000 台湾省 台湾 台|810000 香港特别行政区 香港 港|820000 澳门特别行政区 澳门 澳
    """
    for row in table.replace("\n", "|").split("|"):
        if row.strip():
            code, name, short, letters = row.split()
            yield Division(code, name, short, "province", tuple(letters.split(",")))


PROVINCES: tuple[Division, ...] = tuple(_provinces())
"""The 34 divisions of province level, in the order of their codes."""

DIVISIONS: tuple[Division, ...] = (
    *PROVINCES,
    Division("150100", "呼和浩特市", "呼和浩特", "city"),
    Division("150700", "呼伦贝尔市", "呼伦贝尔", "city"),
    Division("150800", "巴彦淖尔市", "巴彦淖尔", "city"),
    Division("150802", "临河区", "临河", "county"),
)
"""Every division known; a place that is not here has no code (``None``), never that of its province."""

_BY_CODE = {division.code: division for division in DIVISIONS}


def by_code(code: str) -> Division | None:
    """Return the division with this six-digit code."""
    return _BY_CODE.get(code)


def at_start(name: str) -> Division | None:
    """Return the division whose full name, or else whose short name, ``name`` begins with; the longest wins.

    >>> at_start("内蒙古自治区人民政府办公厅").code, at_start("巴彦淖尔市临河区").code
    ('150000', '150800')
    >>> at_start("澄江市人民政府") is None
    True
    """
    full = [division for division in DIVISIONS if name.startswith(division.name)]
    if full:
        return max(full, key=lambda division: len(division.name))
    short = [division for division in DIVISIONS if name.startswith(division.short)]
    return max(short, key=lambda division: len(division.short)) if short else None


def by_letters(agency: str) -> list[Division]:
    """Return the province-level divisions whose documents may carry the agency word (``内政办发``: 150000).

    A city may use the same letters (新 is 新疆 and 新乡): ask whether the issuer is of province level too.
    """
    return [division for division in PROVINCES if division.letters and agency.startswith(division.letters)]
