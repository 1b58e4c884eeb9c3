"""Industries 国民经济行业分类 (GB/T 4754-2017): sections A to T, and codes of a letter with two to four digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

_SECTIONS = """
A 农、林、牧、渔业 01-05|B 采矿业 06-12|C 制造业 13-43|D 电力、热力、燃气及水生产和供应业 44-46|E 建筑业 47-50
F 批发和零售业 51-52|G 交通运输、仓储和邮政业 53-60|H 住宿和餐饮业 61-62|I 信息传输、软件和信息技术服务业 63-65
J 金融业 66-69|K 房地产业 70-70|L 租赁和商务服务业 71-72|M 科学研究和技术服务业 73-75|N 水利、环境和公共设施管理业 76-79
O 居民服务、修理和其他服务业 80-82|P 教育 83-83|Q 卫生和社会工作 84-85|R 文化、体育和娱乐业 86-90
S 公共管理、社会保障和社会组织 91-96|T 国际组织 97-97
"""
_CODE = re.compile(r"(?P<section>[A-T])(?P<digits>\d{2,4})?")


def _read_sections() -> tuple[dict[str, str], dict[str, range]]:
    names, divisions = {}, {}
    for row in _SECTIONS.strip().replace("\n", "|").split("|"):
        letter, name, span = row.split()
        first, last = span.split("-")
        names[letter] = name
        divisions[letter] = range(int(first), int(last) + 1)
    return names, divisions


_NAMES, _DIVISIONS = _read_sections()

SECTIONS: Mapping[str, str] = MappingProxyType(_NAMES)
"""The twenty sections 门类: letter → Chinese name."""

_ENGLISH = {
    "A": msgid("Agriculture, forestry, animal husbandry and fishery"),
    "B": msgid("Mining"),
    "C": msgid("Manufacturing"),
    "D": msgid("Electricity, heat, gas and water"),
    "E": msgid("Construction"),
    "F": msgid("Wholesale and retail"),
    "G": msgid("Transport, storage and post"),
    "H": msgid("Accommodation and catering"),
    "I": msgid("Information technology and software"),
    "J": msgid("Finance"),
    "K": msgid("Real estate"),
    "L": msgid("Leasing and business services"),
    "M": msgid("Research and technical services"),
    "N": msgid("Water, environment and public facilities"),
    "O": msgid("Household and other services, repair"),
    "P": msgid("Education"),
    "Q": msgid("Health and social work"),
    "R": msgid("Culture, sports and entertainment"),
    "S": msgid("Public administration and social organisations"),
    "T": msgid("International organisations"),
}


def industry(written: str) -> str:
    """Return an industry code in its one form: ``C``, ``C14``, ``C144``, ``C1440``.

    Digits alone take their letter from the division they begin with. Raises
    :class:`~jingkai.kernel.errors.JingkaiError` for a code whose division is not one of the section's.

    >>> industry("c1440"), industry("1440"), industry("A")
    ('C1440', 'C1440', 'A')
    """
    code = "".join(str(written).split()).upper()
    if re.fullmatch(r"\d{2,4}", code):
        code = next((letter for letter, span in _DIVISIONS.items() if int(code[:2]) in span), "") + code
    found = _CODE.fullmatch(code)
    if found is None or (found["digits"] and int(found["digits"][:2]) not in _DIVISIONS[found["section"]]):
        raise JingkaiError(
            _("“%(code)s” is no industry of GB/T 4754.") % {"code": written},
            mend=_("Write the section's letter and two to four digits, such as C1440."),
        )
    return code


def section_name(code: str) -> str:
    """Return the name of the section a code lies in, in the reader's language; the code itself where there is none."""
    return _(_ENGLISH[code[:1]]) if code[:1] in _ENGLISH else code
