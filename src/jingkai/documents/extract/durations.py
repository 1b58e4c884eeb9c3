"""Lengths of time that are to be reached, told from terms, deadlines and periods."""

from __future__ import annotations

import re

from jingkai.documents.extract import tasks
from jingkai.documents.extract.figures import Figure
from jingkai.documents.extract.passage import Passage

_GROWTH_OR_RATE = re.compile("增长|增速|增幅|提高|提升|下降|降低|减少|比重|占比|率|比例|强度|上升")
_LASTS = re.compile(
    "(?:月数|天数|时长|寿命|小时数|时数|(?:活动|锻炼|学习|劳动|阅读|睡眠|服务|运动)时间)(?:应|要|均)?$"
)
_PROCEDURAL = re.compile(
    "不超过|不得超过|不少于|不得少于|不低于|不大于|最长|最迟|一般(?!登记|公共|工业|纳税|项目|事项|程序)|原则上"
)
_TIME_ENDS = re.compile(
    "(?:和|及|以及|与|或)[0-9一二三四五六七八九十半]|(?:以内|之内|内)?(?:办结|完成|办理完毕|完毕|办毕)(?:$|[，。；、（])"
)


def binds_time(passage: Passage, figure: Figure, *, future: bool, goes_on: bool) -> bool:
    """Whether a length of time is to be reached: 压缩至3个工作日以内, 达到11.3年; never 连续2年, 3年行动, 15分钟生活圈.

    ``goes_on`` says that another such figure stands right before it in a list.
    """
    left, right = passage.left(figure), passage.right(figure)
    if re.search("有效期|贴息|补贴|租|期限?(?:可|最长|最多|由[^，。；]{1,6})*为?$", left[-8:]):
        return False
    if figure.lead and _GROWTH_OR_RATE.search(figure.lead + left[-6:]):
        return not right.startswith("的")
    if tasks.is_stock(figure, right):
        return True
    if _LASTS.search(left) and figure.lead and not passage.standing.rules:
        return not right.startswith("的")
    if not future and "平均" not in left and _PROCEDURAL.search(left[-10:] + figure.lead):
        return False  # a limit of every single case: a deadline
    firm = re.search(
        "达|提[高升]|缩|压|控制|延长|增|[减降升][至到为少]|不超过|不少于|不低于|不高于|保持|稳定|维持",
        figure.lead,
    )
    if not figure.lead and goes_on:
        return True  # 分别压缩至30小时和1小时以内
    ends = _TIME_ENDS.match(right) or not re.match("[一-龥]", right)
    return bool(firm) and bool(ends) and not re.search("连续|每|自|起$", left)
