"""What a unit is for, whatever its level: the province's department of commerce and the city's bureau are one
function.
"""

from __future__ import annotations

import re

_LEVEL = re.compile(
    "^(?:国家|全国|自治区|[\u4e00-\u9fff]{2,4}(?:自治区|省)|省|[\u4e00-\u9fff]{2,4}市|市|盟|州|旗|县|区)(?=..)"
)
_SUFFIX = re.compile("(?:管理)?(?:委员会|委|总局|厅|局|部|办公室|办|中心|处)$")
_ABBREVIATIONS = (
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("工业和信息化", "工信"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("市场监督管理", "市场监管"),
    ("政务服务与数据管理", "政务服务"),
    ("政务服务和数据管理", "政务服务"),
    ("行政审批服务", "政务服务"),
    ("行政审批", "政务服务"),
    ("农业农村和牧", "农牧"),
    ("农业农村", "农牧"),
    ("交通运输", "交通"),
    ("国有资产监督管理", "国资"),
    ("文化和旅游", "文旅"),
    ("地方金融监督管理", "金融"),
    ("地方金融管理", "金融"),
)


def function_of(unit: str) -> str:
    """The function of a unit by its canonical name: ``自治区工业和信息化厅`` and ``市工信局`` are both
    ``工信``.

    >>> function_of("自治区工业和信息化厅"), function_of("市工信局")
    ('工信', '工信')
    """
    name = unit
    for full, short in _ABBREVIATIONS:
        name = name.replace(full, short)
    if not name.startswith("市场"):
        name = _LEVEL.sub("", name, count=1)
    return _SUFFIX.sub("", name) or name
