"""Texts about a fictional zone, and a printed page to set them on."""

from __future__ import annotations

import re

from jingkai.documents.repair.characters import width
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Line, LineKind, Place, Witness

CLEAN = """澄江市人民政府办公室关于印发《青岚经济技术开发区扩权赋能若干措施（试行）》的通知
澄政办发〔2025〕7号
各区县人民政府，青岚经济技术开发区管委会，市直各部门：
《青岚经济技术开发区扩权赋能若干措施（试行）》已经市人民政府同意，现印发给你们，请结合实际抓好落实。
澄江市人民政府办公室
2025年3月8日
（此件公开发布）
青岚经济技术开发区扩权赋能若干措施（试行）
为加快青岚经济技术开发区（以下简称经开区）建设，显著提高著名企业的集聚度，结合实际，制定本措施。
一、主要目标
到2027年，地区生产总值（GDP）年均增长8.5%以上，研发（R&D）经费占比达到2.6%，力争进入前150名。
——开放水平迈上新台阶。实际使用外资年均增长10%以上；进出口总额达到1,200亿元。
——绿色转型取得实效，单位能耗持续下降，余热余压基本得到利用；
二、重点任务
（一）扩大管理权限。
1.依法放权。市级权限能放尽放，“一枚印章管审批”，经开区与市直部门1:1对接。（责任单位：市发展改革委、行政审批局）
2.优化服务。办事窗口每日8:30开放，联系邮箱为qinglan@example.com，网址为http://www.example.com/a,b。
（二）强化要素保障。
3.统筹土地指标。执行《青岚经济技术开发区土地管理办法》（澄政发〔2024〕12号），对5G基站、3D打印等项目优先供地。
4.你还在为办事发愁吗？请拨打12345！
三、附则
本措施自2025年4月1日起施行，有效期3年。
抄送：市委各部门，市人大常委会办公室，市政协办公室。
澄江市人民政府办公室 2025年3月10日印发"""
"""A clean document as the repair should leave it: nothing in it may ever change."""


def received(text: str, *, hard_wrapped: bool | None = None) -> Revision:
    """A text file as received."""
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return Revision(Witness("test.txt", "txt", "", lines, hard_wrapped=hard_wrapped))


def with_kinds(rows: list[tuple[str, LineKind]]) -> Revision:
    """A file whose reader knows what kinds of lines it has."""
    lines = tuple(Line(text, Place(number), kind) for number, (text, kind) in enumerate(rows, 1))
    return Revision(Witness("test.pdf", "pdf", "", lines, hard_wrapped=True))


def printed(text: str, measure: int, *, keep_indent: bool, blank: bool = False, per_page: int = 22) -> str:
    """Set a text on pages ``measure`` characters wide, as text taken out of a PDF has it.

    First lines are indented by two characters; with ``keep_indent`` the indent is seen as ideographic spaces, without it
    those lines are merely shorter. Punctuation hangs over the margin rather than begin a line.
    """
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        unindented = number < 3 or width(paragraph) <= 12
        lines.extend(_set(paragraph, measure, 0 if unindented else 2, keep_indent))
    out: list[str] = []
    for number, line in enumerate(lines, 1):
        out.append(line)
        if blank:
            out.append("")
        if number % per_page == 0:
            out.extend(["", f"- {number // per_page} -", ""])
    return "\n".join(out)


def _set(paragraph: str, measure: int, indent: int, keep_indent: bool) -> list[str]:
    tokens = re.findall(r"[A-Za-z0-9][A-Za-z0-9.,:/%&@+\-]*|.", paragraph)
    lines: list[str] = []
    line: list[str] = []
    used: float = indent
    for token in tokens:
        if used + width(token) <= measure or (
            token in "，。、；：？！）》”〕" and used + width(token) <= measure + 1
        ):
            line.append(token)
            used += width(token)
            continue
        carried = [line.pop()] if token in "，。、；：？！）》”〕" else []
        while line and line[-1] in "（《“〔":
            carried.insert(0, line.pop())
        lines.append("".join(line))
        line = [*carried, token]
        used = width("".join(line))
    lines.append("".join(line))
    if indent and keep_indent:
        lines[0] = "\u3000\u3000" + lines[0]
    return lines
