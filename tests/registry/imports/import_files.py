"""Files as offices send them, made for tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

HEADERS = ["统一社会信用代码", "企业名称", "注册资本（万元）", "成立日期", "是否规上", "联系电话"]


def codes(count: int, start: int = 0) -> list[str]:
    """Give credit codes that hold, of enterprises that do not exist."""
    from jingkai.kernel.identifiers import organisation_check, uscc_with_check

    bare = [f"{number:08}" for number in range(start, start + count)]
    return [uscc_with_check(f"91150802{one}{organisation_check(one)}") for one in bare]


def workbook(
    rows: Sequence[Sequence[Any]], sheet: str = "企业", change: Callable[[Any, Any], None] | None = None
) -> bytes:
    """Give a workbook with these rows; ``change`` may add to its sheet what plain values cannot say."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for line, row in enumerate(rows):
            for at, value in enumerate(row):
                if value is not None:
                    page.write(line, at, value)
        if change:
            change(book, page)
    return buffer.getvalue()
