"""Metadata that a page carries beside its text: ``meta`` elements and the table above the text.

Chinese government sites print the table that the rules on publishing government information ask for
(国办公开办函 〔2019〕61号): index number, subject, issuer, dates, title, number, validity. It comes as a
table, a definition list or a list of labelled spans. A group of at least two known labels is such a table; it
is metadata, no text.
"""

from __future__ import annotations

import re

from jingkai.documents.read.html_flow import table_cells
from jingkai.documents.read.html_tree import Page, collapse

_LABELS_WORDS = (
    "索引号 索取号 信息索引号 信息索引 主题分类 主题词 主题 关键词 关键字 体裁分类 体裁 公文种类 "
    "公文类型 文种 组配分类 组配 信息分类 分类 所属分类 信息类别 类别 栏目 "
    "所属栏目 发布机构 发文机关 发文机构 发文单位 发布单位 发布部门 制发机关 制发单位 制定机关 公开机构 "
    "公开单位 公开主体 责任部门 信息来源 来源 文章来源 稿件来源 发文字号 文号 发布文号 文件编号 "
    "公文字号 文件号 统一编号 统一登记号 登记号 规范性文件编号 备案号 成文日期 成文时间 生成日期 "
    "生成时间 发文日期 发文时间 印发日期 签发日期 签发人 发布日期 发布时间 公开日期 公开时间 公布日期 "
    "实施日期 施行日期 生效日期 生效时间 有效期 有效性 时效性 时效 是否有效 效力状态 效力 废止日期 "
    "废止时间 失效日期 失效时间 公开方式 公开形式 公开范围 公开属性 公开类别 公开时限 名称 标题 信息名称 "
    "文件名称 文件标题 内容概述 概述 发布人 责任编辑 作者 有效状态 信息状态 规范性文件 是否规范性文件 "
    "索引號 主題分類 主題詞 發布機構 發文機關 發文字號 文號 發布日期 發文日期 名稱 標題 來源 公開方式 "
    "公開日期 關鍵詞 公文種類 信息分類 體裁分類"
)
LABELS = frozenset(_LABELS_WORDS.split())
"""Labels of metadata tables, without the spaces that spread them out in print; traditional forms included."""

_META_NAMES_WORDS = (
    "articletitle pubdate contentsource columnname columntype columndescription columnkeywords keywords "
    "author source description publishdate contenttitle"
)
META_NAMES = frozenset(_META_NAMES_WORDS.split())
"""``meta`` names of the standard for government web sites (国办函〔2017〕40号) and common others, in lower
case.
"""

_FURNITURE = frozenset(
    ["字体", "字号", "字体大小", "浏览次数", "阅读次数", "点击数", "点击量", "浏览量", "阅读", "浏览"]
)
"""What sites print in the same line and is no metadata."""
_TELLING = re.compile(
    r"索[引取]|文号|字号|編號|编号|机[构關关]|機[構關]|日期|时间|時間|分类|分類|有效性|时效"
)
"""One label of a group must be of these: a table of data may be headed 名称 and 来源 too."""
_COLON = re.compile(r"[:：]")
_GAPS = re.compile(r"[\s\u3000\xa0\[\]【】]+")
_SPACES = re.compile(r"[\s\u3000\xa0]+")
_GROUPS = frozenset(["table", "tbody", "tr", "td", "dl", "ul", "ol", "div", "section", "header", "p"])
_LONGEST_GROUP = 1500
_LONGEST_VALUE = 300
_MOST_NODES = 500
_MOSTLY = 0.7
_IN_SENTENCES = frozenset(["概述", "内容概述"])


def label_of(text: str) -> str | None:
    """Return the known label that a piece of text is, without spaces and colon, or ``None``.

    >>> label_of("文　　号："), label_of("工作要求")
    ('文号', None)
    """
    found = _COLON.sub("", _GAPS.sub("", text))
    return found if found in LABELS or found in _FURNITURE else None


def take_metadata(page: Page) -> dict[str, str]:
    """Collect metadata and mark the groups they were printed in as not part of the text.

    Keys of tables are the labels as printed, without spaces; keys of ``meta`` elements are their names. The
    first value of a key counts; empty values are left out.
    """
    metadata: dict[str, str] = {}
    for at in _groups(page):
        pairs, _rest = _pairs(_pieces(page, at))
        for label, value in pairs:
            if value and label not in metadata and label not in _FURNITURE:
                metadata[label] = value
        page.nodes[at].shown = False
    for name, content in page.metas:
        value = collapse(content).strip()
        if name.lower() in META_NAMES and value and name not in metadata:
            metadata[name] = value
    return metadata


