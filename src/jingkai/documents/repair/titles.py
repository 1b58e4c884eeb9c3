"""Titles that were set over several centred lines: where the lines of one title go together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jingkai.documents.repair.rows import Row

DOCUMENT_TYPE = (
    "意见|通知|办法|规划|方案|决定|公告|通告|措施|规定|细则|条例|批复|函|纪要|报告|命令|令|请示|通报|公报|决议|议案|要点|计划|"
    "纲要|指南|清单|制度|规程|标准|指引|目录|政策|举措|规则|章程|准则|倡议书|实施意见|答复|说明|解读|预案|规范|任务|条款|责任书"
)
COMPLETE_TITLE = re.compile(
    rf"(?:{DOCUMENT_TYPE})[》”]?(?:[(（〔](?:试行|暂行|草案|征求意见稿|修订|修订稿|修正|送审稿|{'[^()（）]{2,16}'}年[)）]?)[)）〕]?)?$"
)
_TAIL = re.compile(
    r"[(（](?:试行|暂行|草案|征求意见稿|修订|修订稿|修正|送审稿|(?:19|20)\d\d[—\-－–~～至](?:19|20)\d\d年?)[)）]$"
)
_RUNS_ON = re.compile(r"^(?:的|》|（试行|（暂行|\(试行|\(暂行|等)")
_OPENS = re.compile(
    r"关于|印发|转发|批转|公布|发布|《|(?:人民政府|办公厅|办公室|委员会|管委会|行政公署|厅|局|部|委|院|会|署|集团|公司|开发区|高新区|新区|经开区|自治区|省|市|县|区)$"
)
_NO_TITLE = re.compile(
    r"[。；;，,:：！？!?|\t]|^(?:(?!关于|印发|转发|批转).)*文件$|^(?:附件|目录|目 录|来源|首页|第[一二三四五六七八九十]+[章节])"
)
_SPACES = re.compile(r"\s+")
_CUT_SHORT = 8
_MOST_LINES = 5
_HEAD_ROWS = 14
_WIDEST = 45


def joined_titles(rows: Sequence[Row]) -> tuple[set[int], set[int]]:
    """Indices of rows that continue a title begun on the row above, and of rows with which a title is complete.

    A title stands at the head of the text or behind the date, note or mark that ends what came before it; it is
    complete when it ends with a type of document, and no line is joined beyond that.
    """
    joined: set[int] = set()
    complete: set[int] = set()
    for index in range(len(rows)):
        if index in joined or not _may_begin(rows, index):
            continue
        last = _last_row(rows, index)
        if last is not None:
            joined.update(range(index + 1, last + 1))
            complete.add(last)
    return joined, complete


def _last_row(rows: Sequence[Row], first: int) -> int | None:
    """The row with which the title that begins at ``first`` is complete, or ``None`` where it never is."""
    words = ""
    for index in range(first, min(first + _MOST_LINES, len(rows))):
        if index > first and not _may_continue(rows, index):
            return None
        words += _SPACES.sub("", rows[index].text)
        below = rows[index + 1].text if index + 1 < len(rows) else ""
        if COMPLETE_TITLE.search(words) and not _RUNS_ON.match(below):
            return index + 1 if _TAIL.fullmatch(below) else index
    return None


def _is_plain(row: Row) -> bool:
    """Whether a line could be a line of a title by its looks."""
    return (
        2 <= row.width <= _WIDEST
        and not row.table
        and not row.marked
        and not row.stands_alone
        and _NO_TITLE.search(row.text) is None
    )


def _may_begin(rows: Sequence[Row], index: int) -> bool:
    row = rows[index]
    if not _is_plain(row):
        return False
    if index + 1 < len(rows) and row.width >= _CUT_SHORT and rows[index + 1].text.startswith(row.text):
        return False  # a headline cut short above the whole title
    if index and rows[index - 1].ends_part and row.width >= 6:
        return True
    if _OPENS.search(row.text) is None and (index or not COMPLETE_TITLE.search(row.text)):
        return False
    if index == 0 or rows[index - 1].stands_alone:
        return True
    above = rows[index - 1]
    if index < _HEAD_ROWS:
        return not any(other.text.endswith(("。", "：", ":")) or other.marked for other in rows[:index])
    return row.gap >= 2 and above.text.endswith(("。", "）", ")"))


def _may_continue(rows: Sequence[Row], index: int) -> bool:
    row = rows[index]
    if _TAIL.fullmatch(row.text):
        return True
    return _is_plain(row) and row.gap <= 1