def _groups(page: Page) -> list[int]:
    """Find the outermost nodes that consist of labels and values and of nothing else."""
    found: list[int] = []
    labels, lengths = _counts(page)
    at = 0
    while at < len(page.nodes):
        node = page.nodes[at]
        if not node.shown:
            at = node.end
            continue
        small = lengths[at] <= _LONGEST_GROUP and node.end - at <= _MOST_NODES
        if node.tag in _GROUPS and labels[at] >= 2 and small and _is_group(page, at):
            found.append(at)
            at = node.end
        else:
            at += 1
    return found


def _counts(page: Page) -> tuple[list[int], list[int]]:
    """For each node, how many pieces of text in it begin with a label, and how many characters it holds."""
    labels = [0] * len(page.nodes)
    lengths = [0] * len(page.nodes)
    for at in range(len(page.nodes) - 1, -1, -1):
        node = page.nodes[at]
        if not node.tag and node.shown:
            text = node.text.strip()
            lengths[at] = len(text)
            labels[at] = sum(1 for piece in _parted(text) if _labelled(piece) is not None)
        if node.parent >= 0 and node.shown:
            labels[node.parent] += labels[at]
            lengths[node.parent] += lengths[at]
    return labels, lengths


def _labelled(text: str) -> tuple[str, str] | None:
    """Split ``label：value``; the value is empty where the piece is the label alone."""
    label = label_of(text[:40])
    if label is not None and len(text) <= 40:
        return label, ""
    found = _COLON.search(text, 0, 40)
    label = label_of(text[: found.start()]) if found else None
    return (label, text[found.end() :].strip(" \xa0\u3000")) if found and label is not None else None


def _parted(text: str) -> list[str]:
    """Part a line such as ``来源：市政府　发布时间：2024-03-20`` before each further label."""
    if not 0 < len(text) <= _LONGEST_VALUE:
        return []
    pieces: list[str] = []
    for word in _SPACES.split(text):
        begins = _COLON.search(word) is not None and _labelled(word) is not None
        if begins or not pieces:
            pieces.append(word)
        else:
            pieces[-1] = f"{pieces[-1]} {word}"
    return pieces


def _pieces(page: Page, index: int) -> list[str]:
    """Return the pieces of a group in order: the cells of a table, else the texts between tags.

    What holds a table is no group: the table in it may be one.
    """
    if page.nodes[index].tag in ("table", "tbody"):
        rows = [row for row in table_cells(page, index) if any(row)]
        columns = list(zip(*rows, strict=False))
        if len(rows) == 2 and all(map(label_of, rows[0])) and not any(map(label_of, rows[1])):
            # Labels in the first row, values in the second.
            return [cell for column in columns for cell in column]
        return [cell for row in rows for cell in row]
    pieces: list[str] = []
    for at in page.within(index):
        if page.nodes[at].tag == "table":
            return []
        if not page.nodes[at].tag:
            pieces.extend(_parted(collapse(page.nodes[at].text).strip(" \xa0\u3000")))
    return pieces


def _pairs(pieces: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Pair each label with what follows it; return the pairs and what is left over.

    A sentence is no value, except of a label that announces one: an empty label just above the text takes none of it.
    """
    pairs: list[tuple[str, str]] = []
    rest: list[str] = []
    for piece in pieces:
        found = _labelled(piece)
        if found is not None:
            pairs.append(found)
        elif pairs and not pairs[-1][1] and ("。" not in piece or pairs[-1][0] in _IN_SENTENCES):
            pairs[-1] = (pairs[-1][0], piece.lstrip("：: ").strip())
        else:
            rest.append(piece)
    return pairs, rest


def _is_group(page: Page, index: int) -> bool:
    """Tell whether a node holds at least two labels, begins with one, and holds little else."""
    pieces = [piece for piece in _pieces(page, index) if piece.strip()]
    if not pieces or _labelled(pieces[0]) is None:
        return False
    pairs, rest = _pairs(pieces)
    labels = {label for label, _value in pairs}
    if len(labels) < 2 or not any(map(_TELLING.search, labels)) or not any(value for _label, value in pairs):
        return False
    if any(len(value) > _LONGEST_VALUE for _label, value in pairs) or any("。" in piece for piece in rest):
        return False
    taken = sum(len(label) + len(value) for label, value in pairs)
    return taken >= _MOSTLY * (taken + sum(len(_GAPS.sub("", piece)) for piece in rest))
